"""Finding the plainest spelling: try it unescaped, read it back, escape only what differs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from editor_app.markup.plain import plain_paragraph
from editor_app.markup.rich import Span
from editor_app.markup.serialising import STYLES, Piece, pieces_of

ReadsBack = Callable[[str], bool]


def written_text(spans: Sequence[Span], reads_back: ReadsBack, line_indent: str = "") -> str:
    """The Markdown of `spans` (in normal form).

    Args:
        spans: the text.
        reads_back: whether a text, put in its place, reads back to `spans`.
        line_indent: what lines after a hard break begin with.
    """
    if (
        len(spans) == 1
        and spans[0] == Span(spans[0].text)
        and plain_paragraph(spans[0].text) == spans[0].text
    ):
        return spans[0].text
    fallback = ""
    tried: set[str] = set()
    for style in STYLES:
        pieces = pieces_of(spans, style, line_indent)
        spelt = "".join(piece.text for piece in pieces)
        if spelt in tried:
            continue
        tried.add(spelt)
        found = _plainest(pieces, reads_back)
        if found is not None:
            return found
        fallback = fallback or _composed(pieces, _candidates(pieces))
    return fallback


def _plainest(pieces: list[Piece], reads_back: ReadsBack) -> str | None:
    must = {number for number, piece in enumerate(pieces) if piece.must}
    text = _composed(pieces, must)
    if reads_back(text):
        return text
    chosen = _candidates(pieces)
    if chosen == must or not reads_back(_composed(pieces, chosen)):
        return None
    return _composed(pieces, _least(pieces, chosen, must, reads_back))


def _least(pieces: list[Piece], chosen: set[int], must: set[int], reads_back: ReadsBack) -> set[int]:
    """`chosen` without every escape that can be spared, halves first."""
    open_questions = sorted(chosen - must, reverse=True)
    size = max(len(open_questions) // 2, 1)
    while open_questions:
        spared = set(open_questions[:size])
        if reads_back(_composed(pieces, chosen - spared)):
            chosen = chosen - spared
            open_questions = open_questions[size:]
            size = max(min(size * 2, len(open_questions) // 2), 1)
        elif size == 1:
            open_questions = open_questions[1:]
            size = max(len(open_questions) // 2, 1)
        else:
            size = max(size // 2, 1)
    return chosen


def _candidates(pieces: list[Piece]) -> set[int]:
    return {number for number, piece in enumerate(pieces) if piece.escaped}


def _composed(pieces: list[Piece], escaped: set[int]) -> str:
    return "".join(piece.escaped if number in escaped else piece.text for number, piece in enumerate(pieces))
