"""What a piece of a story is for other programs: clean HTML, Markdown, and plain words without Markdown's signs.

Built from rich blocks alone, so that copying a long story takes no longer than reading it. Links to stories lead to
their pages where readers have them, and are words elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape, unescape
from itertools import groupby

from editor_app.markup.extensions.embeds import embed_of
from editor_app.markup.html import HtmlRenderer
from editor_app.markup.links import LinkedStory, PictureTag, story_target
from editor_app.markup.rich import AlsoReadLink, Kind, RichBlock, Span
from editor_app.markup.sanitise import clean

StoryAddress = Callable[[str], str]
"""A story's target (`slug.md`) -> the whole address of its page; empty when readers have none."""

_TAGS = {Kind.PARAGRAPH: "p", Kind.CROSSHEAD: "h2", Kind.SMALL_CROSSHEAD: "h3"}
_LISTS = {Kind.BULLET: "ul", Kind.NUMBER: "ol"}
_QUOTES = frozenset({Kind.QUOTE, Kind.PULL_QUOTE})
_MARKS = (("code", "code"), ("strike", "s"), ("italic", "em"), ("bold", "strong"))
_ALSO_READ = "Also read:"
_WHOLE = re.compile(r"(?:https?|mailto|tel):", re.I)


def html_of(blocks: Sequence[RichBlock], address_of: StoryAddress) -> str:
    """The blocks as HTML that any program can take: no classes, no styles, no pictures that only we have."""
    pieces: list[str] = []
    for sort, group in groupby(blocks, _sort):
        members = list(group)
        if sort == "list":
            pieces.append(_list(members, address_of))
        elif sort in ("quote", "pull_quote"):
            inside = "".join(f"<p>{spans_html(block.spans, address_of)}</p>" for block in members)
            pieces.append(f"<blockquote>{inside}</blockquote>")
        else:
            pieces += [_block(block, address_of) for block in members]
    made = "\n".join(piece for piece in pieces if piece)
    # Tags typed into a paragraph are as good, or as bad, as whoever typed them.
    return clean(made) if any(span.verbatim for block in blocks for span in block.spans) else made


def spans_html(spans: Iterable[Span], address_of: StoryAddress) -> str:
    """Words with their marks as HTML; what Stet keeps as source inside a sentence comes as it is shown."""
    shown: list[str] = []
    for href, group in groupby(spans, lambda span: span.href):
        words = "".join(_marked(span) for span in group)
        address = _address(href, address_of) if href else ""
        shown.append(f'<a href="{escape(address)}">{words}</a>' if address else words)
    return "".join(shown)


def text_of(blocks: Sequence[RichBlock]) -> str:
    """The words: paragraphs apart by a blank line, items of a list on a line each, cells apart by tabs."""
    pieces: list[str] = []
    for sort, group in groupby(blocks, _sort):
        members = list(group)
        if sort == "list":
            pieces.append(
                "\n".join(f"{'  ' * block.depth}{_bullet(block)} {_words(block)}" for block in members)
            )
        else:
            pieces += [_words(block) for block in members if block.spans or block.kind is not Kind.PARAGRAPH]
    return "\n\n".join(piece for piece in pieces if piece)


def _sort(block: RichBlock) -> str:
    if block.kind in _LISTS:
        return "list"
    return block.kind.value if block.kind in _QUOTES else "other"


# -- HTML


def _block(block: RichBlock, address_of: StoryAddress) -> str:
    if block.kind in _TAGS:
        tag = _TAGS[block.kind]
        return f"<{tag}>{spans_html(block.spans, address_of)}</{tag}>" if block.spans else ""
    if block.kind is Kind.BOX_TITLE:
        return f"<p><strong>{spans_html(block.spans, address_of)}</strong></p>" if block.spans else ""
    if block.kind is Kind.DIVIDER:
        return "<hr>"
    if block.kind is Kind.PICTURE:
        words = _words(block)
        return f"<p><em>{escape(words)}</em></p>" if words else ""
    if block.kind is Kind.ALSO_READ:
        links = "; ".join(_also_read(link, address_of) for link in block.links)
        return f"<p><strong>{_ALSO_READ}</strong> {links}</p>"
    if block.kind is Kind.TABLE:
        return _table(block, address_of)
    if (embed := embed_of(block.source)) is not None:
        address = escape(embed.address)
        return f'<p><a href="{address}">{address}</a></p>'
    return HtmlRenderer(_Elsewhere(address_of), preview=True).render_body(block.source)


