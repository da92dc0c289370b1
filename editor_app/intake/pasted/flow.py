"""Text as it comes in, gathered into rich blocks: paragraphs, items, quotes, crossheads.

Knows how blanks and line breaks count in HTML; knows no tags.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from editor_app.markup.rich import Kind, RichBlock, Span

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BREAKS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_JUNK = re.compile("[\u00ad\u200b\u2060\ufeff\ufffc\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0\ufdd1\ud800-\udfff]")
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# French sets such a blank before high signs and inside its quotation marks; numbers hold their thousands together.
_NO_BREAK = re.compile("\u00a0(?![:;!?»%€$£°])(?<!«\u00a0)(?!(?<=\\d\u00a0)\\d{3}(?!\\d))")


@dataclass(frozen=True, slots=True)
class Place:
    """Where text stands.

    Attributes:
        kind, depth, number: what block it belongs to.
        item: tells list items apart; 0 outside of lists.
    """

    kind: Kind = Kind.PARAGRAPH
    depth: int = 0
    number: int = 1
    item: int = 0


@dataclass(frozen=True, slots=True)
class Marks:
    """What is on for a run of text."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    href: str = ""


@dataclass(slots=True)
class Gathered:
    """One block of a copy, before it is tidied.

    Attributes:
        block: the rich block; a picture's `src` is the number of the picture.
        item: of which list item it is, 0 for none.
        after_gap: an empty line stood before it.
        is_line: it was written as a line (a `div`) and not as a paragraph.
    """

    block: RichBlock
    item: int = 0
    after_gap: bool = False
    is_line: bool = False


@dataclass(slots=True)
class Flow:
    """Blocks one after the other, with the one that is being written."""

    blocks: list[Gathered] = field(default_factory=list)
    _spans: list[Span] = field(default_factory=list)
    _place: Place = Place()
    _is_line: bool = False
    _after_gap: bool = False

    @property
    def is_open(self) -> bool:
        """Whether a block has been begun."""
        return bool(self._spans)

    def add_text(self, text: str, marks: Marks, place: Place, *, is_pre: bool, is_line: bool) -> None:
        """Go on with the block, or begin one at `place`."""
        text = without_junk(text)
        if is_pre and text.strip():
            text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        else:
            text = _BLANKS.sub(" ", text)
        if not text or (text == " " and not self._spans):
            return
        if not self._spans:
            self._place, self._is_line = place, is_line
        made = Span(text, marks.bold, marks.italic, marks.strike, marks.code, marks.href)
        last = self._spans[-1] if self._spans else None
        if last is not None and _same_marks(last, made):
            made = Span(last.text + text, marks.bold, marks.italic, marks.strike, marks.code, marks.href)
            self._spans[-1] = made
        else:
            self._spans.append(made)

    def break_line(self, place: Place, *, is_line: bool) -> None:
        """A line break; two of them end a paragraph."""
        if not self._spans:
            self._place, self._is_line = place, is_line
        self._spans.append(Span("\n"))

    def end_block(self) -> None:
        """What comes next is another block."""
        if not self._spans:
            return
        spans, self._spans = self._spans, []
        parts = _paragraphs(spans)
        if not parts:
            self._after_gap = True
        for part in parts:
            self._append(part)

    def leave_gap(self) -> None:
        """An empty paragraph stood here."""
        self.end_block()
        self._after_gap = True

    def add_block(self, block: RichBlock) -> None:
        """A block that is no text."""
        self.end_block()
        self.blocks.append(Gathered(block, 0, self._after_gap))
        self._after_gap = False

    def add_all(self, blocks: list[Gathered]) -> None:
        """The blocks of a flow inside this one."""
        self.end_block()
        self.blocks.extend(blocks)

    def _append(self, spans: tuple[Span, ...]) -> None:
        place = self._place
        last = self.blocks[-1] if self.blocks else None
        if place.item and last is not None and last.item == place.item and last.block.kind is place.kind:
            # A second paragraph of the same list item.
            joined = (*last.block.spans, Span("\n"), *spans)
            last.block = RichBlock(place.kind, joined, place.depth, last.block.number)
        else:
            block = RichBlock(place.kind, spans, place.depth, place.number)
            self.blocks.append(Gathered(block, place.item, self._after_gap, self._is_line))
        self._after_gap = False


def without_junk(text: str) -> str:
    """`text` without what nobody sees: soft hyphens, zero-width blanks, marks of direction where nothing needs them.

    No-break blanks become blanks but where French and numbers want them.
    """
    if text.isascii():
        return _JUNK.sub("", text) if not text.isprintable() else text
    text = _JUNK.sub("", text)
    if not _RIGHT_TO_LEFT.search(text):
        text = _DIRECTION.sub("", text)
    if "\u2028" in text or "\u2029" in text:
        text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return _NO_BREAK.sub(" ", text) if "\u00a0" in text else text


def _paragraphs(spans: list[Span]) -> list[tuple[Span, ...]]:
    """`spans` cut where at least two line breaks follow each other, without empty pieces and edges."""
    found: list[tuple[Span, ...]] = []
    piece: list[Span] = []
    breaks = 0
    for span in _lines(spans):
        if span.text == "\n":
            breaks += 1
            continue
        if breaks and not span.text.strip():
            continue
        if breaks > 1 and piece:
            found.append(tuple(piece))
            piece = []
        elif breaks and piece:
            piece.append(Span("\n"))
        breaks = 0
        piece.append(span)
    if piece:
        found.append(tuple(piece))
    return [each for each in map(_trimmed, found) if each]


def _lines(spans: list[Span]) -> list[Span]:
    """The spans cut at their line breaks."""
    if not any("\n" in span.text for span in spans):
        return spans
    found: list[Span] = []
    for span in spans:
        for index, line in enumerate(span.text.split("\n")):
            if index:
                found.append(Span("\n"))
            if line:
                found.append(_with(span, line))
    return found


def _trimmed(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Without blanks at either end, beside line breaks, and doubled ones."""
    kept: list[Span] = []
    ends_blank = True
    for span in spans:
        text = span.text
        if text == "\n":
            _drop_last_blank(kept)
            kept.append(span)
            ends_blank = True
            continue
        text = re.sub(r" {2,}", " ", text) if not span.code else text
        if ends_blank:
            text = text.lstrip(" \u00a0")
        if not text:
            continue
        ends_blank = text.endswith(" ")
        kept.append(span if text == span.text else _with(span, text))
    _drop_last_blank(kept)
    return tuple(kept)


def _drop_last_blank(kept: list[Span]) -> None:
    while kept:
        text = kept[-1].text.rstrip(" \u00a0\n")
        if text == kept[-1].text:
            return
        last = kept.pop()
        if text:
            kept.append(_with(last, text))
            return


def _with(span: Span, text: str) -> Span:
    return Span(text, span.bold, span.italic, span.strike, span.code, span.href)


def _same_marks(one: Span, other: Span) -> bool:
    return (
        one.bold == other.bold
        and one.italic == other.italic
        and one.strike == other.strike
        and one.code == other.code
        and one.href == other.href
        and one.text != "\n"
    )
