"""Timed updates in the preview: after any patch it shows the very page that a whole one would be."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from editor_app.publish.edition import Edition
from editor_app.publish.page import PageRenderer
from editor_app.session.preview_feed import PreviewFeed
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story
from tests.session.test_preview_feed import Body, Change, Run, Session

NOW = datetime(2026, 11, 17, 14, 40, tzinfo=UTC)
LIVE = {
    "a": "The ferry ran aground.\n\n",
    "b": "**14:32** All are ashore.\n\n",
    "c": "It was the seventh boat.\n\n",
    "d": "**09:10** Aground.\n\n",
    "e": "---\n\n",
    "f": "What is known.\n",
}
BODY = "document.querySelector('div.body').innerHTML.replace(/\\n/g, '')"


class Live:
    """A live story in a shown preview, edited block by block."""

    def __init__(self, shown, newsroom: Newsroom, story: Story) -> None:  # type: ignore[no-untyped-def]
        self.shown, self.story = shown, story
        self.body = Body(**LIVE)
        self.pages = PageRenderer(newsroom, Edition.of(newsroom, NOW))
        self.session = Session(story.meta, self.body)
        self.session._story = story
        self.feed = PreviewFeed(self.session, self.pages)
        self.shown.show(*self.feed.page())

    def edit(self, sources: dict[str, str]) -> bool:
        """Take in a change; whether the page was made anew."""
        before, self.body.sources = self.body.sources, sources
        text = "".join(sources.values())
        self.session._story = replace(self.story, body=text)
        touched = tuple(Run(key, source) for key, source in sources.items() if before.get(key) != source)
        order = tuple(sources) if tuple(sources) != tuple(before) else None
        self.feed.note_body(Change(order, touched))
        is_whole = False
        while (patch := self.feed.take()) is not None:
            is_whole = is_whole or bool(patch.page)
            self.shown.patch(patch)
        return is_whole

    def shows_what_a_whole_page_would(self) -> bool:
        fresh = self.pages.preview(self.session._story, list(self.body.sources.items()))
        code = f"new DOMParser().parseFromString({json.dumps(fresh)}, 'text/html').querySelector('div.body').innerHTML.replace(/\\n/g, '')"
        return self.shown.ask(BODY) == self.shown.ask(code)


@pytest.fixture
def live(shown, tmp_path: Path) -> Live:  # type: ignore[no-untyped-def]
    (tmp_path / "stories").mkdir()
    (tmp_path / "newsroom.yaml").write_text("name: C\nurl: https://courier.example\ntimezone: UTC\n")
    path = tmp_path / "stories" / "ferry.md"
    head = "---\ntitle: Ferry\nstatus: published\ndate: 2026-11-17T09:00:00Z\n---\n"
    path.write_text(head + "".join(LIVE.values()))
    newsroom = Newsroom.open(tmp_path)
    return Live(shown, newsroom, newsroom.read(path))


EDITS = {
    "words of an update": (LIVE | {"b": "**14:32** All are ashore, all.\n\n"}, False),
    "words of the story": (LIVE | {"f": "What is known now.\n"}, False),
    "a paragraph into an update": (
        {"a": LIVE["a"], "b": LIVE["b"], "n": "New.\n\n", **{k: LIVE[k] for k in "cdef"}},
        False,
    ),
    "a paragraph out of an update": ({k: v for k, v in LIVE.items() if k != "c"}, False),
    "a newer update": ({"a": LIVE["a"], "n": "**14:38** New.\n\n", **{k: LIVE[k] for k in "bcdef"}}, True),
    "another time": (LIVE | {"d": "**09:15** Aground.\n\n"}, True),
    "no longer an update": (LIVE | {"b": "14:32 All are ashore.\n\n"}, True),
    "a crosshead inside": (LIVE | {"c": "## The seventh boat\n\n"}, True),
    "no divider": ({k: v for k, v in LIVE.items() if k != "e"}, True),
    "a paragraph moved to another update": ({k: LIVE[k] for k in "abdcef"}, True),
    "updates changed about": ({k: LIVE[k] for k in "adbcef"}, True),
    "nothing left": ({"a": "Only this.\n"}, True),
}


@pytest.mark.parametrize("edit", EDITS)
def test_after_a_patch_the_page_is_as_if_made_whole(live: Live, edit: str) -> None:
    sources, is_whole = EDITS[edit]
    assert live.shows_what_a_whole_page_would()
    assert live.edit(sources) is is_whole
    assert live.shows_what_a_whole_page_would()
    assert live.edit(LIVE) is is_whole
    assert live.shows_what_a_whole_page_would()


def test_a_newer_update_leaves_the_nodes_of_the_older_ones(live: Live) -> None:
    live.shown.ask("document.querySelectorAll('.update').forEach(e => e.kept = e.id); 1")
    live.edit(EDITS["a newer update"][0])
    kept = live.shown.ask(
        "[...document.querySelectorAll('.update')].map(e => e.id + (e.kept === e.id)).join(' ')"
    )
    assert kept == "update-3false update-2true update-1true"


def test_the_preview_goes_to_a_block_in_an_update(live: Live) -> None:
    many = LIVE | {f"x{at}": "words " * 60 + "\n\n" for at in range(40)}
    live.edit(many)
    live.shown.ask("stetPreview.show('x30')")
    top = live.shown.ask("document.querySelector('[data-block=x30]').getBoundingClientRect().top")
    assert 0 <= top < live.shown.frame.height()
