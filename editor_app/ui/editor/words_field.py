"""A bare field of one paragraph that stands in the page: a caption is typed where readers will see it."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from editor_app.ui.editor.spelling_marks import SpellingMarks
from editor_app.ui.editor.typing_style import TypingStyle, composed_letter, letter_of, retouch_field
from editor_app.ui.theme import Theme

_BLANKS = re.compile("[ \\t\\n\u2028\u2029]+")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WordsField(QTextEdit):
    """Grows with its text; has no line ends and no formatting.

    Signals:
        edited(): a person changed the text.
        grown(): its height has changed.
        stepped(int): the caret leaves upwards (-1) or downwards (1); Enter goes down, too.
    """

    edited = Signal()
    grown = Signal()
    stepped = Signal(int)

    def __init__(self, name: str, hint: str, tone: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._silent = False
        self.spelling = SpellingMarks(self, theme)
        self.typing = TypingStyle()
        self.setProperty("bare", True)
        self.setProperty("tone", tone)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        for set_policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().clearUndoRedoStacks()  # a margin counts as an edit
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._tell)

    def words(self) -> str:
        """The text on one line. No-break spaces are typed on purpose and stay."""
        return _BLANKS.sub(" ", self.document().toRawText()).strip(" ")

    def set_words(self, text: str) -> None:
        """Show a text without `edited`."""
        if text == self.words():
            return
        self._silent = True
        self.setPlainText(text)
        self._silent = False
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def sizeHint(self) -> QSize:
        """As high as its text."""
        return QSize(super().sizeHint().width(), self._wanted())

    def minimumSizeHint(self) -> QSize:
        """No narrower than a word or two."""
        return QSize(60, self._wanted())

    def event(self, event: QEvent) -> bool:
        """With nothing of its own to take back, undo is the story's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the arrows at the first and last line lead on."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.stepped.emit(1)
            return
        if event.key() in (Qt.Key.Key_Escape, *_ENTER):
            event.ignore()
            return
        if plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            down = event.key() == Qt.Key.Key_Down
            probe = self.textCursor()
            way = QTextCursor.MoveOperation.Down if down else QTextCursor.MoveOperation.Up
            if not probe.movePosition(way):
                self.stepped.emit(1 if down else -1)
                return
        super().keyPressEvent(event)
        retouch_field(self, letter_of(event), self.typing)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What a dead key gives is typed text."""
        super().inputMethodEvent(event)
        retouch_field(self, composed_letter(event), self.typing)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The clipboard, and what can be done about a wrong word."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.spelling.open_menu(menu, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, and marks under those that are spelled wrong."""
        super().paintEvent(event)
        self.spelling.draw((self.document().firstBlock(),), event.rect())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Words alone."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Several lines are joined."""
        self.insertPlainText(" ".join(source.text().split()))

    def changeEvent(self, event: QEvent) -> None:
        """Another font, another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _wanted(self) -> int:
        line = self.fontMetrics().lineSpacing()
        return max(line, round(self.document().size().height())) + 1

    def _fit(self) -> None:
        if self._wanted() != self.height():
            self.setFixedHeight(self._wanted())
            self.grown.emit()

    def _tell(self) -> None:
        if not self._silent:
            self.edited.emit()
