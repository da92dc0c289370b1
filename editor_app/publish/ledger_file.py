"""How a ledger lies on the disk: a whole one, then what each later export changed of it, appended.

The first part, the state, is all that is needed to tell that nothing has changed; it is read without the others, before
anything of Stet's is loaded. So this module asks for little: no pathlib, no dataclasses, nothing else of Stet's.

A cache and no more: what is damaged, half written, or not written after what was there counts for nothing from there on.
What is left then is an earlier export's ledger, whole, and every claim it makes of a file is looked up before it is used.
"""

from __future__ import annotations

import marshal
import os
import sys
from io import BufferedReader
from struct import Struct
from zlib import crc32

TYPE_CHECKING = False
if TYPE_CHECKING:  # `typing` takes a while to load
    from typing import Any

_MAGIC = b"stetled2"
_HEAD = Struct("<8s3Q3I4x")  # length and check sum of each of the three parts
_CHANGE = Struct("<2Q2I")  # length of the state's part and of all, check sum, the one before
_MOST_CHANGES = 1_000_000  # bytes; then it is written anew

State = dict[str, "Any"]
"""Single values by name, and tables (`TABLES`) of many by key."""

TABLES = ("stamps", "outputs", "pictures")


class Place:
    """Where in which file the next change belongs: the file's number, its length, and the check sum that it follows."""

    __slots__ = ("before", "changes", "length", "number")

    def __init__(self, number: int, length: int, before: int, changes: int) -> None:
        self.number, self.length, self.before, self.changes = number, length, before, changes


class Found:
    """A ledger as it was found.

    Attributes:
        state: the state, with every change.
        parts: the two other parts as they were written whole; empty when only the state was asked for (see `complete`).
        changes: what each later export changed of them.
        place: where to write the next change; None where that has to be a whole ledger.
    """

    __slots__ = ("changes", "head", "parts", "place", "state")

    def __init__(
        self, head: bytes, state: State, parts: tuple[bytes, ...], changes: list[bytes], place: Place | None
    ) -> None:
        self.head = head
        self.state, self.parts, self.changes, self.place = state, parts, changes, place


def read(path: str, *, only_state: bool = False) -> Found | None:
    """The ledger in this file; None when there is none that can be trusted."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - see above
            number = os.fstat(file.fileno()).st_ino
            return _read(file, number, only_state)
    except (OSError, ValueError, EOFError, TypeError, KeyError, IndexError):
        return None


def complete(path: str, found: Found) -> bool:
    """Read the parts of a ledger of which only the state was read. False when they are not there any more."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - see above
            if file.read(_HEAD.size) != found.head:
                return False
            lengths, sums = _figures(found.head)
            file.seek(lengths[0], os.SEEK_CUR)
            parts = (file.read(lengths[1]), file.read(lengths[2]))
    except OSError:
        return False
    if any(crc32(part) != known for part, known in zip(parts, sums[1:], strict=True)):
        return False
    found.parts = parts
    return True


def _figures(head: bytes) -> tuple[list[int], list[int]]:
    """The length and the check sum of each part."""
    _magic, *figures = _HEAD.unpack(head)
    return figures[:3], figures[3:]


def _read(file: BufferedReader, number: int, only_state: bool) -> Found | None:
    head = file.read(_HEAD.size)
    if len(head) != _HEAD.size or not head.startswith(_MAGIC):
        return None
    lengths, sums = _figures(head)
    first = file.read(lengths[0])
    if len(first) != lengths[0] or crc32(first) != sums[0]:
        return None
    state = marshal.loads(first)
    if state["made_by"] != made_by():
        return None
    parts: tuple[bytes, ...] = ()
    if only_state:
        file.seek(sum(lengths[1:]), os.SEEK_CUR)
    else:
        parts = (file.read(lengths[1]), file.read(lengths[2]))
        if any(crc32(part) != known for part, known in zip(parts, sums[1:], strict=True)):
            return None
    tail = file.read()
    changes, before, is_whole = _changes(tail, crc32(head), state)
    length = _HEAD.size + sum(lengths) + len(tail)
    return Found(head, state, parts, changes, Place(number, length, before, len(tail)) if is_whole else None)


def _changes(data: bytes, before: int, state: State) -> tuple[list[bytes], int, bool]:
    """Apply every change to `state`; the rest of each, the last check sum, and whether all of `data` counts."""
    changes: list[bytes] = []
    at = 0
    while at < len(data):
        if len(data) - at < _CHANGE.size:
            return changes, before, False
        head = data[at : at + _CHANGE.size]
        of_state, of_all, known, follows = _CHANGE.unpack(head)
        body = data[at + _CHANGE.size : at + _CHANGE.size + of_all]
        if len(body) != of_all or crc32(body) != known or follows != before:
            return changes, before, False
        _apply(state, marshal.loads(body[:of_state]))
        changes.append(body[of_state:])
        before = crc32(head)
        at += _CHANGE.size + of_all
    return changes, before, True


def _apply(state: State, change: State) -> None:
    for name, value in change.items():
        if name in TABLES:
            table = state[name]
            for key, entry in value.items():
                if entry is None:
                    table.pop(key, None)
                else:
                    table[key] = entry
        else:
            state[name] = value


def write_whole(path: str, state: State, parts: tuple[bytes, bytes]) -> Place | None:
    """Write a whole ledger in place of what is there. None when it cannot be written, which costs time alone."""
    first = marshal.dumps({**state, "made_by": made_by()})
    pieces = (first, *parts)
    head = _HEAD.pack(_MAGIC, *map(len, pieces), *map(crc32, pieces))
    folder = os.path.dirname(path)  # noqa: PTH120
    staged = f"{folder}/.ledger-{os.getpid()}-{os.urandom(6).hex()}"
    try:
        os.makedirs(folder, exist_ok=True, mode=0o700)  # noqa: PTH103
        handle = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with open(handle, "wb") as file:  # noqa: PTH123
            for piece in (head, *pieces):
                file.write(piece)
            file.flush()
            found = os.fstat(file.fileno())
        os.replace(staged, path)  # noqa: PTH105
    except OSError:
        try:  # noqa: SIM105 - contextlib takes a while to load
            os.unlink(staged)  # noqa: PTH108
        except OSError:
            pass
        return None
    return Place(found.st_ino, found.st_size, crc32(head), 0)


def append(path: str, place: Place, state: State, rest: bytes) -> Place | None:
    """Write what one export changed after all that is there. None when the file is not what it was, or has grown long."""
    of_state = marshal.dumps(state)
    body = of_state + rest
    head = _CHANGE.pack(len(of_state), len(body), crc32(body), place.before)
    data = head + body
    if place.changes + len(data) > _MOST_CHANGES:
        return None
    try:
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    try:
        found = os.fstat(handle)
        if (found.st_ino, found.st_size) != (place.number, place.length):
            return None  # another export has been here
        if os.write(handle, data) != len(data):
            return None
    except OSError:
        return None
    finally:
        os.close(handle)
    return Place(place.number, place.length + len(data), crc32(head), place.changes + len(data))


def made_by() -> tuple[int, str]:
    """Which format it is, and what reads it: another Python may write values another way."""
    return (2, sys.version)
