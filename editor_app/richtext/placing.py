"""Puts blocks from elsewhere where the cursor is, as a word processor does: ends merge, lists join, objects stay whole.

Each is a part of the caller's step of undo. What was copied in Stet itself is `paste`'s: it finds back to its source.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtGui import QTextCharFormat, QTextCursor

from editor_app.markup.embed_source import embed_source
from editor_app.markup.rich import Kind, RichBlock, Span
from editor_app.markup.spans import TEXT_KINDS
from editor_app.richtext.builder import insert_blocks, insert_spans
from editor_app.richtext.commands import set_link
from editor_app.richtext.containers import insert_contained
from editor_app.richtext.formats import (
    LIST_KINDS,
    OBJECT_TYPES,
    Mark,
    block_format,
    box_of,
    depth_of,
    format_of_span,
    kind_of,
    new_key,
    number_of,
    span_of,
)
from editor_app.richtext.list_items import MOST_DEPTH, settle_depths
from editor_app.richtext.reader import object_in
from editor_app.richtext.structure import insert_object
from editor_app.richtext.tables import guards, is_guard

_HEADS = frozenset({Kind.CROSSHEAD, Kind.SMALL_CROSSHEAD, Kind.BOX_TITLE})
_TAKING = LIST_KINDS | {Kind.QUOTE}  # paragraphs put into these become more of them


def make_room(cursor: QTextCursor) -> None:
    """Take the selection out; an object that is merely next to the caret stays, text goes beside it."""
    if cursor.hasSelection():
        cursor.removeSelectedText()
        if cursor.block().length() == 1 and kind_of(cursor.block()) in OBJECT_TYPES:
            cursor.setBlockFormat(block_format(Kind.PARAGRAPH, new_key()))
    unseen = is_guard(cursor.block())
    if object_in(cursor.block()) is None and not unseen:
        return
    if cursor.atBlockStart() and not (unseen and guards(cursor.block(), -1)):
        cursor.insertBlock()
        cursor.setPosition(cursor.block().previous().position())
        cursor.setBlockFormat(block_format(Kind.PARAGRAPH, new_key()))
        cursor.setBlockCharFormat(QTextCharFormat())
    else:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertBlock(block_format(Kind.PARAGRAPH, new_key()), QTextCharFormat())


def place_blocks(cursor: QTextCursor, blocks: Sequence[RichBlock]) -> None:
    """Insert blocks where the cursor is; it goes to the end of the last one."""
    if not blocks:
        return
    if len(blocks) == 1 and _goes_inline(cursor, blocks[0]):
        insert_inline(cursor, blocks[0].spans)
    elif not insert_contained(cursor, blocks):
        _place_flow(cursor, blocks)


def insert_inline(cursor: QTextCursor, spans: Sequence[Span]) -> None:
    """Insert words into the block the cursor is in, as far as their marks make sense there."""
    around = link_around(cursor)
    if in_code(cursor):
        spans = [Span(" ".join(span.text.split("\n")), code=True, href=around) for span in spans]
    else:
        if kind_of(cursor.block()) in _HEADS:
            spans = [replace(span, bold=False, text=span.text.replace("\n", " ")) for span in spans]
        if around:
            spans = [replace(span, href=around, title="") for span in spans]
    insert_spans(cursor, spans)


def insert_words(cursor: QTextCursor, text: str) -> None:
    """Insert text with the marks of what it follows; it does not go on a link or a source that ends there."""
    made = QTextCharFormat(cursor.charFormat())
    if not link_around(cursor):
        for mark in (Mark.HREF, Mark.TITLE):
            made.clearProperty(mark)
    for mark in (Mark.VERBATIM, Mark.PAYLOAD, QTextCharFormat.Property.ObjectType):
        made.clearProperty(mark)
    cursor.insertText(text, made)


def place_address(cursor: QTextCursor, address: str, shown: str) -> None:
    """Insert an address: alone in its paragraph as it is, which makes an embed of it, else as a link.

    Over selected words it becomes their link.
    """
    words = cursor.selectedText()
    if words.strip() and not _is_address(words) and "\ufffc" not in words and "\u2029" not in words:
        end = cursor.selectionEnd()
        set_link(cursor, address)
        cursor.setPosition(end)
        return
    make_room(cursor)
    block = cursor.block()
    is_alone = block.length() == 1 and kind_of(block) is Kind.PARAGRAPH and not box_of(block)
    source = embed_source(address) if is_alone else ""
    if source:
        insert_object(cursor, RichBlock(Kind.SOURCE, source=source))
    else:
        model = span_of("", cursor.charFormat())
        link = Span(shown, model.bold, model.italic, href=link_around(cursor) or address)
        cursor.insertText(shown, format_of_span(link))


def in_code(cursor: QTextCursor) -> bool:
    """Whether there is code on both sides of the cursor."""
    return _around(cursor, lambda made: "code" if made.boolProperty(Mark.CODE) else "") == "code"


def link_around(cursor: QTextCursor) -> str:
    """The address of the link that goes on on both sides of the cursor; empty elsewhere."""
    return _around(cursor, lambda made: made.stringProperty(Mark.HREF))


def _around(cursor: QTextCursor, value_of: Callable[[QTextCharFormat], str]) -> str:
    if cursor.atBlockStart() or cursor.atBlockEnd():
        return ""
    after = QTextCursor(cursor)
    after.setPosition(cursor.position() + 1)
    before = value_of(cursor.charFormat())
    return before if before == value_of(after.charFormat()) else ""


def _is_address(words: str) -> bool:
    return words.strip().lower().startswith(("http://", "https://", "www."))


def _goes_inline(cursor: QTextCursor, block: RichBlock) -> bool:
    """Whether a lone block is words for the block the cursor is in and not a block of its own."""
    if block.kind not in TEXT_KINDS:
        return False
    here = cursor.block()
    return block.kind is Kind.PARAGRAPH or here.length() > 1 or kind_of(here) is not Kind.PARAGRAPH


def _place_flow(cursor: QTextCursor, blocks: Sequence[RichBlock]) -> None:
    """Several blocks, or one that is no text: the first goes on the text before the cursor, the last is gone on with."""
    here = cursor.block()
    target = kind_of(here)
    blocks = _fitted(blocks, target, depth_of(here), number_of(here))
    has_head, has_tail = not cursor.atBlockStart(), not cursor.atBlockEnd()
    if has_tail:
        _split_off(cursor, target)
    rest = list(blocks)
    if has_head and _goes_on(rest[0], target):
        insert_inline(cursor, rest.pop(0).spans)
    for index, block in enumerate(rest):
        into_first = index == 0 and not has_head and cursor.block().length() == 1
        insert_blocks(cursor, [(new_key(), block)], into_first=into_first)
    if has_tail and _goes_on(blocks[-1], target):
        _join_next(cursor)
    _settle(cursor, len(blocks))


def _split_off(cursor: QTextCursor, target: Kind) -> None:
    """What follows the cursor gets a block of its own; the cursor stays where it is."""
    here = cursor.block()
    kind, depth, number = target if target in _TAKING else Kind.PARAGRAPH, depth_of(here), number_of(here)
    if cursor.atBlockStart():
        cursor.insertBlock()
        cursor.setPosition(cursor.block().previous().position())
        cursor.setBlockFormat(block_format(kind, new_key(), depth, number))
        cursor.setBlockCharFormat(QTextCharFormat())
        return
    place = cursor.position()
    cursor.insertBlock(block_format(kind, new_key(), depth, number + 1))
    cursor.setPosition(place)


def _join_next(cursor: QTextCursor) -> None:
    """The block after the cursor's goes on in the cursor's, which becomes what that one is; an item keeps its depth."""
    here, following = cursor.block(), cursor.block().next()
    if not following.isValid():
        return
    is_item = kind_of(here) in LIST_KINDS and kind_of(following) in LIST_KINDS
    made, place = (here if is_item else following).blockFormat(), cursor.position()
    cursor.deleteChar()
    cursor.setBlockFormat(made)
    cursor.setPosition(place)


def _goes_on(block: RichBlock, target: Kind) -> bool:
    """Whether a pasted block and the block it was pasted into are one text at the seam."""
    if block.kind in LIST_KINDS:
        return target in LIST_KINDS
    return block.kind is Kind.PARAGRAPH or block.kind is target


def _fitted(blocks: Sequence[RichBlock], target: Kind, depth: int, number: int) -> list[RichBlock]:
    """The blocks as the block they are pasted into asks: more items of its list, more paragraphs of its quote."""
    if target in _TAKING and all(block.kind is Kind.PARAGRAPH for block in blocks):
        return [RichBlock(target, block.spans, depth, number + index) for index, block in enumerate(blocks)]
    if target not in LIST_KINDS or blocks[0].kind not in LIST_KINDS:
        return list(blocks)
    first = blocks[0].depth
    fitted: list[RichBlock] = []
    for block in blocks:
        if block.kind not in LIST_KINDS:
            fitted += blocks[len(fitted) :]
            break
        is_level = block.depth <= first
        fitted.append(
            RichBlock(
                target if is_level else block.kind,
                block.spans,
                min(max(0, block.depth - first + depth), MOST_DEPTH),
                number + sum(each.depth <= first for each in blocks[: len(fitted)])
                if is_level
                else block.number,
            )
        )
    return fitted


def _settle(cursor: QTextCursor, count: int) -> None:
    """Take jumps out of the depths of what was inserted."""
    block = cursor.block()
    for _ in range(count):
        if kind_of(block) not in LIST_KINDS or not block.previous().isValid():
            break
        block = block.previous()
    if kind_of(block) not in LIST_KINDS:
        block = block.next()
    if block.isValid() and kind_of(block) in LIST_KINDS:
        settle_depths(block)
