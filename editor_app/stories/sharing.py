"""How a story shares: which networks, and the words and picture each gets, with their fallbacks.

Each value falls back network -> share -> story. The addresses of share pages are made in `publish/share_links`.
"""

from __future__ import annotations

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

    def own_text(self, network: str) -> str:
        """The text written for `network` alone; empty when it falls back."""
        own = getattr(self, network, None)
        return own.text if isinstance(own, NetworkShare) else ""

    def image_for(self, network: str, lead_image: str) -> str:
        """The picture `network` is given: its own, else the share image, else the lead image's source."""
        own = getattr(self, network, None)
        return (own.image if isinstance(own, NetworkShare) else "") or self.image or lead_image
