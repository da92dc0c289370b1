"""The settings' page of keys: every action with its keys, found by words, changed by pressing others."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from editor_app.ui.actions import MENUS, StetAction
from editor_app.ui.dialogs.scrolling import scrolling
from editor_app.ui.shortcuts import Shortcuts, in_words, refusal
from editor_app.ui.theme import Theme, type_role
from editor_app.ui.widgets.buttons import default_button, link_button, tool_button
from editor_app.ui.widgets.key_button import KeyButton
from editor_app.ui.widgets.text_label import TextLabel


class KeyRow(QWidget):
    """One action: its name, its keys, the way back, and below them what stands in the way of a key."""

    def __init__(self, action: StetAction, shortcuts: Shortcuts, theme: Theme) -> None:
        super().__init__()
        self.action, self._shortcuts = action, shortcuts
        self._wanted: QKeySequence | None = None
        name = action.spec.name
        self.button = KeyButton(name, theme)
        self.back = tool_button(
            "arrow-counter-clockwise", f"Reset the keys of \u201c{name}\u201d", theme, size=24
        )
        policy = self.back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(policy)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(TextLabel(name, theme, "interface"), 1)
        row.addWidget(self.button)
        row.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 8, 2)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._build_note(theme))
        self.button.pressed_keys.connect(self.take)
        self.button.cleared.connect(lambda: self._give(None))
        self.back.clicked.connect(lambda: shortcuts.reset(action.spec.id))
        self.show_keys()

    def _build_note(self, theme: Theme) -> QWidget:
        self.note = QWidget()
        self.words = TextLabel("", theme, "meta", "secondary", wrap=True)
        self.use = link_button("Use it here", theme)
        self.use.clicked.connect(lambda: self._give(self._wanted))
        row = QHBoxLayout(self.note)
        row.setContentsMargins(0, 0, 32, 4)
        row.addWidget(self.words, 1)
        row.addWidget(self.use)
        self.note.hide()
        return self.note

    def show_keys(self) -> None:
        """Show the keys as they are now."""
        self.button.set_keys(in_words(self._shortcuts.of(self.action.spec.id)))
        self.back.setVisible(self._shortcuts.is_changed(self.action.spec.id))
        self.note.hide()

    def take(self, pressed: QKeyCombination) -> None:
        """Use the pressed keys, or say what stands in their way."""
        key = QKeySequence(pressed)
        owner, why = self._shortcuts.owner(key), refusal(pressed)
        if not why and owner is not None and owner is not self.action:
            why = f"{in_words([key])} is \u201c{owner.spec.name}\u201d."
            self._wanted = key
            self.use.show()
        elif why:
            self.use.hide()
        else:
            self._give(key)
            return
        self.words.setText(why)
        self.note.show()

    def _give(self, key: QKeySequence | None) -> None:
        self._shortcuts.give(self.action.spec.id, key)
        self.show_keys()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)


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
        shortcuts.changed.connect(lambda _identity: self._show())
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
