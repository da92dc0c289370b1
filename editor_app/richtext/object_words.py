"""The words that an object in the text holds: a picture's caption, credit and alt text, the titles of "Also read".

They are no text of the document, so whoever finds, replaces or checks words asks here. Knows no widget.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtGui import QTextBlock

from editor_app.markup.rich import Kind, RichBlock
from editor_app.richtext.reader import object_in
from editor_app.richtext.search import Search

CAPTION, CREDIT, ALT = 0, 1, 2  # the places of a picture's words


def words_of(lone: RichBlock) -> tuple[str, ...]:
    """What an object says, in the order of its parts; nothing for one that holds no words of its own."""
    if lone.kind is Kind.PICTURE and lone.picture is not None:
        return (lone.picture.caption, lone.picture.credit, lone.picture.alt)
    if lone.kind is Kind.ALSO_READ:
        return tuple(link.title for link in lone.links)
    return ()


def words_in(block: QTextBlock) -> tuple[str, ...]:
    """The same for the object in a block; nothing for text."""
    lone = object_in(block)
    return words_of(lone) if lone is not None else ()


def with_words(lone: RichBlock, words: Sequence[str]) -> RichBlock:
    """The object with other words, as many as `words_of` gives."""
    if lone.kind is Kind.PICTURE and lone.picture is not None:
        caption, credit, alt = words
        decorative = lone.picture.decorative and not alt
        picture = replace(lone.picture, caption=caption, credit=credit, alt=alt, decorative=decorative)
        return replace(lone, picture=picture)
    links = (replace(link, title=title) for link, title in zip(lone.links, words, strict=True))
    return replace(lone, links=tuple(links))


def replaced(text: str, search: Search, template: str) -> str:
    """A text with every hit in it replaced. What is said on one line stays on one line."""
    return _put(text, search.hits(text), lambda start: search.replacement(text, start, template))


def _put(text: str, hits: Sequence[tuple[int, int]], new_at: Callable[[int], str]) -> str:
    """`text` with what stands at the `hits`, which are counted as Qt counts, replaced by what `new_at` gives."""
    units = text.encode("utf-16-le", "surrogatepass")
    found, end = [], 0
    for start, length in hits:
        found += [units[2 * end : 2 * start], " ".join(new_at(start).split("\n")).encode("utf-16-le")]
        end = start + length
    found.append(units[2 * end :])
    return b"".join(found).decode("utf-16-le", "surrogatepass")
