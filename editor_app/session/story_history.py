"""The versions of the stories that are worked on: one at each publish, when a person asks, and every ten minutes of work.

Only publish and a named version wait for the disk; all others are kept by a thread. Knows no widget.
"""

from __future__ import annotations

import getpass
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path
from PySide6.QtCore import QObject, QTimer, Signal

from editor_app.session.errand import Errand
from editor_app.session.story_session import StorySession
from editor_app.stories.front_matter import FrontMatterUnreadable, read_story, with_values
from editor_app.stories.history.keeper import History
from editor_app.stories.history.machine import machine_name
from editor_app.stories.history.thinner import delete_thinned, thin
from editor_app.stories.history.version import Version, VersionKind, VersionNotKept
from editor_app.stories.story_file import digest_of, encode
from editor_app.stories.unpublished import UnpublishedWork

if TYPE_CHECKING:
    from editor_app.session.newsroom_session import NewsroomSession

WORK_MS = 10 * 60_000
RESTORE_STEP = "Restore version"
_WAIT_S = 10.0
_CUT_FROM = 400  # characters; a shorter text is soon written again
# Restoring brings words back. Where a story stands, and what readers have by its address, is not for an old text to say.
_STAY = ("status", "date", "lastmod", "embargo", "breaking", "slug", "corrections")


@dataclass(slots=True)
class _Worked:
    """What is known of the story being edited: its text when opened and as last saved, the longest since a version."""

    path: Path
    opened: str
    saved: str
    longest: str
    is_edited: bool = False


