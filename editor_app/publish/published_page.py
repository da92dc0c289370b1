"""What a page on the site tells networks: its tags, read from the file that the last export wrote.

For whoever opens a network's share page, and for tests. Writes nothing, asks no network.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from editor_app.publish.addresses import UnsafeAddress, file_of

_META = re.compile(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">')
_TITLE = re.compile(r"<title>([^<]*)</title>")
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')
_HEAD = 64_000  # bytes; style and structured data may be long, tags stand before them


def page_file(output: Path, address_path: str) -> Path | None:
    """The file of the page at this path of the site in `output`; None when it is not there."""
    try:
        file = output / file_of(address_path)
    except (UnsafeAddress, UnicodeDecodeError):
        return None
    return file if file.is_file() else None


def tags_of(html: str) -> dict[str, str]:
    """The tags of a page by name (`og:title`, `description`), with `title` and `canonical`; the first of each counts."""
    found: dict[str, str] = {}
    for name, value in _META.findall(html):
        found.setdefault(name, unescape(value))
    for name, pattern in (("title", _TITLE), ("canonical", _CANONICAL)):
        if match := pattern.search(html):
            found[name] = unescape(match[1])
    return found


def published_tags(output: Path, address_path: str) -> dict[str, str]:
    """The tags of the page at this path as it is on the site; none when it is not there."""
    file = page_file(output, address_path)
    if file is None:
        return {}
    try:
        with file.open("rb") as page:
            return tags_of(page.read(_HEAD).decode("utf-8", "replace"))
    except OSError:
        return {}
