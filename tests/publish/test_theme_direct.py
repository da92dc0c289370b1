"""The built-in theme as an export compiles it makes the pages that the sandbox makes; a newsroom's own never comes near it."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup, escape

from editor_app.publish.page import PageRenderer, finished, theme_of
from editor_app.publish.site_plan import SitePlan
from editor_app.publish.theme import ThemeFault
from editor_app.publish.theme_direct import shown
from tests.publish.conftest import Desk

_BREAKING = "breaking:\n  level: breaking\n  since: {0}\n  until: 2027-01-01T00:00:00Z\n  alert: '<Alert> & \"more\"'\n"


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A newsroom that has something for every branch of the templates."""
    desk.picture("fog.jpg", (640, 400))
    head = "section: Harbour\ntags: [Fog & ice, '<i>']\nauthors: [\"Ana O'Neil\", Bo]\nimage: {src: ../images/fog.jpg, alt: 'a \"fog\"'}\n"
    desk.story("one", head + "kicker: '<Kicker>'\ndescription: 'Salt & \"pepper\"'\n", "Text & more.\n")
    desk.story(
        "two", "section: Harbour\nlanguage: ar\ntype: opinion\n", "- a\n- b\n\n![](../images/fog.jpg)\n"
    )
    desk.story("three", _BREAKING.format("2026-01-01T00:00:00Z"), "See [](one.md).\n")
    corrected = (
        "corrections:\n  - {date: 2026-11-16T10:00:00Z, text: 'It was <three>.'}\nrelated: [{story: one}]\n"
    )
    desk.story("four", corrected, "Text.\n")
    desk.story("gone", "section: News\n", "Text.\n", status="killed")
    return desk


def test_pages_are_those_of_the_sandbox(busy: Desk, tmp_path: Path) -> None:
    newsroom, edition = busy.newsroom, busy.edition()
    sandboxed = PageRenderer(newsroom, edition, theme=theme_of(newsroom))
    direct = PageRenderer(newsroom, edition, theme=theme_of(newsroom, tmp_path / "compiled"))

    def pages(renderer: PageRenderer) -> dict[str, str]:
        plan = SitePlan(edition, renderer, lambda facts: newsroom.read(facts.path))
        made = {page.name: page.render() for page in plan.pages()}
        return {name: page if isinstance(page, str) else finished(page) for name, page in made.items()}

    made = pages(direct)
    assert made == pages(sandboxed)
    assert len(made) > 8


@pytest.mark.parametrize(
    "value", ['<a href="x">\'&', "", 3, None, Markup("<b>"), escape("<"), [1], "é\u2028"]
)
def test_what_is_shown_is_escaped_as_ever(value: object) -> None:
    assert shown(value) == str(escape(value))


def test_templates_of_a_newsrooms_own_stay_in_the_sandbox(busy: Desk, tmp_path: Path) -> None:
    own = busy.folder / "theme"
    own.mkdir()
    compiled = tmp_path / "compiled"
    before = theme_of(busy.newsroom, compiled)
    (own / "notice.html").write_text("{{ words.__class__ }}", encoding="utf-8")
    assert "__class__" not in before.render("notice.html", _context(busy))  # the one of the program
    with pytest.raises(ThemeFault):
        theme_of(busy.newsroom, compiled).render("notice.html", {"words": {}})


def _context(busy: Desk) -> dict[str, object]:
    pages = PageRenderer(busy.newsroom, busy.edition())
    seen: list[dict[str, object]] = []
    pages._site_pages._theme.render = lambda _name, context: seen.append(dict(context)) or ""  # type: ignore[method-assign]
    pages.not_found()
    return seen[0]
