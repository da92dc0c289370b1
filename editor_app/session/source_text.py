"""A story's text as lines that a plain-text widget can show, and edits of it that leave every other byte alone.

A QTextDocument knows one kind of line end and drops some characters. So the exact lines are kept here, the widget
shows a stand-in of the same length, and an edit is carried over to the exact text by what it left the same. Pure: no Qt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from editor_app.stories.line_ends import LINE_END, newline_of

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
# What a QTextDocument drops, or takes for structure: half characters, its own frame marks, its own line end.
_UNSHOWABLE = re.compile("[\ud800-\udfff\ufdd0\ufdd1\u2029]")
_STAND_IN = "\ufffd"
_TYPED = 2  # characters at once that may still be one key


class EditDoesNotFit(ValueError):
    """An edit was to be made in a text that is not the one it was recorded in."""


@dataclass(frozen=True, slots=True)
class SourceEdit:
    """One edit: in the `old_count` lines from `line` (0 is the first), at character `offset`, `removed` gave way to
    `inserted`; then there were `new_count` lines. All text is exact, line ends included."""

    line: int
    old_count: int
    new_count: int
    offset: int
    removed: str
    inserted: str

    def reversed(self) -> SourceEdit:
        """The edit that takes this one back."""
        return SourceEdit(self.line, self.new_count, self.old_count, self.offset, self.inserted, self.removed)

    def joined(self, later: SourceEdit) -> SourceEdit | None:
        """This and `later` as one, when they are letters typed, or deleted, one after the other; else None."""
        if (self.old_count, self.new_count, later.old_count, later.new_count) != (1, 1, 1, 1):
            return None
        if self.line != later.line or max(len(later.removed), len(later.inserted)) > _TYPED:
            return None
        if not later.removed and self.inserted and later.offset == self.offset + len(self.inserted):
            return replace(self, inserted=self.inserted + later.inserted)
        if self.inserted or later.inserted:
            return None
        if later.offset + len(later.removed) == self.offset:
            return replace(self, offset=later.offset, removed=later.removed + self.removed)
        if later.offset == self.offset:
            return replace(self, removed=self.removed + later.removed)
        return None


def shown(text: str) -> str:
    """`text` as a text widget can hold it: line ends as "\\n", one stand-in for each character it would lose."""
    text = LINE_END.sub("\n", text) if "\r" in text else text
    return text if text.isascii() else _UNSHOWABLE.sub(_STAND_IN, text)


class SourceText:
    """The exact text, in lines. There is one more than there are line ends, as a text widget counts them."""

    def __init__(self, text: str) -> None:
        self._lines = _split(text)
        self._newline = newline_of(text)

    @property
    def text(self) -> str:
        """The exact text."""
        return "".join(self._lines)

    @property
    def line_count(self) -> int:
        """How many lines there are; never 0."""
        return len(self._lines)

    @property
    def shown(self) -> str:
        """The text as the widget is to show it."""
        return shown(self.text)

    def shown_lines(self, start: int, count: int) -> str:
        """Some lines as the widget is to show them."""
        return shown("".join(self._lines[start : start + count]))

    def take(self, line: int, old_count: int, now: str, at: int | None = None) -> SourceEdit | None:
        """In the widget, `old_count` lines from `line` became `now`, by an edit at character `at` of it.

        Take that over; None when nothing differs.
        """
        before = self._part(line, old_count)
        after = self._carried_over(before, now)
        return self._change(line, old_count, after, at=at)

    def replace(self, text: str) -> SourceEdit | None:
        """Make `text` the exact text. None when it is already."""
        old, new = self._lines, _split(text)
        limit = min(len(old), len(new))
        head = next((at for at in range(limit) if old[at] != new[at]), limit)
        tail = next((at for at in range(limit - head) if old[-1 - at] != new[-1 - at]), limit - head)
        self._newline = newline_of(text)
        if head + tail == len(old) == len(new):
            return None
        if tail:  # so that neither side of the change is without a line
            tail -= 1
        elif head == limit:
            head -= 1
        return self._change(head, len(old) - head - tail, "".join(new[head : len(new) - tail]), mend=False)

    def apply(self, edit: SourceEdit) -> None:
        """Make an edit that was recorded earlier. Raises `EditDoesNotFit`; then nothing is changed."""
        part = self._part(edit.line, edit.old_count)
        end = edit.offset + len(edit.removed)
        if part[edit.offset : end] != edit.removed:
            raise EditDoesNotFit(edit)
        lines = self._parted(edit.line, edit.old_count, part[: edit.offset] + edit.inserted + part[end:])
        if len(lines) != edit.new_count:
            raise EditDoesNotFit(edit)
        self._lines[edit.line : edit.line + edit.old_count] = lines

    def prefix(self, edit: SourceEdit) -> str:
        """What stands before the changed characters in the first of the lines of an edit just made."""
        return self._part(edit.line, edit.new_count)[: edit.offset]

    # -- inside

    def _part(self, line: int, count: int) -> str:
        if not (line >= 0 and count > 0 and line + count <= len(self._lines)):
            raise EditDoesNotFit(line, count)
        return "".join(self._lines[line : line + count])

    def _carried_over(self, before: str, now: str) -> str:
        """The exact text for `now`, where `before` was the exact text of what was shown."""
        was = shown(before)
        start = _common_prefix(was, now, min(len(was), len(now)))
        tail = _common_prefix(was[::-1], now[::-1], min(len(was), len(now)) - start)
        inserted = now[start : len(now) - tail]
        if self._newline != "\n":
            inserted = inserted.replace("\n", self._newline)
        kept = before[_exact(before, len(was) - tail) :]
        return _side_by_side(_side_by_side(before[: _exact(before, start)], inserted), kept)

    def _change(
        self, line: int, old_count: int, after: str, *, mend: bool = True, at: int | None = None
    ) -> SourceEdit | None:
        before = self._part(line, old_count)
        if before == after:
            return None
        lines = self._parted(line, old_count, after)
        if mend:
            old_count, lines = self._without_false_ends(line, old_count, lines)
            before, after = self._part(line, old_count), "".join(lines)
        start, tail = _what_stays(before, after)
        if at is not None and (place := _exact(after, at)) < start:
            # A letter typed beside one like it is the one at the caret: else the next would not follow from it.
            stays, rest = _what_stays(before, after, place)
            start, tail = (stays, rest) if stays + rest == start + tail else (start, tail)
        made = SourceEdit(
            line,
            old_count,
            len(lines),
            start,
            before[start : len(before) - tail],
            after[start : len(after) - tail],
        )
        self._lines[line : line + old_count] = lines
        return made

    def _parted(self, line: int, old_count: int, text: str) -> list[str]:
        """The lines of `text`, which is to stand in place of these."""
        lines = _split(text)
        return lines if line + old_count == len(self._lines) or lines[-1] else lines[:-1]

    def _without_false_ends(self, line: int, old_count: int, lines: list[str]) -> tuple[int, list[str]]:
        """Where a line that ends with CR came to stand before an empty one that ends with LF, they would be one end."""
        before, parted = (self._lines[line - 1] if line else ""), []
        for text in lines:
            before = "\r" if text == "\n" and before.endswith("\r") else text
            parted.append(before)
        while before.endswith("\r") and self._lines[line + old_count : line + old_count + 1] == ["\n"]:
            parted.append(before := "\r")
            old_count += 1
        return old_count, parted


def _split(text: str) -> list[str]:
    lines = _LINE.findall(text)
    if not lines or lines[-1][-1] in "\r\n":
        lines.append("")
    return lines


def _side_by_side(left: str, right: str) -> str:
    """Both, where CR and LF that come to meet stay two line ends."""
    if not left.endswith("\r") or not right.startswith("\n"):
        return left + right
    rest = right.lstrip("\n")
    return left + "\r" * (len(right) - len(rest)) + rest


def _exact(text: str, offset: int) -> int:
    """Where in the exact `text` the character at `offset` of what is shown begins: only CR LF is longer there."""
    if "\r\n" not in text:
        return offset
    for found in re.finditer("\r\n", text):
        if found.start() >= offset:
            break
        offset += 1
    return offset


def _what_stays(before: str, after: str, most: int | None = None) -> tuple[int, int]:
    """How many characters both begin with, `most` at the most, and how many they end with. No line end is cut in two."""
    start = _common_prefix(before, after, min(len(before), len(after), len(after) if most is None else most))
    if before[start - 1 : start] == "\r":
        start -= 1
    tail = _common_prefix(before[::-1], after[::-1], min(len(before), len(after)) - start)
    is_cut = any(text[: len(text) - tail].endswith("\r") for text in (before, after))
    if tail and before[len(before) - tail] == "\n" and is_cut:
        tail -= 1
    return start, tail


def _common_prefix(left: Sequence[str], right: Sequence[str], limit: int) -> int:
    if left[:limit] == right[:limit]:
        return limit
    low, high = 0, limit
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if left[:middle] == right[:middle] else (low, middle)
    return low
