"""Foreign HTML -> a stream of tags and text, in one pass that cannot be made slow.

A browser's parser mends HTML by building trees, and a page can be written so that mending it takes minutes and all
memory. This reads each letter once, mends nothing, and knows nothing of what tags mean. Comments, scripts, styles and
everything else that is not shown as text is left out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
})  # fmt: skip
"""Elements that never have content."""

_RAW = frozenset({
    "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript", "xml",
})  # fmt: skip
_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(r"[\s/]*([^\s>/][^\s=>/]*)(\s*=\s*)?")
_BARE_VALUE = re.compile(r"[^\s>]*")
_BLANKS = re.compile(r"[\s/]*")
_MOST_ATTRIBUTES = 100


@dataclass(frozen=True, slots=True)
class Opening:
    """A start tag. Names are in lower case, values unescaped."""

    name: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Closing:
    """An end tag."""

    name: str


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """The text of a `<style>`."""

    text: str


Token = str | Opening | Closing | StyleSheet


def tokens_of(page: str) -> Iterator[Token]:
    """The tags and texts of `page`, in order. Never raises; time grows with the length alone."""
    scanner = _Scanner(page)
    position = 0
    while position < len(page):
        start = page.find("<", position)
        if start < 0:
            yield unescape(page[position:])
            return
        if start > position:
            yield unescape(page[position:start])
        token, position = scanner.markup(start)
        if token is None:
            continue
        yield token
        if isinstance(token, Opening) and token.name in _RAW:
            content, position = scanner.raw(token.name, position)
            if token.name == "style":
                yield StyleSheet(content)
            yield Closing(token.name)


class _Scanner:
    """Reads one tag at a time. Remembers what the rest of the page has no more of, so as not to look twice."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._gone: set[str] = set()

    def markup(self, start: int) -> tuple[Token | None, int]:
        """What begins at the "<" at `start`, and where it ends."""
        page = self._page
        if page.startswith("<!--", start):
            return None, self._after("-->", start + 4)
        following = page[start + 1 : start + 2]
        if following in ("!", "?"):
            return None, self._after(">", start + 2)
        if following == "/":
            name = _NAME.match(page, start + 2)
            end = self._after(">", start + 2)
            return (Closing(name.group().lower()) if name else None), end
        name = _NAME.match(page, start + 1)
        if name is None:
            return "<", start + 1
        attributes, end = self._attributes(name.end())
        return Opening(name.group().lower(), attributes), end

    def raw(self, name: str, position: int) -> tuple[str, int]:
        """The text inside an element whose content is no HTML, and where the element ends."""
        if name in self._gone:
            return "", len(self._page)
        found = re.compile(rf"</{name}(?=[\s/>])", re.I).search(self._page, position)
        if found is None:
            self._gone.add(name)
            return self._page[position:], len(self._page)
        return self._page[position : found.start()], self._after(">", found.end())

    def _attributes(self, position: int) -> tuple[dict[str, str], int]:
        page, found = self._page, {}
        while True:
            named = _ATTRIBUTE.match(page, position)
            if named is None:
                position = _BLANKS.match(page, position).end()  # type: ignore[union-attr]  # matches always, if only nothing
                return found, min(position + 1, len(page))
            value, position = self._value(named.end()) if named[2] else ("", named.end())
            if len(found) < _MOST_ATTRIBUTES:
                found.setdefault(named[1].lower(), unescape(value) if "&" in value else value)
            if position >= len(page):
                return found, position

    def _value(self, position: int) -> tuple[str, int]:
        page, quote = self._page, self._page[position : position + 1]
        if quote in ('"', "'") and quote not in self._gone:
            end = page.find(quote, position + 1)
            if end >= 0:
                return page[position + 1 : end], end + 1
            self._gone.add(quote)
        bare = _BARE_VALUE.match(page, position)
        return (bare.group(), bare.end()) if bare else ("", position)

    def _after(self, end: str, position: int) -> int:
        found = self._page.find(end, position)
        return len(self._page) if found < 0 else found + len(end)
