"""One open newsroom in the window: sidebar, list, editor, the side column and the rail, and how they follow each other.

Assembles and connects panes, which know nothing of one another. What actions do is in `story_commands` and `publishing`.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.story_session import StorySession
from editor_app.stories.catalogue import StoryEntry
from editor_app.stories.checks import Place
from editor_app.ui import settings as keys
from editor_app.ui.actions import Actions
from editor_app.ui.arrangement import RAIL
from editor_app.ui.columns import PREVIEW, Columns
from editor_app.ui.editor.editor_pane import EditorPane
from editor_app.ui.editor.editor_spelling import EditorSpelling
from editor_app.ui.hold_bar import HoldBar
from editor_app.ui.inspector.inspector import Inspector
from editor_app.ui.notices import Notices
from editor_app.ui.page_following import PageFollowing
from editor_app.ui.preview.pane import PreviewPane
from editor_app.ui.recovery_bar import RecoveryBar, waiting_words
from editor_app.ui.regions import Region
from editor_app.ui.review_mode import ReviewMode
from editor_app.ui.settings import Settings
from editor_app.ui.story_list.shelf import Shelf
from editor_app.ui.story_list.sidebar import Sidebar
from editor_app.ui.story_list.story_list_pane import StoryListPane
from editor_app.ui.theme import Theme, set_surface
from editor_app.ui.widgets.rail import Badge, RailTabs
from editor_app.ui.widgets.toast import Toast
from editor_app.ui.writing_aids import WritingAids

_RAIL = (
    ("story", "Story", "article"),
    ("breaking", "Breaking", "warning-circle"),
    ("related", "Related", "link"),
    ("share", "Share", "share-network"),
    ("checks", "Checks", "list-checks"),
    ("history", "History", "clock-counter-clockwise"),
)
_BADGES = {"breaking": ("breaking", "on.breaking"), "developing": ("developing", "on.developing")}
_SIDEBAR, _LIST, _EDITOR, _INSPECTOR, _PREVIEW_COLUMN = range(5)


class Workspace(QWidget):
    """The panes of one newsroom.

    Signals:
        current_changed(StorySession | None): another story, or none, is in the editor.
        trouble(str): a sentence about something that could not be done.
        newsrooms_requested(QPoint): the person wants another newsroom.
        panel_changed(str): this panel is open now ("preview" too); empty: none.
        sidebar_changed(bool): the sidebar, or in a narrow window the list in its stead, is shown now.
    """

    current_changed = Signal(object)
    trouble = Signal(str)
    newsrooms_requested = Signal(QPoint)
    panel_changed = Signal(str)
    sidebar_changed = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        actions: Actions,
        settings: Settings,
        desk: NewsroomSession,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self.actions_table, self.desk = theme, actions, desk
        self._general, self.settings = settings, settings.for_newsroom(desk.newsroom.folder, self)
        zone = desk.newsroom.timezone
        self.sidebar = Sidebar(theme, desk.clock, zone)
        self.stories = StoryListPane(theme, desk.clock, zone)
        self.editor = EditorPane(theme, actions)
        self.inspector = Inspector(theme, desk)
        self.preview = PreviewPane(theme, desk)
        self.rail = RailTabs(_RAIL, theme)
        self.toast = Toast(self.editor, theme)
        self.notices = Notices(theme, self.editor, desk, self)
        self.holding = HoldBar(theme, self.editor, self.inspector, desk, self)
        self.recovery = RecoveryBar(theme, self.editor, desk, actions, self.toast.say, self)
        self._build()
        self.review = ReviewMode(theme, desk, self.splitter, self.stories, self.preview, self)
        self.review.set_away((self.sidebar, self.editor, self.inspector, self._rail_column))
        self.columns = Columns(self, self._rail_column, self.settings, settings.get(keys.COMPACT_LIST))
        self.columns.panel_changed.connect(self._panel_changed)
        self.columns.sidebar_changed.connect(self.sidebar_changed)
        self.following = PageFollowing(self.editor, self.preview, actions, settings, self)
        self.spelling = EditorSpelling(
            self.editor.galley, actions, desk, settings, self, source=self.editor.source_view
        )
        self.aids = WritingAids(self.editor, self.columns, actions, settings, self)
        self._connect_list()
        self._connect_editor()
        self._connect_panels()
        self._connect_desk()
        self.columns.restore()

    # -- building

    def _build(self) -> None:
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for column in (self.sidebar, self.stories, self.editor, self.inspector, self.preview):
            self.splitter.addWidget(column)
        for index in (_SIDEBAR, _LIST, _INSPECTOR, _PREVIEW_COLUMN):
            self.splitter.setStretchFactor(index, 0)
        self.splitter.setStretchFactor(_EDITOR, 1)
        rail = QWidget()
        rail.setFixedWidth(RAIL)
        set_surface(rail, "chrome")
        column = QVBoxLayout(rail)
        column.setContentsMargins(0, 3, 0, 0)
        column.addWidget(self.rail)
        column.addStretch(1)
        self._rail_column = rail
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.splitter, 1)
        row.addWidget(rail)
        newsroom = self.desk.newsroom
        self.sidebar.set_newsroom(newsroom.settings.name, newsroom.settings.sections, newsroom.timezone)

    def _connect_list(self) -> None:
        self.sidebar.shelf_chosen.connect(self.show_shelf)
        self.sidebar.switcher_requested.connect(self.newsrooms_requested)
        self.sidebar.banner_requested.connect(self._manage_banner)
        self.stories.open_story_requested.connect(self.open_story)
        self.stories.edit_story_requested.connect(self._open_and_write)
        self.stories.text_requested.connect(self.dismiss_list)
        self.stories.preview_requested.connect(lambda: self.toggle_panel(PREVIEW))
        self.stories.sidebar_requested.connect(self.toggle_sidebar)
        self.stories.desk_changed.connect(self.sidebar.show_shelf)
        self.stories.shelf_menu.aboutToShow.connect(
            lambda: self.sidebar.fill_shelf_menu(self.stories.shelf_menu)
        )

    def _connect_editor(self) -> None:
        self.editor.header.list_requested.connect(self.toggle_sidebar)
        self.editor.place_wanted.connect(self._show_field)
        self.editor.text_wanted.connect(self._uncover_text)
        self.editor.trouble.connect(self.trouble)
        self.editor.story_wanted.connect(self._open_slug)
        self.editor.said.connect(self.toast.say)
        self.editor.unsaid.connect(self.toast.withdraw)
        self.spelling.trouble.connect(self.trouble)
        self.spelling.message.connect(self.toast.say)
        self.editor.zoom_changed.connect(lambda zoom: self._general.set(keys.EDITOR_ZOOM, zoom))
        self.editor.set_stories(self.desk.lookup, self.desk.catalogue.search)
        self.editor.set_zoom(self._general.get(keys.EDITOR_ZOOM))

    def _connect_panels(self) -> None:
        self.rail.chosen.connect(self._rail_chosen)
        self.inspector.close_requested.connect(self.close_panel)
        self.inspector.badge_changed.connect(self._show_badge)
        self.inspector.place_requested.connect(self.show_place)
        self.inspector.insert_also_read_requested.connect(self.editor.insert_also_read)
        self.inspector.open_story_requested.connect(self._open_slug)
        self.inspector.failed.connect(self.trouble)
        self.inspector.text_copied.connect(lambda _text: self.toast.say("Copied"))
        self.preview.close_requested.connect(self.close_panel)
        self.preview.block_clicked.connect(self._block_clicked)
        self.preview.field_clicked.connect(self._field_clicked)
        self.preview.trouble.connect(self.trouble)

    def _connect_desk(self) -> None:
        self.desk.story_opened.connect(self._show_session)
        self.desk.entries_changed.connect(self._show_entries)
        self.desk.trouble.connect(self.trouble)
        self.desk.message.connect(self.toast.say)
        self.desk.time_passed.connect(self.editor.refresh_time)

    # -- stories

    @property
    def session(self) -> StorySession | None:
        """The story in the editor."""
        return self.desk.current

    def open_story(self, path: Path) -> bool:
        """Put a story into the editor; the list goes back to the open one when that is not possible."""
        opened = self.desk.open_story(path)
        if not opened:
            current = self.desk.current
            self.stories.set_current(current.path if current else None)
        return opened

    def show_shelf(self, shelf: Shelf) -> None:
        """Show a desk or a section in the list."""
        self.sidebar.show_shelf(shelf)
        self.stories.show_shelf(shelf)

    def show_place(self, place: Place) -> None:
        """Put the caret where a check points: a panel's field, or the text."""
        self.leave_review()
        self.editor.focus_place(place)

    def _block_clicked(self, key: str) -> None:
        if not self.review.is_on:
            self.editor.go_to_key(key)

    def _field_clicked(self, field: str) -> None:
        if not self.review.is_on:
            self.show_place(Place(field))

    def _show_field(self, place: Place) -> None:
        if place.field == "newsroom":
            self._open_newsroom_file()
            return
        key = place.field if self.inspector.focus_key(place.field) else place.field.partition(":")[0]
        if self.inspector.focus_key(key):
            self.show_panel(self.inspector.current_panel.panel_id)
            self.inspector.focus_key(key)

    def _open_newsroom_file(self) -> None:
        """Settings of the newsroom are a file of their own, for the person's text editor."""
        file = self.desk.newsroom.folder / "newsroom.yaml"
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            self.trouble.emit(f"Open {file} in a text editor to change it.")

    def _open_and_write(self, path: Path) -> None:
        if self.open_story(path):
            self.dismiss_list()

    def _open_slug(self, slug: str) -> None:
        entry = self.desk.lookup(slug)
        if entry is not None:
            self.open_story(entry.path)

    def _manage_banner(self, path: Path) -> None:
        if self.open_story(path):
            self.show_panel("breaking")

    def _show_session(self, session: StorySession | None) -> None:
        self.notices.set_session(session)
        self.recovery.set_session(session)
        self.editor.set_session(session)
        self.inspector.set_session(session)
        self.preview.set_session(session)
        self.review.set_session(session)
        self.stories.set_current(session.path if session else None)
        if session is not None:
            self.settings.set(keys.OPEN_STORY, self.desk.newsroom.relative(session.path))
        self.holding.set_session(session)
        self.current_changed.emit(session)

    def _show_entries(self, paths: frozenset[Path] | None) -> None:
        entries: tuple[StoryEntry, ...] = self.desk.catalogue.entries
        if paths is None:
            self.stories.set_entries(entries, self.desk.newsroom.timezone)
        else:
            self.stories.update_entries(entries)
        spiked = self.desk.newsroom.spiked()
        self.sidebar.set_entries(entries)
        self.sidebar.set_spiked_count(len(spiked))
        self.stories.set_spiked(spiked)
        self.editor.refresh_time()

    # -- columns and panels

    def enter_review(self) -> None:
        """Show the page as readers will get it, in the editor's place, with the decision beside it."""
        if self.session is None or self.review.is_on:
            return
        self.aids.leave_focus()
        self.review.begin()
        self.columns.arrange(anew=True)
        self.toast.set_host(self.preview)
        self.preview.focus_page()

    def leave_review(self) -> None:
        """Give the editor its place back."""
        if not self.review.is_on:
            return
        self.review.end()
        self.columns.arrange(anew=True)
        self.toast.set_host(self.editor)
        self.editor.focus_text()

    @property
    def open_panel(self) -> str:
        """The panel that is open ("preview" too); empty: none."""
        return self.columns.open_panel

    def toggle_panel(self, panel: str) -> None:
        """Open a panel, or close it when it is the open one."""
        if self.open_panel == panel and not self.review.is_on and not self.columns.is_bare:
            self.close_panel()
        else:
            self.show_panel(panel)

    def show_panel(self, panel: str) -> None:
        """Open one of the inspector's panels or the preview."""
        self.leave_review()
        self.aids.leave_focus()
        self.columns.show_panel(panel)

    def close_panel(self) -> None:
        """Close the side column and go back to the text."""
        if self.open_panel:
            self.columns.close_panel()
            self.editor.focus_text()

    def _uncover_text(self) -> None:
        """In a narrow window a panel stands in the place of the text: it goes when the text is asked for."""
        if self.columns.covers_text:
            self.columns.close_panel()

    def regions(self) -> tuple[Region, ...]:
        """Where F6 goes, in order."""
        return (
            Region(self.sidebar, self.sidebar.focus_list),
            Region(self.stories, self.stories.focus_list),
            Region(self.editor, self.editor.focus_text),
            Region(self.inspector),
            Region(self.preview),
            Region(self.review.column),
            Region(self.rail),
        )

    def toggle_sidebar(self) -> None:
        """F9: the outermost column that is away comes, or the sidebar goes."""
        self.leave_review()
        if self.columns.is_bare:
            self.aids.leave_focus()
            return
        was_called = self.columns.list_is_called
        self.columns.toggle_sidebar()
        if self.columns.list_is_called and not was_called:
            self.stories.focus_list()
        elif was_called and not self.columns.list_is_called:
            self.editor.focus_text()

    def set_compact(self, compact: bool) -> None:
        """One-line rows in the list at any width."""
        self.columns.set_compact(compact)

    def dismiss_list(self) -> None:
        """Send the list away again where it stays only when it is asked for, and go back to the text."""
        self.leave_review()
        self.columns.dismiss_list()
        self.editor.focus_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns leave and come back with the window's width."""
        super().resizeEvent(event)
        self.columns.fit(anew=event.oldSize().width() <= 0)

    def _rail_chosen(self, panel: str) -> None:
        if panel:
            self.show_panel(panel)
        else:
            self.close_panel()

    def _panel_changed(self, panel: str) -> None:
        self.rail.set_current("" if panel == PREVIEW else panel)
        self.panel_changed.emit(panel)

    def _show_badge(self, panel: str, text: str, kind: str) -> None:
        ground, ink = _BADGES.get(kind, ("text.secondary", "bg.chrome"))
        words = self.inspector.panel(panel).badge_words or text
        self.rail.set_badge(panel, Badge(text, ground, ink, words) if text else None)

    # -- as it was left

    def begin(self) -> None:
        """Every story is listed: open the last one, unless something is open already."""
        if self.session is None:
            self.open_last_story()
            self.stories.focus_list()

    def open_last_story(self) -> None:
        """Open the story that unsaved work waits for, else that which was open when the newsroom was left, else the first."""
        waiting = self.desk.recovery.waiting()
        if waiting and self.open_story(waiting[0]):
            if len(waiting) > 1:
                self.toast.say(waiting_words(len(waiting) - 1))
            return
        remembered = self.desk.newsroom.folder / self.settings.get(keys.OPEN_STORY)
        if self.desk.catalogue.by_path(remembered) is not None:
            self.open_story(remembered)
            return
        first = self.stories.first_path()
        if first is not None:
            self.open_story(first)
