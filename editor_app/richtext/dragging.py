"""Text dragged from one place of a body to another: taken out there and put in here, as one step of undo.

Whole blocks arrive as blocks and leave nothing behind; a whole paragraph let go inside another becomes part of it.
What was not dragged, and whole slices that were, keep their exact source.
"""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtGui import QTextBlock, QTextCursor

from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.clipping import Clip, Piece, clip_from
from editor_app.richtext.commands import one_step, selected_blocks
from editor_app.richtext.formats import OBJECT_TYPES, box_of
from editor_app.richtext.list_items import settle_depths
from editor_app.richtext.paste import paste_clip
from editor_app.richtext.structure import cut_out, remove_block
from editor_app.richtext.tables import table_at

_BLANK_LINES = re.compile(r"(\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))+\Z")


def drag_selection(cursor: QTextCursor, position: int, body: BodyDocument, *, copy: bool = False) -> bool:
    """Move (or copy) what the cursor selects to a document position; there it is selected again.

    False, and nothing changes, when the position lies in the selection.
    """
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    if start <= position <= end:
        return False
    clip, blocks = _bare(clip_from(cursor, body)), selected_blocks(cursor)
    is_whole = _is_plain(blocks) and start == blocks[0].position() and end >= _end(blocks[-1])
    target, mark = QTextCursor(cursor.document()), QTextCursor(cursor.document())
    target.setPosition(position)
    if is_whole:
        clip = _settled(clip, target)
    mark.setPosition(target.position())
    mark.setKeepPositionOnInsert(True)
    with one_step(cursor):
        if not copy:
            _take_out(cursor, blocks, is_whole)
        paste_clip(target, clip, body)
    if not clip.is_inline and mark.atBlockEnd() and not mark.atBlockStart() and target > mark:
        mark.movePosition(QTextCursor.MoveOperation.NextBlock)
    cursor.setPosition(mark.position())
    cursor.setPosition(target.position(), QTextCursor.MoveMode.KeepAnchor)
    return True


def _bare(clip: Clip) -> Clip:
    """Without the blank lines behind each slice: how many there are to be, its new place decides."""
    pieces = (replace(piece, source=_BLANK_LINES.sub(r"\1", piece.source)) for piece in clip.pieces)
    return replace(clip, pieces=tuple(pieces))


def _settled(clip: Clip, target: QTextCursor) -> Clip:
    """Whole blocks go between two others; words of one block go into the text they are let go in."""
    block = target.block()
    offset, length = target.positionInBlock(), block.length() - 1
    if not _is_plain([block]) or offset in (0, length):
        return clip
    blocks = [block for piece in clip.pieces for block in piece.blocks]
    if len(blocks) == 1 and blocks[0].kind not in OBJECT_TYPES:
        return Clip((Piece((blocks[0],)),), is_inline=True)
    target.setPosition(block.position() + (0 if 2 * offset < length else length))
    return clip


def _take_out(cursor: QTextCursor, blocks: list[QTextBlock], is_whole: bool) -> None:
    if not is_whole:
        cut_out(cursor)
        settle_depths(cursor.block().next())
        return
    cursor.setPosition(blocks[0].position())
    cursor.setPosition(_end(blocks[-1]), QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    remove_block(cursor)
    settle_depths(cursor.block())


def _is_plain(blocks: list[QTextBlock]) -> bool:
    """Whether none of the blocks is in a table or a fact box."""
    return not any(table_at(block) is not None or box_of(block) for block in blocks)


def _end(block: QTextBlock) -> int:
    return block.position() + block.length() - 1
