"""Sitemaps and robots.txt: where search engines find the site's pages, and nothing that is not one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from xml.etree import ElementTree

from editor_app.publish.addresses import AbsoluteAddresses
from editor_app.publish.edition import Edition
from editor_app.publish.feeds import xml_text
from editor_app.publish.story_facts import StoryFacts

INDEX_FILE = "sitemap.xml"
NEWS_FILE = "sitemap-news.xml"
_PER_FILE = 50_000
_NEWS_ITEMS = 1_000
_NEWS_AGE = timedelta(days=2)
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def sitemaps(edition: Edition, pages: Sequence[tuple[str, datetime | None]]) -> dict[str, str]:
    """The sitemap files by name: the index, its parts, the news sitemap.

    Args:
        pages: page path and last change of every page that search engines may keep.
    """
    absolute = AbsoluteAddresses(edition.newsroom.settings.url)
    files: dict[str, str] = {}
    for start in range(0, max(1, len(pages)), _PER_FILE):
        number = start // _PER_FILE + 1
        files[f"sitemap-{number}.xml"] = _url_set(edition, absolute, pages[start : start + _PER_FILE])
    files[NEWS_FILE] = _news(edition, absolute)
    root = ElementTree.Element("sitemapindex", {"xmlns": _SITEMAP})
    for name in files:
        _child(_child(root, "sitemap"), "loc", absolute.file(name))
    return {INDEX_FILE: _serialised(root), **files}


def robots(edition: Edition) -> str:
    """robots.txt: everything may be read; the pages that are not to be kept say so themselves."""
    absolute = AbsoluteAddresses(edition.newsroom.settings.url)
    maps = "".join(f"Sitemap: {absolute.file(name)}\n" for name in (INDEX_FILE, NEWS_FILE))
    return f"# Written by Stet\nUser-agent: *\nAllow: /\n\n{maps}"


def _url_set(
    edition: Edition, absolute: AbsoluteAddresses, pages: Iterable[tuple[str, datetime | None]]
) -> str:
    root = ElementTree.Element("urlset", {"xmlns": _SITEMAP})
    for path, changed in pages:
        url = _child(root, "url")
        _child(url, "loc", absolute.page(path))
        if changed is not None:
            _child(url, "lastmod", _iso(changed, edition))
    return _serialised(root)


def _news(edition: Edition, absolute: AbsoluteAddresses) -> str:
    """The articles of the last two days."""
    root = ElementTree.Element("urlset", {"xmlns": _SITEMAP, "xmlns:news": _NEWS})
    recent = (story for story in edition.stories if _is_recent(story, edition.now))
    for story, _ in zip(recent, range(_NEWS_ITEMS), strict=False):
        url = _child(root, "url")
        _child(url, "loc", absolute.page(story.address))
        news = _child(url, "news:news")
        publication = _child(news, "news:publication")
        _child(publication, "news:name", edition.newsroom.settings.name)
        _child(publication, "news:language", _news_language(story.language))
        _child(news, "news:publication_date", _iso(story.published, edition))
        _child(news, "news:title", story.title)
    return _serialised(root)


def _is_recent(story: StoryFacts, now: datetime) -> bool:
    return story.dated_at is not None and now - _NEWS_AGE <= story.published <= now


def _news_language(language: str) -> str:
    """ISO 639, but for the two written forms of Chinese."""
    tag = language.casefold()
    if tag.startswith("zh"):
        return "zh-tw" if any(part in tag for part in ("tw", "hk", "hant")) else "zh-cn"
    return tag.split("-")[0]


def _iso(moment: datetime, edition: Edition) -> str:
    return moment.astimezone(edition.newsroom.timezone).isoformat(timespec="seconds")


def _child(parent: ElementTree.Element, name: str, text: str = "") -> ElementTree.Element:
    node = ElementTree.SubElement(parent, name)
    if text:
        node.text = xml_text(text)
    return node


def _serialised(root: ElementTree.Element) -> str:
    ElementTree.indent(root, " ")
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- Written by Stet -->\n{body}\n'
