"""The settings: how the editor helps, how Stet looks, and its keys. Every one acts at once; there is nothing to apply.

Shows what `ui/settings` and the table of actions hold; decides nothing itself. What a newsroom is like is in its own file.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from editor_app.ui import settings as keys
from editor_app.ui.actions import Actions
from editor_app.ui.dialogs.keyboard_page import KeyboardPage
from editor_app.ui.dialogs.setting_rows import SettingRow, SwitchRow
from editor_app.ui.dialogs.sheet import Sheet
from editor_app.ui.settings import Setting, Settings
from editor_app.ui.shortcuts import Shortcuts
from editor_app.ui.theme import MODES, Theme
from editor_app.ui.widgets.buttons import primary_button, tool_button
from editor_app.ui.widgets.divider import hline
from editor_app.ui.widgets.segmented import Segmented
from editor_app.ui.widgets.text_label import TextLabel

_PAGES = (("editor", "Editor"), ("appearance", "Appearance"), ("keyboard", "Keyboard"))
_EDITOR = (
    (
        "Check spelling as you type",
        "Wrong words are underlined; the context menu offers others.",
        keys.CHECK_SPELLING,
        "spell.toggle",
    ),
    (
        "Smart quotes and dashes",
        "As the story\u2019s language has them, never in code or addresses.",
        keys.SMART_TYPING,
        "format.smart",
    ),
    (
        "Typewriter scrolling",
        "The line being written stays at the same height.",
        keys.TYPEWRITER,
        "view.typewriter",
    ),
)
_LOOK = (
    (
        "Use the system font",
        "For the window; the page keeps its own face.",
        keys.USE_SYSTEM_FONT,
        "view.system_font",
    ),
    ("Compact story list", "One line for each story.", keys.COMPACT_LIST, "view.compact"),
)
_THEMES = {"system": "System", "light": "Light", "dark": "Dark", "high_contrast": "High contrast"}


class SettingsDialog(Sheet):
    """Three pages of settings."""

    def __init__(
        self, theme: Theme, actions: Actions, shortcuts: Shortcuts, settings: Settings, host: QWidget
    ) -> None:
        super().__init__(theme, "Settings", host, 640, 600)
        self._actions, self._settings = actions, settings
        self.tabs = Segmented(_PAGES, theme, "Pages of settings")
        self.tabs.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.tabs.setFixedWidth(330)
        self.header.addSpacing(4)
        self.header.addWidget(self.tabs)
        self.stack = QStackedWidget()
        self._shortcuts = shortcuts
        # Hundreds of controls: made when somebody wants to see them.
        self.keyboard: KeyboardPage | None = None
        for page in (self._editor_page(), self._appearance_page()):
            self.stack.addWidget(page)
        self.body.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self._turn_to)
        close = primary_button("Close", theme)
        close.clicked.connect(self.close_sheet)
        row = self.add_footer()
        row.addStretch(1)
        row.addWidget(close)
        self.main_button = close

    def first_focus(self) -> QWidget | None:
        """The pages."""
        return self.tabs

    def show_page(self, page: str) -> None:
        """Turn to "editor", "appearance" or "keyboard"."""
        self.tabs.setCurrentIndex([value for value, _words in _PAGES].index(page))

    def _turn_to(self, index: int) -> None:
        if self.tabs.value == "keyboard" and self.keyboard is None:
            self.keyboard = KeyboardPage(self._shortcuts, self.theme)
            self.stack.addWidget(self.keyboard)
        self.stack.setCurrentIndex(index)

    def _editor_page(self) -> QWidget:
        return _page([self._switch(row) for row in _EDITOR])

    def _appearance_page(self) -> QWidget:
        rows: list[SettingRow] = [self._theme_row(), *(self._switch(row) for row in _LOOK)]
        if self._actions["view.zoom_in"].is_handled:
            rows.append(self._zoom_row())
        return _page(rows)

    def _switch(self, row: tuple[str, str, Setting[bool], str]) -> SwitchRow:
        name, words, setting, identity = row
        return SwitchRow((name, words), setting, identity, self._actions, self._settings, self.theme)

    def _theme_row(self) -> SettingRow:
        self.themes = Segmented([(mode, _THEMES[mode]) for mode in MODES], self.theme, "Theme")
        self.themes.setFixedWidth(380)
        self.themes.set_value(self.theme.mode)
        self.themes.chosen.connect(lambda mode: self._actions[f"view.theme.{mode}"].trigger())
        self.theme.changed.connect(self._show_theme)
        return SettingRow("Theme", "", self.themes, self.theme)

    def _zoom_row(self) -> SettingRow:
        """Smaller and larger, as in the View menu, with the present size between them."""
        control = QWidget()
        row = QHBoxLayout(control)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.zoom = TextLabel("", self.theme, "counter_value")
        self.zoom.setMinimumWidth(46)
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for icon, identity in (("minus", "view.zoom_out"), ("", ""), ("plus", "view.zoom_in")):
            if not identity:
                row.addWidget(self.zoom)
                continue
            action = self._actions[identity]
            button = tool_button(icon, action.spec.name, self.theme)
            button.clicked.connect(lambda _checked=False, action=action: action.trigger())
            row.addWidget(button)
        self._settings.changed.connect(self._show_zoom)  # not a lambda: the settings outlive the dialog
        self._show_zoom()
        return SettingRow(
            "Text size", "Of the page in the editor, not of what is published.", control, self.theme
        )

    def _show_theme(self) -> None:
        self.themes.set_value(self.theme.mode)

    def _show_zoom(self) -> None:
        self.zoom.setText(f"{round(self._settings.get(keys.EDITOR_ZOOM) * 100)} %")


def _page(rows: list[SettingRow]) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for number, row in enumerate(rows):
        if number:
            column.addWidget(hline())
        column.addWidget(row)
    column.addStretch(1)
    return page
