"""What the View menu changes of the whole window, open newsroom or not: theme, typeface, rows of the list, full screen.

Applies each choice and remembers it. What the menu does with panels and panes of a newsroom is in `story_commands`.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from editor_app.ui import settings as keys
from editor_app.ui.actions import Actions
from editor_app.ui.settings import Settings
from editor_app.ui.theme import MODES, Theme


class ViewCommands(QObject):
    """Connects the look of one window to its table of actions.

    Signals:
        compact_chosen(bool): the person wants one-line rows in the list, or no longer.
    """

    compact_chosen = Signal(bool)

    def __init__(self, theme: Theme, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._settings, self._window = theme, settings, window
        self._table: Actions | None = None

    def take_actions(self, table: Actions) -> None:
        """Answer the actions of a new table, and check those that hold."""
        self._table = table
        for mode in MODES:
            table.handle(f"view.theme.{mode}", lambda _checked=False, mode=mode: self.set_theme(mode))
        table.handle("view.system_font", self._set_system_font)
        table.handle("view.compact", self._set_compact)
        table.handle("view.fullscreen", self._set_fullscreen)
        table.set_checked(f"view.theme.{self._theme.mode}", True)
        table.set_checked("view.system_font", self._settings.get(keys.USE_SYSTEM_FONT))
        table.set_checked("view.compact", self._settings.get(keys.COMPACT_LIST))

    def set_theme(self, mode: str) -> None:
        """Light, dark, high contrast, or as the system has it."""
        self._theme.set_mode(mode)
        self._settings.set(keys.THEME_MODE, mode)
        if self._table is not None:
            self._table.set_checked(f"view.theme.{mode}", True)

    def _set_system_font(self, use: bool) -> None:
        self._settings.set(keys.USE_SYSTEM_FONT, use)
        self._theme.set_use_system_font(use)

    def _set_compact(self, compact: bool) -> None:
        self._settings.set(keys.COMPACT_LIST, compact)
        self.compact_chosen.emit(compact)

    def _set_fullscreen(self, on: bool) -> None:
        self._window.showFullScreen() if on else self._window.showNormal()
