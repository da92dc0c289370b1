"""Markdown to rich text: one slice becomes the blocks an editor shows.

Walks the element tree that Python-Markdown makes. Whatever cannot be represented exactly makes the whole slice
one SOURCE block; inline parts that Stet does not know become verbatim spans. The text stays as typed: quotes
and dashes are made typographic on the page only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from xml.etree.ElementTree import Element

from editor_app.markup.bounds import TooTangledError
from editor_app.markup.boxes import is_box, read_box
from editor_app.markup.dialect import Dialect, reading_dialect
from editor_app.markup.extensions.also_read import TAG as ALSO_READ_TAG
from editor_app.markup.extensions.also_read import entries_of, is_label
from editor_app.markup.extensions.embeds import embed_of, only_text
from editor_app.markup.extensions.pictures import picture_of
from editor_app.markup.extensions.quotes import detach_source
from editor_app.markup.inline import InlineReader, NotRepresentableError
from editor_app.markup.plain import plain_paragraph
from editor_app.markup.rich import Kind, RichBlock, Span
from editor_app.markup.simple_blocks import simple_blocks
from editor_app.markup.spans import normal_text
from editor_app.markup.tables import read_table

_TRAILING_LINES = re.compile(r"(?:\r\n|\r|\n)[ \t\r\n]*\Z")
# Python-Markdown stops looking for raw HTML at such a thing, so mending it would change what follows.
BROKEN_REFERENCE = re.compile(r"&#(?!\d+;|[xX][0-9a-fA-F]+;)")
_LONGEST_REMEMBERED = 2000  # characters; longer slices would fill the memory
_HEADINGS = {"h2": Kind.CROSSHEAD, "h3": Kind.SMALL_CROSSHEAD}


def read_slice(source: str, references: str = "") -> tuple[RichBlock, ...]:
    """The blocks of one slice.

    Args:
        source: the slice's Markdown, blank lines included.
        references: the definitions of the whole body (`references_in`).

    Returns:
        () for a slice of blank lines only; one SOURCE block for what cannot be edited as rich text.
    """
    text = plain_paragraph(source)
    if text is not None:
        return (RichBlock(spans=(Span(text),)),)
    simple = simple_blocks(source)
    if simple is not None:
        return simple
    if not source.strip(" \t\r\n\x02\x03"):
        return ()
    return (_parsed if len(source) < _LONGEST_REMEMBERED else _parsed.__wrapped__)(source, references)


@lru_cache(maxsize=4096)
def _parsed(source: str, references: str) -> tuple[RichBlock, ...]:
    """The blocks of a slice that needs the parser. Remembered: editor, checks and the writer all ask for the same."""
    dialect = reading_dialect()
    try:
        root = dialect.parse(source, references)
        broken = BROKEN_REFERENCE.search(source) if "&#" in source else None
        if dialect.own or (broken and "<" in source[broken.start() :]):
            raise NotRepresentableError
        blocks = _Walk(dialect, source).blocks(root)
    except (NotRepresentableError, TooTangledError, RecursionError):
        blocks = ()
    return blocks or (source_block(source),)


def source_block(source: str) -> RichBlock:
    """A SOURCE block for `source`, without the blank lines that end it."""
    return RichBlock(Kind.SOURCE, source=_TRAILING_LINES.sub("", source))


def _text(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans)


def _has_odd_edges(spans: Iterable[Span]) -> bool:
    """Whether the text begins or ends with an odd blank (a no-break one, a form feed), which an edit would lose."""
    text = _text(spans)
    return len(text.strip(" \n")) != len(text.strip())


class _Walk:
    """Turns one tree into blocks; raises NotRepresentableError where that cannot be done exactly."""

    def __init__(self, dialect: Dialect, source: str) -> None:
        self._inline = InlineReader(dialect, source)
        self._source = source

    def blocks(self, root: Element) -> tuple[RichBlock, ...]:
        found: list[RichBlock] = []
        for element in root:
            if element.tail and element.tail.strip():
                raise NotRepresentableError
            found += self._block(element)
        return tuple(found)

    def _block(self, element: Element) -> list[RichBlock]:
        tag = element.tag
        if tag == ALSO_READ_TAG:
            return [RichBlock(Kind.ALSO_READ, links=entries_of(element))]
        if tag == "blockquote":
            return self._quote(element)
        if is_box(element, self._source):
            return read_box(element, self._inline, self._block)
        if element.attrib and not (tag == "ol" and set(element.attrib) == {"start"}):
            raise NotRepresentableError
        if tag == "p":
            return [self._paragraph(element)]
        if tag in _HEADINGS:
            return [self._text(_HEADINGS[tag], element)]
        if tag == "hr":
            return [RichBlock(Kind.DIVIDER)]
        if tag in ("ul", "ol"):
            return self._list(element, 0)
        if tag == "table":
            return [read_table(element, self._inline)]
        raise NotRepresentableError

    def _paragraph(self, element: Element) -> RichBlock:
        if embed_of(only_text(element)) is not None:
            raise NotRepresentableError  # a card, with the address as its source
        picture = picture_of(element, self._inline)
        if picture is not None:
            return RichBlock(Kind.PICTURE, picture=picture)
        return self._text(Kind.PARAGRAPH, element)

    def _text(self, kind: Kind, element: Element) -> RichBlock:
        typed = self._inline.spans(element)
        spans = normal_text(kind, typed)
        if not spans or _has_odd_edges(typed):
            raise NotRepresentableError
        if kind is Kind.PARAGRAPH and "][" in self._source and is_label(_text(spans)):
            raise NotRepresentableError
        return RichBlock(kind, spans=spans)

    def _quote(self, element: Element) -> list[RichBlock]:
        kind = Kind.PULL_QUOTE if element.get("class") == "pull" else Kind.QUOTE
        if set(element.attrib) - {"class"} or element.get("class", "pull") != "pull":
            raise NotRepresentableError
        if (element.text or "").strip() or not len(element):
            raise NotRepresentableError
        source = detach_source(element)
        paragraphs = [*element, source] if source is not None else list(element)
        found = []
        for paragraph in paragraphs:
            if paragraph.tag != "p" or paragraph.attrib or (paragraph.tail or "").strip():
                raise NotRepresentableError
            found.append(self._text(kind, paragraph))
        return found

    def _list(self, element: Element, depth: int) -> list[RichBlock]:
        kind = Kind.BULLET if element.tag == "ul" else Kind.NUMBER
        number = int(element.get("start", "1"))
        found: list[RichBlock] = []
        if (element.text or "").strip() or number < 0 or number > 999_999_999:
            raise NotRepresentableError
        for item in element:
            if item.tag != "li" or item.attrib or (item.tail or "").strip():
                raise NotRepresentableError
            found += self._item(item, kind, depth, number)
            number += 1
        return found

    def _item(self, item: Element, kind: Kind, depth: int, number: int) -> list[RichBlock]:
        nested = [child for child in item if child.tag in ("ul", "ol")]
        inner: list[RichBlock] = []
        for child in nested:
            if child.attrib and set(child.attrib) != {"start"}:
                raise NotRepresentableError
            if (child.tail or "").strip():
                raise NotRepresentableError
            if inner:
                raise NotRepresentableError
            inner = self._list(child, depth + 1)
            item.remove(child)
        shown = number if kind is Kind.NUMBER else 1
        typed = self._inline.spans(item)
        if _has_odd_edges(typed):
            raise NotRepresentableError
        spans = normal_text(kind, typed)
        return [RichBlock(kind, spans=spans, depth=depth, number=shown), *inner]
