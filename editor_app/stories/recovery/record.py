"""The records of a recovery journal: how one is written as bytes, and which of a file's bytes can be believed.

A record is magic, version, kind, length, sequence and SHA-256, then zlib of JSON. It holds the whole text, or what changed in the
text of the record before it. Knows no file and no time of its own; never raises for bytes it does not understand.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from editor_app.stories.story_file import digest_of, encode

MAGIC = b"STETJRN"
VERSION = 1
_HEAD = struct.Struct(">7sBBIQ32s")
_WHOLE, _CHANGE = 0, 1
_MAX_PAYLOAD = 400 * 1024 * 1024  # bytes unpacked: a story of 50 MB in the longest way JSON has to write it
_FAST = 1  # zlib's least effort: a longer file costs less than the time


@dataclass(frozen=True, slots=True)
class Entry:
    """One state of a story's text.

    `identity` names the story for the length of one session; `path` is absolute, `newsroom` the folder it is in. `base` is the
    digest of the file that the text was edited from, None when there was none. `caret` is a position in the body; `at` is aware.
    """

    identity: str
    newsroom: str
    path: str
    base: str | None
    caret: int
    at: datetime
    text: str

    @property
    def is_saved(self) -> bool:
        """Whether the text was what its file held, so that nothing of it needs recovering."""
        return self.base == digest_of(encode(self.text))


class Nature(Enum):
    """What a file turned out to be."""

    JOURNAL = "journal"
    TORN = "torn"  # a journal's beginning and no whole record
    FOREIGN = "foreign"  # something else, or a journal of another version: not ours to touch


@dataclass(frozen=True, slots=True)
class Found:
    """The last state that can be believed. `entry` is None when there is none, `length` the bytes that were understood."""

    nature: Nature
    entry: Entry | None = None
    sequence: int = 0
    length: int = 0


@dataclass(frozen=True, slots=True)
class _Raw:
    kind: int
    sequence: int
    payload: memoryview
    end: int


def pack(sequence: int, entry: Entry, before: str | None = None) -> bytes:
    """The record of `entry`; with `before`, the text of the record ahead of it, only what changed since."""
    about: dict[str, Any] = {
        "id": entry.identity,
        "newsroom": entry.newsroom,
        "path": entry.path,
        "base": entry.base,
        "caret": entry.caret,
        "at": entry.at.isoformat(),
    }
    if before is None:
        about["text"] = entry.text
    else:
        keep, drop, put = change_between(before, entry.text)
        about |= {"keep": keep, "drop": drop, "put": put}
    plain = json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    payload = zlib.compress(plain, _FAST)
    kind = _WHOLE if before is None else _CHANGE
    return _HEAD.pack(MAGIC, VERSION, kind, len(payload), sequence, _seal(kind, sequence, payload)) + payload


def read_last(data: bytes) -> Found:
    """The last state in the longest beginning of `data` that is whole, in order, and of one story."""
    if len(data) < len(MAGIC) and MAGIC.startswith(data):
        return Found(Nature.TORN)
    if not data.startswith(MAGIC) or (len(data) > len(MAGIC) and data[len(MAGIC)] != VERSION):
        return Found(Nature.FOREIGN)
    raws = _whole_records(data)
    while raws:
        entry = _state_after(raws)
        if entry is not None:
            return Found(Nature.JOURNAL, entry, raws[-1].sequence, raws[-1].end)
        raws.pop()
    return Found(Nature.TORN)


def change_between(before: str, after: str) -> tuple[int, int, str]:
    """How many characters to keep, how many to drop after them, and what to put there."""
    limit = min(len(before), len(after))
    head = _shared(limit, lambda a, b: before[a:b] == after[a:b])
    tail = _shared(
        limit - head,
        lambda a, b: before[len(before) - b : len(before) - a] == after[len(after) - b : len(after) - a],
    )
    return head, len(before) - head - tail, after[head : len(after) - tail]


def _shared(limit: int, same: Callable[[int, int], bool]) -> int:
    """The longest length up to `limit` that is the same; halving compares every character once, at the machine's speed."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if same(low, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _seal(kind: int, sequence: int, payload: bytes | memoryview) -> bytes:
    sealed = hashlib.sha256(struct.pack(">BBIQ", VERSION, kind, len(payload), sequence))
    sealed.update(payload)
    return sealed.digest()


def _whole_records(data: bytes) -> list[_Raw]:
    raws: list[_Raw] = []
    view, at = memoryview(data), 0
    while at + _HEAD.size <= len(data):
        magic, version, kind, length, sequence, seal = _HEAD.unpack_from(data, at)
        start, end = at + _HEAD.size, at + _HEAD.size + length
        if magic != MAGIC or version != VERSION or kind not in (_WHOLE, _CHANGE) or end > len(data):
            break
        if raws and sequence != raws[-1].sequence + 1:
            break
        if _seal(kind, sequence, view[start:end]) != seal:
            break
        raws.append(_Raw(kind, sequence, view[start:end], end))
        at = end
    return raws


def _state_after(raws: Sequence[_Raw]) -> Entry | None:
    """The text after the last of these records; None when they do not tell it."""
    first = len(raws) - 1
    while first >= 0 and raws[first].kind != _WHOLE:
        first -= 1
    if first < 0:
        return None
    entry: Entry | None = None
    for raw in raws[first:]:
        about = _unpacked(raw.payload)
        made = _entry(about, entry) if about is not None else None
        if made is None or (entry is not None and made.identity != entry.identity):
            return None
        entry = made
    return entry


def _unpacked(payload: memoryview) -> dict[str, Any] | None:
    try:
        unpacker = zlib.decompressobj()
        plain = unpacker.decompress(payload, _MAX_PAYLOAD)
        if not unpacker.eof:
            return None
        about = json.loads(plain.decode("utf-8", "surrogatepass"))
    except (zlib.error, ValueError, RecursionError, MemoryError):
        return None
    return about if isinstance(about, dict) else None


def _entry(about: dict[str, Any], before: Entry | None) -> Entry | None:
    try:
        at = datetime.fromisoformat(about["at"])
        identity, newsroom, path = about["id"], about["newsroom"], about["path"]
        base, caret = about["base"], about["caret"]
        text = about["text"] if before is None or "text" in about else _changed(before.text, about)
    except (KeyError, TypeError, ValueError):
        return None
    strings = all(isinstance(word, str) for word in (identity, newsroom, path, text)) and isinstance(
        base, str | None
    )
    if not strings or not isinstance(caret, int) or at.tzinfo is None:
        return None
    return Entry(identity, newsroom, path, base, caret, at, text)


def _changed(before: str, about: dict[str, Any]) -> str:
    keep, drop = int(about["keep"]), int(about["drop"])
    if keep < 0 or drop < 0 or keep + drop > len(before):
        raise ValueError("what it changes is not there")
    return before[:keep] + about["put"] + before[keep + drop :]
