"""What can be done to a table: rows, columns, alignment, going from cell to cell. Each is one step of undo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextTable

from editor_app.markup.rich import Kind, RichBlock, Span, Table
from editor_app.richtext.commands import one_step
from editor_app.richtext.formats import BlockProperty, block_format, key_of, kind_of, new_key
from editor_app.richtext.reader import spans_in
from editor_app.richtext.tables import (
    alignment_of,
    block_after,
    block_before,
    cell_format,
    first_block,
    guards,
    insert_spans,
    is_guard,
    last_block,
    read_table,
    restore_guards,
    table_at,
)

NEW_TABLE = Table(("", "", ""), (((),) * 3,) * 3)


def place_in(cursor: QTextCursor) -> tuple[QTextTable, int, int] | None:
    """The table the cursor is in, its row and its column."""
    table = cursor.currentTable()
    if table is None:
        return None
    cell = table.cellAt(cursor)
    return (table, cell.row(), cell.column()) if cell.isValid() else None


def words_of_place(cursor: QTextCursor) -> str:
    """Where in a table the cursor is, for a screen reader: "Row 2, Adult: £4.20"; empty outside of tables."""
    if (place := place_in(cursor)) is None:
        return ""
    table, row, column = place
    heading = _cell_block(table, 0, column).text() or f"column {column + 1}"
    text = cursor.block().text() or "empty"
    return f"Heading {column + 1}: {text}" if row == 0 else f"Row {row}, {heading}: {text}"


def selected_rows_and_columns(cursor: QTextCursor) -> tuple[QTextTable, int, int, int, int] | None:
    """The table, and of its selected cells the first row, how many, the first column, how many."""
    place = place_in(cursor)
    if place is None:
        return None
    table, row, column = place
    first_row, rows, first_column, columns = cursor.selectedTableCells()  # type: ignore[misc]  # the stubs say None; it is four numbers
    return (table, first_row, rows, first_column, columns) if rows > 0 else (table, row, 1, column, 1)


# -- rows and columns


def insert_row(cursor: QTextCursor, *, below: bool) -> None:
    """A row below or above the selected cells; the cursor goes into it."""
    if (place := selected_rows_and_columns(cursor)) is None:
        return
    table, first, count, column, _columns = place
    at = first + count if below else first
    with one_step(cursor):
        table.insertRows(at, 1)
        _settle(table)
    _go_to(cursor, table, at, column)


def insert_column(cursor: QTextCursor, *, after: bool) -> None:
    """A column after or before the selected cells; the cursor goes into it."""
    if (place := selected_rows_and_columns(cursor)) is None:
        return
    table, row, _rows, first, count = place
    at = first + count if after else first
    with one_step(cursor):
        table.insertColumns(at, 1)
        _settle(table)
    _go_to(cursor, table, row, at)


def delete_rows(cursor: QTextCursor) -> None:
    """Take the selected rows out; with the last one goes the table."""
    if (place := selected_rows_and_columns(cursor)) is None:
        return
    table, first, count, column, _columns = place
    if count >= table.rows():
        delete_table(cursor)
        return
    with one_step(cursor):
        table.removeRows(first, count)
        _settle(table)
    _go_to(cursor, table, min(first, table.rows() - 1), column)


def delete_columns(cursor: QTextCursor) -> None:
    """Take the selected columns out; with the last one goes the table."""
    if (place := selected_rows_and_columns(cursor)) is None:
        return
    table, row, _rows, first, count = place
    if count >= table.columns():
        delete_table(cursor)
        return
    with one_step(cursor):
        table.removeColumns(first, count)
        _settle(table)
    _go_to(cursor, table, row, min(first, table.columns() - 1))


def delete_table(cursor: QTextCursor) -> None:
    """Take the table the cursor is in, or that is selected, out. A paragraph stays where nothing else would."""
    table = cursor.currentTable() or selected_table(cursor)
    if table is None:
        return
    with one_step(cursor):
        restore_guards(table)
        select_table(cursor, table)
        cursor.removeSelectedText()
        block = cursor.block()
        if block.next().isValid() and kind_of(block.next()) is not Kind.TABLE:
            following = block.next().blockFormat()
            cursor.deleteChar()
            cursor.setBlockFormat(following)
        else:
            cursor.setBlockFormat(block_format(Kind.PARAGRAPH, new_key()))
            cursor.setBlockCharFormat(QTextCharFormat())


def move_row(cursor: QTextCursor, by: int) -> bool:
    """Exchange the cursor's row with the one above (-1) or below (1). False where there is none to go past."""
    if (place := place_in(cursor)) is None:
        return False
    table, row, column = place
    other = row + by
    if not 0 <= other < table.rows():
        return False
    offset = cursor.positionInBlock()
    with one_step(cursor):
        for each in range(table.columns()):
            upper, lower = (_cell_block(table, place, each) for place in (row, other))
            texts = spans_in(upper), spans_in(lower)
            _refill(lower, texts[0])
            _refill(_cell_block(table, row, each), texts[1])
    _go_to(cursor, table, other, column)
    cursor.setPosition(cursor.position() + min(offset, cursor.block().length() - 1))
    return True


