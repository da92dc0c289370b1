"""The journal of one story in one session: every state of its text is appended to a file and on the disk before `write` returns.

When the disk refuses, a new file is begun, then one in the next place; only when all refuse is that told. Not for two threads at
once. Does not know when to write, and never reads what others left behind (that is `store`).
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from editor_app.stories.recovery.locking import try_lock
from editor_app.stories.recovery.record import Entry, pack
from editor_app.stories.story_file import sync_folder, write_reason

ENDING = ".journal"
ROLL_BYTES = 4 * 1024 * 1024
WHOLE_UP_TO = 1024 * 1024  # characters; a longer text is written as what changed
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
# What brings the last bytes of a file, and its length, on to the disk at the least cost.
_sync = getattr(os, "fdatasync", os.fsync)


class JournalNotWritten(Exception):
    """No place took the text. `reason` is half a sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The text could not be put into the recovery journal: {reason}.")
        self.reason = reason


class Journal:
    """Appends. `places` are folders, the best first; they are made when first needed, for this account alone."""

    def __init__(self, places: Sequence[Path], identity: str) -> None:
        self.identity = identity
        self._places = tuple(places)
        self._open: _File | None = None
        self._files: list[Path] = []
        self._sequence = 0
        self._parts = 0
        self._text: str | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that hold something of this journal now."""
        return tuple(self._files)

    @property
    def is_begun(self) -> bool:
        """Whether anything was written."""
        return bool(self._files)

    def write(self, entry: Entry) -> None:
        """Have `entry` on the disk. Raises `JournalNotWritten`; the next call tries every place again."""
        self._sequence += 1
        if self._open is not None:
            is_change = self._text is not None and len(entry.text) > WHOLE_UP_TO and not self._open.is_long
            record = pack(self._sequence, entry, self._text if is_change else None)
            if self._open.has_room(len(record)) and self._appended(record):
                self._text = entry.text
                return
        self._begin_anew(pack(self._sequence, entry))
        self._text = entry.text

    def close(self) -> None:
        """Let go of the files; what they hold stays to be recovered."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def remove(self) -> None:
        """The text is where it belongs: nothing is left to recover."""
        self.close()
        for file in self._files:
            with contextlib.suppress(OSError):
                file.unlink()
        self._files.clear()
        self._text = None

    def _appended(self, record: bytes) -> bool:
        try:
            if self._open is not None:
                self._open.append(record)
        except OSError:
            return False
        return self._open is not None

    def _begin_anew(self, record: bytes) -> None:
        """A new file that begins with a whole text; what came before is superseded once that is on the disk."""
        failure: OSError | None = None
        for place in self._places:
            try:
                made = self._make(place, record)
            except OSError as error:
                failure = error
                continue
            before, self._files = self._files, [made.path]
            if self._open is not None:
                self._open.close()
            self._open = made
            for file in before:
                with contextlib.suppress(OSError):
                    file.unlink()
            return
        # What was written before stays, open and locked: its last whole record is still the best there is.
        raise JournalNotWritten(write_reason(failure) if failure else "there is no place for it") from failure

    def _make(self, place: Path, record: bytes) -> _File:
        make_private(place)
        self._parts += 1
        file = _File(place / f"{self.identity}-{self._parts:04}-{secrets.token_hex(3)}{ENDING}")
        try:
            file.append(record)
            sync_folder(place)
        except OSError:
            file.close()
            with contextlib.suppress(OSError):
                file.path.unlink()
            raise
        return file


class _File:
    """One file, locked for as long as it is open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle = os.open(path, _FLAGS, 0o600)
        self._length = self._first = 0
        self._is_sound = True
        if not try_lock(self._handle):
            os.close(self._handle)
            raise OSError(errno.EBUSY, "another program has the journal")

    @property
    def is_long(self) -> bool:
        """Whether reading it would take many changes: time for a whole text again."""
        return self._length > 2 * max(self._first, ROLL_BYTES // 8)

    def has_room(self, length: int) -> bool:
        return self._is_sound and self._length + length <= max(ROLL_BYTES, 2 * self._first)

    def append(self, record: bytes) -> None:
        """Write, sync and read back. After an OSError nothing more is written here: what the system says of it then is not true."""
        self._is_sound = False
        if not self._is_named():
            raise OSError(errno.ENOENT, "the journal was deleted")
        rest = memoryview(record)
        os.lseek(self._handle, self._length, os.SEEK_SET)
        while rest:
            written = os.write(self._handle, rest)
            if written <= 0:
                raise OSError(errno.EIO, "the disk took no more bytes")
            rest = rest[written:]
        _sync(self._handle)
        os.lseek(self._handle, self._length, os.SEEK_SET)
        if _read_all(self._handle, len(record)) != record:
            raise OSError(errno.EIO, "what was read back is not what was written")
        self._length += len(record)
        self._first = self._first or len(record)
        self._is_sound = True

    def _is_named(self) -> bool:
        return os.name == "nt" or os.fstat(self._handle).st_nlink > 0

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._handle)


def make_private(folder: Path) -> None:
    """The folder, with those it is in, for this account alone, and on the disk for certain. Raises OSError."""
    if not folder.is_dir():
        if folder.parent != folder and not folder.parent.is_dir():
            make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)
    if os.name != "nt" and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)


def _read_all(handle: int, length: int) -> bytes:
    pieces: list[bytes] = []
    while length and (piece := os.read(handle, length)):
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
