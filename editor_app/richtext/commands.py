"""Formatting commands on a QTextCursor: marks, links, kinds of paragraph, lists. Each is one step of undo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor

from editor_app.markup.boxes import BODY_KINDS
from editor_app.markup.rich import Kind
from editor_app.richtext.boxes import unwrap_box
from editor_app.richtext.formats import (
    LIST_KINDS,
    SWITCHES,
    BlockProperty,
    Mark,
    block_format,
    box_of,
    closing_box,
    depth_of,
    key_of,
    kind_of,
    span_of,
)
from editor_app.richtext.list_items import settle_depths, shift_items, siblings_of
from editor_app.richtext.reader import object_in
from editor_app.richtext.tables import is_guard


@contextmanager
def one_step(cursor: QTextCursor) -> Iterator[None]:
    """Everything inside is one step of undo."""
    cursor.beginEditBlock()
    try:
        yield
    finally:
        cursor.endEditBlock()


def selected_blocks(cursor: QTextCursor) -> list[QTextBlock]:
    """The blocks the selection touches; the cursor's own without a selection."""
    document = cursor.document()
    block = document.findBlock(cursor.selectionStart())
    end = cursor.selectionEnd()
    found = [block]
    while (block := block.next()).isValid() and block.position() < end:
        found.append(block)
    return found


# -- marks


def marks_at(cursor: QTextCursor) -> frozenset[Mark]:
    """The switches that are on: for all of the selected text, else where the next letter would go."""
    if not cursor.hasSelection():
        made = cursor.charFormat()
        return frozenset(mark for mark in SWITCHES if made.boolProperty(mark))
    on, has_text = set(SWITCHES), False
    for made in _selected_formats(cursor):
        has_text = True
        on = {mark for mark in on if made.boolProperty(mark)}
        if not on:
            break
    return frozenset(on) if has_text else frozenset()


def toggle_mark(cursor: QTextCursor, mark: Mark) -> None:
    """Switch a mark on for the selected text, or off when all of it has it."""
    wanted = mark not in marks_at(cursor)
    if cursor.hasSelection():
        _merge(cursor, {mark: wanted})


def clear_marks(cursor: QTextCursor) -> None:
    """Take every mark and link off the selected text, or off the whole paragraph without a selection."""
    target = QTextCursor(cursor)
    if not target.hasSelection():
        target.select(QTextCursor.SelectionType.BlockUnderCursor)
        block = cursor.block()
        target.setPosition(block.position())
        target.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
    _merge(target, {**dict.fromkeys(SWITCHES, False), Mark.HREF: "", Mark.TITLE: ""})


def typing_format(made: QTextCharFormat, mark: Mark) -> QTextCharFormat:
    """The format for what is typed next, with a mark switched over."""
    changed = QTextCharFormat(made)
    changed.setProperty(mark, not made.boolProperty(mark))
    return changed


def _merge(cursor: QTextCursor, values: dict[Mark, object]) -> None:
    made = QTextCharFormat()
    for mark, value in values.items():
        made.setProperty(mark, value)
    cursor.mergeCharFormat(made)


def _selected_formats(cursor: QTextCursor) -> Iterator[QTextCharFormat]:
    """The formats of the selected text, piece by piece; objects have none."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    block = cursor.document().findBlock(start)
    while block.isValid() and block.position() < end:
        step = block.begin()
        while not step.atEnd():
            fragment = step.fragment()
            if fragment.position() < end and fragment.position() + fragment.length() > start:
                made = fragment.charFormat()
                if not made.stringProperty(Mark.PAYLOAD):
                    yield made
            step += 1
        block = block.next()


# -- links


def link_at(cursor: QTextCursor) -> tuple[str, str]:
    """The address and title of the link the cursor is in or that is selected; empty without one."""
    probe = QTextCursor(cursor)
    if cursor.hasSelection():
        probe.setPosition(cursor.selectionStart() + 1)
    span = span_of("", probe.charFormat())
    return span.href, span.title


def select_link(cursor: QTextCursor) -> QTextCursor:
    """A cursor that selects the whole link the cursor is in; the cursor's own selection otherwise."""
    href, title = link_at(cursor)
    if not href or cursor.hasSelection():
        return QTextCursor(cursor)
    start = end = -1
    step = cursor.block().begin()
    while not step.atEnd():
        fragment = step.fragment()
        span = span_of("", fragment.charFormat())
        if (span.href, span.title) == (href, title):
            start = fragment.position() if start < 0 else start
            end = fragment.position() + fragment.length()
        elif start >= 0 and end >= cursor.position():
            break
        else:
            start = -1
        step += 1
    found = QTextCursor(cursor)
    if start >= 0:
        found.setPosition(start)
        found.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return found


