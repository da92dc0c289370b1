"""The normal form of a block's text: what Markdown can say, and nothing that it cannot.

Two lists of spans that look the same to a reader have the same normal form. `read(write(spans))` gives it back.
Blanks at the edges of a mark fall outside the mark (`**bold **` is not bold in Markdown), blanks at the edges of
a block or beside a line break are dropped, tabs are blanks, neighbours with the same marks are one span (inline
sources, too). HTML tags stay as typed, but outside paragraphs they stay on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from editor_app.markup.rich import Kind, RichBlock, Span

_UNSAYABLE = re.compile("[\x02\x03]")
_FOLD = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
# A line break, the blanks that begin or end a line, or what lies between.
_PIECE = re.compile(r"\n|[^\S\n]+(?=\n|\Z)|(?:(?<=\n)|\A)[^\S\n]+|\S(?:[^\n]*\S)?")
_PLAIN_MARKS = ("bold", "italic", "strike", "code")
_ON_ONE_LINE = frozenset({Kind.CROSSHEAD, Kind.SMALL_CROSSHEAD, Kind.BOX_TITLE})
TEXT_KINDS = frozenset(
    {
        Kind.PARAGRAPH,
        Kind.CROSSHEAD,
        Kind.SMALL_CROSSHEAD,
        Kind.BULLET,
        Kind.NUMBER,
        Kind.QUOTE,
        Kind.PULL_QUOTE,
        Kind.BOX_TITLE,
    }
)


def normal_spans(spans: Iterable[Span], *, breaks: bool = True) -> tuple[Span, ...]:
    """The normal form of `spans`; without `breaks` a hard line break becomes a blank."""
    given = tuple(spans)
    if len(given) == 1 and _is_simple(given[0]):
        text = given[0].text.strip()
        return (given[0] if text == given[0].text else Span(text),) if text else ()
    cells = _trimmed(_cells(given, breaks))
    for mark in _PLAIN_MARKS:
        cells = _inside_blanks(cells, mark)
    return _joined(cells)


def normal_block(block: RichBlock) -> RichBlock:
    """`block` with its spans in normal form."""
    if block.kind not in TEXT_KINDS:
        return block
    spans = normal_text(block.kind, block.spans)
    return block if spans == block.spans else replace(block, spans=spans)


def normal_text(kind: Kind, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The normal form of `spans` as the text of a block of `kind`."""
    if kind is not Kind.PARAGRAPH:
        # A tag may go on in the next line, but there that line would end a heading or begin a list item.
        spans = [with_text(span, _FOLD.sub(" ", span.text)) if span.verbatim else span for span in spans]
    return normal_spans(spans, breaks=kind not in _ON_ONE_LINE)


def with_text(model: Span, text: str) -> Span:
    """`text` with the marks of `model`. (`dataclasses.replace` costs ten times as much, at every key press.)"""
    return Span(
        text, model.bold, model.italic, model.strike, model.code, model.href, model.title, model.verbatim
    )


def _is_simple(span: Span) -> bool:
    """Whether `span` is bare text on one line, so that only its ends can be out of form."""
    return span == Span(span.text) and span.text.isprintable()


def _cells(spans: Iterable[Span], breaks: bool) -> list[Span]:
    """The spans cut where blanks begin or end them, and at line breaks; a verbatim span is one cell."""
    cells: list[Span] = []
    for span in spans:
        if span.verbatim:
            if span.text:
                cells.append(with_text(span, _UNSAYABLE.sub("", span.text)))
            continue
        text = _UNSAYABLE.sub("", span.text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        if not breaks:
            text = text.replace("\n", " ")
        model = _addressed(span)
        cells += [with_text(model, piece) for piece in _PIECE.findall(text)]
    return cells


def _addressed(span: Span) -> Span:
    if not span.href and not span.title:
        return span
    href = _UNSAYABLE.sub("", span.href.replace("\n", "")).strip()
    title = " ".join(_UNSAYABLE.sub("", span.title).split()) if href else ""
    return replace(span, href=href, title=title)


def _is_blank(cell: Span) -> bool:
    return not cell.verbatim and cell.text.isspace()


def _trimmed(cells: list[Span]) -> list[Span]:
    """Without blanks at either end or beside a line break."""
    kept: list[Span] = []
    for cell in cells:
        if (
            _is_blank(cell)
            and cell.text != "\n"
            and (not kept or (kept[-1].text == "\n" and not kept[-1].verbatim))
        ):
            continue
        if cell.text == "\n" and not cell.verbatim:
            while kept and _is_blank(kept[-1]) and kept[-1].text != "\n":
                kept.pop()
            if not kept:
                continue
            kept.append(Span("\n", href=cell.href, title=cell.title))
        else:
            kept.append(cell)
    while kept and _is_blank(kept[-1]):
        kept.pop()
    return kept


def _inside_blanks(cells: list[Span], mark: str) -> list[Span]:
    """`cells` with `mark` taken from the blanks at the edges of each run that has it."""
    marked_of = attrgetter(mark)
    if not any(map(marked_of, cells)):
        return cells
    result: list[Span] = []
    for marked, group in groupby(cells, _code_key if mark == "code" else marked_of):
        run = list(group)
        if marked and (_is_blank(run[0]) or _is_blank(run[-1])):
            filled = [number for number, cell in enumerate(run) if not _is_blank(cell)]
            first, last = (filled[0], filled[-1]) if filled else (len(run), len(run))
            run = [
                cell if first <= number <= last else replace(cell, **{mark: False})
                for number, cell in enumerate(run)
            ]
        result += run
    return result


def _code_key(cell: Span) -> object:
    return _marks(cell) if cell.code else None


def _marks(cell: Span) -> tuple[object, ...]:
    return (cell.bold, cell.italic, cell.strike, cell.code, cell.href, cell.title, cell.verbatim)


def _joined(cells: list[Span]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for _, group in groupby(cells, _marks):
        run = list(group)
        if len(run) == 1:
            spans += run
        else:
            spans.append(with_text(run[0], "".join(cell.text for cell in run)))
    return tuple(spans)
