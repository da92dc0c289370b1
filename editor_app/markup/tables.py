"""Tables as rich text: what Python-Markdown made of a pipe table becomes a `Table`, and its normal form.

A pipe table has one row of headings, a row of alignments, and rows of one line. A line break in a cell is `<br>`.
Nothing here writes Markdown: that is `table_source`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from xml.etree.ElementTree import Element

from editor_app.markup.inline import InlineReader, NotRepresentableError
from editor_app.markup.rich import Cell, Kind, RichBlock, Span, Table
from editor_app.markup.spans import normal_spans

ALIGNMENTS = ("", "left", "center", "right")
_BREAK = re.compile(r"<br[ ]?/?>", re.I)


def read_table(element: Element, inline: InlineReader) -> RichBlock:
    """The TABLE block of a `table` element.

    Raises:
        NotRepresentableError: a cell or the table has something that has no place in the model.
    """
    rows = [row for part in element for row in part]
    if any(child.tag not in ("thead", "tbody") for child in element) or not rows:
        raise NotRepresentableError
    aligns = tuple(cell.get("align", "") for cell in rows[0])
    found = tuple(tuple(_cell(cell, inline) for cell in row) for row in rows)
    if any(row.attrib for row in rows) or any(len(row) != len(aligns) for row in found):
        raise NotRepresentableError
    return RichBlock(Kind.TABLE, table=Table(aligns, found))


def _cell(element: Element, inline: InlineReader) -> Cell:
    if set(element.attrib) - {"align"}:
        raise NotRepresentableError
    typed = inline.spans(element)
    broken = [_as_break(span) for span in typed]
    for spans in (broken, typed):  # a break at the edge of a cell stays as it was typed
        found = normal_spans(spans)
        if _solid(found) == _solid(spans):
            return found
    raise NotRepresentableError  # an odd blank at the edge would be lost by an edit


def _as_break(span: Span) -> Span:
    is_break = span.verbatim and _BREAK.fullmatch(span.text)
    return replace(span, text="\n", verbatim=False) if is_break else span


def _solid(spans: Iterable[Span]) -> int:
    """How many characters there are that are not plain blanks."""
    return sum(len(span.text.replace(" ", "").replace("\t", "")) for span in spans)


@lru_cache(maxsize=4096)
def normal_cell(spans: Cell) -> Cell:
    """A cell's text in normal form; a "\\n" is a line break. Remembered: a key press changes one cell of a table."""
    return normal_spans(spans)


def normal_table(table: Table) -> Table | None:
    """`table` with as many cells in each row as there are alignments and at least one row below the headings.

    Returns None for a table without columns.
    """
    width = len(table.aligns)
    if not width or not table.rows:
        return None
    rows = [tuple(map(normal_cell, row[:width])) + ((),) * (width - len(row)) for row in table.rows]
    if len(rows) == 1:
        rows.append(((),) * width)
    aligns = tuple(align if align in ALIGNMENTS else "" for align in table.aligns)
    return Table(aligns, tuple(rows))
