"""Markdown -> pieces that carry their own source, so that what is not understood is kept letter for letter."""

from __future__ import annotations

import html
import re

from editor_app.intake.paragraphs import Piece
from editor_app.markup.blocks import slice_body

_ATX = re.compile(r" {0,3}(#{1,6})(?:\s+|$)")
_UNDERLINED = re.compile(r"(?=[^\n]*\S)(?P<line>[^\n]+)\n {0,3}(?P<rule>=+|-+)\s*")


def pieces_of_markdown(body: str) -> list[Piece]:
    """The pieces of a Markdown body; their sources joined are the body, but for blank lines at its beginning."""
    return [_piece_of(source) for source in slice_body(body) if source.strip()]


def plain_text(line: str) -> str:
    """A line of Markdown as its words: link text for links, without emphasis, code and heading marks."""
    line = re.sub(r"^\s{0,3}#{1,6}\s+|\s+#+\s*$", "", line)
    line = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line)
    line = re.sub(r"(\*\*|__|\*|(?<!\w)_|_(?!\w)|`)(?=\S)(.+?)(?<=\S)\1", r"\2", line)
    line = re.sub(r"\\([\\`*_{}\[\]()>#+.!-])", r"\1", line)
    return " ".join(html.unescape(line).split())


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
