"""site.webmanifest: the site's name and icons for a reader who keeps it on the home screen."""

from __future__ import annotations

import json
from collections.abc import Sequence

from editor_app.publish.labels import Labels
from editor_app.publish.monogram import MONOGRAM_FILE
from editor_app.publish.views import IconView
from editor_app.stories.newsroom_settings import NewsroomSettings

MANIFEST_FILE = "site.webmanifest"
_PAPER = "#ffffff"


def web_manifest(settings: NewsroomSettings, labels: Labels, icons: Sequence[IconView]) -> str:
    """The manifest; `icons` have links relative to the site's folder; without any, the monogram stands for them."""
    manifest: dict[str, object] = {
        "name": settings.name,
        "description": settings.description,
        "lang": labels.language,
        "dir": labels.direction,
        "start_url": "./",
        "scope": "./",
        "display": "browser",
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "icons": [
            {"src": icon.link, "sizes": f"{icon.side}x{icon.side}", "type": "image/png"} for icon in icons
        ]
        or [{"src": MONOGRAM_FILE, "sizes": "any", "type": "image/svg+xml"}],
    }
    text = json.dumps({key: value for key, value in manifest.items() if value}, ensure_ascii=False, indent=1)
    return text + "\n"
