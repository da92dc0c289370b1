"""What the clipboard brought, as plain values, and what a story makes of it. May run on any thread."""

from __future__ import annotations

import re
from dataclasses import dataclass

from editor_app.intake.pasted.addresses import lone_address
from editor_app.intake.pasted.copy import PastedCopy
from editor_app.intake.pasted.markdown_words import read_pasted_markdown
from editor_app.intake.pasted.page import TooLarge, read_pasted_page
from editor_app.intake.pasted.words import read_pasted_text
from editor_app.markup.writer import write_blocks

_LARGE_PAGE, _LARGE_TEXT = 30_000, 12_000
# Programs that copy code put its colours on the clipboard, too: only its words are meant.
_CODE_START = re.compile(
    r"\s*(?:<meta[^>]*>)?\s*<(?:div|pre)[^>]*font-family:[^;\"]*monospace[^>]*white-space:\s*pre", re.I
)


@dataclass(frozen=True, slots=True)
class Brought:
    """One copy.

    Attributes:
        page, text, markdown: its HTML, its plain text, its Markdown; each may be empty.
        is_code: a program for code made it.
    """

    page: str = ""
    text: str = ""
    is_code: bool = False
    markdown: str = ""

    @property
    def is_large(self) -> bool:
        """Whether reading it takes so long that a person would notice."""
        return (
            len(self.page) > _LARGE_PAGE or len(self.text) > _LARGE_TEXT or len(self.markdown) > _LARGE_TEXT
        )


@dataclass(frozen=True, slots=True)
class ReadCopy:
    """What a copy says.

    Attributes:
        address: it is nothing but this address; else empty.
        copy: its blocks.
        text: its plain text as it was.
        too_large: its formatting was too much to read, the words are all there is.
    """

    copy: PastedCopy
    text: str = ""
    address: str = ""
    too_large: bool = False


def read_brought(brought: Brought) -> ReadCopy:
    """Read a copy: its HTML where it has some that says something, else its text."""
    copy, too_large = _rich_copy(brought)
    address = lone_address(brought.text)
    if address and _is_only_link(copy):
        return ReadCopy(PastedCopy(), brought.text, address)
    if copy is None and not too_large:
        copy = _markdown_copy(brought)
    return ReadCopy(copy or read_pasted_text(brought.text), brought.text, "", too_large)


def read_ahead(brought: Brought) -> ReadCopy:
    """As `read_brought`, and find out how its blocks are written: the writer remembers, so placing them is quick."""
    read = read_brought(brought)
    write_blocks(read.copy.blocks)
    return read


def _rich_copy(brought: Brought) -> tuple[PastedCopy | None, bool]:
    """What the HTML of a copy says, None without any; and whether it was too large."""
    is_code = brought.is_code or (brought.text and _CODE_START.match(brought.page))
    if not brought.page or is_code:
        return None, False
    try:
        copy = read_pasted_page(brought.page)
    except TooLarge:
        return None, True
    says_nothing = not copy.blocks and not copy.left_out.pictures and brought.text
    return (None if says_nothing else copy), False


def _markdown_copy(brought: Brought) -> PastedCopy | None:
    """What the words of a copy say when they are Markdown, None when they are not."""
    if brought.is_code or brought.page:
        return None
    if brought.markdown:
        return read_pasted_markdown(brought.markdown, is_surely=True)
    return read_pasted_markdown(brought.text)


def _is_only_link(copy: PastedCopy | None) -> bool:
    """Whether HTML that came with an address says no more than the address does."""
    if copy is None:
        return True
    spans = [span for block in copy.blocks for span in block.spans]
    return len(copy.blocks) == 1 and len(spans) == 1 and bool(lone_address(spans[0].text))
