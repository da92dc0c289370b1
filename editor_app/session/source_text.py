"""A story's text as the source view shows it, and the way back that leaves every untouched character as it was."""

from __future__ import annotations

import re

_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")


class SourceText:
    """Pairs `original`, the exact text, with `shown`, where every line end is "\\n" as a text widget needs it."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.shown = _LINE_END.sub("\n", original)

    def merged(self, edited: str) -> str:
        """The original with the difference between `shown` and `edited` applied, new lines in the original's style."""
        if edited == self.shown:
            return self.original
        shortest = min(len(edited), len(self.shown))
        start = _common_prefix(self.shown, edited, shortest)
        tail = _common_prefix(self.shown[::-1], edited[::-1], shortest - start)
        inserted = edited[start : len(edited) - tail].replace("\n", self._line_end())
        return (
            self.original[: self._offset(start)]
            + inserted
            + self.original[self._offset(len(self.shown) - tail) :]
        )

    def _line_end(self) -> str:
        found = re.search("\r\n|\r|\n", self.original)
        return found.group() if found else "\n"

    def _offset(self, shown_offset: int) -> int:
        """Where in `original` the character at `shown_offset` of `shown` begins: only "\\r\\n" is longer there."""
        offset = shown_offset
        for found in re.finditer("\r\n", self.original):
            if found.start() >= offset:
                break
            offset += 1
        return offset


def _common_prefix(left: str, right: str, limit: int) -> int:
    if left[:limit] == right[:limit]:
        return limit
    low, high = 0, limit
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if left[:middle] == right[:middle] else (low, middle)
    return low
