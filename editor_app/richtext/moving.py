"""Blocks that change places with their neighbours: a paragraph, a list item with what hangs below it, a picture, or all
that is selected. One step of undo; every slice that was not cut apart keeps its exact source.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from editor_app.markup.rich import Kind, Table
from editor_app.richtext.boxes import blocks_of_box, is_title, settle_box
from editor_app.richtext.commands import one_step, selected_blocks
from editor_app.richtext.formats import LIST_KINDS, BlockProperty, box_of, depth_of, key_of, kind_of
from editor_app.richtext.list_items import is_item, last_below, settle_depths
from editor_app.richtext.reader import fragments, object_in
from editor_app.richtext.table_clipping import table_among
from editor_app.richtext.tables import insert_table, is_guard


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Blocks in a row, from `first` to `last`."""

    first: QTextBlock
    last: QTextBlock

    @property
    def start(self) -> int:
        return self.first.position()

    @property
    def end(self) -> int:
        """The position behind its last letter, before what parts it from the next block."""
        return self.last.position() + self.last.length() - 1

    def blocks(self) -> list[QTextBlock]:
        found = [self.first]
        while found[-1] != self.last:
            found.append(found[-1].next())
        return found


@dataclass(frozen=True, slots=True)
class _Copy:
    """Everything a QTextBlock holds, as Qt has it."""

    made: QTextBlockFormat
    pieces: tuple[tuple[str, QTextCharFormat], ...]
    table: Table | None = None


def move_blocks(cursor: QTextCursor, by: int) -> bool:
    """Move the blocks the cursor touches up (-1) or down (1), past one neighbour. False at either end.

    Among its siblings a list item goes past one of them; anything else goes past a whole list or quotation, which
    stays as it is. The selection goes along.
    """
    moved = _chosen(cursor)
    other = _neighbour(moved, by)
    if other is None:
        return False
    anchor, position = cursor.anchor() - moved.start, cursor.position() - moved.start
    upper, lower = (other, moved) if by < 0 else (moved, other)
    start, end, shift = upper.start, lower.end, lower.end - lower.start + 1
    landed = start if by < 0 else start + shift
    with one_step(cursor):
        _swap(cursor, upper, lower)
        _settle(cursor.document(), start, end)
    limit = cursor.document().characterCount() - 1  # a selection may end where the next block begins
    cursor.setPosition(min(landed + anchor, limit))
    cursor.setPosition(min(landed + position, limit), QTextCursor.MoveMode.KeepAnchor)
    block = cursor.block()
    if not cursor.hasSelection() and object_in(block) is not None:
        cursor.setPosition(block.position())
        cursor.setPosition(block.position() + 1, QTextCursor.MoveMode.KeepAnchor)
    return True


# -- which blocks


def _chosen(cursor: QTextCursor) -> _Stretch:
    """The blocks the cursor touches; the last one with its sub-items, a pull quote with its source."""
    blocks = selected_blocks(cursor)
    last = max((last_below(block) for block in blocks), key=QTextBlock.blockNumber)
    first, last = _with_whole_boxes(blocks[0], last)
    return _Stretch(_edge(first, -1, _is_one), _edge(last, 1, _is_one))


def _with_whole_boxes(first: QTextBlock, last: QTextBlock) -> tuple[QTextBlock, QTextBlock]:
    """A title takes its box along; what is selected inside one box moves by itself."""
    box = blocks_of_box(first)
    if not box or is_title(first) or last not in box:
        first = box[0] if box else first
        last = blocks_of_box(last)[-1] if box_of(last) else last
    return first, last


def _neighbour(moved: _Stretch, by: int) -> _Stretch | None:
    """What the blocks change places with."""
    near = moved.first.previous() if by < 0 else moved.last.next()
    if not near.isValid():
        return None
    if box_of(moved.first) and not is_title(moved.first):
        # Inside its box; a title takes its box along.
        inside = box_of(near) and near in blocks_of_box(moved.first) and not is_title(near)
        return _Stretch(near, near) if inside else None
    if is_item(near) and all(is_item(block) for block in moved.blocks()):
        return _sibling(moved, near, by)
    if kind_of(near) is Kind.QUOTE and kind_of(moved.first) is kind_of(moved.last) is Kind.QUOTE:
        return _Stretch(near, near)
    far = _edge(near, by, _belong)
    return _Stretch(far, near) if by < 0 else _Stretch(near, far)


