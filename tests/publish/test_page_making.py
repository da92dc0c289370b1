"""Pages made together are the pages made one by one, and each is noted with what it alone asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor_app.publish import page_making
from editor_app.publish.page_making import PageMaker
from editor_app.publish.reporting import StoryMoved
from editor_app.publish.site_plan import SitePlan
from tests.publish.conftest import Desk


@pytest.fixture
def desk(desk: Desk) -> Desk:
    for name in ("fog.jpg", "ice.jpg"):
        desk.picture(name, (640, 400))
    for number in range(7):
        picture = ("fog", "ice")[number % 2]
        desk.story(
            f"story-{number}",
            f"section: News\nimage: {{src: ../images/{picture}.jpg, alt: Seen}}\nrelated: [{{story: story-{(number + 3) % 7}}}]\n",
            f"See [](story-{(number + 1) % 7}.md) and [](nowhere-{number}.md).\n\n![](../images/{picture}.jpg)\n",
        )
    return desk


def maker_of(desk: Desk, cache: Path) -> tuple[PageMaker, SitePlan]:
    edition = desk.edition()
    maker = PageMaker(desk.newsroom, edition, {}, cache)
    return maker, SitePlan(edition, maker.renderer, maker.read)


@pytest.mark.parametrize("together", [1, 3, 32])
def test_together_is_as_one_by_one(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    monkeypatch.setattr(page_making, "_AT_ONCE", together)
    one, plan = maker_of(desk, tmp_path / "cache")
    alone = {page.name: one.make(page) for page in plan.pages()}
    maker, plan = maker_of(desk, tmp_path / "cache")
    pages = list(plan.pages())
    made = dict(zip((page.name for page in pages), maker.make_all(pages), strict=True))
    assert made == alone
    _data, record = made["news/story-3/index.html"]
    assert {target for target, _answer in record.targets} == {"story-4.md", "nowhere-3.md", "story-6"}
    assert {src for _story, src, _found, _stamp in record.pictures} >= {"../images/ice.jpg"}


def test_a_story_that_changes_meanwhile_stops_them_all(desk: Desk, tmp_path: Path) -> None:
    maker, plan = maker_of(desk, tmp_path / "cache")
    desk.story("story-5", "section: News\n", "Another text.\n")
    with pytest.raises(StoryMoved):
        list(maker.make_all(plan.pages()))
