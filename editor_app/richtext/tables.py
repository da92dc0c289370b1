"""Tables in a document: each is a QTextTable between two empty paragraphs, its guards, which Qt does not show.

Guards and cells carry the key of their slice, so a table is a run that begins and ends outside of the table. A cell
is one block: what would be several paragraphs is line breaks. Nothing here is a command: those are `table_commands`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from editor_app.markup.rich import Cell, Kind, RichBlock, Span, Table
from editor_app.richtext.formats import (
    LINE_BREAK,
    BlockProperty,
    block_format,
    format_of_span,
    key_of,
    kind_of,
)
from editor_app.richtext.reader import spans_in

TABLE_ABOVE, TABLE_BELOW, CELL_PADDING = 36, 14, 6
_SIDES = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute,
}


# -- what is there


def table_at(place: QTextCursor | QTextBlock) -> QTextTable | None:
    """The table a cursor or a block is in. Within a step of undo Qt does not yet know of tables put in by it."""
    if isinstance(place, QTextBlock):
        return QTextCursor(place).currentTable() if kind_of(place) is Kind.TABLE else None
    return place.currentTable()


def table_of(cell: QTextBlock, made: Sequence[QTextTable]) -> QTextTable | None:
    """The table of a cell's block, be it one of those that were `made` in the present step of undo."""
    found = QTextCursor(cell).currentTable()
    place = cell.position()
    inside = (
        table for table in made if first_block(table).position() <= place <= last_block(table).position()
    )
    return found or next(inside, None)


def is_guard(block: QTextBlock) -> bool:
    """Whether a block is the unseen paragraph before or after a table."""
    return block.isValid() and block.length() == 1 and (guards(block, 1) or guards(block, -1))


def guards(block: QTextBlock, side: int) -> bool:
    """Whether an empty block outside of tables has a table right after (1) or before (-1) it."""
    if block.length() != 1:
        return False
    near = block.next() if side > 0 else block.previous()
    return near.isValid() and kind_of(near) is Kind.TABLE and kind_of(block) is not Kind.TABLE


def first_block(table: QTextTable) -> QTextBlock:
    """The block of the first cell."""
    return table.cellAt(0, 0).firstCursorPosition().block()


def last_block(table: QTextTable) -> QTextBlock:
    """The last block of the last cell."""
    return table.cellAt(table.rows() - 1, table.columns() - 1).lastCursorPosition().block()


def block_after(table: QTextTable) -> QTextBlock:
    """The block that follows a table."""
    return last_block(table).next()


def block_before(table: QTextTable) -> QTextBlock:
    """The block that precedes a table."""
    return first_block(table).previous()


def alignment_of(block: QTextBlock) -> str:
    """The alignment a cell's block carries: "", "left", "center" or "right"."""
    return block.blockFormat().stringProperty(BlockProperty.ALIGN)


def read_table(table: QTextTable) -> RichBlock:
    """A table as it is in the document now."""
    columns, rows = table.columns(), table.rows()
    block = first_block(table)
    aligns: list[str] = []
    cells: list[list[Cell]] = [[] for _ in range(rows)]
    # As a rule a cell is one block, and nothing has to be asked of Qt, which is slow at it.
    one_each = last_block(table).blockNumber() - block.blockNumber() + 1 == rows * columns
    for row in range(rows):
        for column in range(columns):
            if row == 0:
                aligns.append(alignment_of(block))
            last = -1 if one_each else table.cellAt(row, column).lastPosition()
            spans = list(spans_in(block))
            while block.position() + block.length() - 1 < last:
                block = block.next()
                spans += [Span("\n"), *spans_in(block)]
            cells[row].append(tuple(spans))
            block = block.next()
    return RichBlock(Kind.TABLE, table=Table(tuple(aligns), tuple(map(tuple, cells))))


# -- putting one in


def guard_format(key: str) -> QTextBlockFormat:
    """The format of the paragraphs around a table."""
    return block_format(Kind.PARAGRAPH, key)


def cell_format(key: str, align: str, *, is_heading: bool) -> QTextBlockFormat:
    """The block format of a cell."""
    made = block_format(Kind.TABLE, key)
    if align:
        made.setProperty(BlockProperty.ALIGN, align)
        made.setAlignment(_SIDES[align])
    if is_heading:
        made.setProperty(BlockProperty.HEADING, True)
    return made


def insert_table(cursor: QTextCursor, table: Table, key: str) -> QTextTable:
    """Put a table into the empty block the cursor is in. The cursor goes to the guard after it."""
    cursor.setBlockFormat(guard_format(key))
    cursor.setBlockCharFormat(QTextCharFormat())
    made = cursor.insertTable(len(table.rows), len(table.aligns), _table_format())
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            place = made.cellAt(row, column).firstCursorPosition()
            place.setBlockFormat(cell_format(key, table.aligns[column], is_heading=row == 0))
            insert_spans(place, cell)
    cursor.setPosition(block_after(made).position())
    cursor.setBlockFormat(guard_format(key))
    cursor.setBlockCharFormat(QTextCharFormat())
    return made


def insert_spans(cursor: QTextCursor, spans: Sequence[Span]) -> None:
    """Insert spans into the block the cursor is in."""
    for span in spans:
        if span.text:
            cursor.insertText(span.text.replace("\n", LINE_BREAK), format_of_span(span))


def _table_format() -> QTextTableFormat:
    made = QTextTableFormat()
    made.setBorder(0)
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    made.setCellPadding(CELL_PADDING)
    made.setCellSpacing(0)
    made.setTopMargin(TABLE_ABOVE)
    made.setBottomMargin(TABLE_BELOW)
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    return made


# -- keeping it whole


def restore_guards(table: QTextTable) -> None:
    """Put the guards back that an edit took away, and give those that are there their look."""
    key = key_of(first_block(table))
    before, after = block_before(table), block_after(table)
    if before.length() > 1 or key_of(before) != key:
        place = QTextCursor(before)
        place.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        place.insertBlock(guard_format(key), QTextCharFormat())
    elif kind_of(before) is not Kind.PARAGRAPH:
        QTextCursor(before).setBlockFormat(guard_format(key))
    if after.length() > 1 or key_of(after) != key:
        kept = after.blockFormat()
        place = QTextCursor(after)
        place.insertBlock(kept, QTextCharFormat())
        QTextCursor(block_after(table)).setBlockFormat(guard_format(key))
