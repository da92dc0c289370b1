"""What goes to the clipboard and what comes from it or is dropped.

Text copied in Stet keeps its formatting, and its exact source, through a type of our own. What comes from elsewhere is
`foreign_copy`'s: foreign HTML never reaches Qt, which would open the files and addresses it names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Set
from dataclasses import replace

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

from editor_app.intake.pasted.brought import read_brought
from editor_app.markup.rich import Kind, RichBlock, Span
from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.builder import can_hold, insert_blocks, insert_spans
from editor_app.richtext.clipping import Clip, Piece, clip_from, packed_clip
from editor_app.richtext.commands import one_step
from editor_app.richtext.containers import insert_contained, takes_insertion
from editor_app.richtext.foreign_copy import (
    KeepPicture,
    Pasted,
    brought_by,
    end_step,
    place_copy,
    words_of_page,
)
from editor_app.richtext.formats import LINE_BREAK, block_format, box_of, key_of, kind_of, new_key
from editor_app.richtext.outgoing import html_of
from editor_app.richtext.placing import insert_words, make_room
from editor_app.richtext.reader import object_in
from editor_app.richtext.table_clipping import paste_paragraphs
from editor_app.richtext.tables import table_at

MIME_TYPE = "application/x-stet-blocks+json"
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0\ufdd1\ufffc\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0c\x85\u2029]")
_BLANKS = " \t\r\n"  # others make a paragraph
_LARGEST_CLIP = 8_000_000
_CHARSET = '<meta charset="utf-8">'  # without it some programs take letters for those of another alphabet


def mime_of(cursor: QTextCursor, body: BodyDocument) -> QMimeData:
    """The selection for the clipboard: our own form, and HTML, Markdown and plain words for others."""
    data = QMimeData()
    clip = clip_from(cursor, body)
    data.setText(clip.plain_text())
    html = _CHARSET + html_of(clip.blocks, body.context.story_address)
    data.setData("text/html", QByteArray(html.encode("utf-8", "replace")))
    data.setData("text/markdown", QByteArray(clip.markdown(body.newline).encode("utf-8", "replace")))
    data.setData(MIME_TYPE, QByteArray(packed_clip(clip).encode("ascii")))
    return data


def can_paste(data: QMimeData) -> bool:
    """Whether there is anything in it for the text."""
    return data.hasFormat(MIME_TYPE) or data.hasText() or data.hasHtml()


def paste_mime(
    cursor: QTextCursor,
    data: QMimeData,
    body: BodyDocument,
    *,
    plain: bool = False,
    keep_picture: KeepPicture | None = None,
) -> Pasted:
    """Insert what was copied or dropped in place of the selection, as one step of undo.

    Args:
        plain: the words alone, line by line as they are.
        keep_picture: brings pictures that came with a copy into the newsroom; without it they are left out.
    """
    clip = _clip_of(data) if data.hasFormat(MIME_TYPE) and not plain else None
    pasted = Pasted()
    if plain:
        paste_text(cursor, data.text() if data.hasText() else words_of_page(data.html()))
    elif clip is not None:
        paste_clip(cursor, clip, body)
    else:
        pasted = place_copy(cursor, read_brought(brought_by(data)), keep_picture)
    end_step(cursor)
    return pasted


def is_ours(data: QMimeData) -> bool:
    """Whether it was copied in Stet."""
    return data.hasFormat(MIME_TYPE)


def paste_text(cursor: QTextCursor, text: str) -> None:
    """Insert plain text. Paragraphs are told apart by blank lines, or by line ends when there is no blank line."""
    paragraphs = paragraphs_of(text)
    if not paragraphs:
        return
    with one_step(cursor):
        make_room(cursor)
        if paste_paragraphs(cursor, text, paragraphs):
            return
        insert_words(cursor, paragraphs[0])
        kind = kind_of(cursor.block())
        follower = kind if kind in (Kind.BULLET, Kind.NUMBER, Kind.QUOTE) else Kind.PARAGRAPH
        for paragraph in paragraphs[1:]:
            cursor.insertBlock(block_format(follower, new_key()), QTextCharFormat())
            cursor.insertText(paragraph, QTextCharFormat())


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of plain text, line ends inside them as line breaks."""
    text = _CONTROL.sub("", _LINE_ENDS.sub("\n", text))
    if "\n" not in text:
        return [text] if text else []
    # Spaces at either end belong to the sentence a piece is pasted into only when it is a single line.
    text = text.replace(LINE_BREAK, "\n").strip("\n")
    parts = re.split(r"\n[ \t]*\n\s*", text) if re.search(r"\n[ \t]*\n", text) else text.split("\n")
    return [LINE_BREAK.join(line.rstrip() for line in part.split("\n")) for part in parts if part.strip()]


