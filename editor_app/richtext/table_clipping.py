"""Tables on the way to and from the clipboard: a whole table among selected blocks, and text pasted into cells or boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor

from editor_app.markup.rich import Kind, RichBlock, Span
from editor_app.richtext.boxes import is_title, settle_box
from editor_app.richtext.formats import LINE_BREAK, block_format, box_of, key_of, kind_of
from editor_app.richtext.table_commands import fill_cells, insert_in_cell
from editor_app.richtext.tables import block_after, block_before, guards, read_table, table_at


@dataclass(frozen=True, slots=True)
class SelectedTable:
    """A table among selected blocks.

    Attributes:
        block: what it holds.
        count: how many of the selected blocks are its guards and cells.
        key: the key of its slice when the table is all of it, else empty.
    """

    block: RichBlock
    count: int
    key: str


def table_among(blocks: Sequence[QTextBlock], index: int) -> SelectedTable | None:
    """The table that begins with `blocks[index]`, a guard or a cell; None where none does."""
    first = blocks[index]
    table = table_at(first) if kind_of(first) is Kind.TABLE else None
    if table is None and guards(first, 1):
        table = table_at(first.next())
    if table is None:
        return None
    before, after = block_before(table), block_after(table)
    count = 0
    while index + count < len(blocks) and blocks[index + count].position() <= after.position():
        if blocks[index + count] == after and not guards(after, -1):
            break
        count += 1
    key = key_of(before)
    is_all = first == before and guards(after, -1) and key_of(after) == key
    for edge in (before.previous(), after.next()):
        is_all = is_all and not (edge.isValid() and key_of(edge) == key)
    return SelectedTable(read_table(table), count, key if is_all else "")


def paste_paragraphs(cursor: QTextCursor, text: str, paragraphs: Sequence[str]) -> bool:
    """Insert plain text into the cell or box the cursor is in. False outside of both.

    In a table, text with tabs is a piece of a spreadsheet and fills cells; other text goes into one cell.
    """
    if cursor.currentTable() is not None:
        if "\t" in text:
            rows = [line.split("\t") for line in text.rstrip("\r\n").splitlines()]
            fill_cells(cursor, [[(Span(words.strip()),) for words in row] for row in rows])
        else:
            insert_in_cell(cursor, [_paragraph(words) for words in paragraphs])
        return True
    block = cursor.block()
    box, key = box_of(block), key_of(block)
    if not box or (is_title(block) and len(paragraphs) == 1):
        return False
    cursor.insertText(paragraphs[0])
    for words in paragraphs[1:]:
        cursor.insertBlock(block_format(Kind.PARAGRAPH, key, box=box), QTextCharFormat())
        cursor.insertText(words, QTextCharFormat())
    settle_box(cursor.block())
    return True


def _paragraph(words: str) -> RichBlock:
    return RichBlock(spans=(Span(words.replace(LINE_BREAK, "\n")),))
