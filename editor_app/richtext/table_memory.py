"""The table that was read last, so that a key pressed in a cell reads that cell and not the whole table again.

Holds values, no blocks of Qt's. Whoever keeps it says `forget` after any edit that was not within one block.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtGui import QTextBlock

from editor_app.markup.rich import Cell, Kind, RichBlock
from editor_app.richtext.formats import kind_of
from editor_app.richtext.reader import spans_in
from editor_app.richtext.runs import Extent
from editor_app.richtext.tables import alignment_of

_GUARDS = 2


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read: of which run, which Qt knows by its first block, of how many blocks, and where the table is."""

    first: int
    count: int
    blocks: tuple[RichBlock, ...]
    place: int


class TableMemory:
    """Remembers one run that is a table between its guards and nothing else."""

    def __init__(self) -> None:
        self._read: _Read | None = None

    def forget(self) -> None:
        """What was read may not be so any more."""
        self._read = None

    def keep(self, extent: Extent, blocks: tuple[RichBlock, ...]) -> None:
        """Remember what a run holds, when it is a table of one block a cell."""
        tables = [place for place, block in enumerate(blocks) if block.table is not None]
        if len(tables) != 1:
            return
        table = blocks[tables[0]].table
        if table is not None and extent.count == len(table.rows) * len(table.aligns) + _GUARDS:
            self._read = _Read(extent.first.fragmentIndex(), extent.count, blocks, tables[0])

    def read_again(self, extent: Extent, touched: QTextBlock) -> tuple[RichBlock, ...] | None:
        """What the run holds after an edit within the block `touched`; None when it has to be read as a whole."""
        read = self._read
        if read is None or kind_of(touched) is not Kind.TABLE:
            return None
        if read.first != extent.first.fragmentIndex() or read.count != extent.count:
            return None
        block = read.blocks[read.place]
        table = block.table
        number = touched.blockNumber() - extent.first.blockNumber() - 1
        if table is None or not 0 <= number < extent.count - _GUARDS:
            return None
        row, column = divmod(number, len(table.aligns))
        aligns = list(table.aligns)
        if row == 0:
            aligns[column] = alignment_of(touched)
        cells: list[Cell] = list(table.rows[row])
        cells[column] = tuple(spans_in(touched))
        rows = (*table.rows[:row], tuple(cells), *table.rows[row + 1 :])
        made = replace(block, table=replace(table, aligns=tuple(aligns), rows=rows))
        return (*read.blocks[: read.place], made, *read.blocks[read.place + 1 :])
