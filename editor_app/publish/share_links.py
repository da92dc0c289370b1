"""The addresses of the networks' own share pages. Builds addresses, never opens one.

Each value is percent-encoded once, space as `%20` (a `+` is a literal plus in some of them); escaping for HTML is the
template's business.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from editor_app.stories.newsroom import Newsroom
from editor_app.stories.sharing import NETWORK_NAMES
from editor_app.stories.story import Story


@dataclass(frozen=True, slots=True)
class ShareLink:
    """One share button. `address` is the network's page; for `copy` it is the story's own address."""

    network: str
    label: str
    address: str


class _Shared(NamedTuple):
    """What goes into an address, each part already percent-encoded."""

    text: str
    url: str
    title: str
    media: str
    via: str
    hashtags: str


def share_links(story: Story, newsroom: Newsroom, address: str, picture: str = "") -> tuple[ShareLink, ...]:
    """The share buttons of a story in the order its newsroom or its writer chose.

    Args:
        address: the story's canonical address.
        picture: absolute address of the share picture, for Pinterest; may be empty.
    """
    defaults = newsroom.settings.share
    networks = story.meta.share.chosen_networks(tuple(defaults.networks))
    maker = _Addresses(story, newsroom, address, picture)
    return tuple(ShareLink(network, NETWORK_NAMES[network], maker.address(network)) for network in networks)


def share_address(network: str, story: Story, newsroom: Newsroom, address: str, picture: str = "") -> str:
    """The address of one network's share page for `story`. Raises KeyError for a network Stet does not know."""
    return _Addresses(story, newsroom, address, picture).address(network)


class _Addresses:
    """Makes the addresses of one story; what they have in common is encoded once."""

    def __init__(self, story: Story, newsroom: Newsroom, address: str, picture: str) -> None:
        self._meta, self._address = story.meta, address
        self._hashtags = tuple(newsroom.settings.share.hashtags)
        self._url, self._media = quote(address, safe="", errors="replace"), _encoded(picture)
        self._title = _encoded(self._meta.share.title_or(self._meta.title))
        self._via = _encoded(newsroom.settings.share.x.strip().lstrip("@"))

    def address(self, network: str) -> str:
        if network == "copy":
            return self._address
        share = self._meta.share
        shared = _Shared(
            text=_encoded(share.text_for(network, self._meta.title)),
            url=self._url,
            title=self._title,
            media=self._media,
            via=self._via,
            hashtags=_encoded(",".join(share.hashtags_for(network, self._hashtags))),
        )
        return _MAKERS[network](shared)


@lru_cache(maxsize=256)  # a story's buttons say the same, most of them
def _encoded(text: str) -> str:
    return quote(text, safe="", errors="replace")


def _x(shared: _Shared) -> str:
    extra = f"&via={shared.via}" if shared.via else ""
    extra += f"&hashtags={shared.hashtags}" if shared.hashtags else ""
    return f"https://x.com/intent/tweet?text={shared.text}&url={shared.url}{extra}"


def _pinterest(shared: _Shared) -> str:
    media = f"&media={shared.media}" if shared.media else ""
    return f"https://www.pinterest.com/pin/create/button/?url={shared.url}{media}&description={shared.text}"


_MAKERS = {
    "facebook": lambda s: f"https://www.facebook.com/sharer/sharer.php?u={s.url}",
    "x": _x,
    "linkedin": lambda s: f"https://www.linkedin.com/sharing/share-offsite/?url={s.url}",
    "pinterest": _pinterest,
    "whatsapp": lambda s: f"https://wa.me/?text={s.text}%20{s.url}",
    "bluesky": lambda s: f"https://bsky.app/intent/compose?text={s.text}%20{s.url}",
    "threads": lambda s: f"https://www.threads.com/intent/post?text={s.text}&url={s.url}",
    "mastodon": lambda s: f"https://share.joinmastodon.org/#text={s.text}%20{s.url}",
    "telegram": lambda s: f"https://t.me/share/url?url={s.url}&text={s.text}",
    "reddit": lambda s: f"https://www.reddit.com/submit?url={s.url}&title={s.text}",
    "email": lambda s: f"mailto:?subject={s.title}&body={s.text}%20{s.url}",
}
