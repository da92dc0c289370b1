"""The body as a text widget: draws a `BodyDocument`, turns keys into `richtext` commands, keeps foreign content out.

Holds no story state. Undo belongs to the story, so undo and redo keys are left to the actions.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QHelpEvent,
    QImage,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from editor_app.richtext import paste, structure
from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.drawing.canvas import Places
from editor_app.richtext.reader import object_in
from editor_app.ui.actions import Actions
from editor_app.ui.editor.body_keys import BodyKeys
from editor_app.ui.editor.body_marks import draw_object_ring, draw_over, draw_under, draw_veil, text_rect
from editor_app.ui.editor.body_pointer import BodyPointer
from editor_app.ui.editor.dragged_text import DraggedText
from editor_app.ui.editor.incoming import Incoming
from editor_app.ui.editor.mark_layers import MarkLayers
from editor_app.ui.editor.offset_bar import OffsetBar
from editor_app.ui.editor.shortcut_guard import is_no_text_key, left_to_action
from editor_app.ui.editor.spelling_marks import SpellingMarks
from editor_app.ui.editor.spoken_objects import describe_chosen, spoken
from editor_app.ui.editor.table_keys import table_menu
from editor_app.ui.editor.text_drop import drop_own_text
from editor_app.ui.editor.typing_style import letter_of
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.announcement import announce

CLIPBOARD_MENU = (
    "edit.undo", "edit.redo", "-", "edit.cut", "edit.copy", "edit.paste", "edit.paste_plain", "edit.select_all",
)  # fmt: skip
TEXT_MENU = (
    *CLIPBOARD_MENU, "-", "format.bold", "format.italic", "insert.link", "format.clear",
)  # fmt: skip
_BOTTOM_ROOM, _CARET = 80, 2


class BodyEditor(DraggedText):
    """One column of text in a wide page.

    Signals:
        object_opened(QTextBlock): an object is to be edited.
        head_wanted(): the caret leaves the first line upwards.
        pictures_dropped(list[Path | PictureData], int): pictures were dropped or pasted at a document position.
        picture_pressed(QTextBlock, PicturePart, QPoint): that part of a picture was clicked, there in the viewport.
        word_wanted(QTextBlock, int, int, int): a word of a picture's is to be edited: the part, from and to, as Qt counts.
        address_followed(str): what a link, an embed or an "Also read" entry leads to is to be opened.
        scrolled(): the page moved.
        rearranged(): blocks may stand elsewhere: another width, another scale, or more or less text.
        zoom_wanted(int): the wheel was turned with Ctrl: larger (1) or smaller (-1).
    """

    object_opened = Signal(object)
    head_wanted = Signal()
    pictures_dropped = Signal(object, int)
    picture_pressed = Signal(object, object, object)
    word_wanted = Signal(object, int, int, int)
    address_followed = Signal(str)
    scrolled = Signal()
    rearranged = Signal()
    zoom_wanted = Signal(int)

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._actions = theme, actions
        self._body: BodyDocument | None = None
        self._blank = QTextDocument(self)
        self._device: QImage | None = None
        self._head_height = self._left = 0
        self._keys, self._pointer = BodyKeys(self), BodyPointer(self)
        self.incoming = Incoming(self)
        self.typing = self._keys.style
        self.spelling = SpellingMarks(self, theme)
        self._is_veiled, self._room_below = False, 0.0
        self.marks = MarkLayers(self, "scope", "found")
        self.zoom = 1.0
        self.dateline = ""
        self.carries_dateline = False
        self.setProperty("bare", True)
        self.setAccessibleName("Story text")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(OffsetBar(Qt.Orientation.Vertical, self._vertical_range, self))
        self.setHorizontalScrollBar(OffsetBar(Qt.Orientation.Horizontal, self._horizontal_range, self))
        self.setTabChangesFocus(False)
        self.setCursorWidth(_CARET)
        self.verticalScrollBar().valueChanged.connect(self.scrolled)
        self.cursorPositionChanged.connect(self._keep_out_of_objects)
        self.selectionChanged.connect(self._selection_changed)
        theme.changed.connect(self._theme_changed)

    # -- the document

    @property
    def body(self) -> BodyDocument | None:
        """What is being edited."""
        return self._body

    def set_body(self, body: BodyDocument | None) -> None:
        """Show and edit another body; None shows an empty page."""
        self._body = body
        self.setReadOnly(body is None)
        if body is None:
            self.setDocument(self._blank)
            return
        # Dressed before it has a width, a text is laid out once, and beyond what is seen only as time allows.
        is_dressed = body.presentation is None and body.set_look(self._theme)
        self._set_scale(body)
        self.setDocument(body.document)
        self.setCursorWidth(_CARET)
        self.setTextCursor(QTextCursor(body.document))
        self._set_palette()
        if body.presentation is not None:
            body.presentation.scene.misspelled = self.spelling.places_in
            if not is_dressed:
                body.presentation.refresh()

    def set_zoom(self, zoom: float) -> None:
        """Draw at this scale. The document does not know: its layout is given a device with more dots to the inch."""
        self.zoom = zoom
        self._apply_zoom()

    def mark_objects(self, found: Places) -> None:
        """Mark these places in the words that are drawn: captions, credits, titles."""
        if self._body is not None and self._body.presentation is not None:
            self._body.presentation.scene.found = found
            self.viewport().update()

    def set_veiled(self, veiled: bool) -> None:
        """Let all paragraphs but the one with the caret step back."""
        self._is_veiled = veiled
        self.viewport().update()

    def set_room_below(self, share: float) -> None:
        """Scroll this share of the page's height beyond the end of the text."""
        self._room_below = share
        self._refresh_bars()

    def arrange(self, left: int, column: int, head_height: int) -> None:
        """Where the column begins, how wide it is, and how much room the head takes above it."""
        self._left, self._head_height = left, head_height
        if self.lineWrapColumnOrWidth() != column:
            self.setLineWrapColumnOrWidth(column)
        self._refresh_bars()
        self.horizontalScrollBar().setValue(-left)
        self.rearranged.emit()

    def _refresh_bars(self) -> None:
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            if isinstance(bar, OffsetBar):
                bar.refresh()

    @property
    def edits_words(self) -> bool:
        """Whether the words of a picture are being edited in place."""
        presentation = self._body.presentation if self._body else None
        return presentation is not None and presentation.scene.room is not None

    @property
    def column_left(self) -> int:
        """Where the column begins, in the viewport."""
        return self._left

    def block_top(self, block: QTextBlock) -> int:
        """Where a block begins, in the viewport."""
        return (
            round(self.document().documentLayout().blockBoundingRect(block).top())
            - self.verticalScrollBar().value()
        )

    def object_rect(self, block: QTextBlock) -> QRectF:
        """The rectangle of a block, in the viewport."""
        rect = self.document().documentLayout().blockBoundingRect(block)
        return rect.translated(self._left, -self.verticalScrollBar().value())

    def visible_blocks(self) -> list[QTextBlock]:
        """The blocks that are at least partly on screen."""
        block = self.cursorForPosition(QPoint(self._left + 1, 0)).block()
        found: list[QTextBlock] = []
        height = self.viewport().height()
        while block.isValid() and self.block_top(block) <= height:
            found.append(block)
            block = block.next()
        return found

    def scroll_to_top(self) -> None:
        """Show the head."""
        self.verticalScrollBar().setValue(self.verticalScrollBar().minimum())

    # -- keys

    def event(self, event: QEvent) -> bool:
        """Leave the keys of actions to the actions."""
        return False if left_to_action(event, self._actions) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Structure keys become commands; letters are typed as Qt does, then looked at for Markdown."""
        if is_no_text_key(event, self._actions):
            event.ignore()
            return
        if self.isReadOnly():
            super().keyPressEvent(event)
            return
        if self._keys.press(event):
            return
        if event.text() and event.text().isprintable():
            self._keys.leave_link()
        revision = self.document().revision()
        super().keyPressEvent(event)
        if self.document().revision() != revision and (letter := letter_of(event)):
            self._keys.typed(letter)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Composed text is typed text; what is still being composed is nowhere but on screen."""
        self._keys.compose(event, super().inputMethodEvent)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab in a field above the text, which lies inside this widget, goes on to the next field."""
        if self.hasFocus():
            return super().focusNextPrevChild(next)
        return self._keys.leave_text(next)

    def _keep_out_of_objects(self) -> None:
        """The caret does not stand beside a picture: the picture is selected instead."""
        cursor = self.textCursor()
        if cursor.hasSelection() or (lone := object_in(cursor.block())) is None:
            return
        structure.select_object(cursor, cursor.block())
        self.setTextCursor(cursor)
        if self.hasFocus():
            announce(self, spoken(lone))

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ctrl and a click follow a link; a click on a picture's caption, badge or Replace opens that."""
        if self._pointer.follow(event):
            return
        super().mousePressEvent(event)
        self._pointer.pressed(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pointer says what a click would do."""
        super().mouseMoveEvent(event)
        self._pointer.hover(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the page grows and shrinks."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The actions that make sense on text."""
        of_picture = self._pointer.menu_for(event)
        offered = of_picture + CLIPBOARD_MENU if of_picture else TEXT_MENU + table_menu(self, event)
        self.spelling.open_menu(self._actions.context_menu(self, offered), event)

    def viewportEvent(self, event: QEvent) -> bool:
        """The address of a link shows while the pointer rests on it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return self._pointer.show_tip(event) or super().viewportEvent(event)
        return super().viewportEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Objects open."""
        block = self.cursorForPosition(event.position().toPoint()).block()
        if object_in(block) is not None:
            self.object_opened.emit(block)
        else:
            super().mouseDoubleClickEvent(event)

    # -- clipboard and drop: Qt never sees foreign HTML

    def createMimeDataFromSelection(self) -> QMimeData:
        """Ours and plain text; no HTML made by Qt."""
        return paste.mime_of(self.textCursor(), self._body) if self._body else QMimeData()

    def cut(self) -> None:
        """Copy the selection and take it out."""
        cursor = self.textCursor()
        if self.isReadOnly() or not cursor.hasSelection():
            return
        self.copy()
        structure.cut_out(cursor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, our own blocks, and pictures; other files are the window's."""
        return self.incoming.is_welcome(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop."""
        self.incoming.take(source)

    def take_own_drop(self, event: QDropEvent) -> bool:
        """Text of this story moves as one step."""
        return drop_own_text(self, event)

    def paste_mime(self, source: QMimeData, *, plain: bool = False) -> None:
        """Insert at the caret; `plain` leaves our own formatting behind too."""
        self.incoming.take(source, plain=plain)

    def loadResource(self, type: int, name: object) -> object:
        """Nothing is ever loaded by address; pictures are drawn from files the newsroom names."""
        return None

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars and markers around the text, then the text."""
        blocks = self.visible_blocks() if self._body else []
        painter = QPainter(self.viewport())
        draw_under(painter, self, blocks, self._theme)
        painter.end()
        super().paintEvent(event)
        self.spelling.draw(blocks, event.rect())
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_over(painter, self, blocks, self._theme)
        selected = structure.selected_object(self.textCursor())
        if selected is not None:
            self._draw_chosen(painter, selected)
        if self._is_veiled:
            draw_veil(painter, self, blocks, self._theme)
        painter.end()

    def sizeHint(self) -> QSize:
        """As wide as a full page."""
        return QSize(700, 600)

    def _selection_changed(self) -> None:
        """A chosen object is shown by its ring, without a caret."""
        chosen = structure.selected_object(self.textCursor())
        self.setCursorWidth(0 if chosen is not None else _CARET)
        describe_chosen(self, object_in(chosen) if chosen is not None else None)
        self.viewport().update()

    def _draw_chosen(self, painter: QPainter, block: QTextBlock) -> None:
        lone = object_in(block)
        if self._body is None or self._body.presentation is None or lone is None:
            return
        self._body.presentation.draw_object(painter, text_rect(self, block), lone)
        draw_object_ring(painter, self, block, self._theme)

    def _set_palette(self) -> None:
        palette = self.palette()
        for role, token in (
            (palette.ColorRole.Text, "text.primary"),
            (palette.ColorRole.Highlight, "text.sel"),
            (palette.ColorRole.HighlightedText, "text.primary"),
        ):
            palette.setColor(role, self._theme.color(token))
        self.setPalette(palette)

    def _theme_changed(self) -> None:
        self._set_palette()
        if self._body is not None and self._body.presentation is not None:
            self._body.presentation.refresh()
        self.viewport().update()

    def _apply_zoom(self) -> None:
        if self._body is not None and self._body.presentation is not None:
            self._set_scale(self._body)
            self._body.presentation.relayout()

    def _set_scale(self, body: BodyDocument) -> None:
        screen_dpi = self.logicalDpiY()
        self._device = QImage(1, 1, QImage.Format.Format_RGB32)
        dots = round(screen_dpi * self.zoom / 0.0254)
        self._device.setDotsPerMeterX(dots)
        self._device.setDotsPerMeterY(dots)
        layout = body.document.documentLayout()
        layout.setPaintDevice(self.viewport() if self.zoom == 1.0 else self._device)
        if body.presentation is not None:
            body.presentation.scene.zoom = self.zoom

    def _vertical_range(self, given: int) -> tuple[int, int]:
        """From the head to the room below the text. `given` is how far Qt would scroll the text alone: to ask the
        document would lay all of it out at once."""
        low = -self._head_height
        text = given + self.viewport().height() if given > 0 else self.document().size().height()
        height = round(text) + round(_BOTTOM_ROOM * self.zoom)
        height += round(self._room_below * self.viewport().height())
        return low, max(low, height - self.viewport().height())

    def _horizontal_range(self, _given: int) -> tuple[int, int]:
        return -self._left, -self._left
