"""Rich blocks -> QTextBlocks. The only place that puts blocks into a document, for loading and for pasting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextTable

from editor_app.markup.rich import Kind, RichBlock
from editor_app.markup.writer import spans_of
from editor_app.richtext.formats import (
    OBJECT,
    OBJECT_TYPES,
    block_format,
    closing_box,
    object_format,
)
from editor_app.richtext.tables import insert_spans, insert_table

__all__ = ["can_hold", "format_of_block", "holdable", "insert_blocks", "insert_content", "insert_spans"]

# What a QTextDocument would take for structure of its own, or cannot hold: such text is shown as a source card.
_UNHOLDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0\ufdd1\ufffc\ud800-\udfff]")
_ORDER_MARKS = ("\ufeff", "\ufffe")  # Qt takes them off the start of a text


def can_hold(blocks: Sequence[RichBlock]) -> bool:
    """Whether every character of the blocks' text survives in a QTextDocument."""
    texts = [span.text for block in blocks for span in spans_of(block)]
    return not any(_UNHOLDABLE.search(text) or text.startswith(_ORDER_MARKS) for text in texts)


def order_mark(parts: Sequence[str]) -> str:
    """The byte order mark that some editors put at a file's start; empty without one."""
    return _ORDER_MARKS[0] if parts and parts[0].startswith(_ORDER_MARKS[0]) else ""


def without_order_mark(blocks: Sequence[RichBlock]) -> tuple[RichBlock, ...]:
    """`blocks` of a body's first slice as they are shown: the mark is not text."""
    if not blocks or not blocks[0].spans:
        return tuple(blocks)
    first, *others = blocks[0].spans
    kept = replace(first, text=first.text.removeprefix(_ORDER_MARKS[0]))
    spans = (kept, *others) if kept.text else tuple(others)
    return (replace(blocks[0], spans=spans), *blocks[1:])


def holdable(source: str, blocks: Sequence[RichBlock]) -> tuple[RichBlock, ...]:
    """`blocks`, or the one source card that stands for them where a QTextDocument could not hold their text."""
    return tuple(blocks) if can_hold(blocks) else (RichBlock(Kind.SOURCE, source=source),)


def format_of_block(block: RichBlock, key: str, *, continues: bool = False) -> QTextBlockFormat:
    """The block format `block` gets as part of the slice `key`."""
    return block_format(block.kind, key, block.depth, block.number, continues=continues, box=block.box)


def insert_blocks(
    cursor: QTextCursor, keyed: Sequence[tuple[str, RichBlock]], *, into_first: bool
) -> list[QTextTable]:
    """Insert blocks at the cursor, each as a QTextBlock of its own, but tables.

    Args:
        keyed: pairs of slice key and block, in order.
        into_first: the block the cursor is in is empty and becomes the first of them.

    Returns:
        the tables among them.
    """
    tables: list[QTextTable] = []
    for index, (key, block) in enumerate(keyed):
        before = keyed[index - 1] if index else None
        continues = (
            before is not None and before[0] == key and before[1].kind is block.kind is Kind.PULL_QUOTE
        )
        made = format_of_block(block, key, continues=continues)
        if block.box and _closes_box(keyed, index):
            made = closing_box(made, closes=True)
        if block.table is not None:
            if not (into_first and index == 0):
                cursor.insertBlock(made, QTextCharFormat())
            tables.append(insert_table(cursor, block.table, key))
            continue
        if into_first and index == 0:
            cursor.setBlockFormat(made)
            cursor.setBlockCharFormat(QTextCharFormat())
        else:
            cursor.insertBlock(made, QTextCharFormat())
        insert_content(cursor, block)
    return tables


def _closes_box(keyed: Sequence[tuple[str, RichBlock]], index: int) -> bool:
    following = keyed[index + 1][1] if index + 1 < len(keyed) else None
    return following is None or not following.box or following.kind is Kind.BOX_TITLE


def insert_content(cursor: QTextCursor, block: RichBlock) -> None:
    """Insert what stands inside `block`: its spans, or the object character."""
    if block.kind in OBJECT_TYPES:
        cursor.insertText(OBJECT, object_format(block))
    else:
        insert_spans(cursor, block.spans)
