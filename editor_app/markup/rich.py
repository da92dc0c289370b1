"""The rich-text model between Markdown and an editor: plain values, no Qt, no syntax.

`reader` makes these from a slice of Markdown, `writer` turns them back, `richtext` shows them in a QTextDocument
(one `RichBlock` is one QTextBlock).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text with one set of marks.

    Attributes:
        text: what the reader sees; "\\n" is a hard line break. When `verbatim`, the inline source as typed.
        bold, italic, strike, code: the marks.
        href: address when the span is (part of) a link; `title` is the link's title.
        verbatim: inline source Stet cannot edit as rich text (footnote mark, inline HTML, inline picture ...),
            shown as it is and written back unchanged.
    """

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    href: str = ""
    title: str = ""
    verbatim: bool = False


class Kind(StrEnum):
    """What a rich block is."""

    PARAGRAPH = "paragraph"
    CROSSHEAD = "crosshead"  # level 2
    SMALL_CROSSHEAD = "small_crosshead"  # level 3
    BULLET = "bullet"
    NUMBER = "number"
    QUOTE = "quote"
    PULL_QUOTE = "pull_quote"
    DIVIDER = "divider"
    PICTURE = "picture"
    ALSO_READ = "also_read"
    TABLE = "table"
    BOX_TITLE = "box_title"  # the heading of a fact box; every box begins with one
    SOURCE = "source"  # anything else, as its Markdown source


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture paragraph. `src` as written; `credit` is what stood in `(Photo: ...)` at the caption's end.

    `decorative`: it says nothing that a reader who cannot see it misses, so it has no alt text on purpose.
    """

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class AlsoReadLink:
    """One entry of an "Also read" block. `target` as written (`slug.md`, an address, or empty: not linked yet)."""

    title: str
    target: str = ""


Cell = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `aligns`: for each column "", "left", "center" or "right". `rows`: the headings first, then the cells."""

    aligns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class RichBlock:
    """One block as the editor shows it.

    Attributes:
        kind: what it is; decides which of the other fields count.
        spans: the text of paragraph, crossheads, list items and quotes.
        depth: nesting of a list item, 0 at the outermost.
        number: the number shown before a NUMBER item (first item of a list: its start).
        picture, links, source, table: content of PICTURE, ALSO_READ, SOURCE and TABLE.
        box: the type of the fact box that a paragraph, list item or title is in ("note"); empty outside of one.
    """

    kind: Kind = Kind.PARAGRAPH
    spans: tuple[Span, ...] = ()
    depth: int = 0
    number: int = 1
    picture: Picture | None = None
    links: tuple[AlsoReadLink, ...] = ()
    source: str = ""
    table: Table | None = None
    box: str = ""

    @property
    def text(self) -> str:
        """The visible text without marks."""
        return "".join(span.text for span in self.spans)
