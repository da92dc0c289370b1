"""Fact boxes in a document: a title and the blocks after it that carry the same type of box.

A box is nothing but a property of its blocks, so typing, undo and cut work in it as everywhere. Its last block has the
room below that the tint needs; whatever changes the blocks of a box ends with `settle_box`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor

from editor_app.markup.boxes import BODY_KINDS
from editor_app.markup.rich import Kind, RichBlock
from editor_app.richtext.builder import format_of_block, insert_blocks, insert_content
from editor_app.richtext.formats import (
    BlockProperty,
    block_format,
    box_of,
    closing_box,
    depth_of,
    key_of,
    kind_of,
    new_key,
    number_of,
)

COMMON_BOX = "note"


# -- what is there


def is_title(block: QTextBlock) -> bool:
    """Whether a block is the title of a box."""
    return block.isValid() and kind_of(block) is Kind.BOX_TITLE


def goes_on(block: QTextBlock) -> bool:
    """Whether a block is of the same box as the block before it."""
    previous = block.previous()
    return previous.isValid() and bool(box_of(block)) and not is_title(block) and bool(box_of(previous))


def blocks_of_box(block: QTextBlock) -> list[QTextBlock]:
    """The blocks of the box that `block` is in, in order; none outside of a box."""
    if not box_of(block):
        return []
    first = block
    while goes_on(first):
        first = first.previous()
    found = [first]
    while (following := found[-1].next()).isValid() and goes_on(following):
        found.append(following)
    return found


def closes_box(block: QTextBlock) -> bool:
    """Whether a block is the last of its box."""
    following = block.next()
    return bool(box_of(block)) and not (following.isValid() and goes_on(following))


# -- changing one; each is part of the caller's step of undo


def settle_box(block: QTextBlock) -> None:
    """Give the last block of a box, and no other, the room below the text."""
    for each in blocks_of_box(block):
        made = each.blockFormat()
        if made.boolProperty(BlockProperty.CLOSES) != closes_box(each):
            QTextCursor(each).setBlockFormat(closing_box(made, closes_box(each)))


def unwrap_box(block: QTextBlock) -> None:
    """Take the box away; its title becomes a paragraph."""
    for each in blocks_of_box(block):
        kind = Kind.PARAGRAPH if is_title(each) else kind_of(each)
        QTextCursor(each).setBlockFormat(block_format(kind, key_of(each), depth_of(each), number_of(each)))


def leave_box(block: QTextBlock) -> None:
    """Make a paragraph below the box of the last block of it."""
    before = block.previous()
    QTextCursor(block).setBlockFormat(block_format(Kind.PARAGRAPH, new_key()))
    if before.isValid():
        settle_box(before)


def split_in_box(cursor: QTextCursor) -> None:
    """Enter in a box: another paragraph in it; after its last, empty one, a paragraph below it."""
    block = cursor.block()
    if block.length() == 1 and closes_box(block) and not is_title(block):
        leave_box(block)
        return
    box, key = box_of(block), key_of(block)
    at_end = cursor.atBlockEnd()
    following = block.next()
    if is_title(block) and at_end and following.isValid() and goes_on(following) and following.length() == 1:
        cursor.setPosition(following.position())
        return
    cursor.insertBlock()
    cursor.setBlockFormat(block_format(Kind.PARAGRAPH, key, box=box))
    if at_end:
        cursor.setBlockCharFormat(QTextCharFormat())
        cursor.setCharFormat(QTextCharFormat())
    settle_box(cursor.block())


def wrap_in_box(cursor: QTextCursor, blocks: Sequence[QTextBlock]) -> None:
    """Put a box around `blocks`, paragraphs and list items in a row. The cursor goes into its empty title."""
    key = new_key()
    for block in blocks:
        kind = kind_of(block) if kind_of(block) in BODY_KINDS else Kind.PARAGRAPH
        made = block_format(kind, key, depth_of(block), number_of(block), box=COMMON_BOX)
        QTextCursor(block).setBlockFormat(made)
    cursor.setPosition(blocks[0].position())
    cursor.insertBlock()
    cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
    _begin_title(cursor, key)
    settle_box(cursor.block())


def insert_empty_box(cursor: QTextCursor) -> None:
    """Put an empty box in the empty block the cursor is in, the cursor in its title."""
    key = new_key()
    _begin_title(cursor, key)
    place = cursor.position()
    cursor.insertBlock(block_format(Kind.PARAGRAPH, key, box=COMMON_BOX), QTextCharFormat())
    settle_box(cursor.block())
    cursor.setPosition(place)


def _begin_title(cursor: QTextCursor, key: str) -> None:
    cursor.setBlockFormat(block_format(Kind.BOX_TITLE, key, box=COMMON_BOX))
    cursor.setBlockCharFormat(QTextCharFormat())


def insert_in_box(cursor: QTextCursor, blocks: Sequence[RichBlock]) -> None:
    """Insert blocks into the box the cursor is in; what a box cannot hold goes below it."""
    box, key = box_of(cursor.block()), key_of(cursor.block())
    fitting = [block for block in blocks if block.spans or block.kind in BODY_KINDS]
    others = [block for block in blocks if block not in fitting]
    for block in fitting:
        kind = block.kind if block.kind in BODY_KINDS else Kind.PARAGRAPH
        inside = replace(block, kind=kind, box=box)
        if cursor.block().length() > 1:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertBlock(format_of_block(inside, key), QTextCharFormat())
        elif not is_title(cursor.block()):
            cursor.setBlockFormat(format_of_block(inside, key))
        insert_content(cursor, inside)
    settle_box(cursor.block())
    if others:
        last = blocks_of_box(cursor.block())[-1]
        cursor.setPosition(last.position() + last.length() - 1)
        insert_blocks(cursor, [(new_key(), block) for block in others], into_first=False)
