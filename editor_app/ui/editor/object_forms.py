"""The popovers that edit what is not text: a picture's words, the entries of "Also read", a card's source."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from editor_app.ui.editor.popover import Popover
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.text_label import TextLabel


class SourceForm(Popover):
    """The Markdown of a card. `chosen(str)`."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, source: str, name: str) -> None:
        super().__init__(
            theme, parent, remove=f"Remove {name[0].lower()}{name[1:]}" if name != "HTML" else "Remove HTML"
        )
        self._source = source
        self._shown = (
            source.replace("\r\n", "\n").replace("\r", "\n").strip("\n").encode("utf-8", "replace").decode()
        )
        self.text = QPlainTextEdit(self._shown)
        self.text.setAccessibleName("Source")
        self.text.setFont(theme.font("source"))
        self.text.setTabChangesFocus(False)
        self.text.setMinimumHeight(min(360, 40 + 21 * max(4, self._shown.count("\n") + 1)))
        self.column.addWidget(TextLabel(name, theme, "meta_medium", "tertiary"))
        self.column.addWidget(self.text)
        self.done.connect(self._done)

    def _done(self) -> None:
        text = self.text.document().toRawText().replace("\u2029", "\n")
        if text != self._shown:
            self.chosen.emit(text)


def caret_to_end(text: QPlainTextEdit) -> None:
    """Put the caret behind the last character."""
    cursor = text.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    text.setTextCursor(cursor)
