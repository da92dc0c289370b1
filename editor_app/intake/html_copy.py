"""A web page or an HTML fragment somebody was sent -> Markdown pieces.

Cleaned before anything else looks at it: scripts, styles, frames and addresses that could run something are gone
first. Nothing that a reader of the story could see is left out, and nothing is fetched. Only what a page itself calls
its navigation, header, footer or sidebar is left behind, and only when it says where the story is.
"""

from __future__ import annotations

import codecs
import html
import re
from collections import Counter
from typing import Any
from urllib.parse import quote

import nh3
from bs4 import BeautifulSoup
from markdownify import MarkdownConverter

from editor_app.intake.copied_page import network_line
from editor_app.intake.decoding import NotText, decode, tidy
from editor_app.intake.markdown_copy import pieces_of_markdown, plain_text
from editor_app.intake.paragraphs import Piece, pieces_of
from editor_app.intake.plain_signs import escape_signs, has_many_signs
from editor_app.markup.blocks import slice_body
from editor_app.markup.bounds import is_nested_deep
from editor_app.markup.reader import read_slice
from editor_app.markup.rich import Kind
from editor_app.markup.writer import write_blocks

_TAGS = frozenset({
    "a", "abbr", "article", "aside", "b", "blockquote", "br", "caption", "cite", "code", "dd",
    "del", "details", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "nav", "ol",
    "p", "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong", "sub", "summary",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var",
    "wbr",
})  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": {"colspan"},
    "th": {"colspan"},
}
_GONE_WITH_CONTENT = frozenset({
    "script", "style", "template", "title", "noscript", "noembed", "noframes", "svg", "math",
    "iframe", "object", "textarea", "select",
})  # fmt: skip
_STRUCTURE = re.compile(rf"</?(?!(?:{'|'.join(sorted(_GONE_WITH_CONTENT))})\b)[a-z][^<>]*>?", re.I)
_EVERY_TAG = re.compile(r"</?[a-z][^<>]*>?", re.I)
_LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_ESCAPED = r"\\\g<0>"
_SIGNS = re.compile(r"[\\`*_\[\]{}]")


def looks_like_html(text: str) -> bool:
    """Whether `text` begins like a web page."""
    return _LOOKS_LIKE_HTML.match(text) is not None


def decode_html(data: bytes) -> str:
    """The text of a page: as it declares, else as `decode` finds. Raises `NotText` as `decode` does."""
    declared = _DECLARED.search(data[:4096])
    name = declared.group(1).decode("ascii") if declared else ""
    try:
        encoding = codecs.lookup(name).name if name else "utf-8"
    except LookupError:
        encoding = "utf-8"
    if encoding in ("utf-8", "ascii", "cp1252", "iso8859-1") or encoding.startswith(("utf-16", "utf-32")):
        return decode(data)
    if b"\0" in data:
        raise NotText("a binary file")
    return data.decode(encoding, "replace")


def pieces_of_html(page: str) -> list[Piece]:
    """The pieces of a page, in reading order."""
    cleaned = _clean(_flattened(tidy(page)))
    try:
        markdown = _Converter(heading_style="ATX", bullets="-", wrap=True, wrap_width=None).convert(
            f"<div>{_without_frame(cleaned)}</div>"
        )
    except RecursionError:
        # Nested deeper than any page is by hand: its words still count, its structure does not.
        return pieces_of(_words_alone(cleaned))
    return pieces_of_markdown(_as_stet_writes(tidy(markdown)))


def page_title(page: str) -> str:
    """What the page calls itself in its `<title>`, on one line; empty without one."""
    title = BeautifulSoup(f"<div>{page[:200_000]}", "html.parser").title
    return " ".join(title.get_text(" ").split()) if title else ""


def _flattened(page: str) -> str:
    """A page nested deeper than any is by hand, as nothing but paragraphs; any other as it is."""
    for tags in (_STRUCTURE, _EVERY_TAG):
        if is_nested_deep(page):
            page = tags.sub("<p>", page)
    return page


