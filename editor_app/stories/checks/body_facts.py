"""What a story's body holds that checks ask about: links, pictures, "Also read" entries, crossheads, words as readers see them.

Read from the same rich blocks the editor shows; where a block stays source (tables, raw HTML), links and pictures are
found by their syntax. One slice's facts are remembered, so checking again after an edit costs the edited paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile

from editor_app.markup.blocks import references_in, slice_body
from editor_app.markup.counts import word_count
from editor_app.markup.extensions.pictures import is_decorative
from editor_app.markup.reader import read_slice
from editor_app.markup.rich import Kind, RichBlock, Span

_IMAGE = re.compile(
    r"!\[(?P<alt>[^\]]*)\]\(\s*<?(?P<src>[^)\s>]*)>?(?:\s+[\"'(](?P<caption>.*?)[\"')])?\s*\)"
    r"(?:\{:?[^}\n]*\brole\s*=\s*[\"']?(?P<role>presentation|none)\b[^}\n]*\})?"
)
_LINK = re.compile(r"(?<!!)\[(?P<text>[^\]\[]*)\]\(\s*<?(?P<target>[^)\s>]*)>?(?:\s+[\"'(].*?[\"')])?\s*\)")
_HTML_LINK = re.compile(
    r"<a\b[^>]*?\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))[^>]*>(.*?)(?:</a>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_HTML_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_HTML_ATTRIBUTE = re.compile(r"\b(src|alt|role)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_CODE = re.compile(r"(`+).*?\1", re.DOTALL)
_FENCE = re.compile(r"\s*(?:```|~~~|<!--|<pre|<script|<style)|(?: {4}|\t)\S", re.IGNORECASE)
_CODE_STANDS_HERE = "\ufffc"  # so that what stands around it does not look as if it stood together
_MAX_SOURCE = 20_000
_REMEMBERED = 8192


@dataclass(frozen=True, slots=True)
class LinkFact:
    """A link: its words and its target as written. `is_also_read`: an entry of an "Also read" block."""

    text: str
    target: str
    is_also_read: bool = False


@dataclass(frozen=True, slots=True)
class PictureFact:
    """A picture in the body. `is_figure`: alone in its paragraph, with caption and credit.

    `is_decorative`: it has no alt text on purpose.
    """

    src: str
    alt: str
    caption: str = ""
    credit: str = ""
    is_figure: bool = False
    is_decorative: bool = False


@dataclass(frozen=True, slots=True)
class SliceFacts:
    """What one slice holds.

    `prose` is the visible text of what is edited as rich text, code as U+FFFC; `source` the text of what stays source, its
    layout included; `level` the crosshead's, 0 for none; `words` how many readers see; `opening` what a paragraph outside
    of boxes begins with in bold.
    """

    links: tuple[LinkFact, ...] = ()
    pictures: tuple[PictureFact, ...] = ()
    prose: str = ""
    source: str = ""
    level: int = 0
    words: int = field(default=0, compare=False)
    opening: str = ""
    is_divider: bool = False


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """The facts of each slice of a body, in order."""

    slices: tuple[SliceFacts, ...]

    @property
    def words(self) -> int:
        """The words of all of them."""
        return sum(facts.words for facts in self.slices)

    def links(self) -> Iterator[tuple[int, LinkFact]]:
        """Every link with the index of its slice."""
        return ((index, link) for index, facts in enumerate(self.slices) for link in facts.links)

    def pictures(self) -> Iterator[tuple[int, PictureFact]]:
        """Every picture with the index of its slice."""
        return ((index, picture) for index, facts in enumerate(self.slices) for picture in facts.pictures)


def facts_of(body: str) -> BodyFacts:
    """The facts of a whole body."""
    references = references_in(body)
    return BodyFacts(tuple(_slice_facts(source, references) for source in slice_body(body)))


@lru_cache(maxsize=_REMEMBERED)
def _slice_facts(source: str, references: str) -> SliceFacts:
    if not source.strip():
        return SliceFacts()
    links: list[LinkFact] = []
    pictures: list[PictureFact] = []
    prose: list[str] = []
    as_source: list[str] = []
    level = 0
    blocks = read_slice(source, references)
    for block in blocks:
        if block.kind == Kind.SOURCE:
            _add_from_source(block.source, links, pictures, as_source)
        elif block.table is not None:
            _add_from_source(source, links, pictures, as_source)
        elif block.kind == Kind.PICTURE and block.picture is not None:
            shown = block.picture
            pictures.append(
                PictureFact(shown.src, shown.alt, shown.caption, shown.credit, True, shown.decorative)
            )
            prose.append(shown.caption)
        elif block.kind == Kind.ALSO_READ:
            links += [LinkFact(link.title, link.target, True) for link in block.links]
        else:
            level = level or {Kind.CROSSHEAD: 2, Kind.SMALL_CROSSHEAD: 3}.get(block.kind, 0)
            _add_from_spans(block, links, pictures, prose)
    first = blocks[0] if blocks else None
    return SliceFacts(
        tuple(links),
        tuple(pictures),
        "\n".join(prose),
        "\n".join(as_source),
        level,
        word_count(source),
        _opening(first) if first is not None else "",
        first is not None and first.kind == Kind.DIVIDER,
    )


def _opening(block: RichBlock) -> str:
    if block.kind != Kind.PARAGRAPH or block.box or block.depth:
        return ""
    return "".join(span.text for span in takewhile(lambda span: span.bold, block.spans))


def _add_from_spans(
    block: RichBlock, links: list[LinkFact], pictures: list[PictureFact], prose: list[str]
) -> None:
    words: list[str] = []
    last: Span | None = None
    for span in block.spans:
        if span.verbatim:
            inside: list[str] = []
            _add_from_source(span.text, links, pictures, inside)
            words += inside
        else:
            words.append(_CODE_STANDS_HERE if span.code else span.text)
        if span.href:
            if last is not None and last.href == span.href and links:
                links[-1] = LinkFact(links[-1].text + span.text, span.href)
            else:
                links.append(LinkFact(span.text, span.href))
        last = span
    prose.append("".join(words))


def _add_from_source(
    source: str, links: list[LinkFact], pictures: list[PictureFact], prose: list[str]
) -> None:
    if _FENCE.match(source):
        return
    text = _CODE.sub("", source[:_MAX_SOURCE])
    for image in _IMAGE.finditer(text):
        decorative = is_decorative(image["role"], image["alt"])
        pictures.append(
            PictureFact(image["src"], image["alt"], image["caption"] or "", is_decorative=decorative)
        )
    links += [LinkFact(link["text"], link["target"]) for link in _LINK.finditer(text)]
    for anchor in _HTML_LINK.finditer(text):
        target = next((group for group in anchor.groups()[:3] if group is not None), "")
        links.append(LinkFact(_TAG.sub("", anchor[4]), target))
    for tag in _HTML_IMAGE.findall(text):
        values = {
            match[1].casefold(): next(value for value in match.groups()[1:] if value is not None)
            for match in _HTML_ATTRIBUTE.finditer(tag)
        }
        alt = values.get("alt", "")
        decorative = is_decorative(values.get("role"), alt)
        pictures.append(PictureFact(values.get("src", ""), alt, is_decorative=decorative))
    prose.append(_TAG.sub("", _LINK.sub(lambda link: link["text"], _IMAGE.sub("", text))))
