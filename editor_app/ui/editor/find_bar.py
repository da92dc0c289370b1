"""Find and replace in the text that is shown, rich or source."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from editor_app.ui.theme import Theme, set_surface, type_role
from editor_app.ui.widgets.buttons import default_button, tool_button
from editor_app.ui.widgets.text_label import TextLabel

_MOST_MARKED = 500


class FindBar(QWidget):
    """A row under the format bar. `closed` when the caret is to go back to the text."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._target: QTextEdit | QPlainTextEdit | None = None
        self.setFixedHeight(40)
        set_surface(self, "panel")
        self.setProperty("edge", "bottom")
        self.words = _field("Find", theme)
        self.replacement = _field("Replace with", theme)
        self.count = TextLabel("", theme, "meta", "tertiary")
        self.count.setMinimumWidth(58)
        self.previous = tool_button("caret-up", "Previous match", theme, size=24)
        self.next = tool_button("caret-down", "Next match", theme, size=24)
        self.replace_one = default_button("Replace", theme, size="small")
        self.replace_every = default_button("Replace all", theme, size="small")
        close = tool_button("x", "Close find", theme, size=24)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(4)
        for widget in (self.words, self.count, self.previous, self.next):
            row.addWidget(widget, 1 if widget is self.words else 0)
        self._replacing = (self.replacement, self.replace_one, self.replace_every)
        for widget in self._replacing:
            row.addWidget(widget, 1 if widget is self.replacement else 0)
        row.addWidget(close)
        self.words.textChanged.connect(self._words_changed)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.replace_one.clicked.connect(self._replace_one)
        self.replace_every.clicked.connect(self._replace_every)
        close.clicked.connect(self.close_bar)
        for field in (self.words, self.replacement):
            field.installEventFilter(self)
        self.hide()

    def set_target(self, target: QTextEdit | QPlainTextEdit | None) -> None:
        """Search in another text."""
        if self._target is not None:
            self._target.setExtraSelections([])
        self._target = target
        if self.isVisible():
            self._mark_all()

    def open_bar(self, *, replace: bool = False) -> None:
        """Show the bar with what is selected, ready to type."""
        for widget in self._replacing:
            widget.setVisible(replace)
        selected = self._target.textCursor().selectedText() if self._target else ""
        if selected and "\u2029" not in selected and "\ufffc" not in selected:
            self.words.setText(selected)
        self.show()
        self.words.selectAll()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._mark_all()

    def close_bar(self) -> None:
        """Hide the bar and its marks."""
        self.hide()
        if self._target is not None:
            self._target.setExtraSelections([])
        self.closed.emit()

    def step(self, by: int) -> bool:
        """Select the next (1) or previous (-1) match, going round at the end. False when there is none."""
        if self._target is None or not self.words.text():
            return False
        found = self._find(self._target.textCursor(), by)
        if found is None:
            edge = QTextCursor(self._target.document())
            if by < 0:
                edge.movePosition(QTextCursor.MoveOperation.End)
            found = self._find(edge, by)
        if found is None:
            return False
        self._target.setTextCursor(found)
        self._target.ensureCursorVisible()
        self._show_count()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Shift+Enter back, Esc closes."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if watched is self.replacement:
                self._replace_one()
            else:
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
            return True
        return False

    # -- inside

    def _find(self, start: QTextCursor, by: int) -> QTextCursor | None:
        assert self._target is not None
        backward = QTextDocument.FindFlag.FindBackward if by < 0 else QTextDocument.FindFlag(0)
        found = self._target.document().find(self.words.text(), start, backward)
        return None if found.isNull() else found

    def _matches(self) -> list[QTextCursor]:
        found: list[QTextCursor] = []
        if self._target is None or not self.words.text():
            return found
        cursor = self._find(QTextCursor(self._target.document()), 1)
        while cursor is not None and len(found) < _MOST_MARKED:
            found.append(cursor)
            cursor = self._find(cursor, 1)
        return found

    def _words_changed(self) -> None:
        if self._target is not None:
            cursor = self._target.textCursor()
            cursor.setPosition(cursor.selectionStart())
            self._target.setTextCursor(cursor)
        self._mark_all()
        self.step(1)

    def _mark_all(self) -> None:
        if self._target is None:
            return
        made = QTextCharFormat()
        made.setBackground(self._theme.color("note.bg"))
        marked = []
        for cursor in self._matches():
            extra = QTextEdit.ExtraSelection()
            extra.cursor, extra.format = cursor, made  # type: ignore[attr-defined]
            marked.append(extra)
        self._target.setExtraSelections(marked)
        self._show_count()

    def _show_count(self) -> None:
        if not self.words.text():
            self.count.setText("")
            return
        matches = self._matches()
        here = self._target.textCursor().selectionStart() if self._target else -1
        place = next((index for index, each in enumerate(matches, 1) if each.selectionStart() == here), 0)
        total = f"{len(matches)}+" if len(matches) == _MOST_MARKED else str(len(matches))
        self.count.setText(f"{place} of {total}" if place else ("No match" if not matches else total))

    def _replace_one(self) -> None:
        if self._target is None:
            return
        cursor = self._target.textCursor()
        if cursor.selectedText().casefold() == self.words.text().casefold() and cursor.hasSelection():
            cursor.insertText(self.replacement.text())
        self.step(1)
        self._mark_all()

    def _replace_every(self) -> None:
        matches = self._matches()
        if self._target is None or not matches:
            return
        group = QTextCursor(self._target.document())
        group.beginEditBlock()
        for cursor in reversed(matches):
            cursor.insertText(self.replacement.text())
        group.endEditBlock()
        self._mark_all()
        self.count.setText(f"{len(matches)} replaced")


def _field(name: str, theme: Theme) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    field.setFixedHeight(26)
    type_role(field, "interface", theme)
    return field
