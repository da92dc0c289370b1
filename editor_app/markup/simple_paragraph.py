"""Paragraphs of prose with nothing but whole words in bold or italics and plain links: read without the parser.

With `plain`, these are nearly all of a news story, so a long one opens in a fraction of the time. Says what the parser
would say or, in any doubt, nothing; a test holds the two against each other.
"""

from __future__ import annotations

import re

from editor_app.markup.plain import NOT_PROSE
from editor_app.markup.rich import Span

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
_REST = re.compile(r"(?:\n[ \t\n]*|\r\n[ \t\r\n]*)?\Z")


def simple_paragraph(source: str) -> tuple[Span, ...] | None:
    """The spans of `source` when it is one line of prose with simple marks, else None."""
    if _OPENING.match(source) is None or NOT_PROSE.match(source):
        return None
    spans: list[Span] = []
    position = 0
    while piece := _PIECE.match(source, position):
        spans.append(_span_of(piece))
        position = piece.end()
    if _REST.match(source, position) is None or not spans:
        return None
    # An odd blank at the end is the parser's business.
    return tuple(spans) if spans[-1].text == spans[-1].text.rstrip() else None


def _span_of(piece: re.Match[str]) -> Span:
    kind = piece.lastgroup
    if kind == "text":
        return Span(piece["text"])
    if kind == "bold":
        return Span(piece["bold"], bold=True)
    if kind == "italic":
        return Span(piece["italic"], italic=True)
    return Span(piece["words"], href=piece["address"])
