"""Sitemaps and robots.txt: where search engines find the site's pages, and nothing that is not one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from xml.etree import ElementTree

from editor_app.publish.addresses import AbsoluteAddresses
from editor_app.publish.edition import Edition
from editor_app.publish.feeds import xml_text
from editor_app.publish.story_facts import StoryFacts, moment_of, seconds_of
from editor_app.publish.timing import NEWS_AGE
from editor_app.stories.article_types import ArticleType

INDEX_FILE = "sitemap.xml"
NEWS_FILE = "sitemap-news.xml"
_PER_FILE = 50_000
_NEWS_ITEMS = 1_000
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@dataclass(frozen=True, slots=True)
class SitemapPart:
    """One file of the map: its name, and the page path and last change of each page in it."""

    name: str
    pages: tuple[tuple[str, float | None], ...]


def sitemap_parts(edition: Edition, others: Sequence[tuple[str, float | None]]) -> list[SitemapPart]:
    """The parts of the map: a file for each month's stories, so that a month gone by keeps its file, and one for the rest.

    Args:
        others: page path and last change (seconds since 1970) of every other page that search engines may keep.
    """
    months: dict[str, list[tuple[str, float | None]]] = {}
    zone, since, month = edition.newsroom.timezone, float("inf"), ""
    for story in edition.stories:  # newest first, so that the month changes seldom
        if story.dated_at is None:
            month, since = "undated", float("inf")
        elif story.dated_at < since:
            start = story.published.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
            since, month = seconds_of(start) or 0.0, f"{start:%Y-%m}"
        dated = None if story.dated_at is None else story.updated_at
        months.setdefault(month, []).append((story.address, dated))
    parts = [("pages", list(others)), *months.items()]
    return [
        SitemapPart(
            f"sitemap-{name}{f'-{start // _PER_FILE + 1}' if start else ''}.xml",
            tuple(pages[start : start + _PER_FILE]),
        )
        for name, pages in parts
        for start in range(0, max(1, len(pages)), _PER_FILE)
    ]


def sitemap_index(edition: Edition, parts: Iterable[SitemapPart]) -> str:
    """The file that names the parts, and the news sitemap."""
    absolute = AbsoluteAddresses(edition.newsroom.settings.url)
    root = ElementTree.Element("sitemapindex", {"xmlns": _SITEMAP})
    for part in parts:
        node = _child(root, "sitemap")
        _child(node, "loc", absolute.file(part.name))
        newest = max((changed for _, changed in part.pages if changed is not None), default=None)
        if newest is not None:
            _child(node, "lastmod", _iso(moment_of(newest), edition))
    _child(_child(root, "sitemap"), "loc", absolute.file(NEWS_FILE))
    return _serialised(root)


def sitemap(edition: Edition, part: SitemapPart) -> str:
    """One part of the map."""
    absolute = AbsoluteAddresses(edition.newsroom.settings.url)
    root = ElementTree.Element("urlset", {"xmlns": _SITEMAP})
    for path, changed in part.pages:
        url = _child(root, "url")
        _child(url, "loc", absolute.page(path))
        if changed is not None:
            _child(url, "lastmod", _iso(moment_of(changed), edition))
    return _serialised(root)


def is_map(name: str) -> bool:
    """Whether a file of the site is called as site maps are."""
    return name in (INDEX_FILE, NEWS_FILE) or (name.startswith("sitemap-") and name.endswith(".xml"))


def robots(edition: Edition) -> str:
    """robots.txt: everything may be read; the pages that are not to be kept say so themselves."""
    absolute = AbsoluteAddresses(edition.newsroom.settings.url)
    maps = "".join(f"Sitemap: {absolute.file(name)}\n" for name in (INDEX_FILE, NEWS_FILE))
    return f"# Written by Stet\nUser-agent: *\nAllow: /\n\n{maps}"


def news_sitemap(edition: Edition) -> str:
    """The articles of the last two days."""
    absolute = AbsoluteAddresses(edition.newsroom.settings.url)
    root = ElementTree.Element("urlset", {"xmlns": _SITEMAP, "xmlns:news": _NEWS})
    oldest = edition.moment - NEWS_AGE.total_seconds()
    dated = takewhile(lambda story: story.dated_at is not None and story.dated_at >= oldest, edition.stories)
    recent = (story for story in dated if _is_recent(story, edition.now))  # the newest come first
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
    """Whether a news service may list it: news of the last two days, and no advertisement."""
    is_news = ArticleType(story.type).is_news and story.dated_at is not None
    return is_news and now - NEWS_AGE <= story.published <= now


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