def _list(items: Sequence[RichBlock], address_of: StoryAddress) -> str:
    """Nested lists, each inside the item it hangs below."""
    written: list[str] = []
    open_lists: list[Kind] = []
    for item in items:
        depth = min(item.depth, len(open_lists))
        while len(open_lists) > depth + 1:
            written.append(f"</li></{_LISTS[open_lists.pop()]}>")
        if len(open_lists) == depth + 1 and open_lists[-1] is not item.kind:
            written.append(f"</li></{_LISTS[open_lists.pop()]}>")
        elif len(open_lists) == depth + 1:
            written.append("</li>")
        if len(open_lists) == depth:
            start = f' start="{item.number}"' if item.kind is Kind.NUMBER and item.number != 1 else ""
            written.append(f"<{_LISTS[item.kind]}{start}>")
            open_lists.append(item.kind)
        written.append(f"<li>{spans_html(item.spans, address_of)}")
    written += [f"</li></{_LISTS[kind]}>" for kind in reversed(open_lists)]
    return "".join(written)


def _table(block: RichBlock, address_of: StoryAddress) -> str:
    if block.table is None:
        return ""
    rows: list[str] = []
    for index, row in enumerate(block.table.rows):
        tag = "td" if index else "th"
        cells: list[str] = []
        for cell, align in zip(row, block.table.aligns, strict=False):
            side = f' align="{align}"' if align else ""
            cells.append(f"<{tag}{side}>{spans_html(cell, address_of)}</{tag}>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _marked(span: Span) -> str:
    is_tag = span.verbatim and span.text.startswith(("<", "&"))
    words = span.text if is_tag else escape(_plain(span), quote=False).replace("\n", "<br>")
    for mark, tag in _MARKS:
        if getattr(span, mark):
            words = f"<{tag}>{words}</{tag}>"
    return words


def _also_read(link: AlsoReadLink, address_of: StoryAddress) -> str:
    address = _address(link.target, address_of)
    words = escape(link.title or link.target)
    return f'<a href="{escape(address)}">{words}</a>' if address else words


def _address(href: str, address_of: StoryAddress) -> str:
    """Where a link leads for somebody who has not got the newsroom; empty when nowhere."""
    story = story_target(href)
    if story is not None:
        address = address_of(story[0])
        return address + story[1] if address else ""
    return href if _WHOLE.match(href) else ""


class _Elsewhere:
    """The newsroom as seen from another program: pages of stories and nothing else."""

    def __init__(self, address_of: StoryAddress) -> None:
        self._address_of = address_of

    def story(self, target: str) -> LinkedStory | None:
        address = self._address_of(target)
        return LinkedStory(address, target, is_public=True) if address else None

    def picture(self, src: str) -> PictureTag | None:
        return None

    def embed_allowed(self, host: str) -> bool:
        return False

    def label(self, key: str) -> str:
        return _ALSO_READ.rstrip(":")


# -- words


def _bullet(block: RichBlock) -> str:
    return f"{block.number}." if block.kind is Kind.NUMBER else "•"


def _words(block: RichBlock) -> str:
    if block.kind is Kind.PICTURE and block.picture:
        return block.picture.caption or block.picture.alt
    if block.kind is Kind.ALSO_READ:
        return f"{_ALSO_READ} " + "; ".join(link.title for link in block.links)
    if block.table is not None:
        lines = ("\t".join(_cell(cell) for cell in row) for row in block.table.rows)
        return "\n".join(lines)
    if block.kind is Kind.SOURCE:
        return block.source.strip("\r\n").encode("utf-8", "replace").decode()
    return "".join(map(_plain, block.spans))


def _cell(spans: Iterable[Span]) -> str:
    return "".join(map(_plain, spans)).replace("\n", " ")


def _plain(span: Span) -> str:
    """What a reader sees of a span: footnote marks, tags and the signs of Markdown are no words."""
    if not span.verbatim:
        return span.text
    if span.text.startswith(("[^", "<", "![")):
        return ""
    return span.text[1:] if span.text.startswith("\\") else unescape(span.text)
