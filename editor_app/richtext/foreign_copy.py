"""What other programs put on the clipboard comes into the text. Qt never sees their HTML, and nothing is opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor

from editor_app.intake.pasted.brought import Brought, ReadCopy
from editor_app.intake.pasted.copy import LeftOut, PastedCopy, PastedPicture
from editor_app.intake.pasted.page import TooLarge, read_pasted_page
from editor_app.markup.rich import Kind, RichBlock
from editor_app.richtext.commands import one_step
from editor_app.richtext.placing import make_room, place_address, place_blocks

KeepPicture = Callable[[PastedPicture], str]
"""Brings a picture into the newsroom and gives its `src`; empty when that was not possible."""

_CODE_FORMATS = ("vscode-editor-data", "application/vnd.code.copymetadata", "application/x-qt-creator-source")
_MARKDOWN = "text/markdown"
_ALL_CAME = LeftOut()


@dataclass(frozen=True, slots=True)
class Pasted:
    """What came of a paste.

    Attributes:
        plain: the words as they would come without formatting, when that would be different; else empty.
        left_out: what did not come along.
        too_large: the formatting was too much to read, the words came alone.
        is_rich: there was formatting; without it, lines were joined or made into paragraphs and lists.
    """

    plain: str = ""
    left_out: LeftOut = _ALL_CAME
    too_large: bool = False
    is_rich: bool = False


def brought_by(data: QMimeData) -> Brought:
    """The HTML and the text of a copy."""
    is_code = any(data.hasFormat(name) for name in _CODE_FORMATS)
    page = data.html() if data.hasHtml() else ""
    written = (
        bytes(data.data(_MARKDOWN).data()).decode("utf-8", "replace") if data.hasFormat(_MARKDOWN) else ""
    )
    return Brought(page, data.text() if data.hasText() else "", is_code, written)


def place_copy(cursor: QTextCursor, read: ReadCopy, keep_picture: KeepPicture | None = None) -> Pasted:
    """Insert what another program copied in place of the selection, as one step of undo."""
    copy = read.copy
    with one_step(cursor):
        if read.address:
            place_address(cursor, read.address, read.address.removeprefix("mailto:"))
            return Pasted()
        blocks = _with_pictures(copy, keep_picture)
        if not blocks:
            return Pasted(left_out=copy.left_out, too_large=read.too_large)
        make_room(cursor)
        place_blocks(cursor, _with_edges(blocks, read.text))
    end_step(cursor)
    plain = read.text if read.text.strip() else words_of(copy.blocks)
    return Pasted(plain if _differs(copy, plain) else "", copy.left_out, read.too_large, copy.has_formatting)


def end_step(cursor: QTextCursor) -> None:
    """What is typed next is a step of undo of its own: Qt would let it go on the text that was pasted."""
    cursor.document().setModified(False)


def words_of(blocks: tuple[RichBlock, ...]) -> str:
    """The words of blocks, paragraphs apart by a blank line; cells by tabs, and rows by line ends."""
    return "\n\n".join(words for words in map(_words_of, blocks) if words.strip())


def _words_of(block: RichBlock) -> str:
    if block.table is None:
        return block.text if block.spans else ""
    rows = (("".join(span.text for span in cell) for cell in row) for row in block.table.rows)
    return "\n".join("\t".join(cells) for cells in rows)


def words_of_page(page: str) -> str:
    """The words of HTML; nothing it names is opened. Empty when it is too large to be read."""
    try:
        return words_of(read_pasted_page(page).blocks)
    except TooLarge:
        return ""


def _with_pictures(copy: PastedCopy, keep: KeepPicture | None) -> list[RichBlock]:
    """The blocks with the pictures that were brought in; without those that were not."""
    found: list[RichBlock] = []
    for block in copy.blocks:
        if block.kind is not Kind.PICTURE or block.picture is None:
            found.append(block)
        elif keep is not None and (src := keep(copy.pictures[int(block.picture.src)])):
            found.append(replace(block, picture=replace(block.picture, src=src)))
    return found


def _with_edges(blocks: list[RichBlock], text: str) -> list[RichBlock]:
    """A piece of a sentence keeps the blanks that were copied with it."""
    if len(blocks) != 1 or not blocks[0].spans or "\n" in text.strip():
        return blocks
    spans = list(blocks[0].spans)
    if text[:1] == " ":
        spans[0] = replace(spans[0], text=" " + spans[0].text)
    if text[-1:] == " ":
        spans[-1] = replace(spans[-1], text=spans[-1].text + " ")
    return [replace(blocks[0], spans=tuple(spans))]


def _differs(copy: PastedCopy, plain: str) -> bool:
    """Whether the words alone, as they are, would look different from what was pasted."""
    if not plain.strip():
        return False
    if copy.has_formatting:
        return True
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    pasted = [line.strip() for block in copy.blocks for line in block.text.split("\n")]
    return [" ".join(line.split()) for line in lines] != [" ".join(line.split()) for line in pasted]
