"""The window: menu bar, welcome page or the open newsroom, status bar, palette. Assembles and connects, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from platformdirs import user_log_path
from PySide6.QtCore import QByteArray, QEvent, QPoint, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.story_session import StorySession
from editor_app.stories.newsroom import Newsroom, NewsroomError
from editor_app.ui import settings as keys
from editor_app.ui.actions import Actions
from editor_app.ui.dialogs.settings_dialog import SettingsDialog
from editor_app.ui.field_guard import FieldGuard
from editor_app.ui.help_sheets import AboutSheet, ShortcutSheet
from editor_app.ui.leaving import Leaving
from editor_app.ui.newsroom_switching import NewsroomSwitching
from editor_app.ui.palette import CommandPalette
from editor_app.ui.palette_button import PaletteButton
from editor_app.ui.palette_entries import (
    PaletteEntry,
    command_entries,
    link_entry,
    place_entries,
    story_entries,
)
from editor_app.ui.regions import Region, go_to_region
from editor_app.ui.settings import Settings
from editor_app.ui.shortcuts import Shortcuts
from editor_app.ui.status_bar import StatusBar
from editor_app.ui.story_commands import StoryCommands
from editor_app.ui.story_status import StoryStatus
from editor_app.ui.theme import Theme
from editor_app.ui.view_commands import ViewCommands
from editor_app.ui.welcome import WelcomePage
from editor_app.ui.widgets.drops import take_copy
from editor_app.ui.widgets.toast import Toast
from editor_app.ui.workspace import Workspace

MINIMUM_WIDTH, MINIMUM_HEIGHT = 720, 450
_IMPORTED = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".docx"})


class MainWindow(QMainWindow):
    """One window with at most one newsroom open in it."""

    def __init__(self, theme: Theme, settings: Settings, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.theme, self.settings, self.clock = theme, settings, clock
        self.desk: NewsroomSession | None = None
        self.workspace: Workspace | None = None
        self.commands: StoryCommands | None = None
        self._stack = QStackedWidget()
        self.welcome = WelcomePage(theme)
        self._stack.addWidget(self.welcome)
        self.setCentralWidget(self._stack)
        self.status = StatusBar(theme)
        self.setStatusBar(self.status)
        self.palette_box = CommandPalette(self, theme)
        self.toast = Toast(self._stack, theme)
        self.is_ending = False  # the system ends Stet: nobody is there to answer a question
        self._leaving = Leaving(theme, self, self.close)
        self._story_status = StoryStatus(self.status, self)
        self._view = ViewCommands(theme, settings, self)
        self._switching = NewsroomSwitching(theme, settings, clock, self)
        self.table = self._make_actions()
        self._field_guard = FieldGuard(self, lambda: self.table)
        self._palette_button = PaletteButton(theme, self.show_palette, self.menuBar().sizeHint().height())
        self.menuBar().setCornerWidget(self._palette_button)
        self._connect()
        self.setMinimumSize(MINIMUM_WIDTH, MINIMUM_HEIGHT)
        self.setAcceptDrops(True)
        self._restore_geometry()
        self._show_welcome()

    # -- building

    def _make_actions(self) -> Actions:
        """A fresh table of actions, its menus and the window's own handlers; panes take theirs when a newsroom opens."""
        for action in self.actions():
            self.removeAction(action)
        bar = self.menuBar()
        bar.clear()
        for menu in bar.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            menu.deleteLater()
        table = Actions(self.theme, self)
        self._take_actions(table)
        self._shortcuts = Shortcuts(table, self.settings, table)
        table.menu_bar(bar)
        recent = QMenu("Open recent", bar)
        recent.aboutToShow.connect(lambda: self._switching.fill_recent(recent))
        table.add_submenu("File", "file.sample_room", recent)
        table.add_to(self)
        return table

    def _take_actions(self, table: Actions) -> None:
        plain = {
            "file.open_room": self._switching.ask_for_folder,
            "file.new_room": self._switching.ask_for_new,
            "file.sample_room": self._switching.choose_sample,
            "file.close": self.close,
            "file.quit": self.close,
            "go.palette": self.show_palette,
            "go.menus": self._enter_menus,
            "edit.settings": self.show_settings,
            "help.keys": lambda: ShortcutSheet(self.theme, self.table, self).open(),
            "help.about": lambda: AboutSheet(self.theme, self).open(),
            "help.log": self._show_log,
        }
        for identity, slot in plain.items():
            table.handle(identity, lambda _checked=False, slot=slot: slot())
        self._view.take_actions(table)

    def _connect(self) -> None:
        self.welcome.open_requested.connect(self._switching.ask_for_folder)
        self.welcome.new_requested.connect(self._switching.ask_for_new)
        self.welcome.sample_requested.connect(self._switching.choose_sample)
        self.welcome.newsroom_chosen.connect(self.open_newsroom)
        self.welcome.clear_requested.connect(self._forget_recent)
        self.welcome.dropped.connect(self._take_dropped)
        self.status.checks_requested.connect(lambda: self.workspace and self.workspace.show_panel("checks"))
        self._story_status.refreshed.connect(self._show_title)
        self._switching.chosen.connect(self.open_newsroom)
        self._switching.trouble.connect(self.say_trouble)
        self._view.compact_chosen.connect(self._set_compact)
        self.palette_box.set_sources(
            self._palette_selection,
            lambda: command_entries(self.table),
            self._palette_stories,
            self._palette_places,
        )

    # -- newsrooms

    def open_newsroom(self, folder: Path) -> bool:
        """Open the newsroom in a folder in place of the one that is open."""
        try:
            newsroom = Newsroom.open(folder)
        except NewsroomError as failure:
            self.say_trouble(str(failure))
            return False
        if not self.close_newsroom():
            return False
        desk = NewsroomSession(newsroom, self.clock, self)
        workspace = Workspace(self.theme, self.table, self.settings, desk)
        self.desk, self.workspace = desk, workspace
        self.commands = StoryCommands(workspace, self.table, self, self)
        workspace.trouble.connect(self.say_trouble)
        workspace.newsrooms_requested.connect(self._show_switcher)
        workspace.current_changed.connect(self._follow)
        workspace.editor.selection_words.changed.connect(self._story_status.show_selection)
        workspace.inspector.checked.connect(self._story_status.show_checks)
        holding = workspace.holding
        holding.read_only_changed.connect(lambda on: self.status.set_read_only(on or workspace.review.is_on))
        workspace.review.changed.connect(lambda on: self.status.set_read_only(on or holding.is_read_only))
        self.table.handle("go.next_region", lambda _checked=False: self._go_to_region(1))
        self.table.handle("go.previous_region", lambda _checked=False: self._go_to_region(-1))
        self._stack.addWidget(workspace)
        self._stack.setCurrentWidget(workspace)
        self.settings.remember_newsroom(newsroom.folder, newsroom.settings.name, self.clock().isoformat())
        desk.loaded.connect(workspace.begin)
        desk.load()
        if desk.is_loading:
            workspace.stories.show_reading()
        self._show_title()
        return True

    def close_newsroom(self) -> bool:
        """Save and close the newsroom. False when its story could not be saved."""
        if self.desk is None or self.workspace is None:
            return True
        if not self.desk.close():
            return False
        self.settings.sync()
        for part in (self.commands, self.workspace, self.desk, self.table):
            if part is not None:
                part.deleteLater()
        self._stack.removeWidget(self.workspace)
        self.status.set_read_only(False)
        self.desk = self.workspace = self.commands = None
        self.table = self._make_actions()
        self._show_welcome()
        return True

    def _show_switcher(self, where: QPoint) -> None:
        current = self.desk.newsroom.folder if self.desk is not None else None
        others = [self.table[identity] for identity in ("file.open_room", "file.new_room")]
        self._switching.show_switcher(where, current, others)

    def _forget_recent(self) -> None:
        self.settings.forget_newsrooms()
        self._show_welcome()

    def _show_welcome(self) -> None:
        self._follow(None)
        self.welcome.set_recent(self.settings.recent_newsrooms(), self.clock())
        self._stack.setCurrentWidget(self.welcome)
        self.welcome.focus_first()
        self.status.hide()

    # -- what is said

    def _follow(self, session: StorySession | None) -> None:
        self._story_status.follow(self.desk, session)

    def _show_title(self) -> None:
        parts = [self._story_status.headline, self.desk.newsroom.settings.name if self.desk else ""]
        self.setWindowTitle(" – ".join([part for part in parts if part] + ["Stet"]))

    def say_trouble(self, sentence: str) -> None:
        """Say what could not be done, where it is seen, without stopping anybody."""
        self.toast.say(sentence)

    # -- view

    def _go_to_region(self, by: int) -> None:
        if self.workspace is not None:
            go_to_region((*self.workspace.regions(), Region(self.status)), by)

    def _enter_menus(self) -> None:
        bar = self.menuBar()
        bar.setActiveAction(next(entry for entry in bar.actions() if entry.isVisible()))

    def show_settings(self) -> None:
        """Open the settings."""
        SettingsDialog(self.theme, self.table, self._shortcuts, self.settings, self).open()

    def show_palette(self) -> None:
        """Open the command palette; with words selected in the text, linking them is what it offers first."""
        self.palette_box.show_for("" if self._palette_selection() else None)

    def _palette_selection(self) -> list[PaletteEntry]:
        links = self.workspace.editor.insert_actions.links if self.workspace is not None else None
        return link_entry(links.selected_words, links.edit) if links is not None else []

    def _palette_stories(self) -> list[PaletteEntry]:
        if self.desk is None or self.workspace is None:
            return []
        workspace = self.workspace
        return story_entries(self.desk.catalogue.entries, lambda entry: workspace.open_story(entry.path))

    def _palette_places(self) -> list[PaletteEntry]:
        return place_entries(self.workspace.sidebar.places()) if self.workspace is not None else []

    def set_theme(self, mode: str) -> None:
        """Light, dark, high contrast, or as the system has it."""
        self._view.set_theme(mode)

    def _set_compact(self, compact: bool) -> None:
        if self.workspace is not None:
            self.workspace.set_compact(compact)

    def _show_log(self) -> None:
        log = log_path()
        if log.exists():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(log)))
        else:
            self.toast.say("The log is empty")

    def _restore_geometry(self) -> None:
        self.resize(1440, 900)
        geometry = self.settings.get(keys.WINDOW_GEOMETRY)
        if geometry:
            self.restoreGeometry(QByteArray(geometry))

    # -- Qt

    def changeEvent(self, event: QEvent) -> None:
        """The person came back to the window: files may have changed meanwhile."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.desk is not None:
            if self.isActiveWindow():
                self.desk.window_activated()
            elif self.desk.current is not None:
                self.desk.recovery.write_if_due()
                self.desk.current.save_soon()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save, remember, close; stay open when something could not be saved."""
        self.settings.set(keys.WINDOW_GEOMETRY, bytes(self.saveGeometry().data()))
        if not self.close_newsroom():
            event.ignore()
            if self.desk is not None and not self.is_ending:
                self.toast.hide()  # the question says the same
                self._leaving.ask(self.desk)
            return
        self.settings.sync()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Folders and wire copy may be let go anywhere on the window."""
        if any(_is_welcome(Path(url.toLocalFile())) for url in event.mimeData().urls() if url.isLocalFile()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the folder, or import the files."""
        self._take_dropped([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        take_copy(event)

    def _take_dropped(self, paths: list[Path]) -> None:
        folders = [path for path in paths if path.is_dir()]
        if folders:
            self.open_newsroom(folders[0])
        elif self.commands is not None:
            self.commands.importing.start([path for path in paths if path.is_file()])
        elif paths:
            self.say_trouble("Open a newsroom first, then drop the files on it.")


def log_path() -> Path:
    """Where faults are noted, without any story's text."""
    return user_log_path("stet", appauthor=False) / "stet.log"


def _is_welcome(path: Path) -> bool:
    return path.is_dir() or path.suffix.lower() in _IMPORTED
