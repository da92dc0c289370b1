"""Lines that a program broke at a width, told from lines that somebody broke: joined again or let stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

NARROWEST, WIDEST = 38, 130
_SLACK = 0.82  # lines of a page are not of the same length in letters
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")
_HYPHENED = re.compile(r"(?P<before>[^\W\d_]+(?:[-‐][^\W\d_]+)*)(?P<hyphen>[-‐\u00ad])$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# Words that keep their hyphen when a line ends after it.
_FIRST_HALVES = frozenset({
    "all", "anti", "co", "cross", "double", "e", "ex", "first", "four", "full", "half", "high", "in", "inter", "left",
    "long", "low", "mid", "middle", "multi", "non", "off", "old", "on", "one", "open", "out", "over", "part", "post",
    "pre", "pro", "quasi", "re", "right", "second", "self", "semi", "short", "six", "so", "sub", "ten", "third",
    "three", "two", "ultra", "under", "up", "vice", "well", "year",
})  # fmt: skip


class Joint(Enum):
    """What stands between two lines that were one text."""

    BREAK = "break"  # the line break that somebody made
    BLANK = "blank"
    NOTHING = "nothing"  # the word goes on; a hyphen before it goes
    HYPHEN = "hyphen"  # the word goes on after its hyphen
    PARAGRAPH = "paragraph"


def width_of(lines: Sequence[str]) -> int:
    """The width at which `lines` may have been broken, in characters; 0 when they are too long or too short."""
    width = max((len(line.rstrip()) for line in lines if "://" not in line), default=0)
    return width if NARROWEST <= width <= WIDEST else 0


def joints_of(lines: Sequence[str], width: int) -> list[Joint]:
    """What stands between each of `lines` and the next.

    Args:
        lines: at least one; without blank lines.
        width: as `width_of` gives it for the text they are part of; 0: they were not broken by a program.
    """
    pairs = list(pairwise(lines))
    if not width or not _are_wrapped(pairs, width):
        return [Joint.BREAK] * len(pairs)
    words = {word.casefold() for line in lines for word in re.findall(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*", line)}
    return [_joint(before, after, width, words) for before, after in pairs]


def _are_wrapped(pairs: Sequence[tuple[str, str]], width: int) -> bool:
    """Whether a program broke the lines: they are full, and go on in the middle of sentences."""
    inside = [(before, after) for before, after in pairs if not _ends_paragraph(before, after, width)]
    if not inside:
        return False
    full = [pair for pair in inside if _is_full(*pair, width)]
    if len(full) < 0.7 * len(inside):
        return False
    going_on = [pair for pair in full if not _SENTENCE_END.search(pair[0])]
    if not going_on:
        return False
    # Verse begins its lines with capitals; prose does so by chance.
    capitals = sum(after.lstrip("\"'“„«(")[:1].isupper() for _before, after in going_on)
    limit = 0.85 if len(going_on) > 2 and width > 50 else 0.5
    return capitals <= limit * len(going_on)


def _is_full(before: str, after: str, width: int) -> bool:
    """Whether the first word of `after` would not have fitted on `before`."""
    first = after.split(None, 1)[0] if after.strip() else ""
    return len(before.rstrip()) + 1 + len(first) > width * _SLACK


def _ends_paragraph(before: str, after: str, width: int) -> bool:
    if after[:1] in " \t" and before[:1] not in " \t" and len(after) - len(after.lstrip()) > 1:
        return True
    return _SENTENCE_END.search(before) is not None and not _is_full(before, after, width)


def _joint(before: str, after: str, width: int, words: set[str]) -> Joint:
    if _ends_paragraph(before, after, width):
        return Joint.PARAGRAPH
    hyphened = _HYPHENED.search(before.rstrip())
    following = _FIRST_WORD.match(after.lstrip())
    if hyphened is None or following is None:
        return Joint.BLANK
    if hyphened["hyphen"] == "\u00ad":
        return Joint.NOTHING
    first, second = hyphened["before"].casefold(), following.group().casefold()
    if f"{first}-{second}" in words:
        return Joint.HYPHEN
    if f"{first}{second}" in words:
        return Joint.NOTHING
    goes_on_hyphened = after.lstrip()[following.end() : following.end() + 1] in ("-", "‐")
    if following.group()[:1].isupper() or "-" in first or first in _FIRST_HALVES or goes_on_hyphened:
        return Joint.HYPHEN
    return Joint.NOTHING
