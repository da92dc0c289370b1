"""The ways to another newsroom: a folder, one that was open lately, the sample, or a new one.

Asks, and makes what has to be made first. It opens nothing: it says which folder was chosen, and the window opens it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from editor_app.intake.sample import SampleNotMade, copy_sample, sample_newsroom
from editor_app.stories.newsroom import NewsroomError, create_newsroom
from editor_app.stories.story_file import StoryFileError
from editor_app.ui.dialogs.new_newsroom_dialog import NewNewsroom, NewNewsroomDialog
from editor_app.ui.settings import Settings
from editor_app.ui.theme import Theme


class NewsroomSwitching(QObject):
    """Asks for newsrooms on behalf of one window.

    Signals:
        chosen(Path): the person wants the newsroom in this folder.
        trouble(str): a sentence about something that could not be done.
    """

    chosen = Signal(object)
    trouble = Signal(str)

    def __init__(
        self, theme: Theme, settings: Settings, clock: Callable[[], datetime], window: QWidget
    ) -> None:
        super().__init__(window)
        self._theme, self._settings, self._clock, self._window = theme, settings, clock, window

    def ask_for_folder(self) -> None:
        """Ask for a newsroom's folder."""
        folder = QFileDialog.getExistingDirectory(self._window, "Open newsroom folder", str(Path.home()))
        if folder:
            self.chosen.emit(Path(folder))

    def choose_sample(self) -> None:
        """Choose the sample newsroom: the person's own copy, made the first time."""
        try:
            folder = sample_newsroom(self._clock())
        except SampleNotMade as failure:
            self.trouble.emit(str(failure))
            return
        self.chosen.emit(folder)

    def ask_for_new(self) -> None:
        """Ask for a name and a folder, make a newsroom there and choose it."""
        dialog = NewNewsroomDialog(self._theme, self._window, Path.home())
        dialog.newsroom_wanted.connect(lambda wanted: self._make(dialog, wanted))
        dialog.open()

    def _make(self, dialog: NewNewsroomDialog, wanted: NewNewsroom) -> None:
        try:
            if wanted.with_sample:
                copy_sample(wanted.folder, self._clock())
            else:
                create_newsroom(wanted.folder, wanted.name, url=wanted.url)
        except (NewsroomError, StoryFileError, SampleNotMade) as failure:
            dialog.show_fault(str(failure))
            return
        dialog.close_sheet()
        self.chosen.emit(wanted.folder)

    def fill_recent(self, menu: QMenu) -> None:
        """List in `menu` the newsrooms that were open lately, each with its whole path."""
        menu.clear()
        for folder, name, _opened in self._settings.recent_newsrooms():
            action = menu.addAction(f"{name or folder.name} — {folder}")
            action.triggered.connect(lambda _checked=False, folder=folder: self.chosen.emit(folder))
        if menu.isEmpty():
            menu.addAction("No newsroom has been opened yet").setEnabled(False)

    def show_switcher(self, where: QPoint, current: Path | None, others: Iterable[QAction]) -> None:
        """Open a menu of newsrooms at `where`, the one in the folder `current` checked, with `others` below."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rooms = [(folder, name or folder.name) for folder, name, _opened in self._settings.recent_newsrooms()]
        for (folder, _name), words in zip(rooms, room_labels(rooms), strict=True):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(folder == current)
            action.triggered.connect(lambda _checked=False, folder=folder: self.chosen.emit(folder))
        menu.addSeparator()
        for action in others:
            menu.addAction(action)
        menu.popup(where)


def room_labels(rooms: list[tuple[Path, str]]) -> list[str]:
    """How newsrooms, as (folder, name), are told apart in a menu: by name, and by folder where names are alike."""
    names = [name for _folder, name in rooms]
    return [f"{name} — {folder.name}" if names.count(name) > 1 else name for folder, name in rooms]
