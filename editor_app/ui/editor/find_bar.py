"""The bar under the format bar to find and replace. Shows fields, options and a count; the finder does the work."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from editor_app.richtext.search import Query
from editor_app.ui.editor.finder import Finder
from editor_app.ui.theme import Theme, set_surface, set_tone, type_role
from editor_app.ui.widgets.announcement import announce
from editor_app.ui.widgets.buttons import ToolButton, default_button, tool_button
from editor_app.ui.widgets.text_label import TextLabel

_FIELD_HEIGHT = 26
_ROUND = {1: "from the top", -1: "from the end"}


class FindBar(QWidget):
    """One row to find, a second one to replace. `closed` when the caret is to go back to the text."""

    closed = Signal()

    def __init__(self, theme: Theme, finder: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._finder = theme, finder
        self._note = self._replaced = ""
        set_surface(self, "panel")
        self.setProperty("edge", "bottom")
        self.setAccessibleName("Find and replace")
        self.words = _field("Find in this story", theme)
        self.replacement = _field("Replace with", theme)
        self.count = TextLabel("", theme, "meta", "tertiary")
        self.count.setMinimumWidth(58)
        self.previous = tool_button("caret-up", "Previous match  Shift+F3", theme, size=24)
        self.next = tool_button("caret-down", "Next match  F3", theme, size=24)
        self.case = _option("text-aa", "Match capitals", theme)
        self.whole_words = _option("whole-word", "Whole words only", theme)
        self.regex = _option("asterisk", "Regular expression", theme)
        self.in_selection = _option("selection", "Only in what is selected", theme)
        self.replace_one = default_button("Replace", theme, size="small")
        self.replace_every = default_button("Replace all", theme, size="small")
        self.message = TextLabel("", theme, "meta")
        set_tone(self.message, "breaking")
        self.message.setWordWrap(True)
        self._build(tool_button("x", "Close find", theme, size=24))
        self._connect()
        self.hide()

    @property
    def query(self) -> Query:
        """What the bar asks for now."""
        return Query(
            self.words.text(), self.case.isChecked(), self.whole_words.isChecked(), self.regex.isChecked()
        )

    def open_bar(self, *, replace: bool = False) -> None:
        """Show the bar with what is selected, or with what was looked for last, ready to type."""
        was_open = self.isVisible()
        self._second.setVisible(replace)
        words = self._finder.selected_words
        if not (was_open and self._has_focus()):
            self._finder.set_anchor()
            if words and not self.regex.isChecked():
                self._set_words(words)
        paragraphs = self._finder.selects_paragraphs
        self.show()
        self.words.selectAll()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if paragraphs:
            self.in_selection.setChecked(True)
        else:
            self._look()

    def show_query(self, query: Query) -> None:
        """Open with this query."""
        for button, on in (
            (self.case, query.case),
            (self.whole_words, query.whole_words),
            (self.regex, query.regex),
        ):
            button.blockSignals(True)
            button.setChecked(on)
            button.blockSignals(False)
        self._set_words(query.text)
        self.show()
        self._look()

    def close_bar(self) -> None:
        """Hide the bar and its marks; the caret is left at the match."""
        self.in_selection.setChecked(False)
        self.hide()
        self._finder.look_for(None)
        self.closed.emit()

    def step(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) match, going round at the end. False when there is none.

        While the bar is closed, it is what was looked for last that is gone to.
        """
        if not self.words.text():
            self.open_bar()
            return False
        self._note = self._replaced = ""
        if self.isVisible():
            return self._finder.step(by)
        self._finder.set_anchor()
        self._finder.look_for(self.query, go=False)
        found = self._finder.step(by)
        self._finder.look_for(None)
        return found

    def texts_changed(self) -> None:
        """Other texts are searched now."""
        self._note = self._replaced = ""
        self.in_selection.blockSignals(True)
        self.in_selection.setChecked(False)
        self.in_selection.blockSignals(False)
        if self.isVisible():
            self._finder.look_for(self.query, go=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Shift+Enter back, Esc closes, Down goes to the replacement."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, QLineEdit):
            if watched is self.replacement and not shift:
                self._replace_every() if control else self._replace_one()
            else:
                self.step(-1 if shift else 1)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
            return True
        return False

    # -- inside

    def _build(self, close: QAbstractButton) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 8, 6)
        column.setSpacing(6)
        first = QHBoxLayout()
        self._second = QWidget()
        self._second.setMinimumHeight(_FIELD_HEIGHT + 2)
        second = QHBoxLayout(self._second)
        second.setContentsMargins(0, 0, 0, 0)
        for row in (first, second):
            row.setSpacing(4)
        options = (self.case, self.whole_words, self.regex, self.in_selection)
        for widget in (self.words, self.count, self.previous, self.next, *options, close):
            first.addWidget(widget, 1 if widget is self.words else 0)
        for widget in (self.replacement, self.replace_one, self.replace_every):
            second.addWidget(widget, 1 if widget is self.replacement else 0)
        column.addLayout(first)
        column.addWidget(self._second)
        column.addWidget(self.message)
        self.message.hide()
        self._second.hide()
        order = (
            self.words,
            self.replacement,
            self.replace_one,
            self.replace_every,
            *options,
            self.previous,
            self.next,
            close,
        )
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        close.clicked.connect(self.close_bar)
        for widget in (self.words, self.replacement, *options, self.previous, self.next, close):
            widget.installEventFilter(self)

    def _connect(self) -> None:
        finder = self._finder
        finder.counted.connect(self._show_count)
        finder.failed.connect(self._show_failure)
        finder.went_round.connect(self._say_round)
        self.words.textChanged.connect(self._look)
        for option in (self.case, self.whole_words, self.regex):
            option.toggled.connect(self._look)
        self.in_selection.toggled.connect(self._scope)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.replace_one.clicked.connect(self._replace_one)
        self.replace_every.clicked.connect(self._replace_every)

    def _has_focus(self) -> bool:
        focus = self.focusWidget()
        return focus is not None and focus.hasFocus()

    def _set_words(self, words: str) -> None:
        self.words.blockSignals(True)
        self.words.setText(words)
        self.words.blockSignals(False)

    def _look(self) -> None:
        if not self.isVisible():
            return
        self._note = self._replaced = ""
        self.message.hide()
        self._finder.look_for(self.query)

    def _scope(self, on: bool) -> None:
        if self._finder.set_scope(on) != on:
            self.in_selection.blockSignals(True)
            self.in_selection.setChecked(False)
            self.in_selection.blockSignals(False)
            if on:
                announce(self, "Select some text first.")
        self._look()

    def _show_count(self, place: int, total: int) -> None:
        usable = bool(self.words.text()) and total > 0
        if not usable and any(button.hasFocus() for button in (self.replace_one, self.replace_every)):
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        for button in (self.previous, self.next, self.replace_one, self.replace_every):
            button.setEnabled(usable)
        words = f"{place:,} of {total:,}" if place else (f"{total:,}" if total else "No match")
        if not self.words.text() or not self.message.isHidden():
            words = ""
        if not total and self._replaced:
            words = self._replaced
        self.count.setText(f"{words}, {self._note}" if self._note and place else words)

    def _show_failure(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.show()
        announce(self, sentence)
        self._show_count(0, 0)

    def _say_round(self, by: int) -> None:
        self._note = _ROUND[by]
        announce(self, f"Went on {_ROUND[by]}.")

    def _replace_one(self) -> None:
        self._note = self._replaced = ""
        self._finder.replace_one(self.replacement.text())

    def _replace_every(self) -> None:
        self._note = self._replaced = ""
        count = self._finder.replace_every(self.replacement.text())
        if count:
            self._replaced = f"{count:,} replaced"
            self.count.setText(self._replaced)
            announce(self, f"{count} replaced")


def _field(name: str, theme: Theme) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    field.setFixedHeight(_FIELD_HEIGHT)
    field.setMinimumWidth(90)
    field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    type_role(field, "interface", theme)
    return field


def _option(icon: str, name: str, theme: Theme) -> ToolButton:
    button = tool_button(icon, name, theme, size=24)
    button.setCheckable(True)
    return button