def _sibling(moved: _Stretch, near: QTextBlock, by: int) -> _Stretch:
    """The item before or after among the siblings; where there is none, the item that the list hangs below."""
    depth = depth_of(moved.first)
    if by > 0:
        return _Stretch(near, last_below(near) if depth_of(near) == depth else near)
    first = near
    while depth_of(first) > depth and is_item(first.previous()):
        first = first.previous()
    return _Stretch(first, near)


def _edge(block: QTextBlock, by: int, goes_with: Callable[[QTextBlock, QTextBlock], bool]) -> QTextBlock:
    """The last block that goes with `block` and with each one between, up (-1) or down (1)."""
    while True:
        following = block.next() if by > 0 else block.previous()
        if not following.isValid() or not goes_with(block, following):
            return block
        block = following


def _is_one(block: QTextBlock, other: QTextBlock) -> bool:
    """Whether two blocks are one thing to a person: the lines of a pull quote, a table."""
    if _same_table(block, other):
        return True
    return kind_of(block) is kind_of(other) is Kind.PULL_QUOTE and key_of(block) == key_of(other)


def _belong(block: QTextBlock, other: QTextBlock) -> bool:
    """Whether two blocks are of one list, quotation or slice."""
    kinds = kind_of(block), kind_of(other)
    if box_of(block) or box_of(other):
        return block in blocks_of_box(other)
    if _same_table(block, other):
        return True
    if kinds[0] in LIST_KINDS and kinds[1] in LIST_KINDS:
        return kinds[0] is kinds[1] or max(depth_of(block), depth_of(other)) > 0
    return kinds[0] is kinds[1] is Kind.QUOTE or (kinds[0] is kinds[1] and key_of(block) == key_of(other))


def _same_table(block: QTextBlock, other: QTextBlock) -> bool:
    if Kind.TABLE not in (kind_of(block), kind_of(other)) or key_of(block) != key_of(other):
        return False
    return all(kind_of(each) is Kind.TABLE or is_guard(each) for each in (block, other))


# -- the exchange


def _swap(cursor: QTextCursor, upper: _Stretch, lower: _Stretch) -> None:
    copies = [*_copies(lower.blocks()), *_copies(upper.blocks())]
    indent = upper.first.blockFormat().textIndent() if upper.start == 0 else 0.0
    cursor.setPosition(upper.start)
    cursor.setPosition(lower.end, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    for index, copy in enumerate(copies):
        # The room for the dateline belongs to the place, not to the paragraph.
        copy.made.setTextIndent(indent if index == 0 and copy.made.indent() == 0 else 0.0)
        if index == 0:
            cursor.setBlockFormat(copy.made)
            cursor.setBlockCharFormat(QTextCharFormat())
        else:
            cursor.insertBlock(copy.made, QTextCharFormat())
        if copy.table is not None:
            insert_table(cursor, copy.table, copy.made.stringProperty(BlockProperty.KEY))
        for text, made in copy.pieces:
            cursor.insertText(text, made)


def _copies(blocks: list[QTextBlock]) -> list[_Copy]:
    """A copy of each block; one copy of a table, at the place of the guard before it."""
    found: list[_Copy] = []
    index = 0
    while index < len(blocks):
        selected = table_among(blocks, index)
        found.append(
            _Copy(blocks[index].blockFormat(), (), selected.block.table)
            if selected
            else _copied(blocks[index])
        )
        index += selected.count if selected else 1
    return found


def _copied(block: QTextBlock) -> _Copy:
    return _Copy(block.blockFormat(), tuple(fragments(block)))


def _settle(document: QTextDocument, start: int, end: int) -> None:
    """Depths that jump at the edges of what was exchanged are put right."""
    block, last = document.findBlock(start), document.findBlock(end).next()
    while block.isValid():
        settle_depths(block)
        settle_box(block)
        if block == last:
            return
        block = block.next()