class StoryHistory(QObject):
    """Keeps and tells the versions of one newsroom's stories.

    Signals:
        changed(Path): the story in this file has a new version.
        trouble(str): a sentence: a version could not be kept.
    """

    changed = Signal(object)
    trouble = Signal(str)

    def __init__(self, desk: NewsroomSession) -> None:
        super().__init__(desk)
        self._desk = desk
        self.keeper = History(desk.newsroom.folder, _this_machine(), _account())
        self._worked: _Worked | None = None
        self._session: StorySession | None = None
        self._told = False
        self._queue: deque[tuple[Path, Callable[[], object]]] = deque()
        self._errand = Errand(self)
        self._errand.finished.connect(self._done)
        self._errand.failed.connect(self._failed)
        self._running: Path | None = None
        self._ended = 0
        self._work = QTimer(self, singleShot=True, interval=WORK_MS)
        self._work.timeout.connect(self.keep_work)
        desk.story_opened.connect(self.follow)

    # -- following the work

    def follow(self, session: StorySession | None) -> None:
        """Another story, or none, is being edited: the work on the one before is kept."""
        self._leave()
        if session is None:
            return
        text = session.disk_text or ""  # without a file yet, it has nothing to keep before its first save
        self._session = session
        self._worked = _Worked(session.path, text, text, text)
        session.saved.connect(self._saved)
        session.reloaded.connect(self._reloaded)
        session.conflict_found.connect(self._conflicted)

    def _leave(self) -> None:
        self._work.stop()
        session, worked = self._session, self._worked
        self._session = self._worked = None
        if session is None or worked is None:
            return
        for signal, slot in (
            (session.saved, self._saved),
            (session.reloaded, self._reloaded),
            (session.conflict_found, self._conflicted),
        ):
            signal.disconnect(slot)
        if worked.is_edited:
            self._keep_soon(worked.path, worked.saved, VersionKind.AUTOSAVED)
            self._thin_soon(worked.path)

    def _saved(self) -> None:
        session, worked = self._session, self._worked
        text = session.disk_text if session is not None else None
        if session is None or worked is None or text is None or text == worked.saved:
            return
        if not worked.is_edited:
            worked.is_edited = True
            if worked.opened:
                self._keep_soon(worked.path, worked.opened, VersionKind.OPENED)
        if len(worked.longest) > _CUT_FROM and len(text) < len(worked.longest) / 2:
            self._keep_soon(worked.path, worked.longest, VersionKind.BEFORE_CUT)
            worked.longest = text
        worked.saved = text
        worked.longest = max(worked.longest, text, key=len)
        if not self._work.isActive():
            self._work.start()

    def keep_work(self) -> None:
        """What was saved of the work so far is a version; comes by itself every ten minutes."""
        worked = self._worked
        if worked is not None:
            worked.longest = worked.saved
            self._keep_soon(worked.path, worked.saved, VersionKind.AUTOSAVED)

    def _reloaded(self, _at: object) -> None:
        """Another program wrote the file; what was there before is a version, and so is what is there now."""
        session, worked = self._session, self._worked
        if session is None or worked is None or session.disk_text is None:
            return
        if session.is_read_only and not worked.is_edited:  # read along: whoever writes it keeps its versions
            worked.saved = worked.longest = worked.opened = session.disk_text
            return
        self._keep_soon(
            worked.path, worked.saved, VersionKind.AUTOSAVED if worked.is_edited else VersionKind.OPENED
        )
        self._keep_soon(worked.path, session.disk_text, VersionKind.ON_DISK)
        worked.saved = worked.longest = worked.opened = session.disk_text

    def _conflicted(self) -> None:
        """Two versions, of which a person will choose one: both are kept."""
        session = self._session
        if session is not None:
            self._keep_soon(session.path, session.text, VersionKind.AUTOSAVED)
            if session.conflict.theirs is not None:
                self._keep_soon(session.path, session.conflict.theirs.text, VersionKind.ON_DISK)

    # -- what a person asks for

    def save_version(self, name: str) -> Version | None:
        """Save the story being edited and keep it under a name. None, and somebody is told, when that cannot be done."""
        session = self._session
        if session is not None and session.is_beginning and self._desk.refuses(session):
            return None
        if session is None or not session.save():
            message = session.state.message if session is not None else ""
            self.trouble.emit(f"No version is kept, because the story is not saved. {message}".rstrip())
            return None
        return self._keep_now(session.path, session.text, VersionKind.NAMED, name.strip())

    def note_published(self, path: Path, text: str) -> Version | None:
        """Readers have this text now."""
        return self._keep_now(path, text, VersionKind.PUBLISHED)

    def readers_have(self, path: Path) -> Version | None:
        """The version that readers have: of a story that was never published here, what it said before the first edit."""
        mark = UnpublishedWork(self._desk.newsroom.folder).mark_of(path)
        if mark is not None and mark.public is not None:
            digest = digest_of(encode(mark.public))
            kept = self.keeper.versions(path).versions
            if (found := next((version for version in kept if version.digest == digest), None)) is not None:
                return found
        return self.keeper.published(path)

    def note_taken_back(self, version: Version) -> None:
        """Readers never got this version, which was kept as published."""
        self._try(lambda: self.keeper.take_back(version, self._desk.clock()))
        self.changed.emit(self._desk.newsroom.folder / version.path)

    def restore(self, version: Version) -> bool:
        """Give the story being edited the text of a version: one step of undo, and a version of its own.

        What the text says now is a version first. Raises `VersionDamaged`; False when nothing could be kept or saved.
        """
        session = self._session
        if session is None or (session.is_beginning and self._desk.refuses(session)):
            return False
        text = self.with_present_standing(session, self.keeper.text(version))
        if self._keep_now(session.path, session.text, VersionKind.BEFORE_RESTORE, needed=False) is None:
            return False
        session.replace_text(RESTORE_STEP, text)
        saved = session.save()
        self._keep_now(session.path, session.text, VersionKind.RESTORED, version.at.isoformat())
        return saved

    def with_present_standing(self, session: StorySession, text: str) -> str:
        """`text` with the status, times, address and label that the story has now."""
        newsroom = self._desk.newsroom
        story, meta = read_story(session.path, text, newsroom.timezone), session.meta
        stay = {key: getattr(meta, key) for key in _STAY if getattr(story.meta, key) != getattr(meta, key)}
        if not stay or not story.is_readable:
            return text  # what cannot be read is public nowhere
        try:
            return with_values(story, stay, newsroom.timezone).text
        except (FrontMatterUnreadable, ValueError):
            return text

    # -- stories come and go

    def note_new(self, path: Path) -> None:
        """A story has just been made here."""
        self._try(lambda: self.keeper.begin(path, self._desk.clock()))

    def note_moved(self, old: Path, new: Path) -> None:
        """A story's file was renamed, spiked or restored."""
        self.finish()
        self._try(lambda: self.keeper.moved(old, new, self._desk.clock()))

    def finish(self) -> None:
        """Return when everything asked for so far is kept."""
        while self._errand.is_running:
            before = self._ended
            self._errand.wait(_WAIT_S)
            if self._ended == before:
                return  # a disk that answers no more must not keep a person from leaving

    def close(self) -> None:
        """Keep the work and wait for it."""
        self._leave()
        self.finish()

    # -- inside

    def _keep_soon(self, path: Path, text: str, kind: VersionKind) -> None:
        at, keeper = self._desk.clock(), self.keeper
        self._queue.append((path, lambda: keeper.add(path, text, kind, at)))
        self._next()

    def _thin_soon(self, path: Path) -> None:
        now, keeper = self._desk.clock(), self.keeper

        def work() -> None:
            thin(keeper, path, now)
            delete_thinned(keeper, now)

        self._queue.append((path, work))
        self._next()

    def _keep_now(
        self, path: Path, text: str, kind: VersionKind, name: str = "", *, needed: bool = True
    ) -> Version | None:
        """Keep a version before returning. Not `needed`: the newest one stands for it when it says the same."""
        self.finish()
        try:
            version = self.keeper.add(path, text, kind, self._desk.clock(), name)
            if version is None and not needed:
                version = next(iter(self.keeper.versions(path).versions), None)
        except VersionNotKept as failure:
            self._tell(failure)
            return None
        if self._worked is not None and self._worked.path == path:
            self._worked.longest = self._worked.saved
        self._told = False
        self.changed.emit(path)
        return version

    def _next(self) -> None:
        if self._queue and not self._errand.is_running:
            self._running, work = self._queue.popleft()
            self._errand.start(work)

    def _done(self, kept: object) -> None:
        path, self._running = self._running, None
        self._ended += 1
        if isinstance(kept, Version):
            self._told = False
            self.changed.emit(path)
        self._next()

    def _failed(self, failure: Exception) -> None:
        self._ended += 1
        self._tell(failure)
        self._next()

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except VersionNotKept as failure:
            self._tell(failure)

    def _tell(self, failure: Exception) -> None:
        """Once, until it works again; the story's own file is another matter and says so itself."""
        if not self._told:
            self._told = True
            self.trouble.emit(
                str(failure) if isinstance(failure, VersionNotKept) else "Could not keep a version."
            )


def _this_machine() -> Callable[[], str]:
    """Found when the first version is kept, and then remembered."""
    return cache(lambda: machine_name(user_data_path("stet", appauthor=False)))


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
