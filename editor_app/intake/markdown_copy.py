"""Markdown -> pieces that carry their own source, so that what is not understood is kept letter for letter."""

from __future__ import annotations

import re

from editor_app.intake.paragraphs import Piece
from editor_app.markup.blocks import slice_body

_ATX = re.compile(r" {0,3}(#{1,6})(?:\s+|$)")
_UNDERLINED = re.compile(r"(?P<line>[^\n]*\S[^\n]*)\n {0,3}(?P<rule>=+|-+)\s*")


def pieces_of_markdown(body: str) -> list[Piece]:
    """The pieces of a Markdown body; their sources joined are the body, but for blank lines at its beginning."""
    return [_piece_of(source) for source in slice_body(body) if source.strip()]


def _piece_of(source: str) -> Piece:
    text = source.strip("\n")
    if underlined := _UNDERLINED.fullmatch(text):
        level = 1 if underlined["rule"].startswith("=") else 2
        return Piece(underlined["line"].strip(), _spaced(source), level)
    if "\n" in text or text.startswith(("    ", "\t")):
        return Piece("", _spaced(source))
    heading = _ATX.match(text)
    return Piece(text.strip(), _spaced(source), len(heading.group(1)) if heading else 0)


def _spaced(source: str) -> str:
    return source if source.endswith("\n\n") else source.rstrip("\n") + "\n\n"
