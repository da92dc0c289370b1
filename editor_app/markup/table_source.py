"""A `Table` as Markdown: a pipe table with its columns in line, as plain as it can be written."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from editor_app.markup.escaping import KnownShapes, written_text
from editor_app.markup.reader import BROKEN_REFERENCE, read_slice
from editor_app.markup.rich import Cell, Span, Table

_BREAK = "<br>"
_WIDEST = 48  # columns of a fixed pitch face; a longer cell does not push the others away
_RULES: dict[str, Callable[[int], str]] = {
    "": lambda width: "-" * width,
    "left": lambda width: ":" + "-" * (width - 1),
    "center": lambda width: ":" + "-" * (width - 2) + ":",
    "right": lambda width: "-" * (width - 1) + ":",
}


def write_table(table: Table, references: str) -> str:
    """The Markdown of `table` (in normal form), which reads back to it."""
    text = _laid_out(table, [[_written(cell, False, references) for cell in row] for row in table.rows])
    # Each cell reads back by itself. Only a tag can begin in one and end in another, and backticks of a row pair up.
    if not any(mark in text for mark in "<&`"):
        return text
    found = read_slice(text, references)
    if len(found) == 1 and found[0].table == table:
        return text
    # Backticks of different cells can pair up across the bar between them.
    return _laid_out(table, [[_written(cell, True, references) for cell in row] for row in table.rows])


@lru_cache(maxsize=4096)
def _written(cell: Cell, entities: bool, references: str) -> str:
    """The text of a cell. Remembered: a key press in a table changes one of them."""
    if not cell:
        return ""

    def reads_back(text: str) -> bool:
        if "&#" in text and BROKEN_REFERENCE.search(text):
            return False
        found = read_slice(f"| a | b |\n| - | - |\n| {text} | c |\n", references)
        rows = found[0].table.rows if len(found) == 1 and found[0].table else ()
        return len(rows) == 2 and rows[1] == (cell, (Span("c"),))

    return written_text(
        tuple(_sayable(cell, entities)), reads_back, known=_known_shapes(entities, references)
    )


@lru_cache(maxsize=16)
def _known_shapes(_entities: bool, _references: str) -> KnownShapes:
    return KnownShapes()


def _sayable(cell: Cell, entities: bool) -> Iterator[Span]:
    """The spans with line breaks as tags; with `entities`, backticks as character references."""
    for span in cell:
        if span.verbatim:
            yield span
            continue
        for number, line in enumerate(span.text.split("\n")):
            if number:
                yield replace(span, text=_BREAK, verbatim=True)
            yield from _with_entities(replace(span, text=line)) if entities else _if_any(span, line)


def _if_any(span: Span, text: str) -> Iterator[Span]:
    if text:
        yield replace(span, text=text)


def _with_entities(span: Span) -> Iterator[Span]:
    if span.code and "`" not in span.text:
        yield span
        return
    if span.code:
        yield replace(span, text="<code>", code=False, verbatim=True)
        yield from _with_entities(replace(span, code=False))
        yield replace(span, text="</code>", code=False, verbatim=True)
        return
    for number, part in enumerate(span.text.split("`")):
        if number:
            yield replace(span, text="&#96;", verbatim=True)
        yield from _if_any(span, part)


def _laid_out(table: Table, rows: list[list[str]]) -> str:
    widths = [
        max(3, *(width for row in rows if (width := _width(row[column])) <= _WIDEST), 0)
        for column in range(len(table.aligns))
    ]
    rules = [_RULES[align](width) for align, width in zip(table.aligns, widths, strict=True)]
    lines = [
        [_padded(text, align, width) for text, align, width in zip(row, table.aligns, widths, strict=True)]
        for row in rows
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in (lines[0], rules, *lines[1:]))


def _padded(text: str, align: str, width: int) -> str:
    missing = max(0, width - _width(text))
    before = missing if align == "right" else missing // 2 if align == "center" else 0
    return " " * before + text + " " * (missing - before)


def _width(text: str) -> int:
    """The columns `text` takes in a fixed pitch face."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
