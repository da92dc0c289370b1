"""Rich text to Markdown: the plainest text that reads back to the same blocks.

Try it unescaped, read it back, escape only what differs. Text is never rewrapped and quotes stay as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, zip_longest

from editor_app.markup.blocks import slice_body
from editor_app.markup.boxes import boxed, without_empty_boxes, write_box
from editor_app.markup.embed_source import source_of_lone_address
from editor_app.markup.escaping import KnownShapes, written_text
from editor_app.markup.extensions.also_read import write_also_read
from editor_app.markup.extensions.quotes import DASH
from editor_app.markup.picture_source import normal_picture, write_picture
from editor_app.markup.reader import BROKEN_REFERENCE, read_slice
from editor_app.markup.rich import AlsoReadLink, Kind, RichBlock, Span
from editor_app.markup.spans import TEXT_KINDS, normal_block, normal_spans
from editor_app.markup.table_source import write_table
from editor_app.markup.tables import normal_table

_LISTS = frozenset({Kind.BULLET, Kind.NUMBER})
_QUOTES = frozenset({Kind.QUOTE, Kind.PULL_QUOTE})
_HEADS = {Kind.CROSSHEAD: "## ", Kind.SMALL_CROSSHEAD: "### "}
_QUOTED = "> "
_SEPARATOR = "<!-- -->"
_NESTED = "\n    - a"
_NESTED_ITEM = RichBlock(Kind.BULLET, spans=(Span("a"),), depth=1)
_NOTE_MARK = re.compile(r"\[\^[^\]]*\]")
_LONGEST_REMEMBERED = 1000  # characters; longer texts would fill the memory


def write_blocks(blocks: Sequence[RichBlock], newline: str = "\n", references: str = "") -> str:
    """The Markdown of `blocks`, which reads back to `normal_blocks(blocks)`.

    Args:
        blocks: in order. Neighbouring list items are one list, neighbouring quotes of a kind one quote.
        newline: the line end of the file.
        references: the definitions of the whole body, so that a typed `[word]` does not turn into a link.

    Returns:
        The text, ending with exactly one blank line; "" when there is nothing to say.
    """
    pieces: list[str] = []
    for members in _groups(normal_blocks(blocks)):
        text = _GroupWriter(references + _notes_missing(members, references)).write(members)
        if text:
            if pieces and _runs_together(pieces[-1], text):
                pieces.append(_SEPARATOR)
            pieces.append(text)
    if not pieces:
        return ""
    text = "\n\n".join(pieces) + "\n\n"
    return text if newline == "\n" else text.replace("\r\n", "\n").replace("\n", newline)


def normal_blocks(blocks: Iterable[RichBlock]) -> tuple[RichBlock, ...]:
    """`blocks` as Markdown can say them: texts in normal form, lists well nested and numbered, no empty ones."""
    found: list[RichBlock] = []
    for (kind, _box), group in groupby(boxed(filter(_leaves_a_trace, map(normal_block, blocks))), _likeness):
        members = list(group)
        if kind is True:
            found += _normal_list(members)
        elif kind in _QUOTES:
            found += _normal_quote(members)
        else:
            found += filter(None, map(_normal_single, members))
    return without_empty_boxes(found)


def _leaves_a_trace(block: RichBlock) -> bool:
    return (
        bool(block.spans)
        or block.kind in _LISTS
        or block.kind not in TEXT_KINDS
        or block.kind is Kind.BOX_TITLE
    )


def _likeness(block: RichBlock) -> tuple[object, str]:
    return block.kind if block.kind in _QUOTES else block.kind in _LISTS, block.box


def _normal_single(block: RichBlock) -> RichBlock | None:
    if block.kind in TEXT_KINDS:
        if block.kind is Kind.PARAGRAPH and not block.box and (source := source_of_lone_address(block.spans)):
            return RichBlock(Kind.SOURCE, source=source)
        stays = block.spans or block.kind is Kind.BOX_TITLE
        return RichBlock(block.kind, spans=block.spans, box=block.box) if stays else None
    if block.kind is Kind.TABLE:
        table = normal_table(block.table) if block.table else None
        return RichBlock(Kind.TABLE, table=table) if table else None
    if block.kind is Kind.PICTURE and block.picture is not None:
        return RichBlock(Kind.PICTURE, picture=normal_picture(block.picture))
    if block.kind is Kind.ALSO_READ:
        links = (AlsoReadLink(" ".join(link.title.split()), link.target.strip()) for link in block.links)
        return RichBlock(Kind.ALSO_READ, links=tuple(link for link in links if link.title or link.target))
    if block.kind is Kind.SOURCE:
        return RichBlock(Kind.SOURCE, source=block.source) if block.source.strip() else None
    return RichBlock(block.kind)


def _normal_quote(members: list[RichBlock]) -> list[RichBlock]:
    members = [RichBlock(block.kind, spans=block.spans) for block in members if block.spans]
    if not members:
        return []
    last = members[-1]
    head, found, line = last.text.rpartition("\n")
    if found and line.startswith(DASH):
        kept, source = _split_spans(last.spans, len(head))
        members[-1:] = [RichBlock(last.kind, spans=normal_spans(part)) for part in (kept, source)]
    return members


def _split_spans(spans: tuple[Span, ...], at: int) -> tuple[list[Span], list[Span]]:
    before: list[Span] = []
    after: list[Span] = []
    for span in spans:
        size = len(span.text)
        if at >= size:
            before.append(span)
        elif at <= 0:
            after.append(span)
        else:
            before.append(replace(span, text=span.text[:at]))
            after.append(replace(span, text=span.text[at:]))
        at -= size
    return before, after


def _normal_list(members: list[RichBlock]) -> list[RichBlock]:
    """Depths without jumps, one kind to a list, numbers counting up from the first item's."""
    found: list[RichBlock] = []
    lists: list[tuple[Kind, int]] = []  # the kind and next number of each open list, outermost first
    for block in members:
        depth = min(max(block.depth, 0), len(lists))
        del lists[depth + 1 :]
        if depth == len(lists) or (depth == 0 and lists[0][0] is not block.kind):
            start = min(max(block.number, 0), 999_999_999)
            lists[depth:] = [(block.kind, start)]
        kind, number = lists[depth]
        found.append(
            RichBlock(
                kind,
                spans=block.spans,
                depth=depth,
                number=number if kind is Kind.NUMBER else 1,
                box=block.box,
            )
        )
        lists[depth] = (kind, number + 1)
    return found


