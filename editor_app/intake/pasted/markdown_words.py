"""Plain text from the clipboard that is Markdown -> rich blocks. Only what is surely Markdown is taken for it.

Text of a story alone comes: words, lists, quotes, tables. Where a text has more (raw HTML, pictures of elsewhere), its
words are let stand as they are. Opens nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from editor_app.intake.pasted.addresses import clean_address
from editor_app.intake.pasted.copy import PastedCopy
from editor_app.markup.blocks import references_in, slice_body
from editor_app.markup.reader import read_slice
from editor_app.markup.rich import Kind, RichBlock, Span
from editor_app.markup.spans import normal_block

_LINE_ENDS = re.compile("\r\n|[\r\x0c\x85\u2029\u2028]")
_FRONT_MATTER = re.compile(r"\A---\n(?:[\w-]+:.*\n|[ \t]+.*\n|- .*\n)+---\n")
_SURE_SIGNS = re.compile(
    r"(?m)^\#{1,6}[ ]+\S.*\n(?:[ \t]*\n|\Z)"  # a heading with a blank line after it
    r"|^\#{2,6}[ ]+\S"
    r"|(?<!!)\[[^\[\]\n]+\]\((?:https?://|mailto:)[^\s()]+\)"
    r"|(?<![\w*])\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*(?![\w*])"
    r"|^[ ]{0,3}\|?[ ]*:?-{3,}:?[ ]*(?:\|[ ]*:?-{3,}:?[ ]*)+\|?[ ]*$"  # the line below a table's headings
)
_LEVELS = re.compile(r"(?m)^(#{1,6})(?=[ ]+\S)")
_LARGEST = 400_000  # characters
_STAYS_OUT = frozenset({Kind.SOURCE, Kind.PICTURE, Kind.ALSO_READ})


def read_pasted_markdown(text: str, *, is_surely: bool = False) -> PastedCopy | None:
    """The blocks of Markdown; None for what is not, or has more in it than text.

    Args:
        is_surely: the program that copied it says that it is Markdown.
    """
    text = _LINE_ENDS.sub("\n", text).strip("\n")
    if len(text) > _LARGEST or not (is_surely or _SURE_SIGNS.search(text)):
        return None
    text = _FRONT_MATTER.sub("", text)
    # The headline is a story's own: below it begin the crossheads.
    text = _LEVELS.sub(lambda found: "##" if len(found[1]) < 3 else "###", text) + "\n"
    references = references_in(text)
    blocks = [block for source in slice_body(text) for block in read_slice(source, references)]
    if not blocks or any(block.kind in _STAYS_OUT or _has_source(block) for block in blocks):
        return None
    return PastedCopy(tuple(normal_block(_with_clean_links(block)) for block in blocks))


def _has_source(block: RichBlock) -> bool:
    return any(span.verbatim for span in _spans(block))


def _spans(block: RichBlock) -> list[Span]:
    cells = [span for row in block.table.rows for cell in row for span in cell] if block.table else []
    return [*block.spans, *cells]


def _with_clean_links(block: RichBlock) -> RichBlock:
    """Without tracking, and without the links that lead nowhere from here."""
    if block.table is not None:
        rows = tuple(tuple(_cleaned(cell) for cell in row) for row in block.table.rows)
        return replace(block, table=replace(block.table, rows=rows))
    return replace(block, spans=_cleaned(block.spans)) if block.spans else block


def _cleaned(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(
        replace(span, href=href, title=span.title if href else "")
        for span in spans
        for href in [clean_address(span.href) if span.href else ""]
    )
