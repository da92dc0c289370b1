"""The icon of each network and share button, by the network's id."""

from __future__ import annotations

NETWORK_ICONS: dict[str, str] = {
    "facebook": "fa6b.facebook",
    "x": "fa6b.x-twitter",
    "linkedin": "fa6b.linkedin",
    "pinterest": "fa6b.pinterest",
    "whatsapp": "fa6b.whatsapp",
    "bluesky": "fa6b.bluesky",
    "threads": "fa6b.threads",
    "mastodon": "fa6b.mastodon",
    "telegram": "fa6b.telegram",
    "reddit": "fa6b.reddit",
    "email": "envelope-simple",
    "copy": "link-simple",
    "google": "fa6b.google",
}
