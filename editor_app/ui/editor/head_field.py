"""One field of the head: kicker, headline or standfirst. One paragraph, as tall as its words need."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from editor_app.ui.actions import Actions
from editor_app.ui.editor.mark_layers import MarkLayers
from editor_app.ui.editor.shortcut_guard import is_no_text_key, left_to_action
from editor_app.ui.editor.spelling_marks import SpellingMarks
from editor_app.ui.editor.typing_style import TypingStyle, composed_letter, letter_of, retouch_field
from editor_app.ui.fonts import ROLES
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.drawing import text_mark
from editor_app.ui.widgets.graphemes import grapheme_count, offset_of_grapheme

_MENU = ("edit.undo", "edit.redo", "-", "edit.cut", "edit.copy", "edit.paste", "edit.select_all")


class HeadField(QTextEdit):
    """Plain words in the type of their role.

    Signals:
        edited(str): a person changed the words.
        step_ended(): what is edited next is to be undone by itself.
        counted(int): how many characters there are now.
        height_changed(): the words need more or fewer lines.
        left_forwards(), left_backwards(): Enter or Down at the end, Up or Backspace at the start.
    """

    edited = Signal(str)
    step_ended = Signal()
    counted = Signal(int)
    height_changed = Signal()
    left_forwards = Signal()
    left_backwards = Signal()

    def __init__(
        self, name: str, look: tuple[str, str], theme: Theme, actions: Actions, parent: QWidget
    ) -> None:
        super().__init__(parent)
        (self._role, self._token), self._theme, self._actions = look, theme, actions
        self._zoom, self._limit, self._height = 1.0, 0, 0
        self.marks = MarkLayers(self, "limit", "found")
        self._is_setting = False
        self.spelling = SpellingMarks(self, theme)
        self.typing = TypingStyle()
        self.setProperty("bare", True)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.textChanged.connect(self._text_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._size_changed)
        theme.changed.connect(self._dress)
        self._dress()

    def text(self) -> str:
        """The words."""
        return self.document().toRawText().replace("\u2029", " ").replace("\u2028", " ")

    def set_text(self, text: str) -> None:
        """Show other words; the caret stays where it is. Nothing is reported."""
        if text == self.text():
            return
        position = self.textCursor().position()
        self._is_setting = True
        self.setPlainText(" ".join(text.split("\n")))
        self._dress()
        self._is_setting = False
        cursor = self.textCursor()
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self._count()

    def set_limit(self, limit: int) -> None:
        """Mark what goes beyond `limit` characters."""
        self._limit = limit
        self._count()

    @property
    def zoom(self) -> float:
        """The scale it is drawn at."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Draw at this scale."""
        self._zoom = zoom
        self._dress()

    def height_for(self, width: int) -> int:
        """The height the words need at this width."""
        self.document().setTextWidth(width)
        return round(self.document().size().height())

    # -- keys

    def event(self, event: QEvent) -> bool:
        """Leave the keys of actions to the actions."""
        return False if left_to_action(event, self._actions) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Down go on to the next field, Up and Backspace at the start go back."""
        if is_no_text_key(event, self._actions):
            event.ignore()
            return
        key, cursor = event.key(), self.textCursor()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_forwards.emit()
        elif key == Qt.Key.Key_Backspace and cursor.atStart() and not cursor.hasSelection():
            self.left_backwards.emit()
        elif plain and key == Qt.Key.Key_Down and not self._can_move(QTextCursor.MoveOperation.Down):
            self.left_forwards.emit()
        elif plain and key == Qt.Key.Key_Up and not self._can_move(QTextCursor.MoveOperation.Up):
            self.left_backwards.emit()
        else:
            super().keyPressEvent(event)
            retouch_field(self, letter_of(event), self.typing, self.step_ended.emit)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What a dead key gives is typed text."""
        super().inputMethodEvent(event)
        retouch_field(self, composed_letter(event), self.typing, self.step_ended.emit)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Undo and the clipboard."""
        self.spelling.open_menu(self._actions.context_menu(self, _MENU), event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, and marks under those that are spelled wrong."""
        super().paintEvent(event)
        self.spelling.draw((self.document().firstBlock(),), event.rect())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Several lines are joined; formatting is left behind."""
        words = " ".join(line.strip() for line in source.text().splitlines() if line.strip())
        if words:
            self.textCursor().insertText(words)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Only words."""
        return source.hasText()

    def loadResource(self, type: int, name: object) -> object:
        """Nothing is ever loaded for a head field."""
        return None

    # -- inside

    def _can_move(self, operation: QTextCursor.MoveOperation) -> bool:
        return self.textCursor().movePosition(operation)

    def _text_changed(self) -> None:
        if self._is_setting:
            return
        self._count()
        self.edited.emit(self.text())

    def _count(self) -> None:
        text = self.text()
        count = grapheme_count(text)
        self.counted.emit(count)
        if not self._limit or count <= self._limit:
            self.marks.set("limit", ())
            return
        cursor = self.textCursor()
        cursor.setPosition(offset_of_grapheme(text, self._limit))
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        made = QTextCharFormat()
        made.setBackground(self._theme.color("breaking.tint"))
        self.marks.set("limit", (text_mark(cursor, made),))

    def _dress(self) -> None:
        was_setting, self._is_setting = self._is_setting, True
        font = self._theme.font(self._role, self._zoom)
        self.setFont(font)
        self.document().setDefaultFont(font)
        palette = self.palette()
        palette.setColor(palette.ColorRole.Text, QColor(self._theme.color(self._token)))
        palette.setColor(palette.ColorRole.PlaceholderText, QColor(self._theme.color("text.tertiary")))
        self.setPalette(palette)
        line = QTextBlockFormat()
        line.setLineHeight(
            round(ROLES[self._role].line * self._zoom), QTextBlockFormat.LineHeightTypes.FixedHeight.value
        )
        colour = QTextCharFormat()
        colour.setForeground(self._theme.color(self._token))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(line)
        cursor.mergeCharFormat(colour)
        cursor.mergeBlockCharFormat(colour)
        self.setCurrentCharFormat(colour)
        self._is_setting = was_setting
        self._count()

    def _size_changed(self) -> None:
        height = round(self.document().size().height())
        if height != self._height:
            self._height = height
            self.height_changed.emit()
