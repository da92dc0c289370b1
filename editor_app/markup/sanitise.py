"""The last thing that happens to HTML: only what a news page needs gets through (nh3).

Runs after Markdown and everything else; nothing may edit HTML after it. It never trusts that the text before it
was made by Stet.
"""

from __future__ import annotations

import html as html_text
import re
from collections.abc import Callable

import nh3

from editor_app.markup.bounds import is_nested_deep

_TEXT_TAGS = (
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption "
    "figure footer h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q s samp section small span "
    "strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr aside"
)
_TAGS = frozenset(_TEXT_TAGS.split())
_CONTENT_DROPPED = frozenset(
    {"script", "style", "svg", "math", "template", "iframe", "noscript", "object", "title"}
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"lang", "dir", "title", "aria-label"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "srcset", "sizes", "loading", "decoding"},
    "ol": {"start", "reversed"},
    "li": {"id", "value"},
    "sup": {"id"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "div": {"role", "tabindex"},
    "time": {"datetime"},
    "details": {"open"},
    "del": {"datetime"},
    "ins": {"datetime"},
}
_CLASSES: dict[str, set[str]] = {
    "aside": {"also", "fact"},
    "blockquote": {"pull"},
    "figure": {"quote", "picture", "embed"},
    "p": {"embed"},
    "div": {"footnote", "footnotes", "table"},
    "td": {"center", "right"},
    "th": {"center", "right"},
    "a": {"footnote-ref", "footnote-backref"},
    "span": {"host"},
}
_NONE: frozenset[str] = frozenset()
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_NOTE_ID = re.compile(r"fn(?:ref)?-[\w-]{1,80}\Z", re.ASCII)
_ONLY = {"role": "group", "tabindex": "0"}  # what a frame that scrolls needs
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MOST_PASSES = 4

PictureAddress = Callable[[str], str | None]


class Sanitiser:
    """Cleans HTML for the page.

    Args:
        picture: gives the address to show for a picture's `src`, or None to leave the picture out. Without it
            only relative addresses inside the newsroom are kept.
        link: gives the address for a link's `href`, or None to drop it; called after the general rules.
        sources: says which `srcset` values were handed out; without it there are no `source` elements either.
        frames: whether `iframe` elements may stay, with an address that `frame` lets through.
        frame: which frame addresses may stay.
    """

    def __init__(
        self,
        picture: PictureAddress | None = None,
        link: PictureAddress | None = None,
        sources: Callable[[str], bool] | None = None,
        frame: Callable[[str], bool] | None = None,
    ) -> None:
        self._picture = picture or _local_picture
        self._link = link
        self._sources = sources
        self._frame = frame
        attributes = {tag: set(names) for tag, names in _ATTRIBUTES.items()}
        tags, dropped = set(_TAGS), set(_CONTENT_DROPPED)
        if sources is not None:
            tags.add("source")
            attributes["source"] = {"type", "srcset", "sizes"}
        if frame is not None:
            tags.add("iframe")
            dropped.discard("iframe")
            attributes["iframe"] = {"src", "width", "height", "allowfullscreen", "loading"}
        self._cleaner = nh3.Cleaner(
            tags=tags,
            clean_content_tags=dropped,
            attributes=attributes,
            attribute_filter=self._attribute,
            allowed_classes=_CLASSES,
            url_schemes=set(_SCHEMES),
            link_rel=None,
            strip_comments=True,
        )

    def clean(self, html: str) -> str:
        """`html` with everything taken out that is not on the lists; escaped as text if it will not settle, or is nested too deep."""
        text = _SURROGATE.sub("\ufffd", html)
        if is_nested_deep(text):
            return html_text.escape(text)
        for _ in range(_MOST_PASSES):
            cleaned = self._cleaner.clean(text)
            if cleaned == text:
                return cleaned
            text = cleaned
        return text if self._cleaner.clean(text) == text else html_text.escape(html)

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        if name == "href":
            return self._href(value)
        if name == "src":
            return self._source(tag, value)
        if name == "srcset":
            return value if self._sources and self._sources(value) else None
        if name == "class" and not _CLASSES.get(tag, _NONE).intersection(value.split()):
            return None
        if name in _ONLY:
            return value if value == _ONLY[name] else None
        if name == "id":
            return value if _NOTE_ID.match(value) else None
        return value

    def _href(self, value: str) -> str | None:
        if not is_safe_address(value):
            return None
        return self._link(value) if self._link else value

    def _source(self, tag: str, value: str) -> str | None:
        if tag == "iframe":
            return value if self._frame and self._frame(value) else None
        return self._picture(value)


def is_safe_address(value: str) -> bool:
    """Whether a link may lead to `value`: no control characters, no `//host`, no backslashes at the front, no sham scheme."""
    if _CONTROL.search(value.strip(" ")) or re.match(r"\s*[/\\]{2}", value):
        return False
    # What stands before a colon at the front is a scheme, or was meant to be taken for one.
    before = re.match(r"\s*([^/?#:]*):", value)
    return before is None or re.fullmatch(r"[a-zA-Z][a-zA-Z0-9+.-]*", before[1]) is not None


def _local_picture(value: str) -> str | None:
    if _CONTROL.search(value) or re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\]{2}|\\", value):
        return None
    return value


_PLAIN_SANITISER = Sanitiser()


def clean(html: str) -> str:
    """`html` sanitised for a page; picture sources only where they are relative addresses."""
    return _PLAIN_SANITISER.clean(html)
