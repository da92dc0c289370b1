"""How long a network finds a post: what counts beside its words, and what each character weighs.

X weighs characters and counts every address as 23; Bluesky counts what a person sees as characters; Threads counts an
emoji by its bytes. What goes with the words (address, hashtags, handle) is what `publish/share_links` hands over.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from editor_app.markup.counts import characters, graphemes

TEXT_LIMITS: dict[str, int] = {
    "x": 280, "bluesky": 300, "threads": 500, "mastodon": 500, "pinterest": 500, "reddit": 300,
}  # fmt: skip
"""How many characters a post may have, with all that goes into it. Networks that are not here set no limit."""
LINK_WEIGHT = 23
"""What an address counts on X and Mastodon, however long it is."""
_ADDRESS_COUNTS: dict[str, int | None] = {
    "x": LINK_WEIGHT, "mastodon": LINK_WEIGHT, "bluesky": None, "threads": None,
}  # fmt: skip
"""Networks whose posts hold the page's address, and what it counts; None: its own length."""
_ADDRESS = re.compile(
    r"https?://[^\s<>\"]+"
    r"|\b(?:[\w-]+\.)+(?:com|org|net|info|news|gov|edu|eu|uk|ie|de|at|ch|fr|be|nl|es|pt|it|pl|cz|se|no|dk|fi|ua|io)\b(?:/[^\s<>\"]*)?",
    re.IGNORECASE,
)
# Code points X counts once; all others count twice.
_LIGHT_RANGES = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
_EMOJI_FROM, _EMOJI_STYLE, _KEYCAP = 0x1F000, "\ufe0f", "\u20e3"


@dataclass(frozen=True, slots=True)
class Post:
    """What a network is handed. `address` is the page's, `hashtags` have no number sign, `via` no at sign."""

    network: str
    text: str
    address: str = ""
    hashtags: tuple[str, ...] = ()
    via: str = ""

    @property
    def limit(self) -> int:
        """The most its network takes; 0: it sets no limit."""
        return TEXT_LIMITS.get(self.network, 0)

    @property
    def length(self) -> int:
        """What it counts, with everything that goes into it."""
        length = text_length(self.network, self.text)
        return length + self.beside if self.text else max(self.beside - 1, 0)

    @property
    def beside(self) -> int:
        """What address, hashtags and handle count, with the blanks between them and the text."""
        parts = []
        if self.network in _ADDRESS_COUNTS and self.address:
            counted = _ADDRESS_COUNTS[self.network]
            parts.append(text_length(self.network, self.address) if counted is None else counted)
        if self.network == "x":
            parts += [text_length("x", f"#{tag}") for tag in self.hashtags]
            parts += [text_length("x", f"via @{self.via}")] if self.via else []
        return sum(parts) + len(parts)

    @property
    def room(self) -> int:
        """What its text may count; 0: as much as it likes."""
        return max(self.limit - self.beside, 1) if self.limit else 0


def text_length(network: str, text: str) -> int:
    """The length of `text` as `network` counts it."""
    if network == "x":
        return _x_weight(text)
    if network == "mastodon":
        without, addresses = re.subn(r"https?://[^\s<>\"]+", "", text)
        return graphemes(without) + addresses * LINK_WEIGHT
    if network == "threads":
        return sum(len(one.encode("utf-8", "replace")) if _is_emoji(one) else 1 for one in characters(text))
    return graphemes(text)


def _x_weight(text: str) -> int:
    """An address 23, an emoji or a Chinese, Japanese or Korean character 2, all else 1."""
    without, addresses = _ADDRESS.subn("", unicodedata.normalize("NFC", text))
    return addresses * LINK_WEIGHT + sum(map(_weight, characters(without)))


def _weight(character: str) -> int:
    if len(character) > 1 and not all(_is_light(ord(point)) for point in character):
        return 2  # an emoji of several code points weighs as one emoji
    return sum(1 if _is_light(ord(point)) else 2 for point in character)


def _is_light(point: int) -> bool:
    return any(low <= point <= high for low, high in _LIGHT_RANGES)


def _is_emoji(character: str) -> bool:
    return ord(character[0]) >= _EMOJI_FROM or _EMOJI_STYLE in character or _KEYCAP in character
