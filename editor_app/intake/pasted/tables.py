"""Tables of a copy: data becomes a table, what was only laid out with a table becomes its paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from editor_app.intake.pasted.flow import Flow, Gathered
from editor_app.markup.rich import Kind, RichBlock, Span
from editor_app.markup.rich import Table as RichTable
from editor_app.markup.spans import normal_spans

_LONGEST_CELL = 400  # characters; what is longer is prose in a frame
_MOST_CELLS = 5_000
_MOST_COLUMNS = 60


@dataclass(slots=True)
class Cell:
    """One cell. `span` and `rows`: how many columns and rows it covers."""

    align: str = ""
    span: int = 1
    rows: int = 1
    flow: Flow = field(default_factory=Flow)


@dataclass(slots=True)
class Table:
    """One table while it is read.

    Attributes:
        is_layout: it says that it is no table of data.
        holds_table: there is another one in its cells.
        cell: the one that is being read.
    """

    is_layout: bool = False
    holds_table: bool = False
    rows: list[list[Cell]] = field(default_factory=list)
    caption: Flow = field(default_factory=Flow)
    cell: Cell | None = None

    def pour_into(self, flow: Flow) -> None:
        """Put the finished table where it stands."""
        flow.add_all(self.caption.blocks)
        made = None if self.is_layout or self.holds_table else table_of(self.rows)
        if made is not None:
            flow.add_block(RichBlock(Kind.TABLE, table=made))
            return
        for row in self.rows:
            for cell in row:
                flow.add_all(cell.flow.blocks)


def table_of(rows: Sequence[list[Cell]]) -> RichTable | None:
    """The table that the cells make; None when they are no data, or more than a story has room for."""
    rows = [row for row in rows if row]
    width = max((sum(cell.span for cell in row) for row in rows), default=0)
    if len(rows) < 2 or not 2 <= width <= _MOST_COLUMNS or len(rows) * width > _MOST_CELLS:
        return None
    if not all(_is_data(cell.flow.blocks) for row in rows for cell in row):
        return None
    grid = _grid(rows, width)
    kept = [column for column in range(width) if any(_is_filled(row[column]) for row in grid)]
    grid = [[row[column] for column in kept] for row in grid if any(map(_is_filled, row))]
    if len(grid) < 2 or len(kept) < 2:
        return None
    aligns = tuple(_align([row[column] for row in grid]) for column in range(len(kept)))
    texts = tuple(tuple(_spans(cell, is_head=index == 0) for cell in row) for index, row in enumerate(grid))
    return RichTable(aligns, texts)


def _is_filled(cell: Cell | None) -> bool:
    return cell is not None and bool(cell.flow.blocks)


def _is_data(blocks: Sequence[Gathered]) -> bool:
    if len(blocks) > 4 or any(each.block.kind is not Kind.PARAGRAPH for each in blocks):
        return False
    return sum(len(each.block.text) for each in blocks) <= _LONGEST_CELL


def _grid(rows: Sequence[list[Cell]], width: int) -> list[list[Cell | None]]:
    """Every cell in its column; None where another one covers the place."""
    grid: list[list[Cell | None]] = []
    covered = [0] * width
    for row in rows:
        line: list[Cell | None] = []
        cells = iter(row)
        while len(line) < width:
            if covered[len(line)]:
                covered[len(line)] -= 1
                line.append(None)
                continue
            cell = next(cells, None)
            if cell is None:
                line.append(None)
                continue
            for number in range(min(cell.span, width - len(line))):
                covered[len(line)] = cell.rows - 1
                line.append(cell if number == 0 else None)
        grid.append(line)
    return grid


def _spans(cell: Cell | None, *, is_head: bool) -> tuple[Span, ...]:
    """What a cell says, its paragraphs one below the other. Headings are bold by themselves."""
    spans: list[Span] = []
    for each in cell.flow.blocks if cell else ():
        if spans:
            spans.append(Span("\n"))
        spans += each.block.spans
    if is_head:
        spans = [replace(span, bold=False) for span in spans]
    return normal_spans(spans)


def _align(column: Sequence[Cell | None]) -> str:
    """How most cells of a column are set."""
    counted = Counter(cell.align for cell in column if cell is not None and cell.flow.blocks)
    align, count = counted.most_common(1)[0] if counted else ("", 0)
    return align if align in ("center", "right") and count * 2 > sum(counted.values()) else ""
