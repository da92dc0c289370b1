"""Two versions of a story that began as one: which paragraphs and which keys of the front matter differ, and one text of both.

Works on the slices of the body and on the keys of the head, and never changes a byte inside one of them: each is written as
one of the versions has it. Whatever a version changed is in the merged text or in a difference that a person can see.
Reads and writes no files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from editor_app.markup.blocks import slice_body
from editor_app.stories.alignment import Edit, edits
from editor_app.stories.front_matter import split
from editor_app.stories.line_ends import newline_of

_BLANK_END = re.compile(r"[ \t\r\n]*\Z")
_KEY = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?=[ \t\r\n]|\Z)")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
WHOLE_HEAD = "front_matter"


class Side(StrEnum):
    """Which of two versions."""

    MINE = "mine"
    THEIRS = "theirs"


class Kind(StrEnum):
    """Who changed a part since the version both began with. BOTH: both, to the same. CONFLICT: both, differently."""

    SAME = "same"
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the two versions are not the same.

    Attributes:
        index: its number among the parts, which `Merge.text` takes.
        key: the key of the front matter (`WHOLE_HEAD`: all of it); empty for paragraphs of the body.
        kind: MINE, THEIRS or CONFLICT.
        mine, theirs: what stands there, without the blank lines around; empty when it is not in this version.
        same_before: how many paragraphs (or keys) between this difference and the one before are the same.
    """

    index: int
    key: str
    kind: Kind
    mine: str
    theirs: str
    same_before: int

    @property
    def proposed(self) -> Side:
        """The version that changed it; mine, when both did."""
        return Side.THEIRS if self.kind is Kind.THEIRS else Side.MINE


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of units; each span is (first, end) in one version's units."""

    kind: Kind
    base: tuple[int, int]
    mine: tuple[int, int]
    theirs: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _HeadPart:
    key: str
    kind: Kind
    mine: str
    theirs: str


class _Body:
    """One version's paragraphs, and the blank lines between them."""

    def __init__(self, text: str) -> None:
        self.lead = ""
        self.units: list[str] = []
        self.gaps: list[str] = []  # the one behind each unit
        for part in slice_body(text):
            blank = _BLANK_END.search(part)
            content = part[: blank.start()] if blank else part
            if content:
                self.units.append(content)
                self.gaps.append(part[len(content) :])
            elif self.gaps:
                self.gaps[-1] += part
            else:
                self.lead += part

    @property
    def tail(self) -> str:
        return self.gaps[-1] if self.gaps else ""

    def gap_between(self, one: int | None, other: int | None) -> str | None:
        """What stands between two units that are neighbours here."""
        return self.gaps[one] if one is not None and other == one + 1 else None


