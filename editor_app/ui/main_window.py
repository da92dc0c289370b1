"""The window: menu bar, welcome page or the open newsroom, status bar, palette. Assembles and connects, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from platformdirs import user_log_path
from PySide6.QtCore import QByteArray, QEvent, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow, QMenu, QStackedWidget

from editor_app.intake.sample import SampleNotMade, copy_sample, sample_newsroom
from editor_app.markup.counts import reading_minutes, word_count
from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.saving import SaveKind, SaveState
from editor_app.session.story_session import StorySession
from editor_app.stories.checks import CheckReport
from editor_app.stories.newsroom import Newsroom, NewsroomError, create_newsroom
from editor_app.stories.story_file import StoryFileError
from editor_app.ui import settings as keys
from editor_app.ui.actions import Actions
from editor_app.ui.dialogs.new_newsroom_dialog import NewNewsroom, NewNewsroomDialog
from editor_app.ui.help_sheets import AboutSheet, ShortcutSheet
from editor_app.ui.palette import CommandPalette
from editor_app.ui.palette_button import PaletteButton
from editor_app.ui.palette_entries import PaletteEntry, command_entries, place_entries, story_entries
from editor_app.ui.regions import Region, go_to_region
from editor_app.ui.settings import Settings
from editor_app.ui.status_bar import StatusBar
from editor_app.ui.story_commands import StoryCommands
from editor_app.ui.theme import MODES, Theme
from editor_app.ui.welcome import WelcomePage
from editor_app.ui.widgets.toast import Toast
from editor_app.ui.workspace import Workspace

MINIMUM_WIDTH, MINIMUM_HEIGHT = 720, 450
COUNT_PAUSE_MS = 250
_IMPORTED = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm"})


class MainWindow(QMainWindow):
    """One window with at most one newsroom open in it."""

    def __init__(self, theme: Theme, settings: Settings, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.theme, self.settings, self.clock = theme, settings, clock
        self.desk: NewsroomSession | None = None
        self.workspace: Workspace | None = None
        self.commands: StoryCommands | None = None
        self._session: StorySession | None = None
        self._stack = QStackedWidget()
        self.welcome = WelcomePage(theme)
        self._stack.addWidget(self.welcome)
        self.setCentralWidget(self._stack)
        self.status = StatusBar(theme)
        self.setStatusBar(self.status)
        self.palette_box = CommandPalette(self, theme)
        self.toast = Toast(self._stack, theme)
        self._counting = QTimer(self, singleShot=True, interval=COUNT_PAUSE_MS)
        self.table = self._make_actions()
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
        table.menu_bar(bar)
        self.recent_menu = QMenu("Open recent", bar)
        self.recent_menu.aboutToShow.connect(self._fill_recent)
        table.add_submenu("File", "file.sample_room", self.recent_menu)
        table.add_to(self)
        return table

    def _take_actions(self, table: Actions) -> None:
        plain = {
            "file.open_room": self.choose_newsroom,
            "file.new_room": self.ask_for_new_newsroom,
            "file.sample_room": self.open_sample,
            "file.close": self.close,
            "file.quit": self.close,
            "go.palette": self.show_palette,
            "help.keys": lambda: ShortcutSheet(self.theme, self.table, self).open(),
            "help.about": lambda: AboutSheet(self.theme, self).open(),
            "help.log": self._show_log,
        }
        for identity, slot in plain.items():
            table.handle(identity, lambda _checked=False, slot=slot: slot())
        table.handle("view.compact", self._set_compact)
        table.handle("view.fullscreen", self._set_fullscreen)
        for mode in MODES:
            table.handle(f"view.theme.{mode}", lambda _checked=False, mode=mode: self.set_theme(mode))
        table.set_checked(f"view.theme.{self.theme.mode}", True)
        table.set_checked("view.compact", self.settings.get(keys.COMPACT_LIST))
        table.handle("view.system_font", self._set_system_font)
        table.set_checked("view.system_font", self.settings.get(keys.USE_SYSTEM_FONT))

    def _connect(self) -> None:
        self.welcome.open_requested.connect(self.choose_newsroom)
        self.welcome.new_requested.connect(self.ask_for_new_newsroom)
        self.welcome.sample_requested.connect(self.open_sample)
        self.welcome.newsroom_chosen.connect(self.open_newsroom)
        self.welcome.clear_requested.connect(self._forget_recent)
        self.welcome.dropped.connect(self._take_dropped)
        self.status.checks_requested.connect(lambda: self.workspace and self.workspace.show_panel("checks"))
        self._counting.timeout.connect(self._show_counts)
        self.palette_box.set_sources(
            lambda: command_entries(self.table), self._palette_stories, self._palette_places
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
        workspace.inspector.checked.connect(self._show_checks)
        workspace.review.changed.connect(self.status.set_read_only)
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

    def choose_newsroom(self) -> None:
        """Ask for a newsroom's folder."""
        folder = QFileDialog.getExistingDirectory(self, "Open newsroom folder", str(Path.home()))
        if folder:
            self.open_newsroom(Path(folder))

    def open_sample(self) -> None:
        """Open the sample newsroom: the person's own copy, made the first time."""
        try:
            folder = sample_newsroom(self.clock())
        except SampleNotMade as failure:
            self.say_trouble(str(failure))
            return
        self.open_newsroom(folder)

    def ask_for_new_newsroom(self) -> None:
        """Ask for a name and a folder, and make a newsroom."""
        dialog = NewNewsroomDialog(self.theme, self, Path.home())
        dialog.newsroom_wanted.connect(lambda wanted: self._make_newsroom(dialog, wanted))
        dialog.open()

    def _make_newsroom(self, dialog: NewNewsroomDialog, wanted: NewNewsroom) -> None:
        try:
            if wanted.with_sample:
                copy_sample(wanted.folder, self.clock())
            else:
                create_newsroom(wanted.folder, wanted.name, url=wanted.url)
        except (NewsroomError, StoryFileError, SampleNotMade) as failure:
            dialog.show_fault(str(failure))
            return
        dialog.close_sheet()
        self.open_newsroom(wanted.folder)

    def _fill_recent(self) -> None:
        self.recent_menu.clear()
        for folder, name, _opened in self.settings.recent_newsrooms():
            action = self.recent_menu.addAction(f"{name or folder.name} — {folder}")
            action.triggered.connect(lambda _checked=False, folder=folder: self.open_newsroom(folder))
        if self.recent_menu.isEmpty():
            self.recent_menu.addAction("No newsroom has been opened yet").setEnabled(False)

    def _show_switcher(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rooms = [(folder, name or folder.name) for folder, name, _opened in self.settings.recent_newsrooms()]
        for (folder, _name), words in zip(rooms, room_labels(rooms), strict=True):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(self.desk is not None and folder == self.desk.newsroom.folder)
            action.triggered.connect(lambda _checked=False, folder=folder: self.open_newsroom(folder))
        menu.addSeparator()
        for identity in ("file.open_room", "file.new_room"):
            menu.addAction(self.table[identity])
        menu.popup(where)

    def _forget_recent(self) -> None:
        self.settings.forget_newsrooms()
        self._show_welcome()

    def _show_welcome(self) -> None:
        self._follow(None)
        self.welcome.set_recent(self.settings.recent_newsrooms(), self.clock())
        self._stack.setCurrentWidget(self.welcome)
        self.welcome.focus_first()
        self.status.hide()
        self._show_title()

    # -- the story in the editor

    def _follow(self, session: StorySession | None) -> None:
        self.status.show()
        self._session = session
        if session is not None:
            session.state_changed.connect(self._show_state)
            session.reloaded.connect(self._show_reloaded)
            session.body_changed.connect(lambda _change: self._counting.start())
            session.meta_changed.connect(lambda _keys: self._counting.start())
            self._show_state(session.state)
            self.status.set_path(session.newsroom.relative(session.path))
            self._show_counts()
        else:
            self.status.set_state("", "")
            self.status.set_path(str(self.desk.newsroom.folder) if self.desk else "")
            count = len(self.desk.catalogue.entries) if self.desk else 0
            self.status.set_summary("1 story" if count == 1 else f"{count} stories")
        self._show_title()

    def _show_state(self, state: SaveState) -> None:
        at = f" {state.at.astimezone():%H:%M:%S}" if state.at else ""
        words = {
            SaveKind.SAVED: ("saved", f"Saved{at}"),
            SaveKind.UNSAVED: ("unsaved", "Not saved yet"),
            SaveKind.SAVING: ("saving", "Saving…"),
            SaveKind.FAILED: ("failed", f"Not saved: {state.message}"),
            SaveKind.CONFLICT: ("failed", f"Not saved: {state.message}"),
        }
        self.status.set_state(*words[state.kind])

    def _show_reloaded(self, at: datetime) -> None:
        self.status.set_state("saved", f"Reloaded {at.astimezone():%H:%M}")
        self._show_counts()

    def _show_counts(self) -> None:
        session = self._session
        if session is None:
            return
        story = session.story
        words = word_count(story.body)
        language = story.meta.language or session.newsroom.settings.language
        self.status.set_counts(words, reading_minutes(words), language_name(language))
        self._show_title()

    def _show_checks(self, report: CheckReport) -> None:
        self.status.set_checks(len(report.must_fix), len(report.look_at))

    def _show_title(self) -> None:
        parts = [
            self._session.meta.title if self._session else "",
            self.desk.newsroom.settings.name if self.desk else "",
        ]
        self.setWindowTitle(" – ".join([part for part in parts if part] + ["Stet"]))

    # -- what is said

    def say_trouble(self, sentence: str) -> None:
        """Say what could not be done, where it is seen, without stopping anybody."""
        self.toast.say(sentence)

    # -- view

    def _go_to_region(self, by: int) -> None:
        if self.workspace is not None:
            go_to_region((*self.workspace.regions(), Region(self.status)), by)

    def show_palette(self) -> None:
        """Open the command palette."""
        self.palette_box.show_for()

    def _palette_stories(self) -> list[PaletteEntry]:
        if self.desk is None or self.workspace is None:
            return []
        workspace = self.workspace
        return story_entries(self.desk.catalogue.entries, lambda entry: workspace.open_story(entry.path))

    def _palette_places(self) -> list[PaletteEntry]:
        return place_entries(self.workspace.sidebar.places()) if self.workspace is not None else []

    def set_theme(self, mode: str) -> None:
        """Light, dark, high contrast, or as the system has it."""
        self.theme.set_mode(mode)
        self.settings.set(keys.THEME_MODE, mode)
        self.table.set_checked(f"view.theme.{mode}", True)

    def _set_system_font(self, use: bool) -> None:
        self.settings.set(keys.USE_SYSTEM_FONT, use)
        self.theme.set_use_system_font(use)

    def _set_compact(self, compact: bool) -> None:
        self.settings.set(keys.COMPACT_LIST, compact)
        if self.workspace is not None:
            self.workspace.set_compact(compact)

    def _set_fullscreen(self, on: bool) -> None:
        self.showFullScreen() if on else self.showNormal()

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
                self.desk.current.save_soon()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save, remember, close; stay open when something could not be saved."""
        self.settings.set(keys.WINDOW_GEOMETRY, bytes(self.saveGeometry().data()))
        if not self.close_newsroom():
            event.ignore()
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
        event.acceptProposedAction()

    def _take_dropped(self, paths: list[Path]) -> None:
        folders = [path for path in paths if path.is_dir()]
        if folders:
            self.open_newsroom(folders[0])
        elif self.commands is not None:
            self.commands.import_files([path for path in paths if path.is_file()])
        elif paths:
            self.say_trouble("Open a newsroom first, then drop the files on it.")


def room_labels(rooms: list[tuple[Path, str]]) -> list[str]:
    """How newsrooms, as (folder, name), are told apart in a menu: by name, and by folder where names are alike."""
    names = [name for _folder, name in rooms]
    return [f"{name} — {folder.name}" if names.count(name) > 1 else name for folder, name in rooms]


def language_name(tag: str) -> str:
    """The English name of a BCP 47 tag, as "English (UK)"; the tag itself when it is not known."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return tag
    name = locale.get_language_name("en") or tag
    territory = {"GB": "UK", "US": "US"}.get(locale.territory or "", locale.get_territory_name("en") or "")
    return f"{name} ({territory})" if territory else name


def log_path() -> Path:
    """Where faults are noted, without any story's text."""
    return user_log_path("stet", appauthor=False) / "stet.log"


def _is_welcome(path: Path) -> bool:
    return path.is_dir() or path.suffix.lower() in _IMPORTED
