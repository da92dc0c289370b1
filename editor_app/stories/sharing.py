"""How a story shares: which networks, and the words and picture each gets, with their fallbacks.

Each value falls back network -> share -> story. The addresses of share pages are made in `publish/share_links`.
"""

from __future__ import annotations

import unicodedata

from editor_app.markup.counts import graphemes
from editor_app.stories.focal import Focal, FocalText
from editor_app.stories.values import FrontMatterValue, WordList

NETWORKS: tuple[str, ...] = (
    "facebook", "x", "linkedin", "pinterest", "whatsapp",
    "bluesky", "threads", "mastodon", "telegram", "reddit", "email", "copy",
)  # fmt: skip
DEFAULT_NETWORKS: tuple[str, ...] = ("facebook", "x", "linkedin", "pinterest", "whatsapp")
NETWORK_NAMES: dict[str, str] = {
    "facebook": "Facebook", "x": "X", "linkedin": "LinkedIn", "pinterest": "Pinterest", "whatsapp": "WhatsApp",
    "bluesky": "Bluesky", "threads": "Threads", "mastodon": "Mastodon", "telegram": "Telegram",
    "reddit": "Reddit", "email": "Email", "copy": "Copy link",
}  # fmt: skip
TEXT_LIMITS: dict[str, int] = {
    "x": 280, "bluesky": 300, "threads": 500, "mastodon": 500, "pinterest": 500, "reddit": 300,
}  # fmt: skip
"""How many characters a post may have, its link included where the link stands in the text."""
LINK_LENGTHS: dict[str, int] = {"x": 23, "mastodon": 23, "pinterest": 0, "reddit": 0}
"""What a link counts on networks that do not count its real length."""
_SINGLE_ON_X = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_JOINER, _EMOJI_STYLE = 0x200D, 0xFE0F
_ALIASES = {"twitter": "x"}


def network_id(name: str) -> str | None:
    """The id of a network by its id or an older name of it (`twitter`), any case; None when unknown."""
    name = name.strip().casefold()
    name = _ALIASES.get(name, name)
    return name if name in NETWORKS else None


class NetworkShare(FrontMatterValue):
    """What one network gets that differs from the rest. Empty means: fall back."""

    text: str = ""
    hashtags: WordList = ()
    image: str = ""


class Share(FrontMatterValue):
    """A story's `share` mapping. `networks` None: the newsroom's; an empty tuple: none at all."""

    enabled: bool = True
    networks: WordList | None = None
    title: str = ""
    description: str = ""
    image: str = ""
    focal: FocalText = ""
    facebook: NetworkShare = NetworkShare()
    x: NetworkShare = NetworkShare()
    linkedin: NetworkShare = NetworkShare()
    pinterest: NetworkShare = NetworkShare()
    whatsapp: NetworkShare = NetworkShare()
    bluesky: NetworkShare = NetworkShare()
    threads: NetworkShare = NetworkShare()
    mastodon: NetworkShare = NetworkShare()
    telegram: NetworkShare = NetworkShare()
    reddit: NetworkShare = NetworkShare()
    email: NetworkShare = NetworkShare()

    def chosen_networks(self, newsroom_default: tuple[str, ...]) -> tuple[str, ...]:
        """The ids of the networks the page offers, in order, unknown names left out, each once."""
        if not self.enabled:
            return ()
        names = newsroom_default if self.networks is None else self.networks
        known = (network_id(name) for name in names)
        return tuple(dict.fromkeys(name for name in known if name))

    def title_or(self, headline: str) -> str:
        """The share headline, falling back to the story's."""
        return self.title or headline

    def description_or(self, standfirst: str) -> str:
        """The share description, falling back to the story's standfirst."""
        return self.description or standfirst

    def text_for(self, network: str, headline: str) -> str:
        """The text `network` is given: its own, else the share headline, else the story's headline."""
        own = getattr(self, network, None)
        return (own.text if isinstance(own, NetworkShare) else "") or self.title_or(headline)

    def hashtags_for(self, network: str, newsroom_default: tuple[str, ...]) -> tuple[str, ...]:
        """The hashtags `network` is given, without their number sign: its own, else the newsroom's."""
        own = getattr(self, network, None)
        tags = (own.hashtags if isinstance(own, NetworkShare) else ()) or newsroom_default
        return tuple(tag.strip().lstrip("#") for tag in tags if tag.strip().lstrip("#"))

    def image_for(self, network: str, lead_image: str) -> str:
        """The picture `network` is given: its own, else the share image, else the lead image's source."""
        own = getattr(self, network, None)
        return (own.image if isinstance(own, NetworkShare) else "") or self.image or lead_image

    def focal_for(self, image: str, lead_image: str, lead_focal: str) -> Focal:
        """The point of `image`, as `image_for` gave it, that cards keep in sight: the share image's or the lead's own."""
        if image and image == self.image:
            return Focal.of(self.focal)
        return Focal.of(lead_focal if image == lead_image else "")


def post_length(network: str, text: str, hashtags: tuple[str, ...], link: int) -> int:
    """How many characters a post counts as on `network`, with a link that counts `link` (0: not in the text)."""
    parts = [_length(network, text)] if text else []
    if link:
        parts.append(link)
    if network == "x":
        parts += [1 + _length(network, tag) for tag in hashtags]
    return sum(parts) + max(len(parts) - 1, 0)


def _length(network: str, text: str) -> int:
    """Characters as the network counts them; X counts those outside the common European scripts double."""
    return _x_length(text) if network == "x" else graphemes(text)


def _x_length(text: str) -> int:
    total, is_joined = 0, False
    for character in unicodedata.normalize("NFC", text):
        code = ord(character)
        if code == _JOINER:
            is_joined = True
            continue
        if not is_joined and code != _EMOJI_STYLE and not 0x1F3FB <= code <= 0x1F3FF:
            total += 1 if any(first <= code <= last for first, last in _SINGLE_ON_X) else 2
        is_joined = False
    return total
