"""The file behind an open story: what it held when last read or written, saving it, and noticing that it changed.

Saves run in a thread of their own, one at a time. Knows nothing of what the text means, and no widget.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from editor_app.session.errand import Errand
from editor_app.stories.placing import is_gone
from editor_app.stories.story_file import (
    FileText,
    StoryChangedOnDisk,
    StoryNotReadable,
    StorySaveFailed,
    StorySaveUnconfirmed,
    read_text,
    write_text,
)


class SaveKind(StrEnum):
    """How the text on screen relates to the file."""

    SAVED = "saved"
    UNSAVED = "unsaved"
    SAVING = "saving"
    FAILED = "failed"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class SaveState:
    """What the status bar says. `at` is the aware time of the last save; `message` a sentence when it failed, `reason` half of one."""

    kind: SaveKind
    at: datetime | None = None
    message: str = ""
    reason: str = ""


class DiskChange(StrEnum):
    """What a look at the file found."""

    NONE = "none"
    CHANGED = "changed"
    GONE = "gone"


Saving = Callable[[Path, str, str | None, str | None], AbstractContextManager[object]]
"""What surrounds the writing of a text into a file that held the one before it, whose digest is the last argument."""


@dataclass(frozen=True, slots=True)
class _Saved:
    file: FileText


@dataclass(frozen=True, slots=True)
class _Failed:
    sentence: str
    reason: str
    unconfirmed: str | None = None


@dataclass(frozen=True, slots=True)
class _Conflicted:
    pass


_Outcome = _Saved | _Failed | _Conflicted


def _write(saving: Saving, path: Path, text: str, before: str | None, expected: str | None) -> _Outcome:
    try:
        with saving(path, text, before, expected):
            return _Saved(FileText(text, write_text(path, text, expected)))
    except StoryChangedOnDisk:
        return _Conflicted()
    except StorySaveFailed as failure:
        return _Failed(str(failure), failure.reason, _unconfirmed(failure))


def _unconfirmed(failure: StorySaveFailed) -> str | None:
    return failure.digest if isinstance(failure, StorySaveUnconfirmed) else None


class DiskCopy(QObject):
    """The file of one story as last known.

    Signals:
        state_changed(SaveState), conflict_found().
        saved(), failed(): what became of a save; `failed` comes each time, though the state is the same as before.
    """

    state_changed = Signal(object)
    saved = Signal()
    failed = Signal()
    conflict_found = Signal()

    def __init__(
        self,
        path: Path,
        file: FileText | None,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
        saving: Saving = lambda *_: nullcontext(),
        read: Callable[[Path], FileText] = read_text,
    ) -> None:
        """`read` is how the file was read, and is read again."""
        super().__init__(parent)
        self.path = path
        self._saving, self._read = saving, read
        self._known: FileText | None = file
        self._theirs: FileText | None = None
        # The digest of what we wrote last, when the disk did not confirm it. What is known stays the version before: the text
        # counts as unsaved, in the journal too, until a save goes well.
        self._unconfirmed: str | None = None
        self._clock = clock
        self._state = SaveState(SaveKind.SAVED)
        self._is_saving = False
        # Not a pool of Qt's: one that is taken down waits for its thread, which may be waiting for the window's.
        self._writing = Errand(self)
        self._writing.finished.connect(self._written)
        self._writing.failed.connect(self._broke)

    @property
    def text(self) -> str | None:
        """What the file held when last read or written; None when it is known to be gone."""
        return self._known.text if self._known else None

    @property
    def digest(self) -> str | None:
        """The digest of the same."""
        return self._known.digest if self._known else None

    @property
    def is_saving(self) -> bool:
        """Whether a text is on its way into the file."""
        return self._is_saving

    @property
    def is_unconfirmed(self) -> bool:
        """Whether the file holds something of ours that a power cut may still undo."""
        return self._unconfirmed is not None

    @property
    def theirs(self) -> FileText | None:
        """While in conflict: what is in the file now; None when the file is gone."""
        return self._theirs

    @property
    def state(self) -> SaveState:
        """How the text on screen relates to the file."""
        return self._state

    @property
    def in_conflict(self) -> bool:
        """Whether saving has stopped until a person chooses between two versions."""
        return self._state.kind is SaveKind.CONFLICT

    def note_edit(self) -> None:
        """The text on screen is not what the file holds."""
        if not self.in_conflict and self._state.kind is not SaveKind.FAILED:
            self._set(SaveKind.UNSAVED)

    def note_same(self) -> None:
        """The text on screen is what the file holds."""
        if not self.in_conflict and not self.is_unconfirmed:
            self._set(SaveKind.SAVED)

    def start_save(self, text: str) -> bool:
        """Begin saving in the background; False when a save is running already or a conflict forbids it."""
        if self.in_conflict or self._is_saving:
            return False
        self._is_saving = True
        if self._state.kind is not SaveKind.FAILED:  # what is said of that stands until a save goes well
            self._set(SaveKind.SAVING)
        saving, path, before, expected = self._saving, self.path, self.text, self._expected
        return self._writing.start(lambda: _write(saving, path, text, before, expected))

    def finish_save(self) -> None:
        """Wait for a save that is running, and take its result."""
        while self._writing.is_running:
            self._writing.wait(None)

    def save(self, text: str) -> bool:
        """Save before returning; True when the file holds `text`."""
        self.finish_save()
        if self.in_conflict:
            return False
        if text == self.text and not self.is_unconfirmed:
            self._set(SaveKind.SAVED, at=self._state.at or self._clock())
            return True
        self._written(_write(self._saving, self.path, text, self.text, self._expected))
        return self._state.kind is SaveKind.SAVED

    def look(self) -> DiskChange:
        """Compare the file, by content, with what is known of it."""
        self.finish_save()
        try:
            found = self._read(self.path)
        except StoryNotReadable:
            return DiskChange.GONE if self._known is not None and is_gone(self.path) else DiskChange.NONE
        return DiskChange.NONE if found.digest in (self.digest, self._unconfirmed) else DiskChange.CHANGED

    @property
    def _expected(self) -> str | None:
        return self._unconfirmed or self.digest

    def begin_conflict(self) -> None:
        """Stop saving until `adopt_theirs` or `discard_theirs`, or until the file is again what was known."""
        self._theirs, self._unconfirmed = self._found(), None
        self._tell_conflict()
        self.conflict_found.emit()

    def look_again(self, text: str) -> None:
        """While in conflict: tell when something else is on disk now; end it when that is what was known, or `text`."""
        found = self._found()
        known = self._known
        if found is not None and (found.text == text or (known is not None and found.digest == known.digest)):
            self._known, self._theirs = found, None
            self._set(SaveKind.SAVED if found.text == text else SaveKind.UNSAVED)
        elif (found and found.digest) != (self._theirs and self._theirs.digest):
            self._theirs = found
            self._tell_conflict()
            self.conflict_found.emit()

    @property
    def is_gone(self) -> bool:
        """Whether the conflict is that there is no file."""
        return self.in_conflict and self._theirs is None

    def _found(self) -> FileText | None:
        try:
            return self._read(self.path)
        except StoryNotReadable:
            return None

    def _tell_conflict(self) -> None:
        if self._theirs is not None:
            message = f"This file was changed outside Stet at {self._clock().astimezone():%H:%M}."
            reason = "file changed on disk"
        elif is_gone(self.path.parent):
            message, reason = "The folder of this story is not there any more.", "its folder is gone"
        elif is_gone(self.path):
            message, reason = "The file was moved or deleted on disk.", "file moved or deleted"
        else:
            message, reason = "This file cannot be read any more.", "file cannot be read"
        self._set(SaveKind.CONFLICT, message=message, reason=reason)

    def wait_for_person(self, message: str) -> None:
        """The file is not there: write it only when somebody wants that, by `discard_theirs`."""
        self._known = self._theirs = self._unconfirmed = None
        self._set(SaveKind.CONFLICT, message=message)

    def begin_failed(self, failure: StorySaveFailed) -> None:
        """The file could not be made in the first place."""
        self._unconfirmed = _unconfirmed(failure)
        self._set(SaveKind.FAILED, message=str(failure), reason=failure.reason)

    def adopt_theirs(self) -> FileText | None:
        """Read the file again and make it what is known; None when it cannot be read."""
        try:
            self._known = self._read(self.path)
        except StoryNotReadable:
            return None
        self._theirs = self._unconfirmed = None
        self._set(SaveKind.SAVED, at=self._clock())
        return self._known

    def discard_theirs(self) -> None:
        """End a conflict so that the next save replaces exactly the version that was shown as theirs."""
        self._known, self._theirs = self._theirs, None
        self._set(SaveKind.UNSAVED)

    def _broke(self, failure: Exception) -> None:
        """Something that nobody foresaw: the text is as unsaved as after any other failure."""
        reason = type(failure).__name__
        self._written(
            _Failed(f"Could not save “{self.path.name}”: Stet has a fault of its own ({reason}).", reason)
        )

    def _written(self, outcome: _Outcome) -> None:
        self._is_saving = False
        if isinstance(outcome, _Saved):
            self._known, self._unconfirmed = outcome.file, None
            self._set(SaveKind.SAVED, at=self._clock())
            self.saved.emit()
        elif isinstance(outcome, _Conflicted):
            self.begin_conflict()
        elif isinstance(outcome, _Failed):
            self._unconfirmed = outcome.unconfirmed or self._unconfirmed
            self._set(SaveKind.FAILED, message=outcome.sentence, reason=outcome.reason)
            self.failed.emit()

    def _set(self, kind: SaveKind, at: datetime | None = None, message: str = "", reason: str = "") -> None:
        state = SaveState(kind, at or self._state.at, message, reason)
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
