"""The head of a page: title, description, canonical address, what networks and search engines read, and the policy
by which a browser refuses everything that this page does not need."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any

from markupsafe import Markup

from editor_app.publish.edition import Edition
from editor_app.publish.labels import Labels, open_graph_locale
from editor_app.publish.structured_data import as_json_ld, with_publisher
from editor_app.publish.theme import Theme, content_hash, safe
from editor_app.publish.views import ArticleView, MomentView, PageView, SocialView

INDEXED = "index, follow, max-image-preview:large, max-snippet:-1"
HIDDEN = "noindex, nofollow"
_DESCRIPTION_LENGTH = 160
_TAGS = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")

PREVIEW_MARKS = {
    name: Markup(f' data-field="{name}"')
    for name in ("title", "kicker", "description", "byline", "dateline", "image", "label", "times", "related",
                 "corrections", "tags", "share")
}  # fmt: skip
_NO_MARKS = {name: Markup("") for name in PREVIEW_MARKS}


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What one page puts into its head. Times are RFC 3339; `graph` is its structured data."""

    kind: str
    headline: str
    description: str
    canonical: str
    title: str = ""
    robots: str = INDEXED
    graph: dict[str, Any] | None = None
    date: MomentView | None = None
    social: SocialView | None = None
    share_title: str = ""
    share_description: str = ""
    published: str = ""
    modified: str = ""
    section: str = ""
    authors: tuple[str, ...] = ()
    author_links: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    previous: str = ""
    next: str = ""
    frames: tuple[str, ...] = ()
    needs_script: bool = False
    leads_to: str = ""


class PageHeads:
    """Makes the heads of a newsroom's pages.

    The stylesheet stands in each page, not in a file of its own: the first view needs one request less, a page is
    whole when it is opened from disk or mailed, and its hash in the policy lets no other style in. It costs about
    three kilobytes, compressed, on each page.
    """

    def __init__(self, edition: Edition, theme: Theme) -> None:
        self._edition = edition
        self._theme = theme
        self._exported: tuple[str, str] | None = None  # style and script: the same on all pages of one export
        self.publisher: dict[str, Any] = {}  # what more to say of it; set by whoever knows pictures and pages

    def page(self, facts: PageFacts, labels: Labels) -> PageView:
        """The head of a page that readers get."""
        if self._exported is None:
            self._exported = (self._theme.stylesheet(), self._theme.script())
        css, script = self._exported[0], self._exported[1] if facts.needs_script else ""
        return self._view(facts, labels, css, _policy(css, script, facts.frames), script, _NO_MARKS)

    def preview(self, facts: PageFacts, labels: Labels, color_scheme: str | None) -> PageView:
        """The head of the preview: hidden from search engines, without script, marked for patching."""
        css = self._theme.stylesheet(color_scheme)
        return self._view(facts, labels, css, _PREVIEW_POLICY, "", PREVIEW_MARKS)

    def _view(
        self, facts: PageFacts, labels: Labels, css: str, policy: str, script: str, marks: dict[str, Markup]
    ) -> PageView:
        settings = self._edition.newsroom.settings
        return PageView(
            title=facts.title or f"{facts.headline} – {settings.name}",
            headline=facts.headline,
            description=facts.description,
            canonical=facts.canonical,
            robots=facts.robots,
            language=labels.language or "en",
            direction=labels.direction,
            kind=facts.kind,
            policy=safe(policy),  # no quotation mark, bracket or ampersand can be in it
            style=safe(css),
            date=facts.date,
            og_locale=open_graph_locale(labels.language),
            script=safe(script),
            json_ld=self._json_ld(facts.graph) if facts.graph else Markup(""),
            share_title=facts.share_title or facts.headline,
            share_description=facts.share_description or facts.description,
            social=facts.social,
            published=facts.published,
            modified=facts.modified,
            section=facts.section,
            authors=facts.authors,
            author_links=facts.author_links,
            tags=facts.tags,
            x_handle=_handle(settings.share.x),
            previous=facts.previous,
            next=facts.next,
            marks=marks,
            leads_to=facts.leads_to,
        )

    def _json_ld(self, graph: dict[str, Any]) -> Markup:
        return as_json_ld(with_publisher(graph, self.publisher) if self.publisher else graph)


@lru_cache(maxsize=64)
def _policy(css: str, script: str, frames: tuple[str, ...]) -> str:
    scripts = content_hash(script) if script else "'none'"
    hosts = f" frame-src {' '.join(frames)};" if frames else ""
    return (
        f"default-src 'none'; img-src 'self'; style-src {content_hash(css)}; script-src {scripts};{hosts} "
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
    )


# The preview's own scheme sends a stricter policy as a header; this one only adds what no theme may undo.
_PREVIEW_POLICY = (
    "script-src 'none'; object-src 'none'; connect-src 'none'; base-uri 'none'; form-action 'none'"
)


def needs_script(article: ArticleView) -> bool:
    """Whether a story's page has a label to be taken down, or an address to be copied."""
    cards = article.more.cards if article.more else ()
    has_label = article.label is not None or any(card.label for card in cards)
    return has_label or any(button.network == "copy" for button in article.share)


def excerpt(html: str, length: int = _DESCRIPTION_LENGTH) -> str:
    """The first words of sanitised HTML as text, cut between words."""
    text = _SPACE.sub(" ", unescape(_TAGS.sub(" ", html))).strip()
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–—") + "…"


def _handle(name: str) -> str:
    name = name.strip().lstrip("@")
    return f"@{name}" if re.fullmatch(r"\w{1,30}", name) else ""