def set_alignment(cursor: QTextCursor, align: str) -> None:
    """Align the selected columns; a second time takes the alignment away."""
    if (place := selected_rows_and_columns(cursor)) is None:
        return
    table, _row, _rows, first, count = place
    blocks = [
        _cell_block(table, row, column)
        for row in range(table.rows())
        for column in range(first, first + count)
    ]
    if all(alignment_of(block) == align for block in blocks):
        align = ""
    with one_step(cursor):
        for block in blocks:
            heading = block.blockFormat().boolProperty(BlockProperty.HEADING)
            QTextCursor(block).setBlockFormat(cell_format(key_of(block), align, is_heading=heading))


# -- from cell to cell


def go_to_cell(cursor: QTextCursor, by: int) -> None:
    """The next (1) or the previous (-1) cell, its text selected; after the last one a row is added."""
    if (place := place_in(cursor)) is None:
        return
    table, row, column = place
    number = row * table.columns() + column + by
    if number >= table.rows() * table.columns():
        insert_row(cursor, below=True)
        _go_to(cursor, table, table.rows() - 1, 0)
    elif number >= 0:
        _go_to(cursor, table, *divmod(number, table.columns()), select=True)


def go_down(cursor: QTextCursor) -> None:
    """Enter: the cell below. In the last row another row; in a last row that is empty, out of the table."""
    if (place := place_in(cursor)) is None:
        return
    table, row, column = place
    if row + 1 < table.rows():
        _go_to(cursor, table, row + 1, column)
    elif row > 1 and all(_cell_block(table, row, each).length() == 1 for each in range(table.columns())):
        with one_step(cursor):
            table.removeRows(row, 1)
            leave_downwards(cursor, table)
    else:
        insert_row(cursor, below=True)


def leave_downwards(cursor: QTextCursor, table: QTextTable) -> None:
    """The paragraph below the table; it is made where there is none."""
    after = block_after(table)
    if guards(after, -1):
        following = after.next()
        if not following.isValid() or guards(following, 1):
            cursor.setPosition(after.position())
            cursor.insertBlock(block_format(Kind.PARAGRAPH, new_key()), QTextCharFormat())
            return
        after = following
    cursor.setPosition(after.position())


def leave_upwards(cursor: QTextCursor, table: QTextTable) -> bool:
    """The end of the paragraph above the table. False when the table is the first thing."""
    before = block_before(table)
    if guards(before, 1):
        before = before.previous()
    if not before.isValid():
        return False
    if is_guard(before):
        cursor.setPosition(before.position() - 1)
    else:
        cursor.setPosition(before.position() + before.length() - 1)
    return True


def select_table(cursor: QTextCursor, table: QTextTable) -> None:
    """Select a table with its guards, as one thing."""
    cursor.setPosition(block_before(table).position() + block_before(table).length() - 1)
    cursor.setPosition(block_after(table).position(), QTextCursor.MoveMode.KeepAnchor)