def _groups(blocks: Iterable[RichBlock]) -> list[list[RichBlock]]:
    """The blocks that make one piece of Markdown each: a list, a quote, a fact box, or a block by itself."""
    found: list[list[RichBlock]] = []
    for block in blocks:
        if block.kind is not Kind.BOX_TITLE and found:
            first = found[-1][0]
            if block.box or (not first.box and _group_key(first) == _group_key(block)):
                found[-1].append(block)
                continue
        found.append([block])
    return found


def _group_key(block: RichBlock) -> object:
    if block.kind in _LISTS:
        return "list"
    return block.kind if block.kind in _QUOTES else id(block)


def spans_of(block: RichBlock) -> Iterator[Span]:
    """All text of a block, that of a table's cells included."""
    yield from block.spans
    for row in block.table.rows if block.table else ():
        for cell in row:
            yield from cell


def _notes_missing(group: list[RichBlock], references: str) -> str:
    """Stand-in definitions for footnote marks that `references` does not define, so that they read back as marks."""
    sources = (span.text for block in group for span in spans_of(block) if span.verbatim)
    marks = (mark for source in sources for mark in _NOTE_MARK.findall(source))
    return "".join(f"{mark}: .\n\n" for mark in marks if f"{mark}:" not in references)


class _GroupWriter:
    """Writes the blocks that make one piece of Markdown: a list, a quote, or a block by itself."""

    def __init__(self, references: str) -> None:
        self._references = references

    def write(self, group: list[RichBlock]) -> str:
        block = group[0]
        if block.kind in _LISTS:
            return self._list(group)
        if block.kind in _QUOTES:
            return self._quote(group)
        if block.kind is Kind.BOX_TITLE:
            return write_box(group, self._inside, self._read)
        if block.kind is Kind.TABLE:
            return write_table(block.table, self._references) if block.table else ""
        if block.kind is Kind.PICTURE:
            return write_picture(block.picture) if block.picture else ""
        if block.kind is Kind.ALSO_READ:
            return write_also_read(block.links)
        if block.kind is Kind.DIVIDER:
            return "* * *"
        if block.kind is Kind.SOURCE:
            return block.source.rstrip("\r\n")
        prefix = _HEADS.get(block.kind, "")
        return prefix + self._text(block, prefix)

    def _read(self, text: str) -> tuple[RichBlock, ...]:
        """What `text` reads back as; nothing where what follows in the box would not be read as it stands."""
        is_broken = "&#" in text and BROKEN_REFERENCE.search(text)
        return () if is_broken else read_slice(text, self._references)

    def _inside(self, blocks: list[RichBlock]) -> str:
        return write_blocks(blocks, references=self._references)

    def _text(self, wanted: RichBlock, prefix: str, indent: str = "", *, nests: bool = False) -> str:
        """The text of `wanted`, which reads back to it after `prefix`, and above a nested list if it `nests` one."""
        write = _written if len(wanted.text) < _LONGEST_REMEMBERED else _written.__wrapped__
        return write(wanted, prefix, indent, nests, self._references)

    def _list(self, group: list[RichBlock]) -> str:
        text = self._items(group, "")
        if all(block.spans for block in group) or read_slice(text, self._references) == tuple(group):
            return text
        # `- ` above `- ` would be an underlined heading.
        return self._items(group, "&#32;")

    def _items(self, group: list[RichBlock], nothing: str) -> str:
        """The items, one below the other; an empty one holds `nothing`."""
        lines: list[str] = []
        kind = group[0].kind
        for block, below in zip_longest(group, group[1:]):
            if block.depth == 0 and block.kind is not kind:
                kind = block.kind
                lines.append("")
            marker = "- " if block.kind is Kind.BULLET else f"{block.number}. "
            indent = "    " * block.depth
            text = nothing
            if block.spans:
                alone = replace(block, depth=0)
                nests = below is not None and below.depth > block.depth
                text = self._text(alone, marker, "    ", nests=nests).replace("\n", "\n" + indent)
            lines.append(indent + marker + text)
        return "\n".join(lines)

    def _quote(self, group: list[RichBlock]) -> str:
        paragraphs = [self._text(replace(block, kind=Kind.QUOTE), _QUOTED) for block in group]
        text = _quoted("\n\n".join(paragraphs))
        return f"{text}\n{{.pull}}" if group[0].kind is Kind.PULL_QUOTE else text


@lru_cache(maxsize=4096)
def _written(wanted: RichBlock, prefix: str, indent: str, nests: bool, references: str) -> str:
    """The text of `wanted`. Remembered, so that a key press in a long list reads back one item and not all."""

    def reads_back(text: str) -> bool:
        if "&#" in text and BROKEN_REFERENCE.search(text):
            return False
        if nests:  # Python-Markdown looks for marks once more in such an item
            return read_slice(prefix + text + _NESTED, references) == (wanted, _NESTED_ITEM)
        placed = _quoted(text) if prefix == _QUOTED else prefix + text
        return read_slice(placed, references) == (wanted,)

    return written_text(wanted.spans, reads_back, indent, _known_shapes(prefix, references))


@lru_cache(maxsize=16)
def _known_shapes(_prefix: str, _references: str) -> KnownShapes:
    return KnownShapes()


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def _runs_together(before: str, after: str) -> bool:
    """Whether the two would be read as one block where they should stay two."""
    if after[0] not in " \t:>-+*0123456789{[":
        return False
    return len(slice_body(f"{before}\n\n{after}")) < len(slice_body(before)) + len(slice_body(after)) and (
        read_slice(f"{before}\n\n{after}") != read_slice(before) + read_slice(after)
    )
