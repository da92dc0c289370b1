"""A log that only grows: lines are added at its end, and a torn one costs nothing but itself.

One machine alone writes a log; several programs on that machine take turns. Does not know what the lines mean.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from editor_app.stories.history.lines import key_of, read_line
from editor_app.stories.history.objects import put_in_place, write_all
from editor_app.stories.story_file import sync_folder

_TAIL = 64 * 1024
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True, slots=True)
class LogLine:
    """A whole line: its bytes, its key and what it says."""

    raw: bytes
    key: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LogText:
    """What a log holds. `damaged` counts lines that cannot be read, save the last when it was merely never finished."""

    lines: tuple[LogLine, ...] = ()
    damaged: int = 0


def read_log(path: Path) -> LogText:
    """Every whole line of the log, in the order they were added; nothing when there is no log."""
    try:
        data = path.read_bytes()
    except OSError:
        return LogText()
    return _lines_of(data, first_is_whole=True)


def read_last(path: Path) -> LogLine | None:
    """The last whole line."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL))
            found = _lines_of(file.read(), first_is_whole=size <= _TAIL)
    except OSError:
        return None
    if found.lines or size <= _TAIL:
        return found.lines[-1] if found.lines else None
    lines = read_log(path).lines
    return lines[-1] if lines else None


def append(path: Path, line: bytes) -> None:
    """Add a line, on disk for certain. Call it within `turn`. Raises OSError; then the log is as long as it was."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _BINARY, 0o600)
    try:
        size = os.fstat(handle).st_size
        if size and not _ends_a_line(handle, size):
            line = b"\n" + line  # what stands there was torn by a crash
        try:
            write_all(handle, line)
            os.fsync(handle)
            if _tail(handle, size) != line:
                raise OSError(errno.EIO, "what was read back is not what was written")
            # Always: whoever made the log, or a text that this line needs, may have been stopped before this.
            sync_folder(path.parent)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)


def replace_log(path: Path, lines: list[LogLine]) -> None:
    """Make the log hold just these lines, in one step. Call it within `turn`. Raises OSError."""
    put_in_place(path, b"".join(line.raw for line in lines))
    sync_folder(path.parent)


@contextlib.contextmanager
def turn(folder: Path) -> Iterator[None]:
    """While this lasts, no other program on this machine writes the logs in `folder`. Raises OSError."""
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | _BINARY, 0o600)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)  # lets go of the lock, too


def _lock(handle: int) -> None:
    # Some network folders know no locks. A line is one write at the end all the same, so nothing is lost there.
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)


def _tail(handle: int, start: int) -> bytes:
    os.lseek(handle, start, os.SEEK_SET)
    pieces: list[bytes] = []
    while piece := os.read(handle, _TAIL):
        pieces.append(piece)
    return b"".join(pieces)


def _ends_a_line(handle: int, size: int) -> bool:
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1) == b"\n"


def _lines_of(data: bytes, first_is_whole: bool) -> LogText:
    pieces = data.split(b"\n")
    unfinished = pieces.pop()  # empty after a line end
    if not first_is_whole:
        pieces = pieces[1:]
    lines: list[LogLine] = []
    damaged = 0
    for piece in pieces:
        values = read_line(piece) if piece else None
        if values is not None:
            lines.append(LogLine(piece + b"\n", key_of(piece), values))
        elif piece:
            damaged += 1
    values = read_line(unfinished) if unfinished else None
    if values is not None:  # all of it but the line end reached the disk
        lines.append(LogLine(unfinished + b"\n", key_of(unfinished), values))
    return LogText(tuple(lines), damaged)
