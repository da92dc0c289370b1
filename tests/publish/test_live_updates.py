"""Timed updates on the page: sections, links that stay, days where they are known, and what machines are told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor_app.markup.blocks import references_in, slice_body
from editor_app.publish.live_updates import in_sections, may_have_updates, places_of
from tests.publish.conftest import Desk
from tests.publish.pages import Node, graph, read_page

LIVE = """\
The ferry ran aground.

**14:32** **All are ashore.** The last boat came in.

It was the seventh.

**13:05:** The lifeboat is alongside. It took nine.

- one
- two

**09:10**

> “It went quiet.”
> — Anneke Dury

---

What is known of the ferry.
"""
HEAD = "title: Ferry\nsection: Harbour\nauthors: [Maren Oduya]\nlastmod: 2026-11-17T14:33:00Z\ndate: 2026-11-17T09:00:00Z\n"


def page(desk: Desk, body: str = LIVE, head: str = HEAD, status: str = "published") -> Node:
    return read_page(desk.renderer().article(desk.story("ferry", head, body, status)))


def article_data(node: Node) -> dict[str, Any]:
    return next(thing for thing in graph(node).values() if str(thing.get("@id", "")).endswith("#article"))


def sections(node: Node) -> list[Node]:
    return node.all("section", class_="update")


def test_each_update_is_a_section_numbered_from_the_oldest(desk: Desk) -> None:
    body = page(desk).one("div", class_="body")
    found = sections(body)
    assert [one.attributes["id"] for one in found] == ["update-3", "update-2", "update-1"]
    assert [one.words.partition(" ")[0] for one in found] == ["14:32", "13:05:", "09:10"]
    assert "seventh" in found[0].text and found[1].all("li") and found[2].all("blockquote")
    assert not body.all("article")
    outside = [child.words for child in body.children if isinstance(child, Node) and child.tag == "p"]
    assert outside == ["The ferry ran aground.", "What is known of the ferry."]


def test_the_time_links_to_its_update_and_carries_the_moment(desk: Desk) -> None:
    newest = sections(page(desk))[0]
    link = newest.one("a", class_="at")
    assert link.attributes["href"] == "#update-3"
    assert link.one("time").attributes["datetime"] == "2026-11-17T14:32:00+00:00"
    assert newest.words.startswith("14:32 All are ashore. The last boat")


@pytest.mark.parametrize("end", ["## Background", "### Background", "---", "***"])
def test_a_heading_or_a_rule_ends_the_oldest(desk: Desk, end: str) -> None:
    body = page(desk, f"**09:10** Aground.\n\nMore.\n\n{end}\n\nThe story itself.\n").one(
        "div", class_="body"
    )
    (only,) = sections(body)
    assert only.words == "09:10 Aground. More."


def test_the_list_of_notes_is_no_part_of_the_oldest(desk: Desk) -> None:
    (only,) = sections(page(desk, "**09:10** Aground.[^1]\n\n[^1]: By the pilot.\n"))
    assert "By the pilot" not in only.text


@pytest.mark.parametrize(
    "body",
    [
        "**14:32**: no, **bold** only later",
        '!!! fact "Times"\n    **09:10** Aground.\n',
        "- **09:10** Aground.\n",
        "> **09:10** Aground.\n",
        "    **09:10** code\n",
        "**Kick-off 14:32** at the ground\n",
        "At **09:10** it ran aground.\n",
    ],
)
def test_only_a_paragraph_that_begins_with_a_time_in_bold_is_one(desk: Desk, body: str) -> None:
    found = sections(page(desk, body))
    assert len(found) == (1 if body.startswith("**14:32**") else 0)


def test_a_story_without_updates_takes_the_short_way() -> None:
    assert not may_have_updates("The **ferry** ran aground at 09:10.\n\n**Bold** words.\n" * 50)
    assert may_have_updates("Words\n\n**09:10** Aground.\n")
    assert may_have_updates("__23 Nov 09:10__ Aground.")


def test_a_live_blog_beside_a_news_article(desk: Desk) -> None:
    data = article_data(page(desk))
    assert data["@type"] == ["NewsArticle", "LiveBlogPosting"]
    assert data["coverageStartTime"] == "2026-11-17T09:10:00+00:00"
    assert "coverageEndTime" not in data
    updates = data["liveBlogUpdate"]
    assert isinstance(updates, list)
    assert updates[0] == {
        "@type": "BlogPosting",
        "headline": "All are ashore.",
        "articleBody": "All are ashore. The last boat came in.\nIt was the seventh.",
        "datePublished": "2026-11-17T14:32:00+00:00",
        "url": "https://courier.example/harbour/ferry/#update-3",
        "author": [
            {"@type": "Person", "name": "Maren Oduya", "url": "https://courier.example/authors/maren-oduya/"}
        ],
    }
    assert updates[1]["headline"] == "The lifeboat is alongside."
    assert updates[1]["articleBody"].endswith("one\ntwo")


def test_the_narrower_type_stays(desk: Desk) -> None:
    data = article_data(page(desk, head=HEAD + "type: report\n"))
    assert data["@type"] == ["NewsArticle", "ReportageNewsArticle", "LiveBlogPosting"]


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("**09:10** Aground.\n", HEAD),  # one alone
        ("**09:00** Doors.\n\n**10:00** Parade.\n", HEAD),  # in the order of the clock
        ("**16:00** Later than the last change.\n\n**09:10** Aground.\n", HEAD),
        ("**17 Nov 09:00** Below.\n\n**18 Nov 10:00** Above.\n", HEAD),
    ],
)
def test_where_days_are_not_known_there_are_only_sections(desk: Desk, body: str, head: str) -> None:
    shown = page(desk, body, head)
    assert sections(shown)
    data = article_data(shown)
    assert data["@type"] == "NewsArticle" and "liveBlogUpdate" not in data
    if len(sections(shown)) > 1:
        assert not shown.one("div", class_="body").all("time")


def test_a_draft_has_no_days(desk: Desk) -> None:
    shown = page(desk, LIVE, "title: Ferry\ndate:\n", "draft")
    assert len(sections(shown)) == 3 and not shown.one("div", class_="body").all("time")


def test_the_end_is_told_when_the_label_has_come_to_its_end(desk: Desk) -> None:
    label = "breaking: {level: breaking, since: 2026-11-17T09:05:00Z, until: 2026-11-17T14:35:00Z}\n"
    over = desk.now > datetime(2026, 11, 17, 14, 35, tzinfo=UTC)
    for now, ended in ((14, False), (15, True)):
        desk.now = datetime(2026, 11, 17, now, 34, tzinfo=UTC)
        data = article_data(page(desk, head=HEAD + label))
        assert ("coverageEndTime" in data) is ended
    assert data["coverageEndTime"] == "2026-11-17T14:35:00+00:00", over
    late = LIVE.replace("**14:32**", "**14:40**")
    data = article_data(page(desk, late, HEAD.replace("14:33", "14:45") + label))
    assert "coverageEndTime" not in data  # it went on


def test_an_export_after_the_labels_end_tells_it(desk: Desk) -> None:
    label = "breaking: {level: breaking, since: 2026-11-17T09:05:00Z, until: 2026-11-17T14:35:00Z}\n"
    desk.story("ferry", HEAD + label, LIVE)
    desk.export(datetime(2026, 11, 17, 14, 34, tzinfo=UTC))
    assert "coverageEndTime" not in desk.page("harbour/ferry/index.html")
    desk.export(datetime(2026, 11, 17, 15, 0, tzinfo=UTC))
    assert "coverageEndTime" in desk.page("harbour/ferry/index.html")


def test_the_dateline_follows_the_time_where_an_update_comes_first(desk: Desk) -> None:
    head = HEAD + "dateline: Port Ellen\n"
    assert sections(page(desk, "**09:10** Aground.\n", head))[0].words == "09:10 Port Ellen — Aground."
    first = page(desk, LIVE, head).one("div", class_="body").all("p")[0]
    assert first.words == "Port Ellen — The ferry ran aground."
    alone = page(desk, "- one\n\n## Head\n", head).one("div", class_="body").all("p")[0]
    assert alone.words == "Port Ellen —"


def test_feeds_have_whole_addresses(desk: Desk) -> None:
    html = desk.renderer().body_html(desk.story("ferry", HEAD, LIVE))
    assert 'href="https://courier.example/harbour/ferry/#update-3"' in html and 'href="#update' not in html


def test_the_template_gets_them(desk: Desk) -> None:
    theme = desk.folder / "theme"
    theme.mkdir()
    (theme / "article.html").write_text(
        "{% for one in story.updates %}[{{ one.id }} {{ one.time }} {{ one.iso }} {{ one.headline }}]{% endfor %}"
    )
    html = desk.renderer().article(desk.story("ferry", HEAD, LIVE))
    assert "[update-3 14:32 2026-11-17T14:32:00+00:00 All are ashore.]" in html
    assert html.count("[update") == 3


def test_words_of_a_headline_are_cut_at_a_word(desk: Desk) -> None:
    long = "word " * 60
    data = article_data(page(desk, f"**14:32** {long}\n\n**09:10** Is that so? Yes.\n"))
    headlines = [update["headline"] for update in data["liveBlogUpdate"]]
    assert len(headlines[0]) <= 110 and headlines[0].endswith("word…")


# --- the preview: the same page, whichever way it was come by


def preview(desk: Desk, body: str, head: str = HEAD) -> str:
    story = desk.story("ferry", head, body)
    slices = [(f"k{at}", source) for at, source in enumerate(slice_body(story.body))]
    return desk.renderer().preview(story, slices, references_in(story.body))


def test_the_preview_has_the_sections_of_the_page(desk: Desk) -> None:
    shown = read_page(preview(desk, LIVE)).one("div", class_="body")
    exported = page(desk).one("div", class_="body")
    assert shown.words == exported.words
    assert [one.words for one in sections(shown)] == [one.words for one in sections(exported)]
    marked = [node for node in shown.all(data_block="*")]
    assert len(marked) == 9 and all(not node.inside("p") for node in marked)


def test_a_slice_patched_by_itself_is_as_in_the_page(desk: Desk) -> None:
    renderer, story = desk.renderer(), desk.story("ferry", HEAD + "dateline: Ostrey\n", LIVE)
    slices = [(f"k{at}", source) for at, source in enumerate(slice_body(story.body))]
    whole = renderer.preview(story, slices, "")
    for key, source in slices:
        piece = renderer.render_slice(story, source, "", key)
        assert piece in whole
    key = next(key for key, source in slices if source.startswith("**14:32**"))
    changed = renderer.render_slice(story, "**14:32** All, really.\n", "", key)
    assert '<a class="at" href="#update-3">' in changed and changed.endswith(" All, really.</p>")
    assert "update-3" not in renderer.render_slice(story, "**14:3** All.\n", "", key)


def test_an_update_being_written_is_dated_as_it_would_be_published(desk: Desk) -> None:
    desk.now = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
    newest = sections(read_page(preview(desk, "**14:58** New.\n\n" + LIVE)))[0]
    assert newest.one("time").attributes["datetime"] == "2026-11-17T14:58:00+00:00"


BLOCKS = st.lists(
    st.sampled_from(["**14:32** One.", "**09:10** Two.", "Words.", "## Head", "---", "- list", "> quote", "[^1]: Note.", "Word[^1]", "<div>raw</div>", "**18 Nov 08:00**", "__13:00__ Three", "![A](a.jpg)"]),
    max_size=9,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(BLOCKS)
def test_sections_are_whole_and_lose_nothing(blocks: list[str]) -> None:
    from editor_app.markup.html import HtmlRenderer
    from tests.markup.newsroom import SmallNewsroom

    renderer = HtmlRenderer(SmallNewsroom())
    body = "\n\n".join(blocks) + "\n"
    pieces = renderer.render_pieces(body)
    places = places_of(pieces, "en")
    html = in_sections(pieces, places)
    lines = [line for line in html.split("\n") if line != "</section>" and not line.startswith("<section")]
    assert "\n".join(line for line in lines) == renderer.render_body(body)
    depth = 0
    for line in html.split("\n"):
        depth += line.startswith("<section") - (line == "</section>")
        assert depth in (0, 1)
    assert depth == 0
    assert all(one.first < one.end for one in places)
    assert [one.end for one in places[:-1]] <= [one.first for one in places[1:]]


def test_a_story_of_many_updates_costs_in_proportion(desk: Desk) -> None:
    import time

    def seconds(count: int) -> float:
        body = "".join(
            f"**{23 - at // 60 % 24:02}:{59 - at % 60:02}** Words here.\n\n" for at in range(count)
        )
        story, renderer = desk.story(f"live-{count}", HEAD, body), desk.renderer()
        best = 9.0
        for _ in range(3):
            begun = time.perf_counter()
            renderer.article(story)
            best = min(best, time.perf_counter() - begun)
        return best

    seconds(20)
    assert seconds(800) < 20 * seconds(100)
