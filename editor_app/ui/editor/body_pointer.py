"""What the mouse does in the body beyond placing the caret: parts of pictures, links, what shows under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeySequence, QMouseEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QToolTip

from editor_app.markup.extensions.embeds import embed_in_source
from editor_app.markup.rich import Kind, RichBlock
from editor_app.richtext import structure
from editor_app.richtext.drawing.also_read import entry_at
from editor_app.richtext.drawing.picture import PicturePart, part_at
from editor_app.richtext.formats import Mark
from editor_app.richtext.reader import object_in
from editor_app.ui.editor.body_marks import text_rect
from editor_app.ui.editor.room_below import begin_below, is_below_all

if TYPE_CHECKING:
    from editor_app.ui.editor.body_editor import BodyEditor

PICTURE_MENU = ("picture.words", "picture.replace", "picture.decorative", "-")
_TIPS = {
    PicturePart.BADGE: "No alt text yet. Click to write it.",
    PicturePart.REPLACE: "Choose another file; the words stay.",
}
_SHAPES = {
    PicturePart.IMAGE: Qt.CursorShape.ArrowCursor,
    PicturePart.BADGE: Qt.CursorShape.PointingHandCursor,
    PicturePart.REPLACE: Qt.CursorShape.PointingHandCursor,
    PicturePart.CAPTION: Qt.CursorShape.IBeamCursor,
    PicturePart.CREDIT: Qt.CursorShape.IBeamCursor,
}


class BodyPointer:
    """Reads the mouse for one body editor."""

    def __init__(self, editor: BodyEditor) -> None:
        self._editor = editor

    def follow(self, event: QMouseEvent) -> bool:
        """Ctrl and a click open what is linked there. True when that was so."""
        if event.button() != Qt.MouseButton.LeftButton or event.modifiers() != _control():
            return False
        address = self.address_at(event.position().toPoint())
        if not address:
            return False
        self._editor.address_followed.emit(address)
        return True

    def pressed(self, event: QMouseEvent) -> None:
        """A click on a caption, on the mark of a missing alt text, or on Replace, opens just that; one below a table, a
        box or a picture that ends the story begins a paragraph."""
        if event.button() != Qt.MouseButton.LeftButton or event.modifiers() or self._editor.isReadOnly():
            return
        if is_below_all(self._editor, event.position()) and begin_below(self._editor):
            return
        block, part = self._picture_at(event.position())
        if part is not None and part is not PicturePart.IMAGE:
            self._editor.picture_pressed.emit(block, part, event.position().toPoint())

    def hover(self, event: QMouseEvent) -> None:
        """The pointer says what a click would do."""
        if event.buttons():
            return
        _block, part = self._picture_at(event.position())
        shape = _SHAPES[part] if part else Qt.CursorShape.IBeamCursor
        if part is None and event.modifiers() == _control() and self.address_at(event.position().toPoint()):
            shape = Qt.CursorShape.PointingHandCursor
        elif part is None and object_in(self._block_at(event.position().toPoint())) is not None:
            shape = Qt.CursorShape.ArrowCursor
        if self._editor.viewport().cursor().shape() != shape:
            self._editor.viewport().setCursor(shape)

    def show_tip(self, event: QHelpEvent) -> bool:
        """The address of a link, or what a part of a picture is for. False: nothing is known of this place."""
        _block, part = self._picture_at(QPointF(event.pos()))
        words = _TIPS.get(part, "") if part else ""
        if not words and (address := self.address_at(event.pos())):
            keys = QKeySequence(Qt.KeyboardModifier.ControlModifier).toString(
                QKeySequence.SequenceFormat.NativeText
            )
            words = f"{self._named(address)}\n{keys.rstrip('+') or 'Ctrl'}+click opens it"
        if words:
            QToolTip.showText(event.globalPos(), words, self._editor)
        else:
            QToolTip.hideText()
        return bool(words)

    def menu_for(self, event: QContextMenuEvent) -> tuple[str, ...]:
        """What a context menu offers first on a picture; a click on one chooses it."""
        cursor = self._editor.textCursor()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            block, part = self._picture_at(QPointF(event.pos()))
            if part is None:
                return ()
            structure.select_object(cursor, block)
            self._editor.setTextCursor(cursor)
            return PICTURE_MENU
        block = structure.selected_object(cursor)
        lone = object_in(block) if block is not None else None
        return PICTURE_MENU if lone is not None and lone.picture is not None else ()

    def address_at(self, point: QPoint) -> str:
        """Where the link, embed or "Also read" entry at a point of the viewport leads; empty without one."""
        block = self._block_at(point)
        lone = object_in(block)
        if lone is not None:
            return self._address_of(lone, point.y() - text_rect(self._editor, block).top())
        cursor = self._editor.cursorForPosition(point)
        if not _is_over_text(self._editor, cursor, point):
            return ""
        probe = QTextCursor(cursor)
        if (
            cursor.positionInBlock() < block.length() - 1
            and point.x() >= self._editor.cursorRect(cursor).left()
        ):
            probe.movePosition(QTextCursor.MoveOperation.NextCharacter)
        return probe.charFormat().stringProperty(Mark.HREF)

    def _address_of(self, lone: RichBlock, y: float) -> str:
        body = self._editor.body
        if lone.kind is Kind.ALSO_READ and body is not None and body.presentation is not None:
            entry = entry_at(body.presentation.scene, lone, y)
            return entry.target if entry is not None else ""
        embed = embed_in_source(lone.source) if lone.kind is Kind.SOURCE else None
        return embed.address if embed is not None else ""

    def _named(self, address: str) -> str:
        """A story by its headline, anything else as it is written."""
        body = self._editor.body
        slug = address.partition("#")[0].rpartition("/")[2]
        if body is None or not slug.endswith(".md") or "://" in address:
            return address
        entry = body.context.lookup(slug.removesuffix(".md"))
        headline = str(getattr(entry, "headline", "") or "")
        return f"{headline}\n{address}" if headline else f"{address}: no such story"

    def _block_at(self, point: QPoint) -> QTextBlock:
        return self._editor.cursorForPosition(point).block()

    def _picture_at(self, point: QPointF) -> tuple[QTextBlock, PicturePart | None]:
        block = self._block_at(point.toPoint())
        lone = object_in(block)
        presentation = self._editor.body.presentation if self._editor.body else None
        if lone is None or lone.picture is None or presentation is None:
            return block, None
        return block, part_at(presentation.scene, lone.picture, text_rect(self._editor, block), point)


def _control() -> Qt.KeyboardModifier:
    return Qt.KeyboardModifier.ControlModifier


def _is_over_text(editor: BodyEditor, cursor: QTextCursor, point: QPoint) -> bool:
    """Whether the point lies on the letters and not in the white beside or below them."""
    rect = editor.cursorRect(cursor)
    return rect.top() - 4 <= point.y() <= rect.bottom() + 4 and abs(point.x() - rect.center().x()) < 40
