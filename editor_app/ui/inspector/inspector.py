"""The column at the right of the editor: one header, and the panel the rail has chosen below it.

Assembles the panels and passes their signals on; decides nothing about a story.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from editor_app.ui.inspector.breaking_panel import BreakingPanel
from editor_app.ui.inspector.checks_panel import ChecksPanel
from editor_app.ui.inspector.history_panel import HistoryPanel
from editor_app.ui.inspector.panel import Panel
from editor_app.ui.inspector.related_panel import RelatedPanel
from editor_app.ui.inspector.share_panel import SharePanel
from editor_app.ui.inspector.story_panel import StoryPanel
from editor_app.ui.inspector.surroundings import DeskLike, StorySessionLike
from editor_app.ui.theme import Theme, set_surface
from editor_app.ui.widgets.buttons import tool_button
from editor_app.ui.widgets.divider import hline
from editor_app.ui.widgets.text_label import TextLabel

HEADER_HEIGHT = 44
_ONLY_TELL = frozenset({"checks", "history"})


class Inspector(QWidget):
    """Header and panels.

    Signals:
        close_requested(): the person closed the panel.
        panel_shown(panel_id)
        badge_changed(panel_id, text, kind): for the rail; see `Panel.badge_changed`.
        place_requested(Place): a check was chosen whose place is not in a panel (or is: the window decides).
        insert_also_read_requested(tuple[RelatedLink, ...]): put these into the text as an "Also read" block.
        open_story_requested(slug): a related story should be opened.
        failed(sentence): something a person asked for could not be done.
        text_copied(network): a post text and the address are on the clipboard.
        checked(CheckReport): the checks have just run.
        banner_update_requested(): rebuild the front page with the banner as it is now.
        banner_taken_down(Breaking): the banner of this story has just been ended; as it was before.
    """

    close_requested = Signal()
    panel_shown = Signal(str)
    badge_changed = Signal(str, str, str)
    place_requested = Signal(object)
    insert_also_read_requested = Signal(object)
    open_story_requested = Signal(str)
    banner_update_requested = Signal()
    banner_taken_down = Signal(object)
    failed = Signal(str)
    text_copied = Signal(str)
    checked = Signal(object)

    def __init__(self, theme: Theme, desk: DeskLike, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        set_surface(self, "panel")
        self.story = StoryPanel(theme, desk)
        self.breaking = BreakingPanel(theme, desk)
        self.related = RelatedPanel(theme, desk)
        self.share = SharePanel(theme, desk)
        self.checks = ChecksPanel(theme, desk)
        self.history = HistoryPanel(theme, desk)
        self._stack = QStackedWidget()
        self._panels: dict[str, Panel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_header())
        column.addWidget(hline())
        column.addWidget(self._stack, 1)
        for panel in (self.story, self.breaking, self.related, self.share, self.checks, self.history):
            self.add_panel(panel)
        self._pass_on_signals()
        self._follow_desk(desk)
        self.show_panel(self.story.panel_id)

    def add_panel(self, panel: Panel) -> None:
        """Take in one more panel; its `panel_id` is what `show_panel` calls it."""
        self._panels[panel.panel_id] = panel
        self._stack.addWidget(panel)
        for button in panel.header_buttons():
            self._buttons.addWidget(button)
            button.hide()
        panel.badge_changed.connect(
            lambda text, kind, name=panel.panel_id: self.badge_changed.emit(name, text, kind)
        )
        panel.header_changed.connect(lambda _text: self._show_header())

    @property
    def panel_ids(self) -> tuple[str, ...]:
        """The ids of the panels, in the rail's order."""
        return tuple(self._panels)

    @property
    def current_panel(self) -> Panel:
        """The panel that is showing."""
        return self._panels[self._current]

    def panel(self, panel_id: str) -> Panel:
        """The panel of this id."""
        return self._panels[panel_id]

    def show_panel(self, panel_id: str) -> None:
        """Show one panel; an id that is not known is ignored."""
        if panel_id not in self._panels:
            return
        self._current = panel_id
        panel = self._panels[panel_id]
        self._stack.setCurrentWidget(panel)
        for other in self._panels.values():
            for button in other.header_buttons():
                button.setVisible(other is panel)
        self.setMinimumWidth(panel.minimum_panel_width)
        self.setAccessibleName(panel.title)
        self._show_header()
        self.panel_shown.emit(panel_id)

    def set_read_only(self, read_only: bool) -> None:
        """Somebody else writes this story: what panels set cannot be set here; what they tell can be read."""
        for panel in self._panels.values():
            panel.setEnabled(not read_only or panel.panel_id in _ONLY_TELL)

    def default_width(self, panel_id: str) -> int:
        """The width in px a panel has until somebody drags it."""
        return self._panels[panel_id].default_width

    def set_session(self, session: StorySessionLike | None) -> None:
        """Let every panel follow another story, or none."""
        for panel in self._panels.values():
            panel.set_session(session)

    def focus_key(self, key: str) -> bool:
        """Show the panel that edits a front-matter key and put the caret there; False when none does."""
        for panel_id, panel in self._panels.items():
            panel.catch_up()
            if panel.focus_key(key):
                self.show_panel(panel_id)
                return panel.focus_key(key)
        return False

    def _follow_desk(self, desk: DeskLike) -> None:
        """Other stories change what is related and what a check says; time changes what is in force."""
        entries_changed, time_passed = (
            getattr(desk, "entries_changed", None),
            getattr(desk, "time_passed", None),
        )
        if entries_changed is not None:
            entries_changed.connect(lambda _paths: self.related.refresh())
            entries_changed.connect(lambda _paths: self.checks.refresh())
        if time_passed is not None:
            time_passed.connect(self.story.refresh)
            time_passed.connect(self.breaking.refresh)
            time_passed.connect(self.checks.refresh)
            time_passed.connect(self.share.refresh)

    def _build_header(self) -> QWidget:
        header = QWidget()
        header.setFixedHeight(HEADER_HEIGHT - 1)
        row = QHBoxLayout(header)
        row.setContentsMargins(14, 0, 10, 0)
        row.setSpacing(8)
        self._title = TextLabel("", self._theme, "interface_strong")
        self._note = TextLabel("", self._theme, "meta", "tertiary")
        row.addWidget(self._title)
        row.addWidget(self._note)
        row.addStretch(1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(6)
        row.addLayout(self._buttons)
        self._close = tool_button("x", self.tr("Close panel"), self._theme)
        self._close.clicked.connect(self.close_requested)
        row.addWidget(self._close)
        return header

    def _show_header(self) -> None:
        panel = self.current_panel
        self._title.setText(panel.title)
        self._note.setText(panel.header_text())

    def _pass_on_signals(self) -> None:
        self.checks.place_requested.connect(self.place_requested)
        self.related.insert_also_read_requested.connect(self.insert_also_read_requested)
        self.related.open_story_requested.connect(self.open_story_requested)
        self.breaking.open_story_requested.connect(self.open_story_requested)
        self.breaking.banner_update_requested.connect(self.banner_update_requested)
        self.breaking.banner_taken_down.connect(self.banner_taken_down)
        self.story.failed.connect(self.failed)
        self.share.failed.connect(self.failed)
        self.share.text_copied.connect(self.text_copied)
        self.checks.checked.connect(self.checked)
