"""What each network is told about a story's page, and where it cuts the words. Draws nothing.

The values are those of the page's own Open Graph tags, with a network's own text where it has one; the lengths are
what networks show today and are approximate by nature.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from editor_app.markup.counts import graphemes
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.sharing import NETWORKS
from editor_app.stories.story import Story

_TITLE_SHOWN = {"facebook": 88, "x": 70, "linkedin": 110, "pinterest": 100, "whatsapp": 65, "google": 60}
_DESCRIPTION_SHOWN = {"facebook": 110, "x": 0, "linkedin": 0, "pinterest": 160, "whatsapp": 80, "google": 155}
CARD_NETWORKS: tuple[str, ...] = ("facebook", "x", "linkedin", "pinterest", "whatsapp", "google")


@dataclass(frozen=True, slots=True)
class SocialCard:
    """One network's card.

    Attributes:
        network: its id, or `google` for a search result.
        title, description: what the page says, whole.
        domain: the site's host, without `www.`.
        image: the picture's file, None when there is none that can be used.
        title_shown, description_shown: how many characters the network shows; 0: it does not show them.
    """

    network: str
    title: str
    description: str
    domain: str
    image: Path | None
    title_shown: int
    description_shown: int

    @property
    def is_title_cut(self) -> bool:
        """Whether the network shortens the title."""
        return graphemes(self.title) > self.title_shown

    @property
    def is_description_cut(self) -> bool:
        """Whether the network shortens the description (never when it shows none)."""
        return 0 < self.description_shown < graphemes(self.description)


def social_card(story: Story, newsroom: Newsroom, network: str) -> SocialCard:
    """The card of `network`, one of `CARD_NETWORKS` or of the share networks."""
    meta = story.meta
    is_search = network == "google"
    source = "" if is_search else meta.share.image_for(network, "")
    source = source or (meta.image.src if meta.image else "")
    return SocialCard(
        network=network,
        title=meta.title if is_search else meta.share.title_or(meta.title),
        description=meta.description if is_search else meta.share.description_or(meta.description),
        domain=(urlsplit(newsroom.settings.url).hostname or "").removeprefix("www."),
        image=newsroom.picture_path(story.path, source) if source else None,
        title_shown=_TITLE_SHOWN.get(network, 100),
        description_shown=_DESCRIPTION_SHOWN.get(network, 160),
    )


def social_cards(story: Story, newsroom: Newsroom) -> tuple[SocialCard, ...]:
    """The cards of every network that has one, in the order of `CARD_NETWORKS`."""
    known = (network for network in CARD_NETWORKS if network == "google" or network in NETWORKS)
    return tuple(social_card(story, newsroom, network) for network in known)