def _clean(page: str) -> str:
    return nh3.clean(
        page,
        tags=set(_TAGS),
        clean_content_tags=set(_GONE_WITH_CONTENT),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


def _without_frame(cleaned: str) -> str:
    """A page without what frames its story: what is outside the one `<main>` or `<article>` that holds the headline.

    Share links within, a list of nothing but names of networks, go to the end, where they are looked for.
    """
    if "<main" not in cleaned and "<article" not in cleaned:
        return cleaned
    page = BeautifulSoup(cleaned, "html.parser")
    story = next(
        (found for found in (page.find_all("main"), page.find_all("article")) if len(found) == 1), None
    )
    if not story or story[0].find("h1") is None:
        return cleaned
    for frame in page.find_all(["nav", "header", "footer", "aside"]):
        is_outside = story[0] not in frame.parents and frame not in story[0].parents
        if (frame.name == "nav" or is_outside) and frame.find("h1") is None:
            frame.extract()
    for names in story[0].find_all(["ul", "ol", "div", "p"]):
        lines = [line for line in names.get_text("\n").split("\n") if line.strip()]
        if len(lines) > 1 and all(map(network_line, lines)) and names.parent is not None:
            page.append(names.extract())
    return str(page)


def _words_alone(page: str) -> str:
    spaced = re.sub(r"(?i)<(?:/?(?:p|div|h[1-6]|li|tr|blockquote|section|article)|br)\b[^>]*>", "\n\n", page)
    return BeautifulSoup(f"<div>{nh3.clean(spaced, tags=set())}", "html.parser").get_text()


def _as_stet_writes(markdown: str) -> str:
    """`markdown` in Stet's own plain hand: what can be edited as rich text is written anew, the rest kept."""
    slices: list[str] = []
    for source in slice_body(markdown):
        blocks = () if has_many_signs(source) else read_slice(source)
        editable = blocks and all(block.kind is not Kind.SOURCE for block in blocks)
        written = write_blocks(blocks) if editable else source
        slices.append(_words_of(source) if _letters(source) - _letters(written) else written)
    return "".join(slices)


def _letters(markdown: str) -> Counter[str]:
    return Counter(filter(str.isalnum, html.unescape(markdown)))


def _words_of(source: str) -> str:
    """The words of a slice without its marks: Python-Markdown drops letters from some crowded emphasis (`*1**1*0`)."""
    lines = (plain_text(line) for line in source.splitlines() if line.strip())
    return "".join(f"{escape_signs(line)}\n\n" for line in lines)


class _Converter(MarkdownConverter):
    """Markdown as Python-Markdown reads it: text is escaped for that dialect and no more."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """`text` so that none of it is taken for Markdown."""
        if not text:
            return ""
        text = escape_signs(text)
        return text.replace("|", "&#124;") if parent_tags & {"td", "th"} else text

    def convert_li(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """A list item; what belongs to it is indented by four spaces, as Python-Markdown wants it."""
        outer = el.parent if el.parent is not None and el.parent.name == "ol" else None
        numbered = outer is not None
        first = str(outer.get("start") or "") if outer is not None else ""
        before = len(el.find_previous_siblings("li")) if numbered else 0
        mark = f"{(int(first) if first.isdecimal() and len(first) < 9 else 1) + before}." if numbered else "-"
        if not text.strip():
            return "\n"
        lines = text.strip().split("\n")
        rest = [f"    {line}" if line.strip() else "" for line in lines[1:]]
        return "\n".join([f"{mark:<3} {lines[0]}".rstrip(), *rest]) + "\n"

    def convert_aside(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """A block of its own, which the library does not know it to be."""
        bare = text.strip()
        if not bare:
            return ""
        return f" {bare} " if "_inline" in parent_tags else f"\n\n{bare}\n\n"

    convert_nav = convert_header = convert_footer = convert_main = convert_details = convert_aside

    def convert_figure(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """A picture with its caption, as Stet writes it; anything else in its order."""
        caption = el.find("figcaption")
        pictures = el.find_all("img")
        words = " ".join(caption.get_text(" ").split()) if caption else ""
        if (
            len(pictures) != 1
            or not words
            or not pictures[0].get("src")
            or el.find(["p", "table", "ul", "h2"])
        ):
            return self.convert_aside(el, text, parent_tags)
        pictures[0]["title"] = words
        return f"\n\n{self.convert_img(pictures[0], '', parent_tags)}\n\n"

    def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """A picture with an address; without one (it was inside the page's own data), its words."""
        alt = " ".join(str(el.attrs.get("alt") or "").split())
        src = str(el.attrs.get("src") or "")
        if not src:
            return self.escape(alt, parent_tags)
        title = " ".join(str(el.attrs.get("title") or "").split()).replace('"', "&quot;")
        address = re.sub(r"[\s()<>]", lambda found: quote(found.group()), src)
        return f"![{_SIGNS.sub(_ESCAPED, alt)}]({address}" + (f' "{title}")' if title else ")")
