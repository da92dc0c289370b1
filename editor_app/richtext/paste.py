"""What goes to the clipboard and what comes from it or is dropped.

Text copied in Stet keeps its formatting through a type of our own. Everything from elsewhere arrives as plain text:
foreign HTML never reaches Qt, which would open the files and addresses it names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Set
from dataclasses import replace
from html.parser import HTMLParser

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

from editor_app.markup.rich import Kind, RichBlock, Span
from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.builder import can_hold, insert_blocks, insert_spans
from editor_app.richtext.clipping import Clip, Piece, clip_from, packed_clip
from editor_app.richtext.commands import one_step
from editor_app.richtext.containers import insert_contained, takes_insertion
from editor_app.richtext.formats import LINE_BREAK, block_format, key_of, kind_of, new_key
from editor_app.richtext.reader import object_in
from editor_app.richtext.table_clipping import paste_paragraphs
from editor_app.richtext.tables import guards, is_guard

MIME_TYPE = "application/x-stet-blocks+json"
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0\ufdd1\ufffc\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0c\x85\u2029]")
_LARGEST_CLIP = 8_000_000


def mime_of(cursor: QTextCursor, body: BodyDocument) -> QMimeData:
    """The selection for the clipboard: plain text for others, rich blocks for ourselves."""
    data = QMimeData()
    clip = clip_from(cursor, body)
    data.setText(clip.plain_text())
    data.setData(MIME_TYPE, QByteArray(packed_clip(clip).encode("ascii")))
    return data


def can_paste(data: QMimeData) -> bool:
    """Whether there is anything in it for the text."""
    return data.hasFormat(MIME_TYPE) or data.hasText() or data.hasHtml()


def paste_mime(cursor: QTextCursor, data: QMimeData, body: BodyDocument, *, plain: bool = False) -> None:
    """Insert what was copied or dropped in place of the selection, as one step of undo."""
    if not plain and data.hasFormat(MIME_TYPE):
        clip = _clip_of(data)
        if clip is not None:
            paste_clip(cursor, clip, body)
            return
    text = data.text() if data.hasText() else text_of_html(data.html())
    paste_text(cursor, text)


def paste_text(cursor: QTextCursor, text: str) -> None:
    """Insert plain text. Paragraphs are told apart by blank lines, or by line ends when there is no blank line."""
    paragraphs = paragraphs_of(text)
    if not paragraphs:
        return
    with one_step(cursor):
        _make_room(cursor)
        if paste_paragraphs(cursor, text, paragraphs):
            return
        cursor.insertText(paragraphs[0])
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
        _make_room(cursor)
        if clip.is_inline:
            _insert_inline(cursor, clip.pieces[0].blocks[0])
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


def _make_room(cursor: QTextCursor) -> None:
    """Take the selection out; an object that is merely next to the caret stays, text goes beside it."""
    if cursor.hasSelection():
        cursor.removeSelectedText()
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


def _clip_of(data: QMimeData) -> Clip | None:
    """Our own clipboard data, or None when it is not what we wrote: any program can claim our type."""
    raw = bytes(data.data(MIME_TYPE).data())
    if len(raw) > _LARGEST_CLIP:
        return None
    try:
        clip = Clip.unpacked(json.loads(raw.decode("ascii")))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    pieces = tuple(replace(piece, source="") if not piece.source.strip() else piece for piece in clip.pieces)
    holds = all(can_hold(piece.blocks) for piece in pieces)
    return replace(clip, pieces=pieces) if pieces and holds else None


def text_of_html(html: str) -> str:
    """The words of foreign HTML, paragraph by paragraph; nothing it names is opened."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(reader.parts)).strip()


_BLOCKS = frozenset({"p", "div", "section", "article", "header", "footer", "aside", "main", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "blockquote", "pre", "figure", "hr"})  # fmt: skip
_UNSEEN = frozenset({"script", "style", "head", "template", "noscript", "svg", "math", "title"})


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag == "br":
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(re.sub(r"\s+", " ", data))
