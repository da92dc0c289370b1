"""An open newsroom: its catalogue, the one story being edited, what changes on disk, importing and publishing.

Knows no widget. Panes ask it for values and send it requests; it answers with signals in the past tense.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from editor_app.session.clearing_up import ClearingUp
from editor_app.session.holding import HoldKind, HoldState, StoryHold
from editor_app.session.importing import Importing
from editor_app.session.job import Cancelled, Job, Progress
from editor_app.session.moved_files import MovedFiles
from editor_app.session.publishing import Publishing
from editor_app.session.recovery import Recovery
from editor_app.session.release import Release
from editor_app.session.signing_off import SigningOff
from editor_app.session.story_history import StoryHistory
from editor_app.session.story_search import StorySearch
from editor_app.session.story_session import StorySession
from editor_app.session.timed_rebuild import TimedRebuild
from editor_app.stories.catalogue import Catalogue, StoryEntry
from editor_app.stories.checks import CheckReport, check_story
from editor_app.stories.front_matter import read_story, with_values
from editor_app.stories.kept_aside import keep_aside
from editor_app.stories.large_files import LARGEST_MB, is_large, read_shown
from editor_app.stories.newsroom import Newsroom, SpikedStory
from editor_app.stories.placing import is_gone
from editor_app.stories.recovery.store import recovery_places
from editor_app.stories.story import Story
from editor_app.stories.story_file import (
    FileText,
    StoryNotReadable,
    StorySaveFailed,
)

SETTLE_MS = 150
MINUTE_MS = 60_000
READ_AT_ONCE = 150  # stories, some tenths of a second


class NewsroomSession(QObject):
    """One open newsroom.

    Signals:
        story_opened(StorySession | None): this story is being edited now.
        entries_changed(frozenset[Path] | None): the catalogue's entries of these files changed; None: all may have.
        loaded(): the catalogue is complete.
        time_passed(): a minute has passed; labels in force and embargoes may show differently.
        message(str): a sentence for the person, nothing went wrong.
        trouble(str): a sentence for the person about something that could not be done.
        hold_changed(HoldState): whose turn it is to write the open story.
    """

    story_opened = Signal(object)
    entries_changed = Signal(object)
    loaded = Signal()
    time_passed = Signal()
    message = Signal(str)
    trouble = Signal(str)
    hold_changed = Signal(object)

    def __init__(
        self, newsroom: Newsroom, clock: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.newsroom = newsroom
        self.catalogue = Catalogue(newsroom)
        self.clock = clock
        self.current: StorySession | None = None
        self._hold: StoryHold | None = None
        self.caret_at: Callable[[], int] = lambda: 0
        self._loading: Job | None = None
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._settle.timeout.connect(self._look_at_disk)
        self._minute.timeout.connect(self.time_passed)
        self._watcher.directoryChanged.connect(self._heard)
        self._watcher.fileChanged.connect(self._heard)
        self.recovery = Recovery(newsroom, clock, recovery_places(), self)
        self.recovery.trouble.connect(self.trouble)
        self.signing_off = SigningOff(self)
        self.publishing = Publishing(self)
        self.release = Release(self)
        self.importing = Importing(self)
        self.rebuild = TimedRebuild(self)
        self.search = StorySearch(self)
        self.clearing = ClearingUp(newsroom, clock, self)
        self.clearing.found.connect(self.message)
        self.moves = MovedFiles(self)
        self.history = StoryHistory(self)
        self.history.trouble.connect(self.trouble)

    # -- the catalogue

    def load(self) -> None:
        """Read every story into the catalogue and begin to watch the folder; `loaded` tells when.

        A few stories are read at once. Many are read in a job, so that the window need not wait for them.
        """
        if len(self.newsroom.story_paths()) <= READ_AT_ONCE:
            self.catalogue.load()
            self._begin()
            return
        newsroom = self.newsroom

        def work(_progress: Progress, cancelled: Cancelled) -> Catalogue:
            catalogue = Catalogue(newsroom)
            catalogue.load(cancelled=cancelled)
            return catalogue

        self._loading = Job(work, self)
        self._loading.finished.connect(self._take_catalogue)
        self._loading.failed.connect(self._load_here)
        self._loading.start()

    @property
    def is_loading(self) -> bool:
        """Whether the stories are still being read."""
        return self._loading is not None

    def _take_catalogue(self, loaded: Catalogue) -> None:
        if self._loading is None:  # closed meanwhile
            return
        self._loading = None
        self.catalogue.adopt(loaded)
        self._refresh_changed()
        self._begin()

    def _load_here(self, _failure: Exception) -> None:
        """What went wrong in the job may be told, or go well, where whoever asked can hear of it."""
        self._loading = None
        self.catalogue.load()
        self._begin()

    def _begin(self) -> None:
        self._watch(entry.path for entry in self.catalogue.entries)
        self._minute.start()
        self.entries_changed.emit(None)
        self.loaded.emit()
        self.release.finish_interrupted()
        self.rebuild.look()
        self.clearing.begin()

    def lookup(self, slug: str) -> StoryEntry | None:
        """The entry of the story with this slug."""
        return self.catalogue.by_slug(slug)

    def check(self, story: Story) -> CheckReport:
        """What stands in the way of publishing `story`, and what is worth a look."""
        return check_story(story, self.newsroom, self.lookup, self.clock(), self.catalogue.entries)

    # -- one story at a time

    def open_story(self, path: Path) -> bool:
        """Save the story being edited and open the one at `path`. False when either cannot be done."""
        if self.current is not None and self.current.path == path:
            return True
        try:
            file, text = read_shown(path), ""
        except StoryNotReadable as failure:
            left = self.recovery.left_for(path) if is_gone(path) else None
            if left is None:
                self.trouble.emit(str(failure))
                return False
            file, text = None, left.entry.text
        return self._open(path, file, text)

    def _open(
        self, path: Path, file: FileText | None, text: str, failure: StorySaveFailed | None = None
    ) -> bool:
        """`text` is that of a story without a file; `failure`, if that is why there is none."""
        left = self.current
        if not self._let_go():
            return False
        session = StorySession(self.newsroom, path, file, self.clock, self, unsaved=text)
        session.saved.connect(lambda: self.refresh(path))
        session.reloaded.connect(lambda _at: self.refresh(path))
        session.set_approved(self.signing_off.is_approved(path))
        session.caret_at = self.caret_at
        if failure is not None:
            session.keep_trying(failure)
        elif file is None:
            session.wait_for_person("This story has no file any more. Your text is safe here.")
        self.current = session
        self.recovery.attach(session)  # before all else that may fail
        self._begin_hold(session)
        self._watcher.addPath(str(path))
        # From one story straight to the next: with none in between every pane would be emptied and filled again.
        self.story_opened.emit(session)
        if left is not None:
            left.deleteLater()
        return True

    def close_story(self) -> bool:
        """Save and let go of the story being edited. False, and it stays open, when it could not be saved."""
        session = self.current
        if not self._let_go():
            return False
        if session is not None:
            self.story_opened.emit(None)
            session.deleteLater()
        return True

    def _let_go(self) -> bool:
        session = self.current
        if session is None:
            return True
        saved = session.close()
        if not saved and not self._may_leave(session):
            self.trouble.emit(f"“{session.meta.title}” is not saved yet. {session.state.message}".rstrip())
            return False
        self._forget(session, saved=saved)
        return True

    def _may_leave(self, session: StorySession) -> bool:
        """A story without a file, or that somebody else has now, keeps nobody from the others: its text waits."""
        if not (session.conflict.file_is_gone or session.is_read_only) or not self.recovery.flush():
            return False
        self.message.emit(
            f"What you wrote in “{session.meta.title}” is kept. It is offered when you open it again."
        )
        return True

    def _forget(self, session: StorySession, *, saved: bool) -> None:
        self.recovery.detach(saved=saved)
        self.current = None
        if self._hold is not None:
            self._hold.end()
            self._hold.deleteLater()
            self._hold = None
        self._watcher.removePath(str(session.path))

    # -- who has it

    @property
    def hold(self) -> HoldState:
        """Whose turn it is to write the open story."""
        if self._hold is not None:
            return self._hold.state
        is_beginning = self.current is not None and self.current.is_beginning
        return HoldState(HoldKind.LARGE if is_beginning else HoldKind.OURS)

    def take_over(self) -> bool:
        """Have the open story, which nobody shows signs of writing any more. False when somebody has it after all."""
        return self._hold is not None and self._hold.take_over()

    def refuses(self, session: StorySession) -> bool:
        """Whether nothing of the story may change here, mostly because somebody else has it; it is said."""
        if session.is_beginning:
            self.trouble.emit(
                f"This story is larger than {LARGEST_MB} MB. You can read its beginning, but not change it here."
            )
        elif session.is_read_only:
            self.trouble.emit("Somebody else has this story open. You can read it, or open a copy.")
        return session.is_read_only

    def _begin_hold(self, session: StorySession) -> None:
        if session.is_beginning:
            return
        self._hold = StoryHold(session.path, self)
        session.set_read_only(not self._hold.begin().may_write)
        self._hold.changed.connect(self._take_hold)

    def _take_hold(self, state: HoldState) -> None:
        if self.current is not None and self._hold is not None:
            if state.may_write:
                self.current.check_disk()
            self.current.set_read_only(not state.may_write)
            self.hold_changed.emit(state)

    def go_on_at(self, path: Path) -> bool:
        """Open the story at `path` in place of the one being edited, of which everything is in a file already."""
        session = self.current
        if session is None:
            return False
        session.settle()
        try:
            file = read_shown(path)
        except StoryNotReadable as failure:
            self.trouble.emit(str(failure))
            return False
        self._forget(session, saved=True)
        self.refresh(session.path)
        self.refresh(path)
        opened = self._open(path, file, "")
        session.deleteLater()
        return opened

    def leave_story(self, *, even_lost: bool = False) -> bool:
        """Let go of the story being edited though it cannot be saved. False, and it stays open, when its recovery journal
        does not hold the text either and nobody said that it may be lost."""
        session = self.current
        if session is None:
            return True
        session.settle()
        if not self.recovery.flush() and not even_lost:
            return False
        self._forget(session, saved=not session.is_dirty)
        self.story_opened.emit(None)
        session.deleteLater()
        return True

    def discard_recovered(self) -> None:
        """Give up the story being edited, which has no file; its text is kept for thirty days."""
        session = self.current
        if session is not None and session.disk_text is None:
            session.settle()
            self.recovery.discard_story()
            self._forget(session, saved=False)
            self.story_opened.emit(None)
            session.deleteLater()

    def new_story(self, section: str = "") -> bool:
        """Create a story and open it. Where its file cannot be made it is opened all the same, and Stet keeps trying."""
        values: dict[str, object] = {"section": section} if section else {}
        # The open story keeps its name though its file may be gone: it goes on there, or is offered again.
        taken = () if self.current is None else (self.current.path.stem.casefold(),)
        try:
            story = self.newsroom.create_story("", values, "", self.clock(), taken=taken)
        except StorySaveFailed as failure:
            draft = read_story(failure.path, "---\ntitle:\nstatus: draft\n---\n", self.newsroom.timezone)
            text = with_values(draft, values, self.newsroom.timezone).text
            return self._open(failure.path, None, text, failure)
        if not self.open_story(
            story.path
        ):  # the open one cannot be left: nobody asked for an empty draft beside it
            story.path.unlink(missing_ok=True)
            return False
        self.history.note_new(story.path)
        self.refresh(story.path)
        return True

    def duplicate(self, path: Path) -> bool:
        """Make a draft with the same content and open it. Of a story that somebody else writes: with what is shown here."""
        session = self.current if self.current is not None and self.current.path == path else None
        if session is not None and session.is_beginning:
            return not self.refuses(session)
        if session is not None and not session.is_read_only and not session.save():
            return False
        story = self.newsroom.read(path) if session is None else session.story
        copy = self.newsroom.duplicate(story, self.clock())
        self.history.note_new(copy.path)
        self.refresh(copy.path)
        return self.open_story(copy.path)

    def spike(self, path: Path) -> SpikedStory | None:
        """Move a story to the spike. None when it is open and cannot be saved first."""
        if self.current is not None and self.current.path == path and not self.close_story():
            return None
        spiked = self.newsroom.spike(path, self.clock())
        self.history.note_moved(path, spiked.path)
        self.release.note_moved(path, spiked.path)
        self.refresh(path)
        return spiked

    def restore(self, spiked: SpikedStory) -> Path:
        """Bring a spiked story back."""
        path = self.newsroom.restore(spiked)
        self.history.note_moved(spiked.path, path)
        self.release.note_moved(spiked.path, path)
        self.refresh(path)
        return path

    # -- the disk

    def window_activated(self) -> None:
        """The person came back to the window: files may have changed meanwhile."""
        self._settle.start()

    def close(self) -> bool:
        """Save and close everything. False when the open story could not be saved."""
        if not self.close_story():
            return False
        self._minute.stop()
        self._settle.stop()
        if self._loading is not None:
            loading, self._loading = self._loading, None
            loading.cancel()
            loading.wait()
        self.recovery.close()
        self.history.close()
        self.rebuild.stop()
        self.search.wait()
        self.importing.wait()
        self.publishing.wait()
        return True

    def keep_unsaved(self) -> bool:
        """Stet has to end now: put a story that cannot be saved into its recovery journal, else into `.stet/conflicts`.

        Raises `StorySaveFailed`.
        """
        if self.current is not None:
            self.current.settle()
        if self.current is not None and not self.recovery.flush() and self.current.is_dirty:
            keep_aside(self.newsroom.folder, self.current.path, self.current.text, self.clock())
        if self._hold is not None:
            self._hold.end()  # no other machine is to wait for a process that is gone
        return True

    def _watch(self, paths: Iterable[Path]) -> None:
        """Hear of changes in the folders of these stories."""
        folders = {str(self.newsroom.stories_folder), *(str(path.parent) for path in paths)}
        missing = folders - set(self._watcher.directories())
        if missing:
            self._watcher.addPaths(sorted(missing))

    def _heard(self, _path: str) -> None:
        """Something changed on disk: look when the last of it is there."""
        self._settle.start()

    def _look_at_disk(self) -> None:
        if self.current is not None:
            # An atomic replace takes the file from the watcher: put it back every time.
            self._watcher.addPath(str(self.current.path))
            self._look_at_story(self.current)
            self.moves.follow_unedited()
        if self.is_loading:
            return  # what changed meanwhile is looked for when all is read
        changed = self._refresh_changed()
        if changed:
            self._watch(changed)
            self.entries_changed.emit(frozenset(changed))

    def _look_at_story(self, session: StorySession) -> None:
        """See what became of the open story's file; one that grew too large, or no longer is, is opened as such."""
        path = session.path
        if is_large(path) is not session.is_beginning and not is_gone(path) and not session.is_dirty:
            self.go_on_at(path)
        else:
            session.check_disk()

    def _refresh_changed(self) -> set[Path]:
        known = {entry.path: entry.modified for entry in self.catalogue.entries}
        found = {path: _modified(path) for path in self.newsroom.story_paths()}
        changed = {path for path in known.keys() | found.keys() if known.get(path) != found.get(path)}
        for path in changed:
            self.catalogue.refresh(path)
        return changed

    def refresh(self, path: Path) -> None:
        """What is known of the story in this file may have changed."""
        self.catalogue.refresh(path)
        self._watch((path,))
        self.entries_changed.emit(frozenset({path}))


def _modified(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None
