"""Prose with nothing but whole words in bold or italics and plain links: read without the parser.

Such paragraphs, crossheads and flat lists are, with those of `plain`, nearly all of a news story, so a long one opens in
a fraction of the time. Says what the parser would say or, in any doubt, nothing; a test holds the two against each other.
"""

from __future__ import annotations

import re

from editor_app.markup.plain import NOT_PROSE
from editor_app.markup.rich import Kind, RichBlock, Span

_NO_MARKUP = r"[^\\`*_\[\]<>&~{}|#\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"
_LETTER = r"[^\W_]"
# Nothing that Markdown could act on stands on either side of a mark.
_WORDS = rf"{_LETTER}(?:{_NO_MARKUP}*{_LETTER})?"
_ADDRESS = r"(?:https?://|mailto:)?[A-Za-z0-9][A-Za-z0-9/.:?=%+,@-]*"
_PIECE = re.compile(
    rf"(?P<text>{_NO_MARKUP}+)"
    rf"|(?<![*\w])\*\*(?P<bold>{_WORDS})\*\*(?![*\w])"
    rf"|(?<![*\w])\*(?P<italic>{_WORDS})\*(?![*\w])"
    rf"|(?<![!)\]])\[(?P<words>{_WORDS})\]\((?P<address>{_ADDRESS})\)"
)
_OPENING = re.compile(r"(?:[^\W\d_]|\d(?!\d*[.)])|[\"'“‘«„—(£$€¿¡])")
_HEADING = re.compile(r"###? (?! )")
_KINDS = {"## ": Kind.CROSSHEAD, "### ": Kind.SMALL_CROSSHEAD}
_REST = re.compile(r"(?:\n[ \t\n]*|\r\n[ \t\r\n]*)?\Z")


Piece = tuple[str, str, str]
"""Words of a line: `text`, `bold`, `italic` or `words` (of a link), the words, and the address of a link."""


def simple_blocks(source: str) -> tuple[RichBlock, ...] | None:
    """The blocks of a slice that is a line of prose, a crosshead or a flat list with simple marks, else None."""
    lines = simple_lines(source)
    if lines is None:
        return None
    kind, found = lines
    return tuple(RichBlock(kind, spans=tuple(map(_span_of, pieces))) for pieces in found)


def simple_lines(source: str) -> tuple[Kind, list[list[Piece]]] | None:
    """The same as plain values, for whoever makes something else of them: what they are, and the pieces of each line."""
    if source.startswith("- "):
        found = _bullets(source)
        return (Kind.BULLET, found) if found else None
    heading = _HEADING.match(source)
    start, kind = (heading.end(), _KINDS[heading.group()]) if heading else (0, Kind.PARAGRAPH)
    pieces, end = _pieces(source, start)
    return (kind, [pieces]) if pieces and _REST.match(source, end) else None


def _bullets(source: str) -> list[list[Piece]]:
    found: list[list[Piece]] = []
    position = 0
    while source.startswith("- ", position):
        pieces, position = _pieces(source, position + 2)
        if not pieces:
            return []
        found.append(pieces)
        if source.startswith("\n- ", position):
            position += 1
    return found if _REST.match(source, position) else []


def _pieces(source: str, position: int) -> tuple[list[Piece], int]:
    """What stands from `position` to the end of the line, and where it ends; nothing in any doubt."""
    if _OPENING.match(source, position) is None or NOT_PROSE.match(source, position):
        return [], position
    pieces: list[Piece] = []
    while piece := _PIECE.match(source, position):
        kind = piece.lastgroup
        if kind == "address":
            pieces.append(("words", piece["words"], piece["address"]))
        else:
            assert kind is not None  # every way to match has a name
            pieces.append((kind, piece[kind], ""))
        position = piece.end()
    # An odd blank at the end is the parser's business.
    is_sure = bool(pieces) and pieces[-1][1] == pieces[-1][1].rstrip()
    return (pieces if is_sure else []), position


def _span_of(piece: Piece) -> Span:
    kind, text, address = piece
    if kind == "text":
        return Span(text)
    if kind == "bold":
        return Span(text, bold=True)
    if kind == "italic":
        return Span(text, italic=True)
    return Span(text, href=address)
