"""What changes the sequence of blocks: Enter, Backspace at a start, objects in and out."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor

from editor_app.markup.rich import Kind, RichBlock
from editor_app.richtext.boxes import blocks_of_box, settle_box, split_in_box, unwrap_box
from editor_app.richtext.builder import insert_blocks
from editor_app.richtext.commands import one_step, reformat
from editor_app.richtext.containers import leave_container, takes_insertion
from editor_app.richtext.formats import (
    LINE_BREAK,
    LIST_KINDS,
    OBJECT_TYPES,
    block_format,
    box_of,
    depth_of,
    key_of,
    kind_of,
    new_key,
    number_of,
    object_format,
)
from editor_app.richtext.list_items import make_paragraph, settle_depths, shift_items
from editor_app.richtext.reader import object_in
from editor_app.richtext.table_commands import select_table
from editor_app.richtext.tables import is_guard, table_at

_CROSSHEADS = frozenset({Kind.CROSSHEAD, Kind.SMALL_CROSSHEAD})
_FOLLOWED_BY_PARAGRAPH = _CROSSHEADS | set(OBJECT_TYPES)
_LEFT_BY_ENTER = LIST_KINDS | {Kind.QUOTE, Kind.PULL_QUOTE}


def split_block(cursor: QTextCursor) -> None:
    """Enter: a new paragraph, list item or quote; in an empty list item or quote, out of it."""
    with one_step(cursor):
        cursor.removeSelectedText()
        block = cursor.block()
        kind = kind_of(block)
        if kind is Kind.TABLE:
            cursor.insertText(LINE_BREAK)
            return
        if box_of(block) and kind not in LIST_KINDS:
            split_in_box(cursor)
            return
        if kind in _LEFT_BY_ENTER and block.length() == 1:
            _leave(block, kind)
            return
        at_start, at_end = cursor.atBlockStart(), cursor.atBlockEnd()
        cursor.insertBlock()
        if kind in LIST_KINDS:
            reformat(cursor.block(), kind, depth_of(block), number_of(block) + 1)
            settle_box(cursor.block())
        elif at_start and not at_end:
            # What was written before Enter keeps its key, and with it its exact source.
            previous = cursor.block().previous()
            QTextCursor(previous).setBlockFormat(_fresh(Kind.PARAGRAPH, previous))
            kept = cursor.blockFormat()
            kept.setTextIndent(0)
            cursor.setBlockFormat(kept)
        elif kind is Kind.PULL_QUOTE:
            # Its second line, such as its source; Enter in an empty one leaves it.
            cursor.setBlockFormat(block_format(kind, key_of(block), continues=True))
        else:
            follower = Kind.PARAGRAPH if kind in _FOLLOWED_BY_PARAGRAPH else kind
            cursor.setBlockFormat(block_format(follower, new_key()))
        if at_end:
            cursor.setBlockCharFormat(QTextCharFormat())
            cursor.setCharFormat(QTextCharFormat())


def break_line(cursor: QTextCursor) -> None:
    """Shift+Enter: a line break inside the paragraph. A crosshead is one line: there it does what Enter does."""
    if kind_of(cursor.block()) in _CROSSHEADS:
        split_block(cursor)
    else:
        cursor.insertText(LINE_BREAK)


def remove_text(cursor: QTextCursor, forwards: bool) -> bool:
    """Backspace and Delete where they join two blocks or take several away. False for the usual way.

    Items below the ones that are gone come up with them, in the same step of undo.
    """
    if cursor.hasSelection():
        document = cursor.document()
        if document.findBlock(cursor.selectionStart()) == document.findBlock(cursor.selectionEnd()):
            return False
        joined = _take_out
    elif forwards and cursor.atBlockEnd() and not cursor.atEnd():
        joined = QTextCursor.deleteChar
    elif not forwards and cursor.atBlockStart() and not cursor.atStart():
        joined = QTextCursor.deletePreviousChar
    else:
        return False
    with one_step(cursor):
        joined(cursor)
        settle_box(cursor.block())
        settle_depths(cursor.block())
        settle_depths(cursor.block().next())
    return True


def _take_out(cursor: QTextCursor) -> None:
    """Remove a selection over several blocks. What is left of the first and last stands where the first stood.

    When the whole first block goes but only a part of the last, Qt would leave the place to the last.
    """
    if cursor.hasComplexSelection():
        cursor.removeSelectedText()
        return
    document = cursor.document()
    first, last = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
    is_whole = cursor.selectionStart() == first.position() and cursor.selectionEnd() > last.position()
    is_whole = is_whole and object_in(first) is None
    made = first.blockFormat()
    cursor.removeSelectedText()
    if is_whole:
        cursor.setBlockFormat(made)
    _drop_empty_box(cursor)


def _leave(block: QTextBlock, kind: Kind) -> None:
    if kind in LIST_KINDS and depth_of(block) > 0:
        shift_items([block], -1)
        return
    make_paragraph(block, new_key())
    settle_depths(block.next())


def _fresh(kind: Kind, block: QTextBlock) -> QTextBlockFormat:
    made = block_format(kind, new_key())
    made.setTextIndent(block.blockFormat().textIndent())
    return made


def backspace_at_start(cursor: QTextCursor) -> bool:
    """Backspace with the caret at a block's start. True when it was dealt with, False for the usual way.

    A list item, quote or crosshead becomes a paragraph first; an object before the caret is selected, not deleted.
    """
    block = cursor.block()
    if cursor.hasSelection() or not cursor.atBlockStart() or object_in(block) is not None:
        return False
    kind = kind_of(block)
    if kind is Kind.TABLE:
        return False
    if kind in LIST_KINDS:
        with one_step(cursor):
            shift_items([block], -1)
        return True
    if kind is Kind.BOX_TITLE:
        with one_step(cursor):
            unwrap_box(block)
        return True
    if kind is not Kind.PARAGRAPH:
        with one_step(cursor):
            reformat(block, Kind.PARAGRAPH)
        return True
    previous = block.previous()
    if is_guard(previous) and not is_guard(block):
        return _select_table_beside(cursor, block, previous.previous())
    if not previous.isValid() or object_in(previous) is None:
        return False
    if block.length() == 1 and block.next().isValid():
        remove_block(cursor)
    select_object(cursor, previous)
    return True


def delete_at_end(cursor: QTextCursor) -> bool:
    """Delete with the caret at a block's end: an object after it is selected, not deleted."""
    block = cursor.block()
    following = block.next()
    if cursor.hasSelection() or not cursor.atBlockEnd() or object_in(block) is not None:
        return False
    if is_guard(following) and not is_guard(block) and kind_of(block) is not Kind.TABLE:
        return _select_table_beside(cursor, block, following.next())
    if not following.isValid() or object_in(following) is None:
        return False
    if block.length() == 1:
        remove_block(cursor)
        following = cursor.block()
    select_object(cursor, following)
    return True


