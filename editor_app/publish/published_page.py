"""What a page on the site tells networks: its tags, read from the file that the last export wrote.

For whoever opens a network's share page, and for tests. Writes nothing, asks no network.
"""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from editor_app.publish.addresses import UnsafeAddress, file_of
from editor_app.stories import gate
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story
from editor_app.stories.workflow import Status

PIN = "pinterest:media"
_META = re.compile(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">')
_TITLE = re.compile(r"<title>([^<]*)</title>")
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')
_PIN = re.compile(r'href="https://www\.pinterest\.com/pin/create/button/\?[^"]*?media=([^"&]+)')
_HEAD = 64_000  # bytes; tags and share buttons stand before them


class Reach(StrEnum):
    """Whether networks can read a story's page: it is on the site, or why not."""

    ON_SITE = "on site"
    NO_ADDRESS = "no address"  # the newsroom does not say where its site is
    NOT_PUBLISHED = "not published"
    HELD = "held"  # until its embargo ends
    NOT_WRITTEN = "not written"  # published, but the site was not written since


def reach_of(story: Story, newsroom: Newsroom, now: datetime) -> Reach:
    """Whether the page of `story` is on the site at `now` (aware), as far as this machine can know."""
    if not newsroom.settings.url:
        return Reach.NO_ADDRESS
    meta = story.meta
    if not gate.is_public(story, now):
        is_held = meta.status is Status.PUBLISHED and meta.embargo is not None and meta.embargo > now
        return Reach.HELD if is_held else Reach.NOT_PUBLISHED
    is_there = page_file(newsroom.output_folder, newsroom.address_path(story)) is not None
    return Reach.ON_SITE if is_there else Reach.NOT_WRITTEN


def page_file(output: Path, address_path: str) -> Path | None:
    """The file of the page at this path of the site in `output`; None when it is not there."""
    try:
        file = output / file_of(address_path)
    except (UnsafeAddress, UnicodeDecodeError):
        return None
    return file if file.is_file() else None


def tags_of(html: str) -> dict[str, str]:
    """The tags of a page by name (`og:title`, `description`), with `title` and `canonical`; the first of each counts.

    Under `PIN` stands the picture that its Pinterest button hands over.
    """
    found: dict[str, str] = {}
    for name, value in _META.findall(html):
        found.setdefault(name, unescape(value))
    for name, pattern in (("title", _TITLE), ("canonical", _CANONICAL)):
        if match := pattern.search(html):
            found[name] = unescape(match[1])
    if match := _PIN.search(unescape(html)):
        found[PIN] = unquote(match[1])
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


def published_picture(output: Path, address_path: str) -> str:
    """The absolute address of the picture that the page hands to Pinterest; empty without one."""
    tags = published_tags(output, address_path)
    return tags.get(PIN) or tags.get("og:image", "")
