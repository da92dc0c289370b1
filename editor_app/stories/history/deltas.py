"""A text told by way of another one that is like it. Pure; the two texts are bytes."""

from __future__ import annotations

import zlib

_WINDOW = 32 * 1024  # as far as zlib looks back
MAX_TEXT = 60 * 1024 * 1024


class DeltaDamaged(Exception):
    """The delta does not make a text of this base."""


def make_delta(base: bytes, text: bytes) -> bytes:
    """What `apply_delta` needs beside `base` to make `text`: a hundred bytes for a sentence in a long story."""
    start = _same_at_start(base, text)
    room = min(len(base), len(text)) - start
    end = min(room, _same_at_start(base[::-1], text[::-1]))
    middle, known = text[start : len(text) - end], base[start : len(base) - end]
    packer = zlib.compressobj(9, zdict=_dictionary(known)) if known else zlib.compressobj(9)
    return b"%d,%d:" % (start, end) + packer.compress(middle) + packer.flush()


def apply_delta(base: bytes, delta: bytes) -> bytes:
    """The text that `make_delta` was given. Raises `DeltaDamaged`."""
    numbers, _colon, packed = delta.partition(b":")
    try:
        start, end = (int(number) for number in numbers.split(b","))
        if start < 0 or end < 0 or start + end > len(base):
            raise DeltaDamaged
        known = base[start : len(base) - end]
        unpacker = zlib.decompressobj(zdict=_dictionary(known)) if known else zlib.decompressobj()
        middle = unpacker.decompress(packed, MAX_TEXT)
    except (ValueError, zlib.error) as error:
        raise DeltaDamaged from error
    return base[:start] + middle + base[len(base) - end :]


def _dictionary(known: bytes) -> bytes:
    return known[-_WINDOW:]


def _same_at_start(one: bytes, other: bytes) -> int:
    """How many bytes both begin with; found by halving, so that a long text costs a few comparisons of memory."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
