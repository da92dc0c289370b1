"""A piece of a body as a value: what is copied, cut or dragged. Packed as JSON for the clipboard."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from itertools import groupby

from PySide6.QtGui import QTextBlock, QTextCursor

from editor_app.markup.rich import AlsoReadLink, Kind, Picture, RichBlock, Span, Table
from editor_app.markup.writer import write_blocks
from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.commands import selected_blocks
from editor_app.richtext.formats import OBJECT_TYPES, key_of, kind_of, span_of
from editor_app.richtext.outgoing import text_of
from editor_app.richtext.reader import object_in, read_block
from editor_app.richtext.table_clipping import table_among
from editor_app.richtext.table_commands import part_of_table


@dataclass(frozen=True, slots=True)
class Piece:
    """Blocks that stood together.

    Attributes:
        source: their exact Markdown when a whole run was copied.
        key: the slice that they are a part of otherwise, so that they find back to the rest of it.
    """

    blocks: tuple[RichBlock, ...]
    source: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Clip:
    """What was copied.

    Attributes:
        is_inline: words from inside one paragraph, to be inserted into another.
        starts_inside: it begins inside a paragraph, so its first words go on where the caret stands.
        ends_inside: it ends inside a paragraph, so what follows the caret goes on after its last words.
    """

    pieces: tuple[Piece, ...]
    is_inline: bool = False
    starts_inside: bool = False
    ends_inside: bool = False

    @property
    def blocks(self) -> tuple[RichBlock, ...]:
        """All blocks, in order."""
        return tuple(block for piece in self.pieces for block in piece.blocks)

    def plain_text(self) -> str:
        """The words, paragraphs apart by a blank line."""
        return text_of([RichBlock(spans=self.blocks[0].spans)] if self.is_inline else self.blocks)

    def markdown(self, newline: str = "\n") -> str:
        """The Markdown: of whole runs as it stands in the file, of parts as it would be written."""
        if self.is_inline:
            return write_blocks([RichBlock(spans=self.blocks[0].spans)]).strip("\n")
        written: list[str] = []
        for is_whole, group in groupby(self.pieces, lambda piece: bool(piece.source)):
            if is_whole:
                written += [piece.source.rstrip("\r\n") for piece in group]
            else:
                blocks = [block for piece in group for block in piece.blocks]
                written.append(write_blocks(blocks, newline).rstrip("\r\n"))
        return (2 * newline).join(written)

    @staticmethod
    def unpacked(values: dict) -> Clip:
        """Read what `packed_clip` wrote. Raises `KeyError`, `TypeError` or `ValueError` for anything else."""
        pieces = tuple(
            Piece(tuple(_block(block) for block in piece["blocks"]), str(piece["source"]), str(piece["key"]))
            for piece in values["pieces"]
        )
        if any(not piece.blocks for piece in pieces):
            raise ValueError("a piece without blocks")
        starts, ends = (bool(inside) for inside in values["inside"])
        return Clip(pieces, bool(values["inline"]), starts, ends)


def packed_clip(clip: Clip) -> str:
    """The clip as JSON in ASCII."""
    pieces = [
        {"source": piece.source, "key": piece.key, "blocks": [asdict(block) for block in piece.blocks]}
        for piece in clip.pieces
    ]
    inside = [clip.starts_inside, clip.ends_inside]
    return json.dumps({"inline": clip.is_inline, "inside": inside, "pieces": pieces})


def clip_from(cursor: QTextCursor, body: BodyDocument | None) -> Clip:
    """What the cursor selects; with `body`, whole runs carry their exact source."""
    cells = part_of_table(cursor)
    if cells is not None:
        return Clip((Piece((cells,)),))
    blocks = selected_blocks(cursor)
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    if kind_of(blocks[0]) is Kind.TABLE and len(blocks) == 1:
        return Clip((Piece((_part(blocks[0], start, end),)),), is_inline=True)
    takes_line_end = end == _text_end(blocks[-1]) + 1
    if len(blocks) == 1 and not takes_line_end and not (body and _is_whole(blocks[0], start, end)):
        return Clip((Piece((_part(blocks[0], start, end),)),), is_inline=object_in(blocks[0]) is None)
    pieces: list[Piece] = []
    index = 0
    while index < len(blocks):
        table = table_among(blocks, index)
        if table is not None:
            pieces.append(Piece((table.block,), body.source(table.key) if body and table.key else ""))
            index += table.count
            continue
        source, count = _whole_run(blocks, index, start, end, body) if body else ("", 0)
        if source:
            whole = tuple(part for block in blocks[index : index + count] for part in read_block(block))
            pieces.append(Piece(whole, source))
        else:
            count = 1
            pieces.append(Piece(_parts(blocks[index], start, end), key=key_of(blocks[index]) if body else ""))
        index += count
    starts_inside = start > blocks[0].position() and object_in(blocks[0]) is None
    ends_inside = end < _text_end(blocks[-1]) and object_in(blocks[-1]) is None
    return Clip(tuple(pieces), starts_inside=starts_inside, ends_inside=ends_inside)


def _whole_run(
    blocks: list[QTextBlock], index: int, start: int, end: int, body: BodyDocument
) -> tuple[str, int]:
    """The source of the run that begins at `blocks[index]` and how many blocks it has; empty unless all is selected."""
    key = key_of(blocks[index])
    previous = blocks[index].previous()
    if previous.isValid() and key_of(previous) == key:
        return "", 0
    count = 0
    while index + count < len(blocks) and key_of(blocks[index + count]) == key:
        if not _is_whole(blocks[index + count], start, end):
            return "", 0
        count += 1
    following = blocks[index + count - 1].next()
    if following.isValid() and key_of(following) == key:
        return "", 0
    return body.source(key), count


def _text_end(block: QTextBlock) -> int:
    return block.position() + block.length() - 1


def _is_whole(block: QTextBlock, start: int, end: int) -> bool:
    return start <= block.position() and end >= _text_end(block) and block.length() > 1


def _parts(block: QTextBlock, start: int, end: int) -> tuple[RichBlock, ...]:
    return read_block(block) if _is_whole(block, start, end) else (_part(block, start, end),)


def _part(block: QTextBlock, start: int, end: int) -> RichBlock:
    """The selected text of a block."""
    lone = object_in(block)
    if lone is not None:
        return lone
    whole = read_block(block)[0]
    spans: list[Span] = []
    step = block.begin()
    while not step.atEnd():
        fragment = step.fragment()
        low = max(start, fragment.position()) - fragment.position()
        high = min(end, fragment.position() + fragment.length()) - fragment.position()
        if high > low:
            text = _utf16_slice(fragment.text(), low, high)
            spans.append(span_of(text.replace("\ufffc", ""), fragment.charFormat()))
        step += 1
    kind = Kind.PARAGRAPH if kind_of(block) in OBJECT_TYPES else whole.kind
    return RichBlock(kind, tuple(span for span in spans if span.text), depth=whole.depth, number=whole.number)


def _utf16_slice(text: str, low: int, high: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[2 * low : 2 * high].decode("utf-16-le", "replace")


def _block(values: dict) -> RichBlock:
    picture = values["picture"]
    return RichBlock(
        Kind(values["kind"]),
        tuple(Span(**span) for span in values["spans"]),
        int(values["depth"]),
        int(values["number"]),
        Picture(**picture) if picture else None,
        tuple(AlsoReadLink(**link) for link in values["links"]),
        str(values["source"]),
        _table(values["table"]) if values["table"] else None,
        str(values["box"]),
    )


def _table(values: dict) -> Table:
    rows = tuple(tuple(tuple(Span(**span) for span in cell) for cell in row) for row in values["rows"])
    aligns = tuple(str(align) for align in values["aligns"])
    if not aligns or not rows or any(len(row) != len(aligns) for row in rows):
        raise ValueError("a table whose rows are not as wide as its columns")
    return Table(aligns, rows)
