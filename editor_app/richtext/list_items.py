"""Nesting of list items: an item and what hangs below it go deeper and come back together.

A QTextDocument would hold any depth; Markdown holds only one step more than the item above. Whatever changes depths
ends with `settle_depths`, so that what is on screen is what is saved.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextBlock, QTextCursor

from editor_app.markup.rich import Kind
from editor_app.richtext.formats import LIST_KINDS, block_format, box_of, depth_of, key_of, kind_of, number_of

MOST_DEPTH = 5


def is_item(block: QTextBlock) -> bool:
    """Whether a block is there and is a list item."""
    return block.isValid() and kind_of(block) in LIST_KINDS


def last_below(block: QTextBlock) -> QTextBlock:
    """The last of the items that hang below `block`; `block` itself when none does."""
    if not is_item(block):
        return block
    depth, last = depth_of(block), block
    while is_item(following := last.next()) and depth_of(following) > depth:
        last = following
    return last


def deepest_for(block: QTextBlock) -> int:
    """How deep an item may be nested: one below the item before it."""
    previous = block.previous()
    return min(MOST_DEPTH, depth_of(previous) + 1) if is_item(previous) else 0


def siblings_of(block: QTextBlock) -> list[QTextBlock]:
    """The items at the depth of `block` under the same item, in order, `block` among them."""
    depth, found = depth_of(block), [block]
    before = block.previous()
    while is_item(before) and depth_of(before) >= depth:
        if depth_of(before) == depth:
            found.insert(0, before)
        before = before.previous()
    after = block.next()
    while is_item(after) and depth_of(after) >= depth:
        if depth_of(after) == depth:
            found.append(after)
        after = after.next()
    return found


def shift_items(blocks: Sequence[QTextBlock], by: int) -> None:
    """Nest items deeper (1) or less deep (-1), each with what hangs below it.

    Deeper only where the first of them has an item to go below. An outermost item that comes out is a paragraph.
    """
    first = blocks[0]
    if by > 0 and depth_of(first) + by > deepest_for(first):
        return
    end = _furthest([last_below(block) for block in blocks])
    chosen = {block.blockNumber() for block in blocks}
    block = first
    while block.isValid() and block.blockNumber() <= end.blockNumber():
        if is_item(block):
            depth = depth_of(block) + by
            if depth >= 0:
                _set_depth(block, depth)
            elif block.blockNumber() in chosen:
                make_paragraph(block)
        block = block.next()
    settle_depths(block)


def settle_depths(block: QTextBlock) -> None:
    """Take the jumps out of the depths of the items from `block` on; items side by side stay side by side."""
    while is_item(block) and (depth := depth_of(block)) > (limit := deepest_for(block)):
        while is_item(block) and depth_of(block) >= depth:
            _set_depth(block, depth_of(block) - (depth - limit))
            block = block.next()


def make_paragraph(block: QTextBlock, key: str | None = None) -> None:
    """Make a plain paragraph of a block; it stays in its run unless it gets another `key`."""
    made = block_format(Kind.PARAGRAPH, key_of(block) if key is None else key, box=box_of(block))
    if not block.previous().isValid():
        made.setTextIndent(block.blockFormat().textIndent())
    QTextCursor(block).setBlockFormat(made)


def _set_depth(block: QTextBlock, depth: int) -> None:
    """Nest one item at `depth`, as an item of the sort that its siblings there are of."""
    depth = min(max(depth, 0), MOST_DEPTH)
    if depth == depth_of(block):
        return
    sibling = _sibling_before(block, depth)
    kind = kind_of(sibling) if sibling is not None else kind_of(block)
    # Only the first of a list has a number that counts; the others follow from it.
    number = number_of(sibling) + 1 if sibling is not None else 1
    made = block_format(kind, key_of(block), depth, number, box=box_of(block))
    QTextCursor(block).setBlockFormat(made)


def _sibling_before(block: QTextBlock, depth: int) -> QTextBlock | None:
    previous = block.previous()
    while is_item(previous) and depth_of(previous) >= depth:
        if depth_of(previous) == depth:
            return previous
        previous = previous.previous()
    return None


def _furthest(blocks: Sequence[QTextBlock]) -> QTextBlock:
    return max(blocks, key=QTextBlock.blockNumber)
