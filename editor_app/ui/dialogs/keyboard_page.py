"""The settings' page of keys: every action with its keys, found by words, changed by pressing others."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from editor_app.ui.actions import MENUS, StetAction
from editor_app.ui.dialogs.scrolling import scrolling
from editor_app.ui.shortcuts import Shortcuts, in_words, refusal
from editor_app.ui.theme import Theme, type_role
from editor_app.ui.widgets.announcement import announce
from editor_app.ui.widgets.buttons import ToolButton, default_button, link_button, tool_button
from editor_app.ui.widgets.key_button import KeyButton
from editor_app.ui.widgets.text_label import TextLabel

_BACK = 24


class KeyRow(QWidget):
    """One action: its name and its keys; where they were chosen, the way back; and what stands in the way of a key.

    There are more than a hundred of these: what few of them need is made when it is needed.
    """

    def __init__(self, action: StetAction, shortcuts: Shortcuts, theme: Theme) -> None:
        super().__init__()
        self.action, self._shortcuts, self._theme = action, shortcuts, theme
        self._wanted: QKeySequence | None = None
        self.back: ToolButton | None = None
        self.note: KeyNote | None = None
        self.button = KeyButton(action.spec.name, theme)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addWidget(TextLabel(action.spec.name, theme, "interface"), 1)
        self._row.addWidget(self.button)
        self._row.addSpacing(_BACK + 8)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 8, 2)
        self._column.setSpacing(2)
        self._column.addLayout(self._row)
        self.button.pressed_keys.connect(self.take)
        self.button.cleared.connect(lambda: self._give(None))
        self.show_keys()

    def show_keys(self) -> None:
        """Show the keys as they are now."""
        identity = self.action.spec.id
        self.button.set_keys(in_words(self._shortcuts.of(identity)))
        changed = self._shortcuts.is_changed(identity)
        if changed and self.back is None:
            tip = f"Reset the keys of \u201c{self.action.spec.name}\u201d"
            self.back = tool_button("arrow-counter-clockwise", tip, self._theme, size=_BACK)
            policy = self.back.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            self.back.setSizePolicy(policy)
            self.back.clicked.connect(lambda: self._shortcuts.reset(identity))
            self._row.takeAt(self._row.count() - 1)
            self._row.addWidget(self.back)
        if self.back is not None:
            self.back.setVisible(changed)
        if self.note is not None:
            self.note.hide()

    def take(self, pressed: QKeyCombination) -> None:
        """Use the pressed keys, or say what stands in their way."""
        key = QKeySequence(pressed)
        owner, why = self._shortcuts.owner(key), refusal(pressed)
        if not why and (owner is None or owner is self.action):
            self._give(key)
            return
        if self.note is None:
            self.note = KeyNote(self._theme)
            self.note.use.clicked.connect(lambda: self._give(self._wanted))
            self._column.addWidget(self.note)
        self._wanted = None if why or owner is None else key
        self.note.use.setVisible(self._wanted is not None)
        self.note.words.setText(
            why or f"{in_words([key])} is \u201c{owner.spec.name if owner else ''}\u201d."
        )
        self.note.show()
        announce(self.button, self.note.words.text())

    def _give(self, key: QKeySequence | None) -> None:
        self._shortcuts.give(self.action.spec.id, key)
        self.show_keys()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)


class KeyNote(QWidget):
    """A sentence about a key, and a way to use it all the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.words = TextLabel("", theme, "meta", "secondary", wrap=True)
        self.use = link_button("Use it here", theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, _BACK + 8, 4)
        row.addWidget(self.words, 1)
        row.addWidget(self.use)


class KeyboardPage(QWidget):
    """Every action, by menu."""

    def __init__(self, shortcuts: Shortcuts, theme: Theme) -> None:
        super().__init__()
        self._shortcuts = shortcuts
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter by name or keys")
        self.filter.setAccessibleName("Filter by name or keys")
        self.filter.setClearButtonEnabled(True)
        type_role(self.filter, "interface", theme)
        self.reset_all = default_button("Reset all", theme)
        self.rows: list[KeyRow] = []
        self._headings: list[tuple[TextLabel, list[KeyRow]]] = []
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.filter, 1)
        head.addWidget(self.reset_all)
        self._none = TextLabel("No command has these words or keys.", theme, "interface", "secondary")
        self._none.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(scrolling(self._build_list(theme)), 1)
        self.filter.textChanged.connect(self._narrow)
        self.reset_all.clicked.connect(shortcuts.reset_all)
        shortcuts.changed.connect(self._show)
        self._show()

    def _build_list(self, theme: Theme) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(0)
        for menu in MENUS:
            found = [action for action in self._shortcuts.all() if action.spec.menu.split("/")[0] == menu]
            if not found:
                continue
            heading = TextLabel(menu, theme, "meta_medium", "secondary")
            heading.setContentsMargins(0, 12, 0, 4)
            column.addWidget(heading)
            rows = [KeyRow(action, self._shortcuts, theme) for action in found]
            for row in rows:
                column.addWidget(row)
            self.rows += rows
            self._headings.append((heading, rows))
        column.addStretch(1)
        return content

    def _show(self) -> None:
        for row in self.rows:
            row.show_keys()
        self.reset_all.setEnabled(self._shortcuts.any_changed)

    def _narrow(self, words: str) -> None:
        wanted = words.casefold().split()
        for heading, rows in self._headings:
            for row in rows:
                said = f"{row.action.spec.name} {row.button.text()}".casefold()
                row.setVisible(all(word in said for word in wanted))
            heading.setVisible(any(not row.isHidden() for row in rows))
        self._none.setVisible(all(row.isHidden() for row in self.rows))
