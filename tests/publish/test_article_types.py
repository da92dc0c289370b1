"""An opinion, an advertisement, a joke: told as such wherever the story is shown."""

from __future__ import annotations

import json

import pytest

from editor_app.publish.structured_data import _TYPES
from editor_app.publish.words import WORDS
from editor_app.stories.article_types import ArticleType, article_type
from tests.publish.conftest import Desk
from tests.publish.pages import meta, read_page


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Opinion", "opinion"),
        (" satire ", "satire"),
        ("editorial", "opinion"),
        ("post", ""),
        (None, ""),
        (7, ""),
    ],
)
def test_only_known_words_are_types(written: object, found: str) -> None:
    assert article_type({"type": written}) == found


def test_every_type_has_words_and_a_name_for_machines() -> None:
    for kind in ArticleType:
        if kind is not ArticleType.NEWS:
            assert _TYPES[kind]
            assert all(words[kind] for words in WORDS.values())


def types_of(html: str) -> object:
    node = next(n for n in read_page(html).all("script") if n.attributes.get("type") == "application/ld+json")
    return json.loads(node.text)["@graph"][0]["@type"]


def test_an_opinion_is_labelled_everywhere(desk: Desk) -> None:
    desk.story("a", "title: Keep the ferry\nsection: News\ntype: opinion\nkicker: opinion\n")
    desk.story("b", "title: Other news\nsection: News\n")
    desk.export()
    page = read_page(desk.page("news/a/index.html"))
    assert page.one(class_="type").text == "Opinion"
    assert page.one(class_="kicker").text == "News"
    assert page.one("h1").text == "Keep the ferry"
    assert meta(page, "og:title") == ["Opinion: Keep the ferry"]
    assert types_of(desk.page("news/a/index.html")) == ["NewsArticle", "OpinionNewsArticle"]
    assert types_of(desk.page("news/b/index.html")) == "NewsArticle"
    for name in ("news/index.html", "index.html", "news/b/index.html"):
        assert [node.text for node in read_page(desk.page(name)).all(class_="type")] == ["Opinion"], name
    assert "<category>Opinion</category>" in desk.page("feed.xml")


def test_the_label_is_in_the_language_of_the_story(desk: Desk) -> None:
    desk.story("a", "title: Ein Kommentar\nsection: News\ntype: opinion\nlanguage: de\n")
    desk.export()
    assert read_page(desk.page("news/a/index.html")).one(class_="type").text == "Meinung"
    assert read_page(desk.page("news/index.html")).one(class_="type").text == "Meinung"


def test_an_advertisement_is_no_news(desk: Desk) -> None:
    desk.story("a", "title: Buy salt\nsection: News\ntype: sponsored\n")
    desk.story("b", "title: Salt prices\nsection: News\n")
    desk.export()
    assert types_of(desk.page("news/a/index.html")) == ["Article", "AdvertiserContentArticle"]
    assert "Buy salt" not in desk.page("sitemap-news.xml")
    assert "Salt prices" in desk.page("sitemap-news.xml")


def test_another_programs_type_stays_its_own(desk: Desk) -> None:
    story = desk.story("a", "title: A\nsection: News\ntype: post\n")
    desk.export()
    assert story.meta.extra["type"] == "post"
    assert not read_page(desk.page("news/a/index.html")).all(class_="type")
