"""What other programs put on the clipboard comes into the text. Qt never sees their HTML, and nothing is opened."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor

from editor_app.intake.pasted.addresses import lone_address
from editor_app.intake.pasted.copy import LeftOut, PastedCopy, PastedPicture
from editor_app.intake.pasted.page import TooLarge, read_pasted_page
from editor_app.intake.pasted.words import read_pasted_text
from editor_app.markup.rich import Kind, RichBlock
from editor_app.richtext.placing import make_room, place_address, place_blocks

KeepPicture = Callable[[PastedPicture], str]
"""Brings a picture into the newsroom and gives its `src`; empty when that was not possible."""

# Programs that copy code put its colours on the clipboard, too: only its words are meant.
_CODE_FORMATS = ("vscode-editor-data", "application/vnd.code.copymetadata", "application/x-qt-creator-source")
_CODE_START = re.compile(
    r"\s*(?:<meta[^>]*>)?\s*<(?:div|pre)[^>]*font-family:[^;\"]*monospace[^>]*white-space:\s*pre", re.I
)
_ALL_CAME = LeftOut()


@dataclass(frozen=True, slots=True)
class Pasted:
    """What came of a paste.

    Attributes:
        plain: the words as they would come without formatting, when that would be different; else empty.
        left_out: what did not come along.
        too_large: the formatting was too much to read, the words came alone.
    """

    plain: str = ""
    left_out: LeftOut = _ALL_CAME
    too_large: bool = False


def paste_foreign(cursor: QTextCursor, data: QMimeData, keep_picture: KeepPicture | None = None) -> Pasted:
    """Insert what another program copied in place of the selection, with the formatting a story can hold.

    A part of the caller's step of undo.
    """
    text = data.text() if data.hasText() else ""
    copy, too_large = _rich_copy(data)
    if (address := lone_address(text)) and _is_only_link(copy):
        place_address(cursor, address, _shown(text, address))
        return Pasted()
    if copy is None:
        copy = read_pasted_text(text)
    blocks = _with_pictures(copy, keep_picture)
    if not blocks:
        return Pasted(left_out=copy.left_out, too_large=too_large)
    make_room(cursor)
    place_blocks(cursor, _with_edges(blocks, text))
    plain = text if text.strip() else words_of(copy.blocks)
    return Pasted(plain if _differs(copy, plain) else "", copy.left_out, too_large)


def words_of(blocks: tuple[RichBlock, ...]) -> str:
    """The words of blocks, paragraphs apart by a blank line."""
    return "\n\n".join(block.text for block in blocks if block.spans)


def words_of_page(page: str) -> str:
    """The words of HTML; nothing it names is opened. Empty when it is too large to be read."""
    try:
        return words_of(read_pasted_page(page).blocks)
    except TooLarge:
        return ""


def _rich_copy(data: QMimeData) -> tuple[PastedCopy | None, bool]:
    """What the HTML of a copy says, None without any; and whether it was too large."""
    if not data.hasHtml() or any(data.hasFormat(name) for name in _CODE_FORMATS):
        return None, False
    page = data.html()
    if _CODE_START.match(page) and data.hasText():
        return None, False
    try:
        copy = read_pasted_page(page)
    except TooLarge:
        return None, True
    is_empty = not copy.blocks and not copy.left_out.pictures and data.hasText()
    return (None if is_empty else copy), False


def _is_only_link(copy: PastedCopy | None) -> bool:
    """Whether HTML that came with an address says no more than the address does."""
    if copy is None:
        return True
    spans = [span for block in copy.blocks for span in block.spans]
    return len(copy.blocks) == 1 and len(spans) == 1 and bool(lone_address(spans[0].text))


def _shown(text: str, address: str) -> str:
    """The words an address is shown as when it is put into a sentence."""
    return address.removeprefix("mailto:") if address.startswith("mailto:") else address


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
