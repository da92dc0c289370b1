"""How two sequences of paragraphs, or two texts word by word, correspond. Pure; knows nothing of stories."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+(?:[.,:'’-]\w+)*|\s+|[^\w\s]")
_MANY = 2_000  # units; beyond that, what stands everywhere is no anchor
_MOST_PAIRS = 900  # of which to ask how alike they are
_ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Edit:
    """`base[start:end]` became `other[low:high]`; either may be empty, not both."""

    start: int
    end: int
    low: int
    high: int


def edits(base: Sequence[str], other: Sequence[str]) -> list[Edit]:
    """What makes `other` of `base`, in order and apart. What was rewritten stands against what it was made of."""
    head = _shared(base, other)
    tail = _shared(base[head:][::-1], other[head:][::-1])
    before, after = base[head : len(base) - tail], other[head : len(other) - tail]
    matcher = SequenceMatcher(None, before, after, autojunk=len(before) + len(after) > _MANY)
    found: list[Edit] = []
    for tag, start, end, low, high in matcher.get_opcodes():
        if tag != "equal":
            whole = Edit(head + start, head + end, head + low, head + high)
            found.extend(_paired(base, other, whole))
    return found


def word_changes(text: str, other: str) -> tuple[tuple[str, bool], ...]:
    """`text` in pieces, each with whether it is not so in `other`; joined they are `text`."""
    words, others = _WORD.findall(text), _WORD.findall(other)
    matcher = SequenceMatcher(None, words, others, autojunk=len(words) + len(others) > _MANY)
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, _other, size in matcher.get_matching_blocks():
        for piece, changed in (
            ("".join(words[at:start]), True),
            ("".join(words[start : start + size]), False),
        ):
            if piece:
                pieces.append((piece, changed))
        at = start + size
    return _closed_up(pieces)


def _closed_up(pieces: list[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    """A space between two changed words counts as changed, so that a phrase is marked as one."""
    closed: list[tuple[str, bool]] = []
    for index, (piece, changed) in enumerate(pieces):
        around = pieces[index - 1 : index] + pieces[index + 1 : index + 2]
        between = len(around) == 2 and all(other for _piece, other in around) and not piece.strip()
        marked = changed or between
        if closed and closed[-1][1] == marked:
            closed[-1] = (closed[-1][0] + piece, marked)
        else:
            closed.append((piece, marked))
    return tuple(closed)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count


def _paired(base: Sequence[str], other: Sequence[str], whole: Edit) -> Iterator[Edit]:
    """The parts of an edit that certainly belong together, each for itself."""
    rows, columns = whole.end - whole.start, whole.high - whole.low
    if not rows or not columns or rows * columns == 1 or rows * columns > _MOST_PAIRS:
        yield whole
        return
    pairs = _best_pairs(base[whole.start : whole.end], other[whole.low : whole.high])
    start, low = whole.start, whole.low
    for row, column in (*pairs, (rows, columns)):
        at, to = whole.start + row, whole.low + column
        if at > start or to > low:
            yield Edit(start, at, low, to)
        if row < rows and column < columns and base[at] != other[to]:
            yield Edit(at, at + 1, to, to + 1)
        start, low = at + 1, to + 1


def _best_pairs(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Which of `before` became which of `after`, in order: those that are most alike by their words."""
    bags, others = [_bag(text) for text in before], [_bag(text) for text in after]
    likeness = [[_alike(bag, other) for other in others] for bag in bags]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for row in reversed(range(len(before))):
        for column in reversed(range(len(after))):
            paired = best[row + 1][column + 1] + likeness[row][column] if likeness[row][column] else 0.0
            best[row][column] = max(best[row + 1][column], best[row][column + 1], paired)
    pairs: list[tuple[int, int]] = []
    row = column = 0
    while row < len(before) and column < len(after):
        here = likeness[row][column]
        if here and best[row][column] == best[row + 1][column + 1] + here:
            pairs.append((row, column))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return pairs


def _bag(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _WORD.findall(text) if not word.isspace())


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """0 (nothing to do with one another) or from 0.4 to 1 (the same words)."""
    total = one.total() + other.total()
    share = 2 * (one & other).total() / total if total else 1.0
    return share if share >= _ALIKE else 0.0
