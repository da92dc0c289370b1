"""What stands inside a table or a fact box, and what has to go below it. Joins `boxes` and `table_commands`."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor

from editor_app.markup.boxes import BODY_KINDS
from editor_app.markup.rich import Kind, RichBlock, Table
from editor_app.richtext.boxes import blocks_of_box, insert_empty_box, insert_in_box, wrap_in_box
from editor_app.richtext.builder import insert_blocks
from editor_app.richtext.commands import one_step, selected_blocks
from editor_app.richtext.formats import block_format, box_of, kind_of, new_key
from editor_app.richtext.table_commands import insert_in_cell
from editor_app.richtext.tables import block_after, first_block, guards, insert_table, is_guard, table_at


def insert_contained(cursor: QTextCursor, blocks: Sequence[RichBlock]) -> bool:
    """Insert blocks where the cursor is in a cell or a box, as far as those can hold them. False outside of both."""
    if cursor.currentTable() is not None:
        insert_in_cell(cursor, [block for block in blocks if block.spans or block.table is not None])
        others = [
            block for block in blocks if not block.spans and block.table is None and not _is_text(block)
        ]
        if others:
            insert_below(cursor, others)
        return True
    if box_of(cursor.block()):
        insert_in_box(cursor, blocks)
        return True
    return False


def insert_below(cursor: QTextCursor, blocks: Sequence[RichBlock]) -> None:
    """Insert blocks below the table or box the cursor is in."""
    leave_container(cursor)
    insert_blocks(cursor, [(new_key(), block) for block in blocks], into_first=False)


def leave_container(cursor: QTextCursor) -> None:
    """Put the cursor behind the last letter of the table or box it is in; elsewhere it stays."""
    block = cursor.block()
    table = table_at(cursor)
    if table is not None:
        block = block_after(table)
    elif guards(block, 1):
        inside = table_at(block.next())
        block = block_after(inside) if inside is not None else block
    elif box_of(block):
        block = blocks_of_box(block)[-1]
    else:
        return
    cursor.setPosition(block.position() + block.length() - 1)


def takes_insertion(block: QTextBlock) -> bool:
    """Whether a block is an empty paragraph, in whose place something can be put."""
    return (
        block.length() == 1 and not is_guard(block) and not box_of(block) and kind_of(block) is not Kind.TABLE
    )


def insert_new_table(cursor: QTextCursor, table: Table) -> None:
    """Put a table below the cursor's paragraph, or in an empty one's place; the cursor goes into its first cell."""
    with one_step(cursor):
        cursor.setPosition(cursor.selectionEnd())
        leave_container(cursor)
        key = new_key()
        if not takes_insertion(cursor.block()):
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertBlock(block_format(Kind.PARAGRAPH, key), QTextCharFormat())
        made = insert_table(cursor, table, key)
    cursor.setPosition(first_block(made).position())


def insert_box(cursor: QTextCursor) -> None:
    """A fact box around the selected paragraphs; without a selection an empty one. The cursor goes into its title."""
    blocks = _wrappable(cursor) if cursor.hasSelection() else []
    with one_step(cursor):
        if blocks:
            wrap_in_box(cursor, blocks)
            return
        cursor.setPosition(cursor.selectionEnd())
        leave_container(cursor)
        if not takes_insertion(cursor.block()):
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertBlock(block_format(Kind.PARAGRAPH, new_key()), QTextCharFormat())
        if not cursor.block().next().isValid():
            place = cursor.position()
            cursor.insertBlock(block_format(Kind.PARAGRAPH, new_key()), QTextCharFormat())
            cursor.setPosition(place)
        insert_empty_box(cursor)


def _wrappable(cursor: QTextCursor) -> list[QTextBlock]:
    """The selected blocks when a box can hold them all."""
    blocks = selected_blocks(cursor)
    fits = all(
        kind_of(block) in BODY_KINDS
        and not box_of(block)
        and not is_guard(block)
        and "\ufffc" not in block.text()
        for block in blocks
    )
    return blocks if fits else []


def _is_text(block: RichBlock) -> bool:
    return block.kind in BODY_KINDS or block.kind in (Kind.BOX_TITLE, Kind.QUOTE, Kind.PULL_QUOTE)
