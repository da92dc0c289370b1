"""Pictures: a paragraph that holds one picture is a figure, its title the caption, with the credit at the end.

A picture without alt text on purpose says so: `![](wave.png){role=presentation}`, the word that HTML has for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from editor_app.markup.rich import Picture

if TYPE_CHECKING:
    from editor_app.markup.inline import InlineReader

_KNOWN = frozenset({"src", "alt", "title", "role"})
_SAYS_NOTHING = frozenset({"presentation", "none"})
_CREDIT = re.compile(r"\s*\(photo:\s*(?P<credit>.*?)\s*\)\s*\Z", re.I | re.S)


def split_caption(title: str) -> tuple[str, str]:
    """(caption, credit) of a picture's title: `Caption. (Photo: Name)`."""
    match = _CREDIT.search(title)
    if match is None or "(photo:" in match["credit"].lower():
        return title.strip(), ""
    return title[: match.start()].strip(), match["credit"]


def joined_caption(caption: str, credit: str) -> str:
    """The title that `split_caption` takes apart again."""
    return f"{caption} (Photo: {credit})".strip() if credit else caption


def is_picture_paragraph(element: Element) -> bool:
    """Whether `element` is a paragraph with one picture and nothing else."""
    return (
        element.tag == "p"
        and len(element) == 1
        and element[0].tag == "img"
        and not (element.text or "").strip()
        and not (element[0].tail or "").strip()
    )


def picture_of(element: Element, inline: InlineReader) -> Picture | None:
    """The picture of a picture paragraph, or None when it is an ordinary one."""
    if not is_picture_paragraph(element) or set(element[0].attrib) - _KNOWN:
        return None
    image = element[0]
    decorative = is_decorative(image.get("role"), image.get("alt"))
    if image.get("role") is not None and not decorative:
        return None
    caption, credit = split_caption(" ".join(inline.text(image.get("title") or "").split()))
    alt = " ".join(inline.text(image.get("alt") or "").split())
    return Picture(inline.text(image.get("src") or ""), alt, caption, credit, decorative)


def is_decorative(role: str | None, alt: str | None) -> bool:
    """Whether a picture with these attributes is said to be decoration."""
    return (role or "").strip().lower() in _SAYS_NOTHING and not (alt or "").strip()
