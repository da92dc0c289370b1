"""What a page says to machines: schema.org as one JSON-LD graph. Says nothing that the page does not show."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from editor_app.publish.addresses import AbsoluteAddresses
from editor_app.publish.edition import Edition
from editor_app.publish.labels import Labels
from editor_app.publish.live_updates import LiveUpdate
from editor_app.publish.story_facts import StoryFacts, moment_of, seconds_of
from editor_app.publish.views import IconView
from editor_app.stories.article_types import ArticleType
from editor_app.stories.newsroom_settings import Author, NewsroomSettings
from editor_app.stories.slugs import slug_from
from editor_app.stories.story import Story

_TYPES: dict[str, str] = {
    ArticleType.REPORT: "ReportageNewsArticle",
    ArticleType.ANALYSIS: "AnalysisNewsArticle",
    ArticleType.BACKGROUND: "BackgroundNewsArticle",
    ArticleType.OPINION: "OpinionNewsArticle",
    ArticleType.REVIEW: "ReviewNewsArticle",
    ArticleType.ASK: "AskPublicNewsArticle",
    ArticleType.SPONSORED: "AdvertiserContentArticle",
    ArticleType.SATIRE: "SatiricalArticle",
}
_PUBLISHER_MARK = "#publisher"
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What the page of a story knows beside the story itself."""

    canonical: str
    description: str
    words: int
    images: tuple[str, ...]
    updates: tuple[LiveUpdate, ...] = ()


def article_graph(
    story: Story, told: StoryFacts, edition: Edition, labels: Labels, facts: ArticleFacts
) -> dict[str, Any]:
    """The graph of a story: article, publisher, breadcrumbs."""
    meta = story.meta
    article: dict[str, Any] = {
        "@type": _types_of(told),
        "@id": f"{facts.canonical}#article",
        "headline": meta.title,
        "description": facts.description,
        "url": facts.canonical,
        "mainEntityOfPage": facts.canonical,
        "inLanguage": told.language,
        "datePublished": labels.iso(told.published) if meta.date else "",
        "dateModified": labels.iso(told.updated) if meta.date else "",
        "author": _authors(story, edition),
        "publisher": _publisher_reference(edition),
        "image": list(facts.images),
        "articleSection": told.section,
        "keywords": list(meta.tags),
        "wordCount": facts.words,
        "isAccessibleForFree": True,
        "dateline": meta.dateline,
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": correction.text,
                "datePublished": labels.iso(correction.date) if correction.date else "",
            }
            for correction in meta.corrections
            if correction.text
        ],
    }
    if is_live_blog(facts.updates):
        article = {**article, **_coverage(article, told, edition, labels, facts)}
    return _graph(article, publisher(edition), _story_breadcrumbs(told, edition, facts.canonical))


