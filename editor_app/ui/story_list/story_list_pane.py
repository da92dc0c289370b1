"""The story list pane: header, filter, state filters, rows, and what it says when there are none.

Shows entries it is given and says what a person asked for. It opens, writes and deletes nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from editor_app.stories.catalogue import Desk, Sort, StoryEntry, select
from editor_app.stories.spiking import SpikedStory
from editor_app.stories.workflow import Status
from editor_app.ui.story_list.empty_state import EmptyState
from editor_app.ui.story_list.find_all_view import FindAllView
from editor_app.ui.story_list.grouping import grouped, spiked_row, status_counts
from editor_app.ui.story_list.list_header import ListHeader
from editor_app.ui.story_list.shelf import ALL_STORIES, Shelf, empty_words
from editor_app.ui.story_list.story_model import StoryModel
from editor_app.ui.story_list.story_view import StoryView
from editor_app.ui.theme import Theme, set_surface

MINUTE = 30_000  # milliseconds between looks at the clock


class StoryListPane(QWidget):
    """The second column.

    Signals (paths are `Path`):
        open_story_requested(path): a row was selected; 120 ms have passed.
        edit_story_requested(path): Enter or double-click: open it and put the caret into the text.
        new_story_requested(), import_requested(), duplicate_requested(path), reveal_requested(path)
        spike_requested(path): once for each selected story; restore_requested(SpikedStory).
        preview_requested(), text_requested() (Esc with nothing to clear), sidebar_requested()
        desk_changed(Shelf): another shelf is shown. sort_changed(str).
    """

    open_story_requested = Signal(object)
    edit_story_requested = Signal(object)
    new_story_requested = Signal()
    import_requested = Signal()
    duplicate_requested = Signal(object)
    reveal_requested = Signal(object)
    spike_requested = Signal(object)
    restore_requested = Signal(object)
    preview_requested = Signal()
    text_requested = Signal()
    sidebar_requested = Signal()
    desk_changed = Signal(object)
    sort_changed = Signal(str)

    def __init__(
        self, theme: Theme, clock: Callable[[], datetime], zone: tzinfo = UTC, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._clock, self._zone = theme, clock, zone
        self._entries: tuple[StoryEntry, ...] = ()
        self._is_reading = False
        self._spiked: tuple[SpikedStory, ...] = ()
        self._shelf = ALL_STORIES
        self._sort = Sort.NEWEST
        self._current: Path | None = None
        self._order_waits = False
        self.setObjectName("story_list")
        self.setAccessibleName("Story list")
        self.setMinimumWidth(240)
        set_surface(self, "list")
        self.header = ListHeader(theme)
        self.model = StoryModel(clock, zone, self)
        self.view = StoryView(self.model, theme)
        self._empty = EmptyState(theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        self.find_all = FindAllView(theme)
        column.addWidget(self.find_all, 1)
        self.find_all.hide()
        self._minute = QTimer(self, interval=MINUTE)
        self._minute.timeout.connect(self.look_at_clock)
        self._minute.start()
        self._connect()
        self.header.set_sort(self._sort)
        self._show(hold_order=False)

    # -- what it shows

    @property
    def shelf(self) -> Shelf:
        """The desk, section or spike shown."""
        return self._shelf

    @property
    def sort(self) -> Sort:
        """The order."""
        return self._sort

    def show_reading(self) -> None:
        """Say that the stories are being read; `set_entries` ends it."""
        self._is_reading = True
        self._show(hold_order=False)

    def set_entries(self, entries: Iterable[StoryEntry], zone: tzinfo | None = None) -> None:
        """Show a newsroom's stories, with its time zone."""
        self._is_reading = False
        self._entries = tuple(entries)
        if zone is not None and zone != self._zone:
            self._zone = zone
            self.model.set_zone(zone)
        self._show(hold_order=False)

    def update_entries(self, entries: Iterable[StoryEntry]) -> None:
        """Take over all entries after some have changed on disk or by editing: rows change in place.

        While the list is in use, rows keep their order; it is put right once the list is left alone.
        """
        self._entries = tuple(entries)
        self._show(hold_order=self.view.is_in_use)

    def set_spiked(self, spiked: Iterable[SpikedStory]) -> None:
        """The stories the Spiked shelf shows."""
        self._spiked = tuple(spiked)
        if self._shelf.spiked:
            self._show(hold_order=False)

    def set_current(self, path: Path | None) -> None:
        """The story that is open: its row is selected, silently."""
        self._current = path
        if path != self.view.current_path():
            self.view.show_current(path)

    def set_compact(self, compact: bool) -> None:
        """Compact rows."""
        self.view.set_compact(compact)

    def set_sort(self, sort: str) -> None:
        """Another order, silently; unknown words count as newest first."""
        self._sort = Sort(sort) if sort in set(Sort) else Sort.NEWEST
        self.header.set_sort(self._sort)
        self._show(hold_order=False)

    @property
    def shelf_menu(self) -> QMenu:
        """The menu of the title while the sidebar is hidden; whoever knows the shelves fills it on `aboutToShow`."""
        return self.header.shelf_menu

    def set_sidebar_hidden(self, hidden: bool) -> None:
        """Without a sidebar, the title becomes a menu of shelves."""
        self.header.set_sidebar_hidden(hidden)

    def show_shelf(self, shelf: Shelf) -> None:
        """Show another desk, section or the spike; the filter is cleared, the open story stays open."""
        if shelf == self._shelf:
            return
        self._shelf = shelf
        self.header.set_filters_shown(not shelf.spiked)
        self.header.blockSignals(True)
        self.header.clear()
        self.header.blockSignals(False)
        self._show(hold_order=False)
        self.view.scrollToTop()
        if self._current is not None:
            self.view.show_current(self._current, scroll=True)
        self.desk_changed.emit(shelf)

    def look_at_clock(self) -> None:
        """Time has passed: levels end, embargoes end, days begin."""
        self._show(hold_order=self.view.is_in_use)
        self.model.forget_words()

    # -- what the window's actions do here

    def focus_filter(self) -> None:
        """Ctrl+L."""
        self.show_find_all(False)
        self.header.focus_filter()

    def show_find_all(self, on: bool) -> None:
        """Search all stories in the list's place, or show the list again."""
        self.header.setVisible(not on)
        self._stack.setVisible(not on)
        self.find_all.setVisible(on)

    def focus_list(self) -> None:
        """F6."""
        if self.find_all.isVisible():
            self.find_all.words.setFocus()
        else:
            self.view.focus_list()

    def step(self, by: int) -> None:
        """The next or previous story (Ctrl+PageDown, Ctrl+PageUp)."""
        self.view.step(by)

    def first_path(self) -> Path | None:
        """The story at the top of the list."""
        return next(iter(self.model.paths()), None)

    def in_review(self) -> list[Path]:
        """The stories that need review, over the whole newsroom, in the order of their desk."""
        return [entry.path for entry in select(self._entries, Desk.NEEDS_REVIEW, now=self._now())]

    def next_in_review(self, by: int = 1) -> Path | None:
        """The story after (or, with -1, before) the current one that needs review; None when there is none."""
        waiting = self.in_review()
        if not waiting:
            return None
        if self._current in waiting:
            return waiting[(waiting.index(self._current) + by) % len(waiting)]
        return waiting[0 if by > 0 else -1]

    # -- inside

    def _connect(self) -> None:
        header, view = self.header, self.view
        header.filter_changed.connect(lambda: self._show(hold_order=False))
        header.sort_chosen.connect(self._choose_sort)
        header.new_story_requested.connect(self.new_story_requested)
        header.list_requested.connect(view.focus_list)
        header.escaped.connect(self._escape)
        header.sidebar_requested.connect(self.sidebar_requested)
        view.opened.connect(self._open)
        view.entered_text.connect(self._enter)
        view.spike_asked.connect(self._spike)
        view.preview_asked.connect(self.preview_requested)
        view.escaped.connect(self._escape)
        view.menu_asked.connect(self._pop_menu)
        view.left_alone.connect(self._put_in_order)
        self._empty.action_chosen.connect(self._act_on_empty)

    def _now(self) -> datetime:
        return self._clock().astimezone(self._zone)

    def _show(self, *, hold_order: bool) -> None:
        now, header = self._now(), self.header
        if self._shelf.spiked:
            self._show_spiked(now)
            return
        shelf = self._shelf
        on_shelf = select(self._entries, shelf.desk, shelf.section, now=now, sort=self._sort)
        matching = (
            select(on_shelf, text=header.text, now=now, sort=self._sort) if header.text.strip() else on_shelf
        )
        header.set_counts(status_counts(matching))
        statuses = header.statuses
        chosen = [entry for entry in matching if not statuses or entry.status in statuses]
        header.set_title(shelf.title, len(on_shelf))
        if hold_order and {entry.path for entry in chosen} == set(self.model.paths()):
            self.model.update_entries(chosen)
            self._order_waits = True
        else:
            self.model.set_items(grouped(chosen, self._sort, now, self._zone))
            self._order_waits = False
            self._keep_current()
        self._show_empty(bool(chosen), bool(on_shelf))

    def _show_spiked(self, now: datetime) -> None:
        words = self.header.text.casefold().split()
        shown = [
            story
            for story in self._spiked
            if all(word in f"{story.headline} {story.slug}".casefold() for word in words)
        ]
        self.header.set_title(self._shelf.title, len(self._spiked))
        self.model.set_items([spiked_row(story, now, self._zone) for story in shown])
        self._show_empty(bool(shown), bool(self._spiked))

    def _keep_current(self) -> None:
        if self._current is not None and self.view.current_path() != self._current:
            self.view.show_current(self._current, scroll=False)

    def _show_empty(self, any_shown: bool, any_on_shelf: bool) -> None:
        self._stack.setCurrentWidget(self.view if any_shown else self._empty)
        if any_shown:
            return
        if self._is_reading:
            self._empty.say("Reading the stories…", "The list fills in a moment.")
            return
        if any_on_shelf:
            text = self.header.text.strip()
            title = f"No story matches ‘{text}’" if text else "No story has this state"
            self._empty.say(title, "", "Clear filter")
            return
        title, help_text = empty_words(self._shelf)
        self._empty.say(title, help_text, self._empty_action())

    def _empty_action(self) -> str:
        if self._shelf.desk == Desk.READY and not self._shelf.section and not self._shelf.spiked:
            waiting = sum(1 for entry in self._entries if entry.status == Status.REVIEW)
            return f"Show stories in review ({waiting})" if waiting else "Show all stories"
        if self._shelf == ALL_STORIES:
            return "Import wire copy"
        return "Show all stories"

    def _act_on_empty(self) -> None:
        if self.header.text or self.header.statuses:
            self.header.clear()
        elif self._shelf == ALL_STORIES:
            self.import_requested.emit()
        elif self._empty_action().startswith("Show stories in review"):
            self.show_shelf(Shelf(Desk.NEEDS_REVIEW))
        else:
            self.show_shelf(ALL_STORIES)

    def _open(self, path: Path) -> None:
        if not self._shelf.spiked and path != self._current:
            self._current = path
            self.open_story_requested.emit(path)

    def _enter(self, path: Path) -> None:
        if self._shelf.spiked:
            self._restore()
        else:
            self._current = path
            self.edit_story_requested.emit(path)

    def _escape(self) -> None:
        if self.header.text or self.header.statuses:
            self.header.clear()
        else:
            self.text_requested.emit()

    def _spike(self) -> None:
        if not self._shelf.spiked:
            for path in self.view.selected_paths():
                self.spike_requested.emit(path)

    def _restore(self) -> None:
        chosen = set(self.view.selected_paths())
        for story in self._spiked:
            if story.path in chosen:
                self.restore_requested.emit(story)

    def _choose_sort(self, sort: Sort) -> None:
        self.set_sort(sort)
        self.sort_changed.emit(str(sort))

    def _put_in_order(self) -> None:
        if self._order_waits and not self.view.is_in_use:
            self._show(hold_order=False)

    def _pop_menu(self, place: QPoint) -> None:
        menu = self.make_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def make_menu(self) -> QMenu:
        """The context menu of the rows selected."""
        menu = QMenu(self)
        paths = self.view.selected_paths()
        if self._shelf.spiked:
            self._entry(menu, "Restore from Spiked", "arrow-counter-clockwise").triggered.connect(
                self._restore
            )
            return menu
        if len(paths) == 1:
            path = paths[0]
            self._entry(menu, "Open\tReturn", "article").triggered.connect(lambda: self._enter(path))
            duplicate = self._entry(menu, "Duplicate\tCtrl+D", "copy")
            duplicate.triggered.connect(lambda: self.duplicate_requested.emit(path))
            reveal = self._entry(menu, "Show in file manager", "folder-open")
            reveal.triggered.connect(lambda: self.reveal_requested.emit(path))
            menu.addSeparator()
        words = "Spike…" if len(paths) == 1 else f"Spike {len(paths)} stories…"
        self._entry(menu, f"{words}\tDel", "prohibit", "breaking.text").triggered.connect(self._spike)
        return menu

    def _entry(self, menu: QMenu, text: str, icon: str, token: str = "text.secondary") -> QAction:
        action = QAction(self._theme.icon(icon, token), text, menu)
        menu.addAction(action)
        return action
