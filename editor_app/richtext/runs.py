"""Runs: which QTextBlocks belong to one slice of Markdown, and what that slice's source is now.

Plain functions over a document; the cache and the signals are `body_document`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextTable

from editor_app.markup.rich import Kind, RichBlock, Span
from editor_app.markup.writer import write_blocks
from editor_app.richtext.formats import LIST_KINDS, Signs, key_of, kind_of, signs_of
from editor_app.richtext.reader import read_block
from editor_app.richtext.tables import first_block, last_block, read_table, table_of

_LINE_END = re.compile("\r\n|\r|\n")
_TAIL = re.compile("(?:[ \t\x02\x03]*(?:\r\n|\r|\n))*\\Z")
_VANISHING = frozenset({Kind.PARAGRAPH, Kind.CROSSHEAD, Kind.SMALL_CROSSHEAD, Kind.QUOTE, Kind.PULL_QUOTE})


@dataclass(frozen=True, slots=True)
class Run:
    """One slice of the body as it would be saved now. `key` names it in the document and in the preview."""

    key: str
    source: str


@dataclass(frozen=True, slots=True)
class BodyChange:
    """What one edit did.

    Attributes:
        order: the keys of all runs, in order; None when neither number nor order of runs changed.
        updated: runs that are new or whose source is not what it was.
        references_changed: link, footnote or abbreviation definitions changed, so every run may render differently.
    """

    order: tuple[str, ...] | None
    updated: tuple[Run, ...]
    references_changed: bool


@dataclass(frozen=True, slots=True)
class Slice:
    """Where a run came from.

    Attributes:
        source: the slice's exact text.
        blocks: what the document held right after the slice was put there.
        leading: blank lines at the body's start, part of `source` but kept when the slice is written anew.
        was_last: nothing followed it in the file, so it need not end with a blank line.
        follows_list: it is a list and was put in right after another, which are two to the parser.
    """

    source: str
    blocks: tuple[RichBlock, ...]
    leading: str = ""
    was_last: bool = False
    follows_list: bool = False


@dataclass(frozen=True, slots=True)
class Extent:
    """The QTextBlocks of one run: its first and last, how many, and the key they carry."""

    key: str
    first: QTextBlock
    last: QTextBlock
    count: int


def belongs_with(block: QTextBlock, previous: QTextBlock, origins: Mapping[str, Slice]) -> bool:
    """Whether `block` is of the same run as `previous`, the block before it.

    The same key says so. So do two list items or two quotes in a row: Markdown would read them as one list or
    quotation. A block in a fact box goes with its title. Two quotations of the file (`origins`) stay apart, and so do
    two lists as they are put in. Two lists that come to stand together later become one, for with a blank line
    between them they would be read as one of loose items.
    """
    return _belong_together(signs_of(block), signs_of(previous), origins)


def _belong_together(signs: Signs, signs_before: Signs, origins: Mapping[str, Slice]) -> bool:
    key, kind, box = signs
    key_before, before, box_before = signs_before
    if key == key_before:
        return True
    if box or box_before:
        return bool(box and box_before) and kind is not Kind.BOX_TITLE
    attracts = (kind in LIST_KINDS and before in LIST_KINDS) or (kind is Kind.QUOTE and before is Kind.QUOTE)
    if not attracts:
        return False
    origin, origin_before = origins.get(key), origins.get(key_before)
    if kind in LIST_KINDS and origin is not None and origin_before is not None:
        return bool(origin.blocks and origin_before.blocks) and not origin.follows_list
    return not (_was_apart(origin) and _was_apart(origin_before))


def _was_apart(origin: Slice | None) -> bool:
    """Whether a slice was a list or quotation already in the file. One just put in is taken to be."""
    if origin is None:
        return False
    return not origin.blocks or origin.blocks[0].kind in LIST_KINDS or origin.blocks[0].kind is Kind.QUOTE


def extent_at(block: QTextBlock, origins: Mapping[str, Slice]) -> Extent:
    """The run that `block` is part of. Cost: the length of that run."""
    first, key = block, key_of(block)
    while (previous := first.previous()).isValid():
        key_before = key_of(previous)
        if key_before != key and not belongs_with(first, previous, origins):
            break
        first, key = previous, key_before
    return extent_from(first, origins)


def extent_from(first: QTextBlock, origins: Mapping[str, Slice]) -> Extent:
    """The run that begins with `first`."""
    key = begins = key_of(first)
    count, block = 1, first
    while (following := block.next()).isValid():
        key_after = key_of(following)
        if key_after != key and not belongs_with(following, block, origins):
            break
        block, key, count = following, key_after, count + 1
    return Extent(begins, first, block, count)


def all_extents(first: QTextBlock, origins: Mapping[str, Slice]) -> list[Extent]:
    """The runs from `first` to the document's end."""
    return list(each_extent(first, origins))


