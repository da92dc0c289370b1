"""Small, certain additions to sanitised HTML: the dateline in the first paragraph, the keys that the preview patches by.

Both only add attributes or escaped text made here; neither changes or removes what is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import escape

_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>""")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


def marked(html: str, key: str) -> str:
    """`html` with `data-block="key"` on each element that stands at its top level.

    Text that stands there bare is wrapped, because only an element can be found again.
    """
    if not html.strip():
        return html
    attribute = f' data-block="{escape(key)}"'
    pieces: list[str] = []
    done = 0
    bare = ""
    depth = 0
    for tag in _TAG.finditer(html):
        if depth == 0:
            bare += html[done : tag.start()]
        if not tag[1] and depth == 0:
            after_name = tag.end(2)
            pieces.append(html[done:after_name] + attribute)
            done = after_name
        pieces.append(html[done : tag.end()])
        done = tag.end()
        depth += _step(tag)
    pieces.append(html[done:])
    if bare.strip() or html[done:].strip():
        return f"<div{attribute}>{html}</div>"
    return "".join(pieces)


def with_dateline(html: str, dateline: str) -> str | None:
    """`html` with `dateline` (HTML) at the start of its first top-level paragraph; None when there is none."""
    for tag in _top_level(html):
        if tag[2].lower() == "p":
            return html[: tag.end()] + dateline + html[tag.end() :]
    return None


def _top_level(html: str) -> Iterator[re.Match[str]]:
    depth = 0
    for tag in _TAG.finditer(html):
        if depth == 0 and not tag[1]:
            yield tag
        depth += _step(tag)


def _step(tag: re.Match[str]) -> int:
    if tag[1]:
        return -1
    return 0 if tag[2].lower() in _VOID or tag[3].endswith("/") else 1
