"""What each template of a theme is given: the names it may use, their types, and what they are.

The reference in `docs/themes.md` is made of this table, `stet theme check` looks names up in it, and the tests compare it with
what pages are really made with. A table only.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Given:
    """One name that a template may use; `type` as `views` names it."""

    name: str
    type: str
    what: str


@dataclass(frozen=True, slots=True)
class TemplateContext:
    """One template that pages are made with, and what it is given besides `EVERYWHERE`."""

    name: str
    what: str
    given: tuple[Given, ...]


EVERYWHERE: tuple[Given, ...] = (
    Given("words", "Mapping[str, str]", "the words of a page in its language, listed below"),
    Given("page", "PageView", "the head of the page"),
    Given("site", "SiteView", "the site: masthead, sections, footer"),
)
_TITLE = Given("title", "str", "the page's heading")

TEMPLATES: tuple[TemplateContext, ...] = (
    TemplateContext("article.html", "the page of a story", (Given("story", "ArticleView", "the story"),)),
    TemplateContext(
        "front.html",
        "the front page",
        (
            _TITLE,
            Given("banner", "BannerView | None", "the breaking banner"),
            Given("lead", "CardView | None", "the first story; none while nothing is published"),
            Given("second", "tuple[CardView, ...]", "the stories of second rank"),
            Given("latest", "CardList", "the newest of the rest"),
            Given("sections", "tuple[CardList, ...]", "a few stories of each section"),
        ),
    ),
    TemplateContext(
        "listing.html",
        "the pages that list the stories of a section, a tag or a writer, or all of them",
        (
            Given("kind", "str", "`latest`, `section`, `author` or `tag`"),
            _TITLE,
            Given("numbered", "str", "“Page 2”; empty on the first"),
            Given("person", "PersonView | None", "the writer, on a writer's page"),
            Given("cards", "tuple[CardView, ...]", "the stories, newest first"),
        ),
    ),
    TemplateContext(
        "standing.html",
        "each of the newsroom's own pages",
        (
            _TITLE,
            Given("standfirst", "str", "its description"),
            Given("body", "Markup", "its text, sanitised"),
        ),
    ),
    TemplateContext(
        "corrections.html",
        "the page of all corrections",
        (
            _TITLE,
            Given(
                "entries",
                "tuple[tuple[CardView, tuple[CorrectionView, ...]], ...]",
                "each story that was corrected, with its corrections",
            ),
        ),
    ),
    TemplateContext(
        "notice.html",
        "the page of an address that is none, and what stands where a story was that has moved or was withdrawn",
        (_TITLE, Given("text", "str", "what happened"), Given("onward", "LinkView", "where to go from here")),
    ),
)
PARTS: dict[str, str] = {
    "base.html": "what all pages share; the others extend it",
    "parts/story_head.html": "the head of a story; the preview makes it anew by itself, with `words`, `page` and `story` alone",
    "parts/story_lead.html": "the lead picture of a story",
    "parts/story_foot.html": "what follows the text of a story",
    "parts/cards.html": "macros: a label, a picture, a card",
    "parts/share_marks.html": "the marks of the share buttons",
    "site.css": "the stylesheet; it stands in each page, and comments and needless space are taken out of it",
    "page.js": "the few lines of script of pages that need them",
}


def names_for(template: str) -> frozenset[str]:
    """Every name that `template`, or what it extends and includes, may use; all of them for a part."""
    found = [entry for entry in TEMPLATES if entry.name == template] or list(TEMPLATES)
    return frozenset(
        given.name for given in (*EVERYWHERE, *(given for entry in found for given in entry.given))
    )
