"""A preview hears of what changed, once, newest first, and of nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from editor_app.publish.theme import ThemeFault
from editor_app.session.preview_feed import OPENING_SLICES, SLICE_BUDGET_S, Patch, PreviewFeed
from editor_app.stories.story import FrontMatter, Story


@dataclass(frozen=True)
class Run:
    key: str
    source: str


@dataclass(frozen=True)
class Change:
    order: tuple[str, ...] | None = None
    updated: tuple[Run, ...] = ()
    references_changed: bool = False


class Body:
    def __init__(self, **sources: str) -> None:
        self.sources = sources
        self.references = ""

    def runs(self) -> list[Run]:
        return [Run(key, source) for key, source in self.sources.items()]


class Session:
    def __init__(self, meta: FrontMatter, body: Body) -> None:
        self.body = body
        self.asked = 0
        self._story = Story(Path("/n/stories/ferry.md"), "", "", meta)

    @property
    def story(self) -> Story:
        self.asked += 1
        return self._story

    def change(self, **values: object) -> None:
        self._story = replace(self._story, meta=self._story.meta.model_copy(update=values))


class Pages:
    def __init__(self) -> None:
        self.calls: list[str] = []
        self.fault: ThemeFault | None = None

    def preview(
        self,
        story: Story,
        slices: Sequence[tuple[str, str]],
        references: str = "",
        color_scheme: str | None = None,
    ) -> str:
        if self.fault:
            raise self.fault
        self.calls.append("page")
        return f"{story.meta.title}|{color_scheme}|" + "|".join(f"{key}:{source}" for key, source in slices)

    def render_slice(self, story: Story, source: str, references: str, key: str) -> str:
        self.calls.append(key)
        return f"<p>{source}</p>"

    def render_head(self, story: Story, color_scheme: str | None = None) -> str:
        self.calls.append("head")
        return f"<header>{story.meta.title}</header>"


class Clock:
    def __init__(self) -> None:
        self.now = 0.0
        self.step = 0.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@pytest.fixture
def session() -> Session:
    return Session(FrontMatter(title="Ferry"), Body(a="One\n\n", b="Two\n\n", c="Three\n"))


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def feed(session: Session, pages: Pages, clock: Clock, qapp: object) -> PreviewFeed:
    feed = PreviewFeed(session, pages, "light", timer=clock)
    feed.page()
    pages.calls.clear()
    session.asked = 0
    return feed


def test_the_page_comes_with_its_order(session: Session, pages: Pages, qapp: object) -> None:
    html, order = PreviewFeed(session, pages, "dark").page()
    assert html == "Ferry|dark|a:One\n\n|b:Two\n\n|c:Three\n"
    assert order == ("a", "b", "c")


def test_nothing_waits_at_first(feed: PreviewFeed) -> None:
    assert not feed.is_waiting
    assert feed.take() is None


def test_a_key_press_renders_one_block_and_never_asks_for_the_text(
    feed: PreviewFeed, pages: Pages, session: Session
) -> None:
    feed.note_body(Change(updated=(Run("b", "Two!"),)))
    assert feed.take() == Patch({"b": "<p>Two!</p>"}, touched="b")
    assert pages.calls == ["b"]
    assert session.asked == 0
    assert not feed.is_waiting


def test_waiting_is_announced(feed: PreviewFeed, qtbot) -> None:
    with qtbot.waitSignal(feed.waiting, timeout=1_000):
        feed.note_body(Change(updated=(Run("b", "Two!"),)))


def test_the_newest_of_several_edits_wins_and_renders_once(feed: PreviewFeed, pages: Pages) -> None:
    for text in ("T", "Tw", "Two more"):
        feed.note_body(Change(updated=(Run("b", text),)))
    patch = feed.take()
    assert patch is not None
    assert patch.blocks == {"b": "<p>Two more</p>"}
    assert pages.calls == ["b"]


def test_a_new_paragraph_brings_the_order(feed: PreviewFeed) -> None:
    feed.note_body(Change(order=("a", "n", "b", "c"), updated=(Run("a", "O"), Run("n", "ne"))))
    patch = feed.take()
    assert patch is not None
    assert patch.order == ("a", "n", "b", "c")
    assert patch.blocks == {"a": "<p>O</p>", "n": "<p>ne</p>"}
    assert patch.touched == "n"


def test_a_block_that_is_gone_is_not_rendered(feed: PreviewFeed, pages: Pages) -> None:
    feed.note_body(Change(updated=(Run("b", "Two!"),)))
    feed.note_body(Change(order=("a", "c")))
    assert feed.take() == Patch({}, order=("a", "c"), touched="b")
    assert pages.calls == []


def test_more_than_a_frame_allows_is_left_for_the_next(feed: PreviewFeed, clock: Clock) -> None:
    clock.step = SLICE_BUDGET_S * 2
    feed.note_body(Change(updated=(Run("a", "1"), Run("c", "3"), Run("b", "2"))))
    taken = []
    while (patch := feed.take()) is not None:
        taken.append(dict(patch.blocks))
    assert taken == [{"b": "<p>2</p>"}, {"c": "<p>3</p>"}, {"a": "<p>1</p>"}]


def test_a_changed_definition_renders_every_block_the_touched_one_first(
    feed: PreviewFeed, pages: Pages
) -> None:
    feed.note_body(Change(updated=(Run("c", "[x]: y"),), references_changed=True))
    feed.take()
    assert pages.calls == ["c", "a", "b"]


def test_the_headline_changes_the_head_only(feed: PreviewFeed, session: Session, pages: Pages) -> None:
    session.change(title="Ferry afloat")
    feed.note_meta(frozenset({"title"}))
    assert feed.take() == Patch({}, head="<header>Ferry afloat</header>")
    assert pages.calls == ["head"]


@pytest.mark.parametrize("key", ["note", "status", "embargo"])
def test_what_readers_never_see_changes_nothing(feed: PreviewFeed, key: str) -> None:
    feed.note_meta(frozenset({key}))
    assert not feed.is_waiting


@pytest.mark.parametrize(
    "key", ["image", "related", "corrections", "dateline", "language", "section", "unheard_of"]
)
def test_anything_else_makes_the_page_anew(feed: PreviewFeed, key: str) -> None:
    feed.note_meta(frozenset({key, "title"}))
    patch = feed.take()
    assert patch is not None
    assert patch.page.startswith("Ferry|light|a:One")
    assert patch.order == ("a", "b", "c")
    assert not feed.is_waiting


def test_other_colours_make_the_page_anew(feed: PreviewFeed) -> None:
    feed.set_color_scheme("dark")
    patch = feed.take()
    assert patch is not None
    assert patch.page.startswith("Ferry|dark|")


def test_a_dateline_moves_with_the_first_paragraph(session: Session, pages: Pages, qapp: object) -> None:
    session.change(dateline="Ostrey")
    feed = PreviewFeed(session, pages)
    feed.page()
    feed.note_body(Change(updated=(Run("a", "One more"),)))
    patch = feed.take()
    assert patch is not None
    assert patch.page == ""
    feed.note_body(Change(updated=(Run("a", "## One more"),)))
    patch = feed.take()
    assert patch is not None
    assert patch.page != ""
    feed.note_body(Change(order=("n", "a", "b", "c"), updated=(Run("n", "New"),)))
    patch = feed.take()
    assert patch is not None
    assert patch.page != ""


def test_a_theme_that_cannot_be_used_is_said(feed: PreviewFeed, pages: Pages, qtbot) -> None:
    pages.fault = ThemeFault("article.html", 3, "it misses a brace")
    with qtbot.waitSignal(feed.failed, timeout=1_000) as failed:
        feed.renew()
        assert feed.take() is None
    assert failed.args == ["The theme file article.html, line 3 cannot be used: it misses a brace."]


def test_a_long_story_opens_with_its_top_and_the_rest_waits_in_order(
    session: Session, pages: Pages, qapp: object
) -> None:
    session.body.sources = {f"k{number}": f"Text {number}.\n\n" for number in range(OPENING_SLICES + 3)}
    feed = PreviewFeed(session, pages, timer=iter(range(1000)).__next__)
    _html, order = feed.page(opening=True)
    assert order == tuple(session.body.sources)
    waiting = []
    while patch := feed.take():
        waiting += patch.blocks
    assert waiting == [f"k{OPENING_SLICES + number}" for number in range(3)]


def test_the_block_with_the_caret_comes_before_the_others_that_wait(
    session: Session, pages: Pages, qapp: object
) -> None:
    session.body.sources = {f"k{number}": f"Text {number}.\n\n" for number in range(OPENING_SLICES + 3)}
    feed = PreviewFeed(session, pages, timer=iter(range(1000)).__next__)
    feed.page(opening=True)
    last = f"k{OPENING_SLICES + 2}"
    feed.prefer(last)
    patch = feed.take()
    assert patch is not None
    assert (list(patch.blocks), patch.touched) == ([last], last)


def test_a_page_made_anew_is_whole(session: Session, pages: Pages, qapp: object) -> None:
    session.body.sources = {f"k{number}": f"Text {number}.\n\n" for number in range(OPENING_SLICES + 3)}
    feed = PreviewFeed(session, pages)
    feed.page()
    assert not feed.is_waiting


def test_a_story_whose_first_paragraph_comes_late_opens_whole_for_its_dateline(
    session: Session, pages: Pages, qapp: object
) -> None:
    session.change(dateline="Ostrey")
    session.body.sources = {f"k{number}": "## A crosshead\n\n" for number in range(OPENING_SLICES + 3)}
    feed = PreviewFeed(session, pages)
    feed.page(opening=True)
    assert not feed.is_waiting


def test_a_story_of_updates_opens_whole_and_is_made_anew_when_one_begins(pages: Pages, clock: Clock) -> None:
    sources = {f"k{at}": "Words." for at in range(OPENING_SLICES + 5)}
    sources["k3"] = "**09:10** One."
    feed = PreviewFeed(Session(FrontMatter(title="Ferry"), Body(**sources)), pages, timer=clock)
    feed.page(opening=True)
    assert not feed.is_waiting
    feed.note_body(Change(updated=(Run("k4", "Words of it."),)))
    patch = feed.take()
    assert patch is not None and patch.blocks and not patch.page
    feed.note_body(Change(updated=(Run("k2", "**14:32** Two."),)))
    patch = feed.take()
    assert patch is not None and patch.page