class _Head:
    """One version's front matter, cut at its keys. `keys` is None when it cannot be cut so that each key stands once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.opening = self.closing = ""
        self.keys: dict[str, str] | None = {}
        lines = _LINE.findall(text)
        if not lines:
            return
        self.opening, self.closing = lines[0], lines[-1]
        key = ""
        for line in lines[1:-1]:
            found = _KEY.match(line)
            if found and found[1] in self.keys:
                self.keys = None
                return
            key = found[1] if found else key
            self.keys[key] = self.keys.get(key, "") + line


class Merge:
    """What became of `base` in two versions of it. `base` None: nobody knows what they began as."""

    def __init__(self, base: str | None, mine: str, theirs: str) -> None:
        self._whole = (base, mine, theirs)
        heads, bodies = zip(*(split(text or "") for text in (base, mine, theirs)), strict=True)
        cut = [_Head(head) for head in heads]
        self._heads = (cut[0], cut[1], cut[2])
        self._head_parts = tuple(_head_parts(*self._heads, base is not None))
        self._bodies = tuple(_Body(body) for body in bodies)
        units = [body.units for body in self._bodies]
        if base is None:
            spans = ((0, len(units[1])), (0, len(units[2])))
            self._parts = tuple(_both_changed(units[1], units[2], (0, 0), *spans))
        else:
            self._parts = tuple(_body_parts(*units))
        self.differences, self.same_at_end = self._find_differences()

    @property
    def mine(self) -> str:
        """My whole version."""
        return self._whole[1]

    @property
    def theirs(self) -> str:
        """Their whole version."""
        return self._whole[2]

    @property
    def conflicts(self) -> tuple[Difference, ...]:
        """What both versions changed, and not to the same."""
        return tuple(found for found in self.differences if found.kind is Kind.CONFLICT)

    @property
    def is_clean(self) -> bool:
        """Whether no paragraph and no key was changed in both versions."""
        return not self.conflicts

    def text(self, choices: Mapping[int, Side] | None = None) -> str:
        """The merged text. `choices` say which version a difference takes, by its index; else the proposed one."""
        taken = choices or {}
        if not taken:
            base, mine, theirs = self._whole
            if mine in (base, theirs):
                return theirs
            if theirs == base:
                return mine
        sides = [
            taken.get(index, self._proposed(index))
            for index in range(len(self._head_parts) + len(self._parts))
        ]
        head = self._head_text(sides[: len(self._head_parts)])
        body = self._body_text(sides[len(self._head_parts) :])
        if head and body and head[-1] not in "\r\n":
            head += newline_of(head)
        return head + body

    # -- inside

    def _proposed(self, index: int) -> Side:
        parts: Sequence[_HeadPart | _Part] = (*self._head_parts, *self._parts)
        return Side.THEIRS if parts[index].kind is Kind.THEIRS else Side.MINE

    def _find_differences(self) -> tuple[tuple[Difference, ...], int]:
        found: list[Difference] = []
        same = 0
        for index, part in enumerate(self._head_parts):
            if part.mine == part.theirs:
                same += 1
                continue
            found.append(Difference(index, part.key, part.kind, part.mine.strip(), part.theirs.strip(), same))
            same = 0
        same = 0  # keys that are the same are not counted with the paragraphs
        _base, mine, theirs = self._bodies
        for index, part in enumerate(self._parts, len(self._head_parts)):
            if part.kind in (Kind.SAME, Kind.BOTH):
                same += part.mine[1] - part.mine[0]
                continue
            words = [_joined(body, span) for body, span in ((mine, part.mine), (theirs, part.theirs))]
            found.append(Difference(index, "", part.kind, words[0], words[1], same))
            same = 0
        return tuple(found), same

    def _head_text(self, sides: Sequence[Side]) -> str:
        parts = zip(self._head_parts, sides, strict=True)
        chosen = [part.mine if side is Side.MINE else part.theirs for part, side in parts]
        if any(part.key == WHOLE_HEAD for part in self._head_parts):
            return "".join(chosen)
        base, mine, theirs = self._heads
        opening = _three_way(base.opening, mine.opening, theirs.opening)
        return opening + "".join(chosen) + _three_way(base.closing, mine.closing, theirs.closing)

    def _body_text(self, sides: Sequence[Side]) -> str:
        base, mine, theirs = self._bodies
        lead = _three_way(base.lead, mine.lead, theirs.lead)
        places = list(_places(self._parts, sides))
        if not places:
            return lead
        pieces = [lead]
        for place, after in zip(places, (*places[1:], None), strict=True):
            pieces.append(mine.units[place[1]] if place[1] is not None else theirs.units[place[2] or 0])
            if after is not None:
                pieces.append(self._gap(place, after))
        return "".join(pieces) + _three_way(base.tail, mine.tail, theirs.tail)

    def _gap(self, place: _Place, after: _Place) -> str:
        gaps = [body.gap_between(*ends) for body, *ends in zip(self._bodies, place, after, strict=True)]
        base, mine, theirs = gaps
        if mine is not None and theirs is not None:
            return theirs if mine == base else mine
        known = mine if mine is not None else theirs
        return known if known is not None else 2 * newline_of(self._whole[1])


_Place = tuple[int | None, int | None, int | None]  # the unit's number in base, mine and theirs


def merge(base: str | None, mine: str, theirs: str) -> Merge:
    """Compare two versions of a story's whole text with the one they were both made of."""
    return Merge(base, mine, theirs)


def _three_way(base: str, mine: str, theirs: str) -> str:
    return theirs if mine == base else mine


def _kind(base: str | None, mine: str, theirs: str) -> Kind:
    if mine == theirs:
        return Kind.SAME if mine == base else Kind.BOTH
    if base is None or base not in (mine, theirs):
        return Kind.CONFLICT
    return Kind.THEIRS if mine == base else Kind.MINE


def _joined(body: _Body, span: tuple[int, int]) -> str:
    pieces = [unit + gap for unit, gap in zip(body.units[slice(*span)], body.gaps[slice(*span)], strict=True)]
    return "".join(pieces).strip("\r\n")


