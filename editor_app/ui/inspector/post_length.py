"""How long a network finds a text: X weighs links and wide characters, others count what a person sees as characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from PySide6.QtCore import QTextBoundaryFinder

from editor_app.ui.widgets.graphemes import grapheme_count

LINK_WEIGHT = 23
X_LIMIT = 280
# What a text may weigh on each network, the address of the page already taken off where it counts.
TEXT_LIMITS: dict[str, int] = {
    "x": X_LIMIT - LINK_WEIGHT,
    "facebook": 500,
    "linkedin": 700,
    "whatsapp": 700,
    "pinterest": 500,
    "bluesky": 300,
    "threads": 500,
    "mastodon": 500 - LINK_WEIGHT,
    "telegram": 1024,
    "reddit": 300,
    "email": 500,
}
_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
# Code points X counts once; all others count twice.
_LIGHT_RANGES = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))


def characters(text: str) -> Iterator[str]:
    """The characters of `text` as a person sees them (grapheme clusters)."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    units = text.encode("utf-16-le", "surrogatepass")
    start = finder.position()
    while (end := finder.toNextBoundary()) >= 0:
        if end > start:
            yield units[start * 2 : end * 2].decode("utf-16-le", "surrogatepass")
        start = end


def x_weight(text: str) -> int:
    """The weight X gives `text`: a link 23, an emoji or a CJK character 2, all else 1."""
    text = unicodedata.normalize("NFC", text)
    without_links, links = _LINK.subn("", text)
    return links * LINK_WEIGHT + sum(_weight(character) for character in characters(without_links))


def text_length(network: str, text: str) -> int:
    """The length of `text` as `network` counts it, to be held against `TEXT_LIMITS`."""
    return x_weight(text) if network == "x" else grapheme_count(text)


def _weight(character: str) -> int:
    if len(character) > 1 and any(ord(point) > 0x10FF and not _is_light(ord(point)) for point in character):
        return 2  # an emoji sequence weighs as one emoji, however many code points it has
    return sum(1 if _is_light(ord(point)) else 2 for point in character)


def _is_light(point: int) -> bool:
    return any(low <= point <= high for low, high in _LIGHT_RANGES)