def selected_table(cursor: QTextCursor) -> QTextTable | None:
    """The table that is selected with its guards, alone."""
    if not cursor.hasSelection():
        return None
    document = cursor.document()
    first, last = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
    if first == last or table_at(first) is not None or table_at(last) is not None:
        return None
    table = table_at(first.next())
    is_alone = table is not None and block_after(table) == last and cursor.selectionEnd() == last.position()
    return table if is_alone and cursor.selectionStart() == first.position() + first.length() - 1 else None


# -- what is put in


def insert_in_cell(cursor: QTextCursor, blocks: Sequence[RichBlock]) -> None:
    """Insert what was pasted into the cell the cursor is in: a table cell by cell, text with line breaks."""
    tables = [block.table for block in blocks if block.table is not None]
    if len(tables) == 1 and len(blocks) == 1:
        fill_cells(cursor, [list(row) for row in tables[0].rows])
        return
    lines = [line for block in blocks for line in _lines_of(block)]
    for number, line in enumerate(lines):
        insert_spans(cursor, (*((Span("\n"),) if number else ()), *line))


def fill_cells(cursor: QTextCursor, rows: Sequence[Sequence[Iterable[Span]]]) -> None:
    """Put texts into the cells from the cursor's on, in place of what is there; the table grows as it must."""
    if (place := place_in(cursor)) is None:
        return
    table, top, left = place
    with one_step(cursor):
        needed = top + len(rows) - table.rows(), left + max(map(len, rows)) - table.columns()
        if needed[0] > 0:
            table.appendRows(needed[0])
        if needed[1] > 0:
            table.appendColumns(needed[1])
        if max(needed) > 0:
            _settle(table)
        for row, texts in enumerate(rows, start=top):
            for column, spans in enumerate(texts, start=left):
                _refill(_cell_block(table, row, column), tuple(spans))
    _go_to(cursor, table, top + len(rows) - 1, left + len(rows[-1]) - 1)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)


def part_of_table(cursor: QTextCursor) -> RichBlock | None:
    """The cells that are selected, as a table; None unless several are."""
    place = selected_rows_and_columns(cursor)
    if place is None or not cursor.hasComplexSelection():
        return None
    table, row, rows, column, columns = place
    whole = read_table(table).table
    assert whole is not None
    kept = tuple(cells[column : column + columns] for cells in whole.rows[row : row + rows])
    return RichBlock(Kind.TABLE, table=Table(whole.aligns[column : column + columns], kept))


def _lines_of(block: RichBlock) -> list[tuple[Span, ...]]:
    if block.table is None:
        return [block.spans] if block.spans else []
    return [tuple(span for cell in row for span in (*cell, Span(" "))) for row in block.table.rows]


# -- inside


def _cell_block(table: QTextTable, row: int, column: int) -> QTextBlock:
    return table.cellAt(row, column).firstCursorPosition().block()


def _go_to(cursor: QTextCursor, table: QTextTable, row: int, column: int, *, select: bool = False) -> None:
    """Into a cell; with `select`, what is typed takes its text's place and looks as its first letter does."""
    cell = table.cellAt(row, column)
    cursor.setPosition(cell.lastPosition() if select else cell.firstPosition())
    cursor.setPosition(
        cell.firstPosition(), QTextCursor.MoveMode.KeepAnchor if select else QTextCursor.MoveMode.MoveAnchor
    )


def _refill(block: QTextBlock, spans: tuple[Span, ...]) -> None:
    place = QTextCursor(block)
    place.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    place.removeSelectedText()
    place.setBlockCharFormat(QTextCharFormat())
    insert_spans(place, spans)


def _settle(table: QTextTable) -> None:
    """Give new cells the look of their column, and the guards theirs: Qt gives one a cell's when a first row goes."""
    block = first_block(table)
    key = key_of(block) or key_of(last_block(table)) or new_key()
    blocks = [
        [_cell_block(table, row, column) for column in range(table.columns())] for row in range(table.rows())
    ]
    for column in range(table.columns()):
        align = next((found for row in blocks if (found := alignment_of(row[column]))), "")
        for number, row in enumerate(blocks):
            wanted = cell_format(key, align, is_heading=number == 0)
            if row[column].blockFormat() != wanted:
                QTextCursor(row[column]).setBlockFormat(wanted)
    restore_guards(table)