def listing_graph(
    edition: Edition, canonical: str, title: str, trail: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """The graph of a section, tag or corrections page. `trail` is (name, absolute address) down to this page."""
    page = {"@type": "CollectionPage", "@id": canonical, "url": canonical, "name": title}
    return _graph(page, publisher(edition), _breadcrumbs(trail))


def standing_graph(
    edition: Edition, canonical: str, title: str, language: str, is_about: bool
) -> dict[str, Any]:
    """The graph of one of the newsroom's own pages."""
    page = {
        "@type": "AboutPage" if is_about else "WebPage",
        "@id": canonical,
        "url": canonical,
        "name": title,
        "inLanguage": language,
        "publisher": _publisher_reference(edition),
    }
    home = AbsoluteAddresses(edition.newsroom.settings.url).page("/")
    return _graph(
        page, publisher(edition), _breadcrumbs([(edition.newsroom.settings.name, home), (title, canonical)])
    )


def author_graph(edition: Edition, canonical: str, name: str) -> dict[str, Any]:
    """The graph of an author's page."""
    known = edition.newsroom.settings.authors.get(name)
    person = {
        "@type": "Person",
        "name": name,
        "url": canonical,
        "jobTitle": known.role if known else "",
        "description": known.bio if known else "",
        "sameAs": [link for link in author_elsewhere(known, canonical).values() if link],
    }
    return _graph(
        {"@type": "ProfilePage", "@id": canonical, "url": canonical, "mainEntity": _without_empty(person)},
        publisher(edition),
    )


def front_graph(edition: Edition, canonical: str) -> dict[str, Any]:
    """The graph of the front page."""
    settings = edition.newsroom.settings
    site = {
        "@type": "WebSite",
        "@id": f"{canonical}#site",
        "url": canonical,
        "name": settings.name,
        "inLanguage": settings.language,
        "publisher": _publisher_reference(edition),
    }
    return _graph(site, publisher(edition))


def with_publisher(graph: dict[str, Any], details: Mapping[str, Any]) -> dict[str, Any]:
    """`graph` with more said of the publisher: its logo, its policies."""
    things = [
        {**thing, **details} if str(thing.get("@id", "")).endswith(_PUBLISHER_MARK) else thing
        for thing in graph["@graph"]
    ]
    return {**graph, "@graph": things}


def publisher_details(
    settings: NewsroomSettings, policies: Mapping[str, str], logo: IconView | None
) -> dict[str, Any]:
    """What is known of the newsroom. `policies` are addresses by the name schema.org has for them."""
    picture = (
        None
        if logo is None
        else {"@type": "ImageObject", "url": logo.link, "width": logo.side, "height": logo.side}
    )
    return _without_empty(
        {"description": settings.description, "foundingDate": settings.founded, "logo": picture, **policies}
    )


def publisher(edition: Edition) -> dict[str, Any]:
    """The newsroom as a `NewsMediaOrganization`."""
    absolute = AbsoluteAddresses(edition.newsroom.settings.url)
    return {
        "@type": "NewsMediaOrganization",
        "@id": _publisher_id(edition),
        "name": edition.newsroom.settings.name,
        "url": absolute.page("/"),
        "correctionsPolicy": absolute.page("/corrections/"),
    }


def as_json_ld(graph: dict[str, Any]) -> Markup:
    """The graph as the text of a script element: nothing in it can end that element."""
    text = _ENCODER.encode(graph)
    for char, escaped in _ESCAPES.items():
        text = text.replace(char, escaped)
    return Markup(text)


def _types_of(told: StoryFacts) -> str | list[str]:
    """The type search engines know, and beside it the narrower one that says what kind of piece it is."""
    narrower = _TYPES.get(told.type, "")
    if not narrower:
        return "NewsArticle"
    return ["NewsArticle" if ArticleType(told.type).is_news else "Article", narrower]


def _authors(story: Story, edition: Edition) -> list[dict[str, Any]]:
    absolute = AbsoluteAddresses(edition.newsroom.settings.url)
    if not story.meta.authors:
        return [_publisher_reference(edition)]
    return [
        {"@type": "Person", "name": name, "url": absolute.page(f"/authors/{slug_from(name)}/")}
        for name in story.meta.authors
    ]


def is_live_blog(updates: Sequence[LiveUpdate]) -> bool:
    """Whether a story's updates make it one: two or more, and their days are known."""
    return len(updates) > 1 and all(update.moment is not None for update in updates)


def _coverage(
    article: Mapping[str, Any], told: StoryFacts, edition: Edition, labels: Labels, facts: ArticleFacts
) -> dict[str, Any]:
    """What a story of timed updates is besides: a `LiveBlogPosting`, which is no kind of news article.

    It stays the article it was. When the coverage ended is known where the story's label has come to the end that the
    desk set for it, and nothing was added since.
    """
    moments = [update.moment for update in facts.updates if update.moment is not None]
    types = article["@type"]
    label, newest = told.breaking, seconds_of(moments[0]) or 0.0
    until = label.until if label is not None and edition.is_label_over(told) else None
    ended = until is not None and label is not None and (label.since or 0.0) <= newest <= until
    return {
        "@type": [*([types] if isinstance(types, str) else types), "LiveBlogPosting"],
        "coverageStartTime": labels.iso(moments[-1]),
        "coverageEndTime": labels.iso(moment_of(until)) if ended and until is not None else "",
        "liveBlogUpdate": [
            _without_empty(
                {
                    "@type": "BlogPosting",
                    "headline": update.headline or article["headline"],
                    "articleBody": update.text,
                    "datePublished": labels.iso(update.moment) if update.moment else "",
                    "url": f"{facts.canonical}#{update.id}",
                    "author": article["author"],
                }
            )
            for update in facts.updates
        ],
    }


def author_elsewhere(author: Author | None, canonical: str) -> dict[str, str]:
    """Where else a writer is, by `website` and `x`: web addresses other than `canonical`."""
    handle = author.x.strip().lstrip("@") if author else ""
    found = {
        "website": author.url if author else "",
        "x": f"https://x.com/{handle}" if re.fullmatch(r"\w{1,30}", handle) else "",
    }
    return {
        key: address
        for key, address in found.items()
        if address.startswith(("https://", "http://")) and address != canonical
    }


def _story_breadcrumbs(story: StoryFacts, edition: Edition, canonical: str) -> dict[str, Any]:
    absolute = AbsoluteAddresses(edition.newsroom.settings.url)
    trail = [(edition.newsroom.settings.name, absolute.page("/"))]
    if story.section:
        trail.append((story.section, absolute.page(f"/{story.section_slug}/")))
    return _breadcrumbs([*trail, (story.title, canonical)])


def _breadcrumbs(trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": address}
        for position, (name, address) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _publisher_id(edition: Edition) -> str:
    return AbsoluteAddresses(edition.newsroom.settings.url).page("/") + _PUBLISHER_MARK


def _publisher_reference(edition: Edition) -> dict[str, Any]:
    """The publisher by its id, with its name for readers that do not follow ids."""
    name = edition.newsroom.settings.name
    return {"@type": "NewsMediaOrganization", "@id": _publisher_id(edition), "name": name}


def _graph(*things: dict[str, Any]) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@graph": [_without_empty(thing) for thing in things]}


def _without_empty(thing: dict[str, Any]) -> dict[str, Any]:
    return {
        key: [_without_empty(item) if isinstance(item, dict) else item for item in value]
        if isinstance(value, list)
        else value
        for key, value in thing.items()
        if value or not (value is None or isinstance(value, str | list | tuple))
    }