def set_link(cursor: QTextCursor, href: str, text: str = "") -> None:
    """Link the selected text, or the link the cursor is in, to `href`; an empty `href` takes the link off.

    Without text to link, `text` (else the address) is inserted.
    """
    target = select_link(cursor)
    with one_step(target):
        if target.hasSelection():
            if text and text != target.selectedText():
                made = target.charFormat()
                target.insertText(text, made)
                target.setPosition(target.position() - _length(text), QTextCursor.MoveMode.KeepAnchor)
            _merge(target, {Mark.HREF: href, Mark.TITLE: link_at(target)[1] if href else ""})
        elif href:
            made = QTextCharFormat(target.charFormat())
            made.setProperty(Mark.HREF, href)
            target.insertText(text or href, made)


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


# -- kinds


def set_kind(cursor: QTextCursor, kind: Kind) -> None:
    """Make the selected paragraphs of one kind. Pictures and other objects stay what they are."""
    with one_step(cursor):
        blocks = _blocks_for(cursor, kind)
        for index, block in enumerate(blocks):
            joined = kind is Kind.PULL_QUOTE and index > 0 and block.previous() == blocks[index - 1]
            if joined:
                key = key_of(blocks[index - 1])
                QTextCursor(block).setBlockFormat(block_format(kind, key, continues=True))
            else:
                reformat(block, kind)
        if blocks:
            settle_depths(blocks[-1].next())


def _blocks_for(cursor: QTextCursor, kind: Kind) -> list[QTextBlock]:
    """The selected blocks that can be of `kind`: in a fact box only paragraphs and list items.

    The lines of a pull quote change together. A title that is made a paragraph takes its box away.
    """
    blocks = _with_whole_pull_quotes(_text_blocks(cursor))
    if kind is Kind.PARAGRAPH:
        for block in blocks:
            if kind_of(block) is Kind.BOX_TITLE:
                unwrap_box(block)
        return blocks
    return [
        block
        for block in blocks
        if kind_of(block) is not Kind.BOX_TITLE and (kind in BODY_KINDS or not box_of(block))
    ]


def _with_whole_pull_quotes(blocks: list[QTextBlock]) -> list[QTextBlock]:
    if not blocks:
        return blocks
    found = list(blocks)
    while _one_pull_quote(found[0].previous(), found[0]):
        found.insert(0, found[0].previous())
    while _one_pull_quote(found[-1], found[-1].next()):
        found.append(found[-1].next())
    return found


def _one_pull_quote(block: QTextBlock, following: QTextBlock) -> bool:
    if not block.isValid() or not following.isValid():
        return False
    return kind_of(block) is kind_of(following) is Kind.PULL_QUOTE and key_of(block) == key_of(following)


def toggle_kind(cursor: QTextCursor, kind: Kind) -> None:
    """Make the selected paragraphs of one kind, or plain paragraphs when they all are already."""
    blocks = _text_blocks(cursor)
    if blocks and all(kind_of(block) is kind for block in blocks):
        kind = Kind.PARAGRAPH
    set_kind(cursor, kind)


def toggle_list(cursor: QTextCursor, kind: Kind) -> None:
    """Make a list of the selected paragraphs, of the other sort if they are one, or plain again.

    A nested list is of one sort throughout, so there the items beside the selected ones change with them.
    """
    blocks = _text_blocks(cursor)
    if blocks and all(kind_of(block) is kind for block in blocks):
        set_kind(cursor, Kind.PARAGRAPH)
        return
    with one_step(cursor):
        blocks = _blocks_for(cursor, kind)
        for number, block in enumerate(blocks, start=1):
            if kind_of(block) not in LIST_KINDS:
                reformat(block, kind, 0, number)
                continue
            for place, sibling in enumerate(siblings_of(block) if depth_of(block) else [block], start=number):
                reformat(sibling, kind, depth_of(sibling), place)
        if blocks:
            settle_depths(blocks[-1].next())


def shift_depth(cursor: QTextCursor, by: int) -> bool:
    """Nest the selected list items deeper (1) or less deep (-1), with what hangs below them.

    False when none of them is a list item; True also where an item can go no deeper.
    """
    blocks = [block for block in selected_blocks(cursor) if kind_of(block) in LIST_KINDS]
    if not blocks:
        return False
    with one_step(cursor):
        shift_items(blocks, by)
    return True


def reformat(block: QTextBlock, kind: Kind, depth: int = 0, number: int = 1) -> None:
    """Give a block another kind; its key stays, so that its run stays together."""
    box = box_of(block) if kind in BODY_KINDS else ""
    made = block_format(kind, key_of(block), depth, number, box=box)
    if block.blockFormat().boolProperty(BlockProperty.CLOSES) and box:
        made = closing_box(made, closes=True)
    if kind is Kind.PARAGRAPH and not block.previous().isValid():
        made.setTextIndent(block.blockFormat().textIndent())
    if made != block.blockFormat():
        QTextCursor(block).setBlockFormat(made)


def _text_blocks(cursor: QTextCursor) -> list[QTextBlock]:
    """The selected blocks whose kind can be changed: no objects, no cells, nothing unseen around a table."""
    return [
        block
        for block in selected_blocks(cursor)
        if object_in(block) is None and kind_of(block) is not Kind.TABLE and not is_guard(block)
    ]
