"""Finding the plainest spelling: try it unescaped, read it back, escape only what differs.

The search is bounded: where it would take too long, what is left open stays escaped, which reads back just as
well. A spelling that was found for a text serves again for the next text of the same shape, so that typing on in a
paragraph costs one reading.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from editor_app.markup.plain import plain_paragraph
from editor_app.markup.rich import Span
from editor_app.markup.serialising import STYLES, Piece, Style, pieces_of

ReadsBack = Callable[[str], bool]

MOST_READINGS = 40  # of one text, to spare escapes
_MOST_READ = 60_000  # characters in all those readings
_MOST_SHAPES = 256
_LONGEST_SHAPE = 400  # pieces
_PROSE = re.compile(r"\w+(?: +\w+)*")


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A way to write a text: how its marks are spelt and which pieces are escaped."""

    style: Style
    escaped: frozenset[int]


class KnownShapes:
    """Spellings that served lately, by the shape of the text: its pieces without the words between them."""

    def __init__(self) -> None:
        self._spellings: OrderedDict[tuple[str, ...], _Spelling] = OrderedDict()

    def find(self, shape: tuple[str, ...]) -> _Spelling | None:
        """What served for a text of this shape."""
        found = self._spellings.get(shape)
        if found is not None:
            self._spellings.move_to_end(shape)
        return found

    def keep(self, shape: tuple[str, ...], spelling: _Spelling) -> None:
        """Remember what served; the ones not asked for the longest are forgotten."""
        if len(shape) <= _LONGEST_SHAPE:
            self._spellings[shape] = spelling
            self._spellings.move_to_end(shape)
            if len(self._spellings) > _MOST_SHAPES:
                self._spellings.popitem(last=False)


def written_text(
    spans: Sequence[Span], reads_back: ReadsBack, line_indent: str = "", known: KnownShapes | None = None
) -> str:
    """The Markdown of `spans` (in normal form).

    Args:
        spans: the text.
        reads_back: whether a text, put in its place, reads back to `spans`.
        line_indent: what lines after a hard break begin with.
        known: what served for other texts in the same place; it is tried first and added to.
    """
    if (
        len(spans) == 1
        and spans[0] == Span(spans[0].text)
        and plain_paragraph(spans[0].text) == spans[0].text
    ):
        return spans[0].text
    known = known or KnownShapes()
    first = pieces_of(spans, STYLES[0], line_indent)
    shape = tuple(_shape_of(first))
    remembered = known.find(shape)
    if remembered is not None:
        pieces = first if remembered.style is STYLES[0] else pieces_of(spans, remembered.style, line_indent)
        text = _composed(pieces, remembered.escaped)
        if reads_back(text):
            return text
    return _search(spans, first, reads_back, line_indent, lambda found: known.keep(shape, found))


def _search(
    spans: Sequence[Span],
    first: list[Piece],
    reads_back: ReadsBack,
    line_indent: str,
    found: Callable[[_Spelling], None],
) -> str:
    tried: set[str] = set()
    for style in STYLES:
        pieces = first if style is STYLES[0] else pieces_of(spans, style, line_indent)
        spelt = "".join(piece.text for piece in pieces)
        if spelt in tried:
            continue
        tried.add(spelt)
        escaped = _plainest(pieces, reads_back)
        if escaped is not None:
            found(_Spelling(style, escaped))
            return _composed(pieces, escaped)
    return _composed(first, _candidates(first))


def _plainest(pieces: list[Piece], reads_back: ReadsBack) -> frozenset[int] | None:
    """The fewest escapes that read back as far as the search goes; None when not even all of them do."""
    must = frozenset(number for number, piece in enumerate(pieces) if piece.must)
    if reads_back(_composed(pieces, must)):
        return must
    chosen = _candidates(pieces)
    if chosen == must or not reads_back(_composed(pieces, chosen)):
        return None
    return _least(pieces, chosen, must, reads_back)


def _least(
    pieces: list[Piece], chosen: frozenset[int], must: frozenset[int], reads_back: ReadsBack
) -> frozenset[int]:
    """`chosen` without every escape that can be spared, halves first, for as long as readings are left."""
    open_questions = sorted(chosen - must, reverse=True)
    size = max(len(open_questions) // 2, 1)
    length = sum(len(piece.text) for piece in pieces)
    for _ in range(min(MOST_READINGS, _MOST_READ // max(length, 1))):
        if not open_questions:
            break
        spared = chosen.difference(open_questions[:size])
        if reads_back(_composed(pieces, spared)):
            chosen = spared
            open_questions = open_questions[size:]
            size = max(min(size * 2, len(open_questions) // 2), 1)
        elif size == 1:
            open_questions = open_questions[1:]
            size = max(len(open_questions) // 2, 1)
        else:
            size = max(size // 2, 1)
    return chosen


def _candidates(pieces: list[Piece]) -> frozenset[int]:
    return frozenset(number for number, piece in enumerate(pieces) if piece.escaped)


def _composed(pieces: list[Piece], escaped: frozenset[int]) -> str:
    return "".join(piece.escaped if number in escaped else piece.text for number, piece in enumerate(pieces))


def _shape_of(pieces: list[Piece]) -> Iterator[str]:
    """The pieces, running words taken as one: they are what changes from one key press to the next."""
    for piece in pieces:
        yield piece.text if piece.escaped else _PROSE.sub("a", piece.text)
