"""What earlier sessions of a newsroom left unsaved: which story is offered what, and what becomes of it.

A text that is given back is in the new session's journal, on the disk, before the old journal is moved away; what nobody wants is
moved away too, and kept for thirty days. Knows no widget.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from editor_app.markup.counts import word_count
from editor_app.session.story_journal import StoryJournal
from editor_app.session.story_session import StorySession
from editor_app.stories.front_matter import split
from editor_app.stories.kept_aside import keep_aside
from editor_app.stories.merging import Merge, merge
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.placing import is_gone
from editor_app.stories.recovery.journal import Journal
from editor_app.stories.recovery.store import LeftBehind, RecoveryStore
from editor_app.stories.story_file import StoryNotReadable, StorySaveFailed, read_text

RESTORE_STEP = "Restore unsaved work"


class OfferKind(Enum):
    """How the text that was left relates to the file of today."""

    UNSAVED = "unsaved"  # the file is the one it was edited from
    CHANGED = "changed"  # the file has been changed since
    GONE = "gone"  # there is no file; the text is in the editor already


@dataclass(frozen=True, slots=True)
class Offer:
    """A text that can be given back. `at` is aware; `more_words` than the file has, less than none: fewer."""

    left: LeftBehind
    kind: OfferKind
    at: datetime
    more_words: int


class Recovery(QObject):
    """The journals of one newsroom.

    Signals:
        offered(Offer | None): this is what the open story is offered now.
        journal_failed(str): the open story's edits cannot be kept; half a sentence. Empty: they are again.
        trouble(str): a sentence about something that could not be done.
    """

    offered = Signal(object)
    journal_failed = Signal(str)
    trouble = Signal(str)

    def __init__(
        self,
        newsroom: Newsroom,
        clock: Callable[[], datetime],
        places: Sequence[Path],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._newsroom, self._clock, self._places = newsroom, clock, tuple(places)
        self._store = RecoveryStore(places)
        self._waiting: dict[Path, list[LeftBehind]] = {}
        self._seen: set[Path] = set()
        self._session: StorySession | None = None
        self._journal: StoryJournal | None = None
        self.offer: Offer | None = None
        self._store.sweep(clock())

    # -- what waits

    def waiting(self) -> list[Path]:
        """The stories that something unsaved waits for, the latest work first."""
        self._look()
        for path in list(self._waiting):
            self._retire_what_is_saved(path)
        order = sorted(self._waiting.items(), key=lambda item: item[1][0].entry.at, reverse=True)
        return [path for path, _left in order]

    def left_for(self, path: Path) -> LeftBehind | None:
        """The latest text that waits for the story at `path`."""
        self._look()
        return next(iter(self._waiting.get(path, ())), None)

    # -- the open story

    def attach(self, session: StorySession) -> None:
        """Keep a journal of this story from now on, and offer what was left of it."""
        self._session = session
        self._journal = StoryJournal(session, Journal(self._places, uuid.uuid4().hex), self)
        self._journal.failed.connect(self.journal_failed)
        self._journal.mended.connect(lambda: self.journal_failed.emit(""))
        left = self.left_for(session.path)
        if left is not None and session.disk_text is None and session.text == left.entry.text:
            # The text is in the editor: once the new journal has it, the old one has nothing to say.
            if self._journal.flush():
                self._move_away(left)
            self._set(self._offer(left, OfferKind.GONE))
            return
        self._retire_what_is_saved(session.path)
        self._offer_next()

    def detach(self, *, saved: bool) -> None:
        """The story is closed; when not `saved`, what it held is offered the next time."""
        if self._journal is not None:
            self._journal.end(saved=saved)
            self._journal.deleteLater()
        self._journal, self._session, self.offer = None, None, None

    def flush(self) -> bool:
        """Have every edit of the open story on the disk before returning. False when no place takes it."""
        return self._journal is None or self._journal.flush()

    def write_if_due(self) -> None:
        """The person turned away: write at once what waits for a pause."""
        if self._journal is not None:
            self._journal.write_if_due()

    def close(self) -> None:
        """Let another Stet have what waits."""
        self._store.close()
        self._waiting.clear()

    # -- what the person decides

    def compare(self) -> Merge | None:
        """The offered text, as mine, beside the one on the screen; None when nothing is offered."""
        offer, session = self.offer, self._session
        if offer is None or session is None:
            return None
        session.settle()
        base = session.disk_text if offer.kind is OfferKind.UNSAVED else None
        return merge(base, offer.left.entry.text, session.text)

    def restore(self, merged: str | None = None) -> bool:
        """Make the offered text the story's, or one `merged` from it, as one step of undo.

        False, and nothing changes, when that is not safe.
        A version of the file, or of the screen, that is in no journal is put into `.stet/conflicts` first.
        """
        offer, session = self.offer, self._session
        if offer is None or session is None:
            return False
        session.settle()
        if session.is_read_only:
            self.trouble.emit("Somebody else has this story. Restore your work when you may write it again.")
            return False
        entry = offer.left.entry
        if offer.kind is OfferKind.CHANGED or session.is_dirty:
            try:
                keep_aside(self._newsroom.folder, session.path, session.text, self._clock())
            except StorySaveFailed as failure:
                self.trouble.emit(str(failure))
                return False
        session.replace_text(RESTORE_STEP, entry.text if merged is None else merged)
        session.end_burst()
        if not session.in_source_mode and merged is None:
            session.caret_wanted.emit(entry.caret)
        if self.flush():
            self._move_away(offer.left)
        self._offer_next()
        return True

    def discard(self) -> None:
        """Leave the story as it is; the text is kept for thirty days."""
        if self.offer is not None:
            self._move_away(self.offer.left)
            self._offer_next()

    def discard_story(self) -> None:
        """Give up a story that has no file: its text is kept for thirty days."""
        if self._journal is not None:
            self._store.keep(self._journal.end(saved=False), self._clock())
            self._journal.deleteLater()
        self._journal, self._session, self.offer = None, None, None

    def bring_back(self) -> bool:
        """Offer again what was discarded of the open story in the last thirty days, the latest first. False: nothing."""
        session = self._session
        if session is None:
            return False
        for left in self._store.kept():
            is_new = left.entry.text not in (session.text, session.disk_text)
            if self._path_of(left) == session.path and is_new and not self._seen.intersection(left.files):
                self._set(self._offer(left, self._kind_of(left)))
                return True
        self._seen.clear()
        return False

    # -- inside

    def _look(self) -> None:
        for left in self._store.look(self._clock()):
            path = self._path_of(left)
            if path is None:
                self._store.release(left.files)
            elif left.entry.is_saved:
                self._store.keep(left.files, self._clock())
            else:
                waiting = [*self._waiting.get(path, ()), left]
                self._waiting[path] = sorted(waiting, key=lambda one: one.entry.at, reverse=True)

    def _path_of(self, left: LeftBehind) -> Path | None:
        """The story of this newsroom it belongs to. A newsroom that was moved is known by a file that has not changed."""
        folder, path = Path(left.entry.newsroom), Path(left.entry.path)
        if not path.is_relative_to(folder) or ".." in path.parts:
            return None
        if folder == self._newsroom.folder:
            return path
        moved = self._newsroom.folder / path.relative_to(folder)
        if not is_gone(folder) or left.entry.base is None:
            return None
        try:
            return moved if read_text(moved).digest == left.entry.base else None
        except StoryNotReadable:
            return None

    def _retire_what_is_saved(self, path: Path) -> None:
        """What the file holds by now needs no word."""
        if path not in self._waiting:
            return
        try:
            on_disk = read_text(path).text
        except StoryNotReadable:
            return
        for left in list(self._waiting.get(path, ())):
            if left.entry.text == on_disk:
                self._move_away(left)

    def _offer_next(self) -> None:
        session = self._session
        left = next(iter(self._waiting.get(session.path, ())), None) if session is not None else None
        self._set(self._offer(left, self._kind_of(left)) if left is not None else None)

    def _kind_of(self, left: LeftBehind) -> OfferKind:
        is_same = self._session is not None and self._session.base_digest == left.entry.base
        return OfferKind.UNSAVED if is_same else OfferKind.CHANGED

    def _offer(self, left: LeftBehind, kind: OfferKind) -> Offer:
        here = (self._session.disk_text or "") if self._session is not None else ""
        more = word_count(split(left.entry.text)[1]) - word_count(split(here)[1])
        return Offer(left, kind, left.entry.at, more)

    def _set(self, offer: Offer | None) -> None:
        self.offer = offer
        self.offered.emit(offer)

    def _move_away(self, left: LeftBehind) -> None:
        self._store.keep(left.files, self._clock())
        self._seen.update(left.files)
        for path, waiting in list(self._waiting.items()):
            rest = [one for one in waiting if one is not left]
            if rest:
                self._waiting[path] = rest
            else:
                del self._waiting[path]
