"""How a story shares: which networks, and the words and picture each gets, with their fallbacks.

Each value falls back network -> share -> story. How long a post is, `post_length` knows; the addresses of share pages
are made in `publish/share_links`.
"""

from __future__ import annotations

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