def _select_table_beside(cursor: QTextCursor, block: QTextBlock, cell: QTextBlock) -> bool:
    """A table beside the caret is selected, not deleted; the paragraph the caret leaves goes when it is empty."""
    table = table_at(cell)
    if table is None:
        return False
    if block.length() == 1 and block.next().isValid() and not is_guard(block.next()) and not box_of(block):
        remove_block(cursor)
    select_table(cursor, table)
    return True


def select_object(cursor: QTextCursor, block: QTextBlock) -> None:
    """Select the object that is all of `block`."""
    cursor.setPosition(block.position())
    cursor.setPosition(block.position() + 1, QTextCursor.MoveMode.KeepAnchor)


def selected_object(cursor: QTextCursor) -> QTextBlock | None:
    """The block of the object that is selected, alone."""
    block = cursor.document().findBlock(cursor.selectionStart())
    if cursor.selectionEnd() - cursor.selectionStart() > 1 or object_in(block) is None:
        return None
    return block


def remove_block(cursor: QTextCursor) -> None:
    """Take the block the cursor is in out; the last one left becomes an empty paragraph."""
    block = cursor.document().findBlock(cursor.selectionStart())
    with one_step(cursor):
        cursor.setPosition(block.position())
        cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        if block.next().isValid():
            following = block.next().blockFormat()
            if not block.previous().isValid() and kind_of(block.next()) is Kind.PARAGRAPH:
                following.setTextIndent(block.blockFormat().textIndent())  # the room for the dateline
            cursor.deleteChar()
            cursor.setBlockFormat(following)
        elif block.previous().isValid():
            kept = block.previous().blockFormat()
            cursor.deletePreviousChar()
            cursor.setBlockFormat(kept)
        else:
            cursor.setBlockFormat(block_format(Kind.PARAGRAPH, new_key()))
        cursor.setBlockCharFormat(QTextCharFormat())


def cut_out(cursor: QTextCursor) -> None:
    """Take the selection out, as cutting does.

    Where the caret would come to stand at an object, a table or the title of a box, which are no place to paste a
    paragraph, an empty one stays.
    """
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    first, last = cursor.document().findBlock(start), cursor.document().findBlock(end)
    with one_step(cursor):
        if start == first.position() and start < end == last.position() and _stands_alone(last):
            cursor.setPosition(start)
            cursor.setPosition(end - 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            cursor.setBlockFormat(_fresh(Kind.PARAGRAPH, cursor.block()))
            cursor.setBlockCharFormat(QTextCharFormat())
        else:
            cursor.removeSelectedText()
            if first != last:
                _drop_empty_box(cursor)


def _drop_empty_box(cursor: QTextCursor) -> None:
    """Where all of a box was taken out, an ordinary paragraph stays."""
    block = cursor.block()
    if block.length() == 1 and box_of(block) and len(blocks_of_box(block)) == 1:
        cursor.setBlockFormat(_fresh(Kind.PARAGRAPH, block))


def _stands_alone(block: QTextBlock) -> bool:
    is_empty_item = block.length() == 1 and kind_of(block) in LIST_KINDS
    return (
        is_empty_item or object_in(block) is not None or is_guard(block) or kind_of(block) is Kind.BOX_TITLE
    )


def insert_object(cursor: QTextCursor, made: RichBlock) -> QTextBlock:
    """Put a picture, "Also read", divider or card after the paragraph the cursor is in, or in an empty one's place.

    Returns the object's block; the cursor goes to the paragraph after it, which is made if there is none.
    """
    with one_step(cursor):
        cursor.setPosition(cursor.selectionEnd())
        leave_container(cursor)
        block = cursor.block()
        is_empty = takes_insertion(block)
        if not is_empty:
            cursor.setPosition(block.position() + block.length() - 1)
        insert_blocks(cursor, [(new_key(), made)], into_first=is_empty)
        placed = cursor.block()
        if not placed.next().isValid():
            cursor.insertBlock(block_format(Kind.PARAGRAPH, new_key()), QTextCharFormat())
        else:
            cursor.setPosition(placed.next().position())
    return placed


def replace_object(block: QTextBlock, made: RichBlock, *, joins: bool = False) -> None:
    """Give the object in `block` other content of the same kind; `joins`: as part of the document's last step."""
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + 1, QTextCursor.MoveMode.KeepAnchor)
    if joins:
        cursor.joinPreviousEditBlock()
    else:
        cursor.beginEditBlock()
    cursor.setCharFormat(object_format(made))
    cursor.endEditBlock()
