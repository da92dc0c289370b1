"""Spans to pieces of Markdown: which marks open and close where, and where a backslash could be put.

Knows how things are spelt, not whether they read back: `escaping` finds out and chooses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from editor_app.markup.rich import Span

_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "=": "&#61;"}
_ANYWHERE = frozenset("\\`*_[]<&~{}|#")
_STOPS = _ANYWHERE | {"!", ":"}
_LINE_START = re.compile(r"[#>+:=!-]|\d+(?=\.)")
_AUTOLINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^<>\s\\`*_\[\]&|]*\Z")
_AUTOMAIL = re.compile(r"[^<> !\s\\`*_\[\]&:|]+@[^@<> \s\\`*_\[\]&|]+\Z")
_TAG_START = re.compile(r"<[A-Za-z/!?]")
_FENCE = re.compile(r"(?:`{3}|~{3})")
_ENTITY = re.compile(r"&(?:#|[0-9a-zA-Z]+;)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A bit of the text: as it is, and (for what Markdown might act on) escaped.

    `must` says that it has to be escaped even where it reads well by itself, for the sake of its neighbours.
    """

    text: str
    escaped: str = ""
    must: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """How marks are spelt: (opening, closing)."""

    bold: tuple[str, str] = ("**", "**")
    italic: tuple[str, str] = ("*", "*")
    strike: tuple[str, str] = ("~~", "~~")
    code_as_tag: bool = False


STYLES = (
    Style(),
    Style(italic=("_", "_")),
    Style(bold=("__", "__")),
    Style(bold=("__", "__"), italic=("_", "_")),
    Style(italic=("<em>", "</em>")),
    Style(bold=("<strong>", "</strong>")),
    Style(("<strong>", "</strong>"), ("<em>", "</em>"), ("<del>", "</del>")),
    Style(code_as_tag=True),
    Style(("<strong>", "</strong>"), ("<em>", "</em>"), ("<del>", "</del>"), code_as_tag=True),
)


def pieces_of(spans: Sequence[Span], style: Style, line_indent: str = "") -> list[Piece]:
    """The pieces of `spans` (in normal form); lines after a hard break begin with `line_indent`."""
    return _Serialiser(spans, style, line_indent).run()


