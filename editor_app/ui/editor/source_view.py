"""The whole file's Markdown, as text. Its document is the session's; this only shows and edits it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QPlainTextDocumentLayout, QPlainTextEdit, QWidget

from editor_app.ui.actions import Actions
from editor_app.ui.editor.shortcut_guard import UNDO_KEYS, left_to_action
from editor_app.ui.editor.source_highlighter import SourceHighlighter
from editor_app.ui.theme import Theme

_SIDE = 28


class SourceView(QPlainTextEdit):
    """Plain text in the system's fixed font."""

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._actions, self._zoom = theme, actions, 1.0
        self._highlighter: SourceHighlighter | None = None
        self._blank = QTextDocument(self)
        self._blank.setDocumentLayout(QPlainTextDocumentLayout(self._blank))
        self.setProperty("bare", True)
        self.setAccessibleName("Markdown source")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(False)
        self.setCursorWidth(2)
        self.setViewportMargins(_SIDE, 14, _SIDE, 0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self._dress)
        self._dress()

    def set_source(self, document: QTextDocument | None) -> None:
        """Show a document; None when the source is no longer edited."""
        self._highlighter = None
        if document is None:
            self.setDocument(self._blank)
            return
        if not isinstance(document.documentLayout(), QPlainTextDocumentLayout):
            document.setDocumentLayout(QPlainTextDocumentLayout(document))
        document.setDefaultFont(self._theme.font("source", self._zoom))
        self.setDocument(document)
        self._highlighter = SourceHighlighter(document, self._theme)

    def set_zoom(self, zoom: float) -> None:
        """Draw at this scale."""
        self._zoom = zoom
        self._dress()

    @property
    def offset(self) -> int:
        """The caret's place, in characters of the text."""
        position = self.textCursor().position()
        return len(_before(self.document(), position))

    def go_to(self, offset: int) -> None:
        """Put the caret at a place, in characters of the text, and show it in the upper part."""
        text = self.document().toRawText()
        units = len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(units, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.centerCursor()

    def go_to_line(self, line: int, *, mark: bool = True) -> None:
        """Mark a line, counted from 1; without `mark` only put the caret at its end, where typing takes nothing away."""
        block = self.document().findBlockByNumber(max(0, line - 1))
        cursor = QTextCursor(block)
        mode = QTextCursor.MoveMode.KeepAnchor if mark else QTextCursor.MoveMode.MoveAnchor
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, mode)
        self.setTextCursor(cursor)
        self.centerCursor()

    def event(self, event: QEvent) -> bool:
        """Leave the keys of actions to the actions."""
        return False if left_to_action(event, self._actions) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo come through the actions."""
        if any(event.matches(key) for key in UNDO_KEYS):
            event.ignore()
            return
        super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Only text."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Only text."""
        if source.hasText():
            self.textCursor().insertText(source.text())

    def _dress(self) -> None:
        font = self._theme.font("source", self._zoom)
        self.setFont(font)
        self.document().setDefaultFont(font)
        palette = self.palette()
        palette.setColor(palette.ColorRole.Text, self._theme.color("text.primary"))
        palette.setColor(palette.ColorRole.Highlight, self._theme.color("text.sel"))
        palette.setColor(palette.ColorRole.HighlightedText, self._theme.color("text.primary"))
        self.setPalette(palette)


def _before(document: QTextDocument, position: int) -> str:
    cursor = QTextCursor(document)
    cursor.setPosition(position)
    cursor.movePosition(QTextCursor.MoveOperation.Start, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()
