"""Which columns of a newsroom show, and which panel is open: by the window's width, and as a person asks.

The rules are in `arrangement`, the widths in `column_widths`; this carries them out. Moves no focus and knows no story.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from editor_app.ui import settings as keys
from editor_app.ui.arrangement import BARE_RAIL, RAIL, Arrangement, arrange
from editor_app.ui.column_widths import ColumnWidths
from editor_app.ui.editor.editor_pane import EditorPane
from editor_app.ui.inspector.inspector import Inspector
from editor_app.ui.preview.pane import PreviewPane
from editor_app.ui.review_mode import ReviewMode
from editor_app.ui.settings import Settings
from editor_app.ui.story_list.sidebar import Sidebar
from editor_app.ui.story_list.story_list_pane import StoryListPane
from editor_app.ui.widgets.rail import RailTabs

PREVIEW = "preview"


class Panes(Protocol):
    """The panes to arrange, as a `Workspace` holds them."""

    splitter: QSplitter
    sidebar: Sidebar
    stories: StoryListPane
    editor: EditorPane
    inspector: Inspector
    preview: PreviewPane
    review: ReviewMode
    rail: RailTabs

    def width(self) -> int: ...


class Columns(QObject):
    """Signals:
    panel_changed(str): this panel is open now ("preview" too); empty: none.
    sidebar_changed(bool): the sidebar, or in a narrow window the list in its stead, is shown now.
    """

    panel_changed = Signal(str)
    sidebar_changed = Signal(bool)

    def __init__(self, panes: Panes, rail_column: QWidget, settings: Settings, compact: bool) -> None:
        super().__init__(panes.splitter)
        self._panes, self._rail_column, self._settings = panes, rail_column, settings
        self._widths = ColumnWidths(panes.splitter, panes.sidebar, panes.stories, settings)
        self._compact_wanted = compact
        self._sidebar_wanted = settings.get(keys.SIDEBAR_SHOWN)
        # Columns asked for where the width alone would not show them.
        self._called: frozenset[str] = frozenset()
        self._arranged: tuple[object, ...] = ()
        self.open_panel = ""
        # In a narrow window: the panel that a person opened over the text, and that which made way for the text.
        self._is_asked_over = False
        self._made_way = ""
        self.is_bare = False
        panes.splitter.splitterMoved.connect(self._edge_dragged)

    def restore(self) -> None:
        """Open the panel that was open when the newsroom was left."""
        panel = self._settings.get(keys.OPEN_PANEL)
        if panel:
            self.show_panel(panel)
            self._is_asked_over = False
            self.fit()
        else:
            self.arrange()

    # -- panels

    def show_panel(self, panel: str) -> None:
        """Open one of the inspector's panels or the preview; an id that is not known is ignored."""
        if panel in self._panes.inspector.panel_ids:
            self._panes.inspector.show_panel(panel)
        elif panel != PREVIEW:
            return
        self._open(panel)

    def close_panel(self) -> None:
        """Close the side column."""
        self._open("")

    @property
    def covers_text(self) -> bool:
        """Whether the open panel stands in the place of the text."""
        return bool(self.open_panel) and self._plan().panel_over_editor

    def fit(self, anew: bool = False) -> None:
        """The window has another width. A panel that nobody opened over the text makes way for it, and comes back."""
        if self._panes.review.is_on or self.is_bare:
            self.arrange(anew)
            return
        if not self.covers_text:
            self._is_asked_over = False
        elif not self._is_asked_over:
            made_way = self.open_panel
            self._show_side("")
            self._made_way = made_way
        if self._made_way and not self.open_panel and not self._plan_with(self._made_way).panel_over_editor:
            self._show_side(self._made_way)
        self.arrange(anew)

    def _open(self, panel: str) -> None:
        changed = panel != self.open_panel
        self._show_side(panel)
        self._is_asked_over = self.covers_text
        if changed:
            self._settings.set(keys.OPEN_PANEL, panel)

    def _show_side(self, panel: str) -> None:
        changed = panel != self.open_panel
        self.open_panel, self._made_way = panel, ""
        self.arrange()
        if changed:
            self.panel_changed.emit(panel)

    @property
    def _side(self) -> QWidget | None:
        """The column of the open panel."""
        if not self.open_panel:
            return None
        return self._panes.preview if self.open_panel == PREVIEW else self._panes.inspector

    # -- sidebar and list

    def toggle_sidebar(self) -> None:
        """The outermost column that is away comes, or the sidebar goes."""
        plan = self._plan()
        if not plan.story_list:
            self._call("list")
        elif plan.sidebar:
            self._want_sidebar(False)
            self._called -= {"sidebar"}
            self.arrange()
        elif self.list_is_called:
            self.dismiss_list()
        else:
            self._want_sidebar(True)
            self._call("sidebar")

    @property
    def list_is_called(self) -> bool:
        """Whether the list shows only because it was asked for."""
        return "list" in self._called

    def dismiss_list(self) -> None:
        """Send the list away again where it stays only when it is asked for."""
        if self.list_is_called:
            self._called -= {"list"}
            self.arrange()

    def set_compact(self, compact: bool) -> None:
        """One-line rows in the list at any width."""
        self._compact_wanted = compact
        self.arrange()

    def set_bare(self, bare: bool) -> None:
        """Nothing beside the editor, or everything as it was."""
        self.is_bare = bare
        self.arrange()

    def _want_sidebar(self, wanted: bool) -> None:
        self._sidebar_wanted = wanted
        self._settings.set(keys.SIDEBAR_SHOWN, wanted)

    def _call(self, column: str) -> None:
        """Bring a column that has left for want of room; the panel makes way when there is none for both."""
        self._called |= {column}
        plan = self._plan()
        if self.open_panel and not (plan.sidebar if column == "sidebar" else plan.story_list):
            self.close_panel()
        self.arrange()

    # -- carrying it out

    def arrange(self, anew: bool = False) -> None:
        """Show what is to be shown. Widths are set when that changes, or `anew`; else they are a person's."""
        panes, plan = self._panes, self._plan()
        arranged = (plan, self.open_panel, panes.review.is_on, self.is_bare)
        changed, self._arranged = anew or arranged != self._arranged, arranged
        if panes.review.is_on:
            panes.review.arrange(panes.width(), changed)
            return
        if self.is_bare:
            for column in (panes.sidebar, panes.stories, panes.inspector, panes.preview, self._rail_column):
                column.hide()
            panes.editor.show()
            panes.editor.header.set_list_hidden(False)
            return
        self._rail_column.show()
        panes.sidebar.setVisible(plan.sidebar)
        panes.stories.setVisible(plan.story_list)
        panes.stories.set_sidebar_hidden(not plan.sidebar)
        panes.editor.header.set_list_hidden(not plan.story_list)
        panes.stories.set_compact(self._compact_wanted or plan.compact_rows)
        panes.inspector.setVisible(self.open_panel not in ("", PREVIEW))
        panes.preview.setVisible(self.open_panel == PREVIEW)
        panes.editor.setVisible(not (plan.panel_over_editor and self.open_panel))
        panes.rail.set_compact(not plan.rail_labels)
        self._rail_column.setFixedWidth(RAIL if plan.rail_labels else BARE_RAIL)
        self.sidebar_changed.emit(plan.sidebar or (plan.story_list and self.list_is_called))
        if changed:
            self._widths.set_widths(panes.width(), self.open_panel, self._side)

    def _plan(self) -> Arrangement:
        return self._plan_with(self.open_panel)

    def _plan_with(self, panel: str) -> Arrangement:
        return arrange(self._panes.width(), panel, self._sidebar_wanted, self._called)

    def _edge_dragged(self, _position: int, _handle: int) -> None:
        if not self._panes.review.is_on:
            self._widths.remember(self.open_panel, self._side)