class _Serialiser:
    def __init__(self, spans: Sequence[Span], style: Style, line_indent: str) -> None:
        self._spans = spans
        self._style = style
        self._indent = line_indent
        self._pieces: list[Piece] = []
        self._open: list[object] = []
        self._at_start = True
        self._wanted = [self._marks(span) for span in spans]

    def run(self) -> list[Piece]:
        index = 0
        while index < len(self._spans):
            span, wanted = self._spans[index], self._wanted[index]
            address = self._autolink(index)
            if address and not self._open and len(wanted) == 1:
                self._syntax(f"<{address}>")
                index += 1
                continue
            self._close_all_but(wanted)
            for mark in self._to_open(index):
                self._open.append(mark)
                self._syntax("[" if isinstance(mark, tuple) else self._spelling(mark)[0])
            self._content(span)
            index += 1
        self._close_all_but(frozenset())
        return self._pieces

    def _marks(self, span: Span) -> frozenset[object]:
        marks: set[object] = {mark for mark in ("bold", "italic", "strike") if getattr(span, mark)}
        if span.href:
            marks.add((span.href, span.title))
        return frozenset(marks)

    def _autolink(self, index: int) -> str:
        span = self._spans[index]
        if not span.href or span.title or span.code or span.verbatim:
            return ""
        key = (span.href, span.title)
        for neighbour in (index - 1, index + 1):
            if 0 <= neighbour < len(self._wanted) and key in self._wanted[neighbour]:
                return ""
        if span.text == span.href and _AUTOLINK.match(span.text):
            return span.text
        if span.href == "mailto:" + span.text and _AUTOMAIL.match(span.text):
            return span.text
        return ""

    def _close_all_but(self, wanted: frozenset[object]) -> None:
        while any(mark not in wanted for mark in self._open):
            mark = self._open.pop()
            if isinstance(mark, tuple):
                self._link_end(*mark)
            else:
                self._syntax(self._spelling(mark)[1])

    def _to_open(self, index: int) -> list[object]:
        fresh = [mark for mark in self._wanted[index] if mark not in self._open]
        order = {"strike": 1, "bold": 2, "italic": 3}
        return sorted(fresh, key=lambda mark: (-self._reach(mark, index), order.get(str(mark), 0)))

    def _reach(self, mark: object, index: int) -> int:
        while index < len(self._wanted) and mark in self._wanted[index]:
            index += 1
        return index

    def _spelling(self, mark: object) -> tuple[str, str]:
        return getattr(self._style, str(mark))

    def _syntax(self, text: str) -> None:
        self._pieces.append(Piece(text))
        self._at_start = False

    def _content(self, span: Span) -> None:
        if span.verbatim:
            self._syntax(span.text)
        elif span.code and self._style.code_as_tag:
            self._syntax("<code>")
            self._literal(span.text)
            self._syntax("</code>")
        elif span.code:
            self._syntax(_code(span.text))
        else:
            lines = span.text.split("\n")
            for number, line in enumerate(lines):
                if number:
                    # A line of its own blank keeps two breaks in a row from ending the paragraph.
                    self._pieces.append(Piece("&#32;" * self._at_start + "  \n" + self._indent))
                    self._at_start = True
                self._literal(line)

    def _literal(self, text: str) -> None:
        position = 0
        while position < len(text):
            special = self._special(text, position)
            if special is not None:
                self._pieces.append(special)
                position += len(special.text)
            else:
                end = position + 1
                while end < len(text) and text[end] not in _STOPS:
                    end += 1
                self._pieces.append(Piece(text[position:end]))
                position = end
            self._at_start = False

    def _special(self, text: str, position: int) -> Piece | None:
        character = text[position]
        if self._at_start:
            found = _LINE_START.match(text, position)
            if found and found[0][0].isdigit():
                return Piece(found[0] + ".", found[0] + "\\.")
            if found:
                must = character == ":" and text[position + 1 : position + 2] == " "
                return Piece(
                    character,
                    _ENTITIES.get(character, "\\" + character) if character in "=" else "\\" + character,
                    must,
                )
            if _FENCE.match(text, position):
                return Piece(character, "\\" + character, must=True)
        if character == ":" and text[position - 1 : position] != "]":
            return None
        if character in _STOPS:
            must = bool(_TAG_START.match(text, position) or _ENTITY.match(text, position))
            escaped = _ENTITIES[character] if character in "<&" else "\\" + character
            return Piece(character, escaped, must)
        return None

    def _link_end(self, href: str, title: str) -> None:
        angled = bool(re.search(r"\s", href))
        self._pieces.append(Piece("](<" if angled else "]("))
        self._address(href)
        self._pieces.append(Piece(">" if angled else ""))
        if title:
            self._pieces.append(Piece(' "'))
            self._address(title)
            self._pieces.append(Piece('"'))
        self._syntax(")")

    def _address(self, text: str) -> None:
        for character in text:
            if character in "<>&":
                must = bool(re.match(r"[<>]", character))
                self._pieces.append(Piece(character, _ENTITIES[character], must))
            elif character in "\\`()[]\"'*_|":
                self._pieces.append(Piece(character, "\\" + character))
            else:
                self._pieces.append(Piece(character))


def _code(text: str) -> str:
    runs = {len(run) for run in re.findall(r"`+", text)}
    ticks = 1
    while ticks in runs:
        ticks += 1
    # A blank on both sides keeps a backtick of the text apart; the reader takes them off again.
    inner = f" {text} " if text.startswith("`") or text.endswith("`") else text
    return "`" * ticks + inner + "`" * ticks