def paste_clip(cursor: QTextCursor, clip: Clip, body: BodyDocument) -> None:
    """Insert what was copied in Stet."""
    with one_step(cursor):
        make_room(cursor)
        if clip.is_inline:
            _insert_inline(cursor, clip.pieces[0].blocks[0])
            return
        if _is_home(cursor, clip):
            _put_back(cursor, clip)
            return
        if insert_contained(cursor, [block for piece in clip.pieces for block in piece.blocks]):
            return
        pieces = clip.pieces
        if clip.starts_inside and not cursor.atBlockStart():
            _insert_inline(cursor, pieces[0].blocks[0])
            pieces = pieces[1:]
        goes_on = clip.ends_inside and bool(pieces)
        rest = _cut_rest(cursor, is_joined=goes_on)
        taken = _keys_in(cursor.document())
        for piece in pieces:
            _insert_piece(cursor, piece, body, taken)
        if rest:
            if not goes_on:
                cursor.insertBlock(block_format(Kind.PARAGRAPH, new_key()), QTextCharFormat())
            position = cursor.position()
            insert_spans(cursor, rest)
            cursor.setPosition(position)


def _is_home(cursor: QTextCursor, clip: Clip) -> bool:
    """Whether blocks of a slice are put back into the slice at a place they may have been cut from."""
    block, previous = cursor.block(), cursor.block().previous()
    if clip.starts_inside or clip.ends_inside or not cursor.atBlockStart() or table_at(block) is not None:
        return False
    if any(piece.source or piece.key != key_of(block) for piece in clip.pieces):
        return False
    has_title = any(inner.kind is Kind.BOX_TITLE for piece in clip.pieces for inner in piece.blocks)
    is_first = not previous.isValid() or key_of(previous) != key_of(block) or not box_of(previous)
    return not has_title or is_first or (block.length() == 1 and kind_of(block) is Kind.BOX_TITLE)


def _put_back(cursor: QTextCursor, clip: Clip) -> None:
    key = key_of(cursor.block())
    if cursor.block().length() > 1:
        cursor.insertBlock()
        cursor.setPosition(cursor.block().previous().position())
    insert_blocks(cursor, [(key, block) for piece in clip.pieces for block in piece.blocks], into_first=True)


def _insert_piece(cursor: QTextCursor, piece: Piece, body: BodyDocument, taken: Set[str]) -> None:
    into_first = takes_insertion(cursor.block())
    if not into_first:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    if piece.source:
        body.insert_markdown(cursor, piece.source, into_first=into_first)
        return
    block = cursor.block()
    beside = {key_of(near) for near in (block.previous(), block, block.next()) if near.isValid()}
    # Beside the rest of its slice, or where nothing is left of that, it belongs to it again.
    returns = body.knows(piece.key) and (piece.key in beside or piece.key not in taken)
    key = piece.key if returns else new_key()
    insert_blocks(cursor, [(key, block) for block in piece.blocks], into_first=into_first)


def _keys_in(document: QTextDocument) -> frozenset[str]:
    found, block = set(), document.begin()
    while block.isValid():
        found.add(key_of(block))
        block = block.next()
    return frozenset(found)


def _insert_inline(cursor: QTextCursor, block: RichBlock) -> None:
    insert_spans(cursor, block.spans)


def _cut_rest(cursor: QTextCursor, *, is_joined: bool) -> tuple[Span, ...]:
    """Take out what follows the cursor in its paragraph, to stand after what is inserted.

    `is_joined`: it will go on in the last paragraph that is inserted. At a paragraph's start nothing is taken out
    otherwise: an empty paragraph above it makes room.
    """
    if cursor.atBlockEnd() or object_in(cursor.block()) is not None:
        return ()
    if cursor.atBlockStart() and not is_joined:
        cursor.insertBlock()
        previous = cursor.block().previous()
        cursor.setPosition(previous.position())
        cursor.setBlockFormat(block_format(Kind.PARAGRAPH, new_key()))
        return ()
    tail = QTextCursor(cursor)
    tail.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    spans = clip_from(tail, None).pieces[0].blocks[0].spans
    tail.removeSelectedText()
    return spans


def _clip_of(data: QMimeData) -> Clip | None:
    """Our own clipboard data, or None when it is not what we wrote: any program can claim our type."""
    raw = bytes(data.data(MIME_TYPE).data())
    if len(raw) > _LARGEST_CLIP:
        return None
    try:
        clip = Clip.unpacked(json.loads(raw.decode("ascii")))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    pieces = tuple(
        replace(piece, source="") if not piece.source.strip(_BLANKS) else piece for piece in clip.pieces
    )
    holds = all(can_hold(piece.blocks) for piece in pieces)
    return replace(clip, pieces=pieces) if pieces and holds else None
