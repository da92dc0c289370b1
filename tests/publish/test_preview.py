from __future__ import annotations

import time

from editor_app.markup.blocks import references_in, slice_body
from editor_app.publish.page import PageRenderer
from editor_app.publish.theme import forced_scheme
from editor_app.stories.story import Story
from tests.publish.conftest import Desk
from tests.publish.pages import Node, meta, read_page

BODY = """\
The ferry ran aground.

## A crosshead

- one
- two

> It went quiet.
> — Anneke Dury

![Cranes](../images/quay.jpg "The quay. (Photo: Leo Marsh)")

<div>raw</div>

Last.[^1]

[^1]: A note.
"""


def slices_of(story: Story) -> list[tuple[str, str]]:
    return [(f"k{number}", source) for number, source in enumerate(slice_body(story.body))]


def preview(renderer: PageRenderer, story: Story, **options: str) -> str:
    return renderer.preview(story, slices_of(story), references_in(story.body), **options)


def draft(desk: Desk, extra: str = "") -> Story:
    desk.picture("quay.jpg", (800, 400))
    return desk.story(
        "ferry", f"title: Ferry\nsection: Harbour\ndateline: Ostrey\n{extra}", BODY, status="draft"
    )


def body_of(page: Node) -> Node:
    return page.one("div", class_="body")


def test_a_story_of_any_status_is_shown_hidden_from_search(desk: Desk) -> None:
    for status in ("draft", "review", "ready", "published", "killed", "nonsense"):
        story = desk.story("a", "section: News\nembargo: 2027-01-01T00:00:00Z\n", status=status)
        page = read_page(preview(desk.renderer(), story))
        assert meta(page, "robots") == ["noindex, nofollow"]
        assert page.one("h1").text == "Story a"
        assert not [node for node in page.all("script") if "type" not in node.attributes]
        assert "script-src 'none'" in meta(page, "Content-Security-Policy")[0]


def test_every_slice_can_be_found(desk: Desk) -> None:
    story = draft(desk)
    body = body_of(read_page(preview(desk.renderer(), story)))
    top = [child for child in body.children if isinstance(child, Node)]
    assert all("data-block" in node.attributes for node in top)
    keys = [node.attributes["data-block"] for node in top]
    shown = [key for key, source in slices_of(story) if source.strip() and not source.startswith("{")]
    assert list(dict.fromkeys(keys)) == shown


def test_fields_of_the_head_can_be_found(desk: Desk) -> None:
    story = draft(desk, "kicker: Crossing\ndescription: Lifeboats.\nauthor: Maren Oduya\n")
    page = read_page(preview(desk.renderer(), story))
    for field, words in {
        "title": "Ferry",
        "kicker": "Crossing",
        "description": "Lifeboats.",
        "dateline": "Ostrey —",
    }.items():
        assert page.one(data_field=field).words == words
    assert page.one(data_field="byline").words == "By Maren Oduya"


def test_a_slice_renders_as_in_the_page(desk: Desk) -> None:
    story = draft(desk)
    renderer = desk.renderer()
    page = preview(renderer, story)
    for key, source in slices_of(story):
        assert renderer.render_slice(story, source, references_in(story.body), key) in page


def test_the_dateline_stands_in_the_first_paragraph_and_moves(desk: Desk) -> None:
    story = draft(desk)
    renderer = desk.renderer()
    page = preview(renderer, story)
    assert body_of(read_page(page)).all("p")[0].words == "Ostrey — The ferry ran aground."
    assert body_of(read_page(page)).text.count("Ostrey —") == 1
    assert "Ostrey" not in renderer.render_slice(story, "Another.\n\n", "", "new")
    assert "Ostrey —" in renderer.render_slice(story, "Another.\n\n", "", "new", leads=True)


def test_preview_and_export_show_the_same_body(desk: Desk) -> None:
    desk.picture("quay.jpg", (800, 400))
    story = desk.story("ferry", "title: Ferry\nsection: Harbour\ndateline: Ostrey\n", BODY)
    shown = body_of(read_page(preview(desk.renderer(), story)))
    desk.export()
    exported = body_of(read_page(desk.page("harbour/ferry/index.html")))
    assert shown.words == exported.words
    formats = ("picture", "source")  # an export offers a picture in several
    assert [node.tag for node in shown.all()] == [
        node.tag for node in exported.all() if node.tag not in formats
    ]


def test_pictures_come_from_the_address_given(desk: Desk) -> None:
    story = draft(desk, "image: {src: ../images/quay.jpg, alt: Cranes}\n")
    page = read_page(preview(desk.renderer(), story))
    assert {node.attributes["src"] for node in page.all("img")} == {"/picture/quay.jpg"}
    assert page.one("figure", class_="lead").one("img").attributes["width"] == "800"


def test_links_are_those_of_the_site(desk: Desk) -> None:
    desk.story("flood", "title: Flood\nsection: Weather\n")
    story = desk.story(
        "a", "section: News\n", "On [the flood](flood.md) and [a draft](a.md).\n", status="draft"
    )
    links = body_of(read_page(preview(desk.renderer(), story))).all("a")
    assert [node.attributes["href"] for node in links] == ["https://courier.example/weather/flood/"]


def test_a_label_shows_while_it_would_be_in_force(desk: Desk) -> None:
    story = draft(
        desk, "breaking: {level: developing, since: 2026-11-17T13:00:00Z, until: 2026-11-17T20:00:00Z}\n"
    )
    page = read_page(preview(desk.renderer(), story))
    assert page.one("strong", class_="label").attributes["data-breaking-until"] == "2026-11-17T20:00:00Z"


def test_the_head_alone_is_the_head_of_the_page(desk: Desk) -> None:
    story = draft(desk, "kicker: Crossing\nshare: {networks: [x, copy]}\n")
    renderer = desk.renderer()
    assert renderer.render_head(story).strip() in preview(renderer, story)


def test_the_other_colour_scheme(desk: Desk) -> None:
    story = draft(desk)
    renderer = desk.renderer()
    for scheme in ("light", "dark"):
        style = read_page(preview(renderer, story, color_scheme=scheme)).one("style").text
        assert "prefers-color-scheme" not in style
        assert f"color-scheme:{scheme}" in style
    assert "prefers-color-scheme: dark" in renderer.stylesheet()


def test_forcing_a_scheme_answers_every_query() -> None:
    css = ":root{color-scheme:light dark}@media ( prefers-color-scheme : DARK ) and (min-width:1px){a{b:c}}@media (prefers-color-scheme:light){x{y:z}}"
    assert forced_scheme(css, "dark") == (
        ":root{color-scheme:dark}@media (min-width:0) and (min-width:1px){a{b:c}}@media (max-width:0){x{y:z}}"
    )


def test_a_slice_costs_the_same_in_a_long_story(desk: Desk) -> None:
    story = desk.story(
        "long",
        "section: News\ndateline: Ostrey\n",
        "A paragraph with **bold** words and a [link](a.md).\n\n" * 1000,
    )
    renderer = desk.renderer()
    renderer.render_slice(story, "Warm.\n\n", "", "k0")
    started = time.perf_counter()
    for number in range(100):
        renderer.render_slice(
            story, f"Paragraph {number} with **bold** and a [link](a.md).\n\n", "", f"k{number}"
        )
    assert (time.perf_counter() - started) / 100 < 0.01  # seconds; about 0.5 ms where nothing else runs
