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


def simple_blocks(source: str) -> tuple[RichBlock, ...] | None:
    """The blocks of a slice that is a line of prose, a crosshead or a flat list with simple marks, else None."""
    if source.startswith("- "):
        return _bullets(source)
    heading = _HEADING.match(source)
    start, kind = (heading.end(), _KINDS[heading.group()]) if heading else (0, Kind.PARAGRAPH)
    spans, end = _spans(source, start)
    return (RichBlock(kind, spans=spans),) if spans and _REST.match(source, end) else None


def _bullets(source: str) -> tuple[RichBlock, ...] | None:
    found: list[RichBlock] = []
    position = 0
    while source.startswith("- ", position):
        spans, position = _spans(source, position + 2)
        if not spans:
            return None
        found.append(RichBlock(Kind.BULLET, spans=spans))
        if source.startswith("\n- ", position):
            position += 1
    return tuple(found) if _REST.match(source, position) else None


def _spans(source: str, position: int) -> tuple[tuple[Span, ...], int]:
    """What stands from `position` to the end of the line, and where it ends; no spans in any doubt."""
    if _OPENING.match(source, position) is None or NOT_PROSE.match(source, position):
        return (), position
    spans: list[Span] = []
    while piece := _PIECE.match(source, position):
        spans.append(_span_of(piece))
        position = piece.end()
    # An odd blank at the end is the parser's business.
    is_sure = bool(spans) and spans[-1].text == spans[-1].text.rstrip()
    return (tuple(spans) if is_sure else ()), position


def _span_of(piece: re.Match[str]) -> Span:
    kind = piece.lastgroup
    if kind == "text":
        return Span(piece["text"])
    if kind == "bold":
        return Span(piece["bold"], bold=True)
    if kind == "italic":
        return Span(piece["italic"], italic=True)
    return Span(piece["words"], href=piece["address"])
