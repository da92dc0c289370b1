"""How much one page may take of time and memory, however its templates were written.

A template is stopped from inside: every turn of a loop, every call and every text that goes into the page comes by
here. There is no clock beside it that would have to break into another thread. Must not know Jinja2.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

PAGE_SECONDS = 5.0
LONGEST_TEXT = 1_000_000  # characters of one text that a template makes
LONGEST_LIST = 100_000
_MOST_SHOWN = 20_000_000  # characters that one page may show, what it makes on the way included
_MOST_COUNTED = 100_000  # numbers of all its ranges
_LONGEST_RANGE = 1_000
_HEAVIEST = 50_000  # values in one list, those in the lists within it included
_LARGEST_BITS = 1_024


class TooMuch(Exception):
    """A template wants more than a page may have; `str()` is a clause that says of what."""


class Meter:
    """What one page has used.

    Args:
        seconds: how long a page may take.
        clock: seconds, never going back.
    """

    def __init__(self, seconds: float = PAGE_SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self.begin()

    def begin(self) -> None:
        """A new page."""
        self._end = self._clock() + self._seconds
        self._shown = self._counted = 0

    def tick(self) -> None:
        """One step of the template. Raises `TooMuch` when the page's time is over."""
        if self._clock() > self._end:
            raise TooMuch(f"one page takes longer than {self._seconds:g} seconds")

    def each(self, items: Iterable[Any]) -> Each:
        """`items` for a loop."""
        return Each(items, self.tick)

    def show(self, text: str) -> None:
        """A text goes into the page."""
        self._shown += len(text)
        if self._shown > _MOST_SHOWN:
            raise TooMuch("the page grows without end")

    def joined(self, parts: Iterable[str]) -> str:
        """The parts of a page, or of a part of it, as one text."""
        kept: list[str] = []
        size = 0
        for part in parts:
            size += len(part)
            if size > _MOST_SHOWN:
                raise TooMuch("the page grows without end")
            kept.append(part)
        return "".join(kept)

    def range(self, *bounds: int) -> range:
        """Python's `range`, if it is short, and all of a page's together are."""
        numbers = range(*bounds)
        if len(numbers) > _LONGEST_RANGE:
            raise TooMuch(f"a range may have at most {_LONGEST_RANGE} numbers")
        self._counted += len(numbers)
        if self._counted > _MOST_COUNTED:
            raise TooMuch(f"its ranges may have at most {_MOST_COUNTED} numbers together")
        return numbers


class Each:
    """What a loop goes through, asking at each turn whether there is time left."""

    __slots__ = ("_items", "_tick")

    def __init__(self, items: Iterable[Any], tick: Callable[[], None]) -> None:
        self._items = items
        self._tick = tick

    def __len__(self) -> int:
        return len(self._items)  # type: ignore[arg-type]  # a TypeError tells a loop that the length is not known

    def __iter__(self) -> Iterator[Any]:
        for item in self._items:
            self._tick()
            yield item


def sized(value: Any) -> Any:
    """`value`, if it is no text or list beyond measure."""
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise TooMuch("a text grows without end")
    elif isinstance(value, list | tuple | dict):
        weighed(value)
    return value


def weighed(value: Any) -> Any:
    """`value`, if it and all that is in it are not beyond measure: lists of lists double quickly."""
    left, waiting = _HEAVIEST, [value]
    while waiting:
        for item in _inside(waiting.pop()):
            left -= 1
            if left < 0:
                raise TooMuch("a list grows without end")
            if isinstance(item, list | tuple | dict):
                waiting.append(item)
    return value


def product_fits(one: int | float, other: int | float) -> bool:
    """Whether a product is a number that a page could show."""
    if isinstance(one, float) or isinstance(other, float):
        return True
    return one.bit_length() + other.bit_length() <= _LARGEST_BITS


def _inside(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, Mapping) else value