def each_extent(first: QTextBlock, origins: Mapping[str, Slice]) -> Iterator[Extent]:
    """The runs from `first` on, one after the other. Reads each block once, which shows in a long body."""
    if not first.isValid():
        return
    block, signs = first, signs_of(first)
    while block.isValid():
        begin, begins, count, last = block, signs, 1, block
        while (block := last.next()).isValid():
            before, signs = signs, signs_of(block)
            if not _belong_together(signs, before, origins):
                break
            last, count = block, count + 1
        yield Extent(begins.key, begin, last, count)


def blocks_of(
    extent: Extent, made: Sequence[QTextTable] = (), known: dict[int, Span] | None = None
) -> tuple[RichBlock, ...]:
    """What the run's QTextBlocks hold.

    Args:
        made: tables that were put in by the present step of undo.
        known: see `reader.read_block`.
    """
    found: list[RichBlock] = []
    known = {} if known is None else known
    block, covered = extent.first, -1
    for _ in range(extent.count):
        if kind_of(block) is not Kind.TABLE or (table := table_of(block, made)) is None:
            found.extend(read_block(block, known))
        elif block.position() > covered:
            covered = last_block(table).position()
            if block == first_block(table):
                found.append(read_table(table))
        block = block.next()
    return tuple(found)


def source_of(blocks: tuple[RichBlock, ...], origin: Slice | None, newline: str, references: str = "") -> str:
    """The run's Markdown: the slice's own source when nothing in it changed, else written anew.

    A rewritten slice keeps the blank lines that stood around it. Empty paragraphs leave no trace. With the
    `references` of the body, a word in brackets that they define is escaped and does not become a link.
    """
    if origin is not None and origin.blocks == blocks:
        return origin.source
    worth = [block for block in blocks if not _is_blank(block)]
    if not worth:
        return ""
    written = write_blocks(worth, newline, references)
    if origin is None or not written:
        return written
    return origin.leading + written.rstrip("\r\n") + _tail_of(origin.source)


def finished(source: str, origin: Slice | None, is_last: bool, ending: str, newline: str = "\n") -> str:
    """`source` with the line ends its place asks for: a blank line before the next run, `ending` at the end.

    `newline` is the body's line end, for a source that has none.
    """
    if not source:
        return source
    if is_last:
        return source if origin is not None and origin.was_last else source.rstrip("\r\n") + ending
    if origin is not None and not origin.was_last:
        return source
    missing = 2 - min(2, len(_LINE_END.findall(_tail_of(source))))
    return source + (newline_of(source) or newline_of(ending) or newline) * missing


def newline_of(text: str) -> str:
    """The first line end in `text`; empty when it has none."""
    found = _LINE_END.search(text)
    return found.group() if found else ""


def _tail_of(source: str) -> str:
    return _TAIL.search(source).group()  # type: ignore[union-attr]  # matches always, if only nothing


def _is_blank(block: RichBlock) -> bool:
    return block.kind in _VANISHING and not block.text.strip()
