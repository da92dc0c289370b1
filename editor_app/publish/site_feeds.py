"""The files of a site that are no pages: feeds, site maps, robots.txt, the web manifest, and what each is made from.

A feed item is the text of a story with absolute addresses; it is made once and kept until its story changes.
"""

from __future__ import annotations

import json
import marshal
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from editor_app.publish.addresses import AbsoluteAddresses
from editor_app.publish.edition import Edition
from editor_app.publish.feed_files import ATOM_FILE, JSON_FILE, RSS_FILE, section_feed_file
from editor_app.publish.feeds import FeedItem, atom, json_feed, rss
from editor_app.publish.ledger import ITEM_MARK
from editor_app.publish.monogram import MONOGRAM_FILE
from editor_app.publish.page import PageRenderer
from editor_app.publish.page_head import excerpt
from editor_app.publish.site_plan import PlannedPage, ReadStory
from editor_app.publish.sitemap import (
    INDEX_FILE,
    NEWS_FILE,
    SitemapPart,
    news_sitemap,
    robots,
    sitemap,
    sitemap_index,
    sitemap_parts,
)
from editor_app.publish.story_facts import StoryFacts, digest_of
from editor_app.publish.web_manifest import MANIFEST_FILE

_ALWAYS_THE_SAME = 2  # later forms write what is in memory twice in another way
ItemOf = Callable[[StoryFacts], FeedItem]
Listed = tuple[str, float | None]
"""A page as site maps list it: its path, and its last change in seconds since 1970."""


def planned_files(
    edition: Edition, renderer: PageRenderer, others: Sequence[Listed], item_of: ItemOf
) -> Iterator[PlannedPage]:
    """Feeds, maps and the rest. `others` are the pages that are no stories'; `item_of` gives the feed item of a story."""
    newest = edition.stories[: edition.newsroom.settings.feed_items]
    kinds = ((RSS_FILE, rss), (ATOM_FILE, atom), (JSON_FILE, json_feed))
    for name, made in kinds:
        yield _feed(edition, name, newest, item_of, lambda items, made=made: made(edition, items))
    for section in renderer.sections():
        stories = section.stories[: edition.newsroom.settings.feed_items]
        for file, made in kinds:
            name = section_feed_file(section, file)
            yield _feed(
                edition, name, stories, item_of,
                lambda items, made=made, group=section: made(edition, items, group),
            )  # fmt: skip
    yield PlannedPage(MANIFEST_FILE, "", _unknown, renderer.web_manifest)
    if mark := renderer.monogram():
        yield PlannedPage(MONOGRAM_FILE, "", _unknown, lambda: mark)
    parts = sitemap_parts(edition, others)
    yield PlannedPage(INDEX_FILE, "", _unknown, lambda: sitemap_index(edition, parts))
    for part in parts:
        yield PlannedPage(
            part.name, "", partial(_part_inputs, part), lambda part=part: sitemap(edition, part)
        )
    yield PlannedPage(NEWS_FILE, "", _unknown, lambda: news_sitemap(edition))
    yield PlannedPage("robots.txt", "", _unknown, lambda: robots(edition))


def planned_item(edition: Edition, renderer: PageRenderer, facts: StoryFacts, read: ReadStory) -> PlannedPage:
    """The feed item of a story, planned as if it were a file; what it renders to is its fields, see `item_fields`."""
    inputs = facts.digest + facts.card
    return PlannedPage(ITEM_MARK + facts.file, "", lambda: inputs, lambda: _fields(renderer, read, facts))


def feed_item(edition: Edition, facts: StoryFacts, fields: str) -> FeedItem:
    """The item that was made into `fields`."""
    summary, picture, html = json.loads(fields)
    address = AbsoluteAddresses(edition.newsroom.settings.url).page(facts.address)
    return FeedItem(story=facts, address=address, summary=summary, html=html, picture=picture)


def _fields(renderer: PageRenderer, read: ReadStory, facts: StoryFacts) -> str:
    story = read(facts)
    html = renderer.body_html(story)
    summary = facts.description or excerpt(html) or facts.title
    return json.dumps([summary, renderer.social_address(story), html])


def _feed(
    edition: Edition,
    name: str,
    stories: Sequence[StoryFacts],
    item_of: ItemOf,
    made: Callable[[Sequence[FeedItem]], str],
) -> PlannedPage:
    items = [item_of(story) for story in stories]
    parts = [
        part for item in items for part in (item.story.card.hex(), item.summary, item.picture, item.html)
    ]
    inputs = digest_of("\0".join(parts).encode("utf-8", "surrogatepass"))
    return PlannedPage(name, "", lambda: inputs, lambda: made(items))


def _unknown() -> None:
    """The inputs of a file that is made at every export."""


def _part_inputs(part: SitemapPart) -> bytes:
    return digest_of(marshal.dumps(part.pages, _ALWAYS_THE_SAME))
