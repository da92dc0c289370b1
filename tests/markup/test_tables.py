from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editor_app.markup.blocks import slice_body
from editor_app.markup.reader import read_slice
from editor_app.markup.rich import Cell, Kind, RichBlock, Span, Table
from editor_app.markup.tables import normal_table
from editor_app.markup.writer import normal_blocks, write_blocks
from tests.markup.test_writer import _spans

_MANY = int(os.environ.get("STET_EXAMPLES", "150"))
_cells = st.lists(_spans, max_size=3).map(tuple)


@st.composite
def _tables(draw: st.DrawFn) -> RichBlock:
    width, height = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    aligns = tuple(draw(st.sampled_from(("", "left", "center", "right"))) for _ in range(width))
    rows = tuple(tuple(draw(_cells) for _ in range(width)) for _ in range(height))
    return RichBlock(Kind.TABLE, table=Table(aligns, rows))


@given(_tables())
@settings(max_examples=_MANY, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_table_reads_back(block: RichBlock) -> None:
    written = write_blocks([block])
    assert read_slice(written) == normal_blocks([block])
    assert slice_body(written) == [written]


def _table(source: str) -> Table:
    (block,) = read_slice(source)
    assert block.table is not None, block
    return block.table


def _texts(table: Table) -> list[list[str]]:
    return [["".join(span.text for span in cell) for cell in row] for row in table.rows]


def test_alignment_marks_and_links_are_read() -> None:
    table = _table("| a | b | c |\n|:-|:-:|-:|\n| **x** | [y](z.md) | `p|q` |\n")
    assert table.aligns == ("left", "center", "right")
    assert table.rows[1] == (
        (Span("x", bold=True),),
        (Span("y", href="z.md"),),
        (Span("p|q", code=True),),
    )


def test_ragged_rows_are_evened_out_as_the_page_does() -> None:
    assert _texts(_table("a | b\n--|--\n1\n1 | 2 | 3\n")) == [["a", "b"], ["1", ""], ["1", "2"]]


def test_a_table_of_headings_alone_gets_a_row() -> None:
    assert _texts(_table("| a |\n|---|\n")) == [["a"], [""]]


def test_line_breaks_in_cells_are_tags() -> None:
    table = _table("| a<br>b | c |\n|---|---|\n| 1 | 2<br /> |\n")
    assert _texts(table) == [["a\nb", "c"], ["1", "2<br />"]]
    assert "a<br>b" in write_blocks([RichBlock(Kind.TABLE, table=table)])


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ((Span("a|b"),), "a\\|b"),
        ((Span("a|b", code=True),), "`a|b`"),
        ((Span("x", href="a|b"),), "[x](a\\|b)"),
        ((Span("a\\"),), "a\\"),
        ((Span("-"),), "-"),
        ((Span("1. a"),), "1. a"),
        ((Span("# a"),), "# a"),
    ],
)
def test_cells_are_spelt_as_plainly_as_they_can_be(cell: Cell, written: str) -> None:
    table = Table(("", ""), (((Span("h"),), ()), (cell, ())))
    lines = write_blocks([RichBlock(Kind.TABLE, table=table)]).splitlines()
    assert lines[2].removeprefix("| ").removesuffix(" |     |").rstrip() == written


def test_columns_stand_in_line_and_a_long_cell_pushes_nobody_away() -> None:
    long = "x" * 60
    rows = (((Span("Adult"),), (Span("中文"),)), ((Span("£4"),), (Span("b"),)), ((Span(long),), ()))
    written = write_blocks([RichBlock(Kind.TABLE, table=Table(("right", "center"), rows))])
    assert written == (f"| Adult | 中文 |\n| ----: | :--: |\n|    £4 |  b   |\n| {long} |      |\n\n")


@pytest.mark.parametrize(
    "source", ["| a | b |\n|---|---|\n| 1 {: .x} | 2 |\n", "| a | b |\n|---|---|\n| &nbsp; | 2 |\n"]
)
def test_what_a_cell_cannot_hold_makes_a_card(source: str) -> None:
    assert read_slice(source)[0].kind is Kind.SOURCE


def test_a_table_without_columns_is_nothing() -> None:
    assert normal_table(Table((), ((),))) is None
    assert write_blocks([RichBlock(Kind.TABLE, table=Table((), ()))]) == ""
