"""RSS 2.0 and JSON Feed: the newest stories with their whole text, every address absolute.

Built as data and written by a serialiser, never by joining texts, so that no field can break out of its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree

from editor_app.publish.addresses import AbsoluteAddresses
from editor_app.publish.edition import Edition, Group
from editor_app.publish.feed_files import ATOM_FILE, JSON_FILE, RSS_FILE, section_feed_file
from editor_app.publish.story_facts import StoryFacts

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_CREATOR = "http://purl.org/dc/elements/1.1/"
_XML = "http://www.w3.org/XML/1998/namespace"
_BEFORE_ALL = datetime.fromtimestamp(0, UTC)
_MEDIA = "http://search.yahoo.com/mrss/"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

for _prefix, _space in (("atom", _ATOM), ("content", _CONTENT), ("dc", _CREATOR), ("media", _MEDIA)):
    ElementTree.register_namespace(_prefix, _space)


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One story of a feed. `html` is sanitised, its addresses absolute; `picture` an absolute address or empty."""

    story: StoryFacts
    address: str
    summary: str
    html: str
    picture: str = ""


def rss(edition: Edition, items: Sequence[FeedItem], section: Group | None = None) -> str:
    """The RSS 2.0 feed: of the whole site, or of `section`."""
    settings = edition.newsroom.settings
    absolute = AbsoluteAddresses(settings.url)
    title, home, file = _about(edition, section, RSS_FILE)
    root = ElementTree.Element("rss", {"version": "2.0"})
    channel = ElementTree.SubElement(root, "channel")
    _text(channel, "title", title)
    _text(channel, "link", home)
    _text(channel, "description", settings.description or title)
    _text(channel, "language", settings.language)
    _text(channel, "generator", "Stet")
    if items:
        _text(channel, "lastBuildDate", _rfc822(max(item.story.updated for item in items), edition))
    link = {"href": absolute.file(file), "rel": "self", "type": "application/rss+xml"}
    ElementTree.SubElement(channel, f"{{{_ATOM}}}link", link)
    for item in items:
        _rss_item(channel, item, edition)
    return _serialised(root)


def atom(edition: Edition, items: Sequence[FeedItem], section: Group | None = None) -> str:
    """The Atom feed: of the whole site, or of `section`."""
    settings = edition.newsroom.settings
    absolute = AbsoluteAddresses(settings.url)
    zone = edition.newsroom.timezone
    root = ElementTree.Element("feed", {"xmlns": _ATOM, f"{{{_XML}}}lang": settings.language})
    title, home, file = _about(edition, section, ATOM_FILE)
    _text(root, "id", home)
    _text(root, "title", title)
    if settings.description:
        _text(root, "subtitle", settings.description)
    newest = max((item.story.updated for item in items), default=_BEFORE_ALL)
    _text(root, "updated", newest.astimezone(zone).isoformat(timespec="seconds"))
    ElementTree.SubElement(
        root, "link", {"rel": "self", "href": absolute.file(file), "type": "application/atom+xml"}
    )
    ElementTree.SubElement(root, "link", {"rel": "alternate", "href": home})
    _text(ElementTree.SubElement(root, "author"), "name", settings.name)
    _text(root, "generator", "Stet")
    for item in items:
        _atom_entry(root, item, edition)
    return _serialised(root)


def _atom_entry(root: ElementTree.Element, item: FeedItem, edition: Edition) -> None:
    facts = item.story
    zone = edition.newsroom.timezone
    language = {f"{{{_XML}}}lang": item.story.language}
    node = ElementTree.SubElement(root, "entry", language)
    _text(node, "id", item.address)
    _text(node, "title", facts.title)
    ElementTree.SubElement(node, "link", {"rel": "alternate", "href": item.address})
    if facts.dated_at is not None:
        published = item.story.published.astimezone(zone)
        _text(node, "published", published.isoformat(timespec="seconds"))
    _text(node, "updated", item.story.updated.astimezone(zone).isoformat(timespec="seconds"))
    for name in facts.authors:
        _text(ElementTree.SubElement(node, "author"), "name", name)
    for category in _categories(facts):
        ElementTree.SubElement(node, "category", {"term": xml_text(category)})
    _text(node, "summary", item.summary)
    _text(node, "content", item.html).set("type", "html")


def json_feed(edition: Edition, items: Sequence[FeedItem], section: Group | None = None) -> str:
    """The JSON Feed 1.1: of the whole site, or of `section`."""
    settings = edition.newsroom.settings
    title, home, file = _about(edition, section, JSON_FILE)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "description": settings.description,
        "home_page_url": home,
        "feed_url": AbsoluteAddresses(settings.url).file(file),
        "language": settings.language,
        "items": [_json_item(item, edition) for item in items],
    }
    kept = {key: value for key, value in feed.items() if value != ""}
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def _about(edition: Edition, section: Group | None, file: str) -> tuple[str, str, str]:
    """Title, page and file of a feed."""
    settings = edition.newsroom.settings
    absolute = AbsoluteAddresses(settings.url)
    if section is None:
        return settings.name, absolute.page("/"), file
    title = f"{settings.name} – {section.name}"
    return title, absolute.page(section.path), section_feed_file(section, file)


def _rss_item(channel: ElementTree.Element, item: FeedItem, edition: Edition) -> None:
    facts = item.story
    node = ElementTree.SubElement(channel, "item")
    _text(node, "title", facts.title)
    _text(node, "link", item.address)
    guid = _text(node, "guid", item.address)
    guid.set("isPermaLink", "true")
    if facts.dated_at is not None:
        _text(node, "pubDate", _rfc822(item.story.published, edition))
    for name in facts.authors:
        _text(node, f"{{{_CREATOR}}}creator", name)
    for category in _categories(facts):
        _text(node, "category", category)
    _text(node, "description", item.summary)
    _text(node, f"{{{_CONTENT}}}encoded", item.html)
    if item.picture:
        ElementTree.SubElement(
            node, f"{{{_MEDIA}}}content", {"url": item.picture, "medium": "image", "type": "image/jpeg"}
        )


def _json_item(item: FeedItem, edition: Edition) -> dict[str, object]:
    facts = item.story
    zone = edition.newsroom.timezone
    tags = _categories(facts)
    found: dict[str, object] = {
        "id": item.address,
        "url": item.address,
        "title": facts.title,
        "summary": item.summary,
        "content_html": item.html,
        "image": item.picture,
        "date_published": item.story.published.astimezone(zone).isoformat()
        if facts.dated_at is not None
        else "",
        "date_modified": item.story.updated.astimezone(zone).isoformat()
        if facts.dated_at is not None
        else "",
        "authors": [{"name": name} for name in facts.authors],
        "tags": tags,
        "language": item.story.language,
    }
    return {key: value for key, value in found.items() if value not in ("", [])}


def _categories(facts: StoryFacts) -> list[str]:
    """Section, kind of piece (in English, as types are named in files) and tags."""
    named = (facts.section, facts.type.capitalize(), *facts.tags)
    return list(dict.fromkeys(name for name in named if name.strip()))


def _rfc822(moment: datetime, edition: Edition) -> str:
    return format_datetime(moment.astimezone(edition.newsroom.timezone))


def _text(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    node = ElementTree.SubElement(parent, name)
    node.text = xml_text(text)
    return node


def xml_text(text: str) -> str:
    """`text` without the characters XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def _serialised(root: ElementTree.Element) -> str:
    ElementTree.indent(root, " ")
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'
