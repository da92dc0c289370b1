"""How many words are selected in the text, told after a short rest."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from editor_app.markup.counts import word_count, words_in
from editor_app.richtext.commands import selected_blocks
from editor_app.richtext.formats import OBJECT
from editor_app.richtext.reader import object_in
from editor_app.ui.editor.body_editor import BodyEditor

REST_MS = 120
ALL = -1


class SelectionWords(QObject):
    """Watches the rich text and its source.

    Signals:
        changed(int): so many words are selected; `ALL` when everything is, 0 when nothing is.
    """

    changed = Signal(int)

    def __init__(self, body: BodyEditor, source: QPlainTextEdit, parent: QObject) -> None:
        super().__init__(parent)
        self._body, self._source = body, source
        self._shown = 0
        self._resting = QTimer(self, singleShot=True, interval=REST_MS)
        self._resting.timeout.connect(self._count)
        body.selectionChanged.connect(self._resting.start)
        source.selectionChanged.connect(self._resting.start)

    def look(self) -> None:
        """The other of the two texts is shown now."""
        self._resting.start()

    def _count(self) -> None:
        in_source = self._source.isVisible()
        cursor = self._source.textCursor() if in_source else self._body.textCursor()
        if not cursor.hasSelection():
            words = 0
        elif cursor.selectionEnd() - cursor.selectionStart() >= self._length(cursor) and not in_source:
            words = ALL
        else:
            words = self._words_of(cursor, in_source)
        if words != self._shown:
            self._shown = words
            self.changed.emit(words)

    @staticmethod
    def _length(cursor: QTextCursor) -> int:
        return cursor.document().characterCount() - 1

    def _words_of(self, cursor: QTextCursor, in_source: bool) -> int:
        text = cursor.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")
        if in_source:
            return word_count(text)
        found = words_in(text)
        body = self._body.body
        if OBJECT in text and body is not None:
            for block in selected_blocks(cursor):
                if object_in(block) is not None:
                    found += word_count(body.source(body.key_at(block.position())))
        return found
