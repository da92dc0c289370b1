"""What each network is told about a story's page: the values of the page's own tags. Draws nothing, cuts nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story

CARD_NETWORKS: tuple[str, ...] = ("facebook", "x", "linkedin", "whatsapp", "google", "pinterest")


@dataclass(frozen=True, slots=True)
class SocialCard:
    """One network's card.

    Attributes:
        network: its id, or `google` for a search result.
        title, description: what the page says, whole.
        domain: the site's host, without `www.`.
        image: the picture's file, None when there is none that can be used.
    """

    network: str
    title: str
    description: str
    domain: str
    image: Path | None


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
    )


def social_cards(story: Story, newsroom: Newsroom) -> tuple[SocialCard, ...]:
    """The cards of `CARD_NETWORKS`, in their order."""
    return tuple(social_card(story, newsroom, network) for network in CARD_NETWORKS)
