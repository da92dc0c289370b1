"""How wide the columns of a newsroom are: as a person last dragged them, else as the design has them."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSplitter, QWidget

from editor_app.ui import settings as keys
from editor_app.ui.arrangement import list_width, panel_width
from editor_app.ui.settings import Settings

_SIDEBAR = 180


class ColumnWidths(QObject):
    """Sets and remembers the widths of a splitter's columns. Every panel keeps a width of its own."""

    def __init__(self, splitter: QSplitter, sidebar: QWidget, stories: QWidget, settings: Settings) -> None:
        super().__init__(splitter)
        self._splitter, self._sidebar, self._stories, self._settings = splitter, sidebar, stories, settings
        self._widths: dict[str, int] = {}
        for item in settings.get(keys.COLUMNS):
            name, _, width = str(item).partition("=")
            if width.isdigit():
                self._widths[name] = int(width)

    def set_widths(self, window_width: int, panel: str, side: QWidget | None) -> None:
        """Give every visible column its width and the rest to the editor; `side` holds `panel`, None: no panel."""
        sidebar = self._widths.get("sidebar", _SIDEBAR) if not self._sidebar.isHidden() else 0
        wanted = self._widths.get("list", list_width(window_width, panel))
        stories = wanted if not self._stories.isHidden() else 0
        beside = panel_width(panel, self._widths) if side is not None else 0
        rest = max(self._splitter.width() - sidebar - stories - beside - 3, 1)
        known = {self._sidebar: sidebar, self._stories: stories}
        if side is not None:
            known[side] = beside
        widgets = (self._splitter.widget(index) for index in range(self._splitter.count()))
        columns = [column for column in widgets if column is not None]
        # What shows and has no width of its own is the editor.
        sizes = [known.get(column, 0 if column.isHidden() else rest) for column in columns]
        self._splitter.setSizes(sizes)

    def remember(self, panel: str, side: QWidget | None) -> None:
        """A person has dragged an edge: keep what shows now."""
        if not self._sidebar.isHidden():
            self._widths["sidebar"] = self._sidebar.width()
        if not self._stories.isHidden():
            self._widths["list"] = self._stories.width()
        if side is not None:
            self._widths[panel] = side.width()
        lines = tuple(f"{name}={width}" for name, width in self._widths.items())
        self._settings.set(keys.COLUMNS, lines)