def _head_parts(base: _Head, mine: _Head, theirs: _Head, has_base: bool) -> Iterator[_HeadPart]:
    heads = (base, mine, theirs) if has_base else (mine, theirs)
    if any(head.keys is None for head in heads) or len({bool(head.text) for head in heads}) > 1:
        kind = _kind(base.text if has_base else None, mine.text, theirs.text)
        yield _HeadPart(WHOLE_HEAD, kind, mine.text, theirs.text)
        return
    for key in _in_order(list(mine.keys or ()), list(theirs.keys or ())):
        texts = [(head.keys or {}).get(key, "") for head in (base, mine, theirs)]
        yield _HeadPart(key, _kind(texts[0] if has_base else None, texts[1], texts[2]), texts[1], texts[2])


def _in_order(mine: list[str], theirs: list[str]) -> list[str]:
    """Every key of both: mine in my order, each of theirs that I do not have behind the one it follows."""
    order = list(mine)
    for index, key in enumerate(theirs):
        if key not in order:
            at = order.index(theirs[index - 1]) + 1 if index else 0
            order.insert(at, key)
    return order


def _body_parts(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[_Part]:
    at = [0, 0, 0]
    for first, second in _clusters(edits(base, mine), edits(base, theirs)):
        start = min(edit.start for edit in (*first, *second))
        end = max(edit.end for edit in (*first, *second))
        same = start - at[0]
        if same:
            yield _Part(Kind.SAME, *((place, place + same) for place in at))
        at = [place + same for place in at]
        ends = [end] + [
            place + (end - start) + _growth(group)
            for place, group in zip(at[1:], (first, second), strict=True)
        ]
        spans = tuple(zip(at, ends, strict=True))
        if first and second:
            yield from _both_changed(mine, theirs, *spans)
        else:
            yield _Part(Kind.MINE if first else Kind.THEIRS, *spans)
        at = ends
    if len(base) > at[0]:
        yield _Part(Kind.SAME, *((place, place + len(base) - at[0]) for place in at))


def _growth(group: Sequence[Edit]) -> int:
    return sum((edit.high - edit.low) - (edit.end - edit.start) for edit in group)


def _clusters(mine: list[Edit], theirs: list[Edit]) -> Iterator[tuple[list[Edit], list[Edit]]]:
    """Edits that overlap together; one that overlaps none alone, with nothing on the other side."""
    waiting = (list(reversed(mine)), list(reversed(theirs)))
    while waiting[0] or waiting[1]:
        ready = [side for side in (0, 1) if waiting[side]]
        side = min(ready, key=lambda one: (waiting[one][-1].start, waiting[one][-1].end))
        cluster: tuple[list[Edit], list[Edit]] = ([], [])
        cluster[side].append(waiting[side].pop())
        start, end = cluster[side][0].start, cluster[side][0].end
        while True:
            near = [one for one in (0, 1) if waiting[one] and _overlaps(waiting[one][-1], start, end)]
            if not near:
                break
            edit = waiting[near[0]].pop()
            cluster[near[0]].append(edit)
            start, end = min(start, edit.start), max(end, edit.end)
        yield cluster


def _overlaps(edit: Edit, start: int, end: int) -> bool:
    if edit.start == edit.end and start == end:
        return edit.start == start  # both put something into the same place: nobody knows in which order
    return edit.start < end and edit.end > start


def _both_changed(
    mine: list[str],
    theirs: list[str],
    base: tuple[int, int],
    my_span: tuple[int, int],
    their_span: tuple[int, int],
) -> Iterator[_Part]:
    """What both changed, paragraph against paragraph; those they changed to the same are no conflict."""
    (my_at, my_end), (their_at, their_end) = my_span, their_span
    for edit in edits(mine[my_at:my_end], theirs[their_at:their_end]):
        start, end = my_span[0] + edit.start, my_span[0] + edit.end
        low, high = their_span[0] + edit.low, their_span[0] + edit.high
        if start > my_at:
            yield _Part(Kind.BOTH, (base[0], base[0]), (my_at, start), (their_at, low))
        yield _Part(Kind.CONFLICT, base, (start, end), (low, high))
        base = (base[1], base[1])
        my_at, their_at = end, high
    if my_end > my_at:
        yield _Part(Kind.BOTH, (base[1], base[1]), (my_at, my_end), (their_at, their_end))


def _places(parts: Sequence[_Part], sides: Sequence[Side]) -> Iterator[_Place]:
    for part, side in zip(parts, sides, strict=True):
        spans = (range(*part.base), range(*part.mine), range(*part.theirs))
        if part.kind is Kind.SAME:
            yield from zip(*spans, strict=True)
        elif part.kind is Kind.BOTH:
            yield from ((None, mine, theirs) for mine, theirs in zip(spans[1], spans[2], strict=True))
        elif side is Side.MINE:
            yield from ((None, mine, None) for mine in spans[1])
        else:
            yield from ((None, None, theirs) for theirs in spans[2])
