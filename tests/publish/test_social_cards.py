from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from editor_app.publish.published_page import page_file, published_tags, tags_of
from editor_app.publish.social_cards import (
    CARD_NETWORKS,
    cut,
    first_words,
    social_card,
    social_cards,
    told_by,
)
from tests.publish.conftest import Desk

PROSE = 'The "island" ferry ran aground, [half a mile](gone.md) off `Gull Holm`.\n\nAlso read: [Secret](secret.md)\n\nMore.\n'
STORIES = {
    "plain": "title: Ferry aground\ndescription: Lifeboats are taking passengers off.\nsection: Harbour\n",
    "no standfirst": "title: Ferry aground\nsection: Harbour\n",
    "share words": "title: Ferry aground\ndescription: D\nsection: Harbour\nshare: {title: 'S & T', description: 'Said “so”'}\n",
    "opinion": "title: Ferry aground\ntype: opinion\nsection: Harbour\n",
    "French opinion": "title: Le bac\ntype: opinion\nlanguage: fr\nsection: Harbour\n",
    "picture": "title: Ferry\nsection: Harbour\nimage: {src: ../images/lead.jpg, alt: A ferry, focal: 20% 30%}\n",
    "own picture": "title: Ferry\nsection: Harbour\nimage: {src: ../images/lead.jpg, alt: A}\nshare: {image: ../images/own.jpg}\n",
}  # fmt: skip


@pytest.mark.parametrize("name", STORIES)
def test_cards_are_drawn_from_the_very_tags_that_export_writes(desk: Desk, name: str) -> None:
    desk.picture("lead.jpg", (1600, 900))
    desk.picture("own.jpg", (1300, 1300))
    story = desk.story("ferry", STORIES[name], PROSE)
    desk.export()
    tags = published_tags(desk.output, desk.newsroom.address_path(story))
    label = {"opinion": "Opinion", "French opinion": "Opinion"}.get(name, "")
    told = told_by(story, story.meta.language or "en", label)
    assert tags["title"].startswith(f"{told.headline} – ")
    assert tags["description"] == told.description
    assert tags["og:title"] == tags["twitter:title"] == told.share_title
    assert tags["og:description"] == tags["twitter:description"] == told.share_description
    assert tags["og:url"] == tags["canonical"] == desk.newsroom.address(story)
    assert ("og:image" in tags) == bool(told.picture)
    for card in social_cards(story, desk.newsroom, label):
        if card.network in ("facebook", "linkedin", "whatsapp"):
            assert (card.title, card.description) == (tags["og:title"], tags["og:description"])
        if card.image is not None:
            assert card.image.stem in tags["og:image"]


def test_without_a_standfirst_the_page_begins_as_the_text_does_and_names_no_hidden_story(desk: Desk) -> None:
    assert first_words(PROSE, "en") == "The “island” ferry ran aground, half a mile off Gull Holm. More."
    assert first_words("# x\n\n" + "word " * 60, "en").endswith("word…")
    assert first_words("", "en") == ""


def test_a_pin_of_its_own_is_what_pinterest_gets(desk: Desk) -> None:
    desk.picture("lead.jpg", (1600, 900))
    desk.picture("tall.jpg", (1000, 1500))
    head = "title: F\nsection: Harbour\nimage: {src: ../images/lead.jpg, alt: A}\n"
    story = desk.story("ferry", f"{head}share: {{pinterest: {{image: ../images/tall.jpg}}}}\n", "Text.\n")
    desk.story("plain", head, "Text.\n")
    desk.export()
    media = {}
    for slug in ("ferry", "plain"):
        page = (desk.output / f"harbour/{slug}/index.html").read_text(encoding="utf-8")
        link = re.search(r'href="(https://www\.pinterest\.com/[^"]+)"', page)
        assert link is not None
        media[slug] = parse_qs(urlsplit(unescape(link[1])).query)["media"][0]
        name = urlsplit(media[slug]).path.removeprefix("/")
        assert (desk.output / name).is_file()
    assert "tall" in media["ferry"]
    assert media["plain"] == tags_of(page)["og:image"]
    card = social_card(story, desk.newsroom, "pinterest")
    assert card.image is not None and card.image.name == "tall.jpg" and not card.is_cropped


def test_cards_are_cut_where_their_network_cuts(desk: Desk) -> None:
    story = desk.story("a", f"title: {'h' * 100}\ndescription: {'d' * 210}\n")
    cards = {card.network: card for card in social_cards(story, desk.newsroom)}
    assert tuple(cards) == CARD_NETWORKS
    assert (cards["x"].title, cards["x"].is_title_cut) == ("h" * 69 + "…", True)
    assert (len(cards["x"].description), cards["x"].is_description_cut) == (200, True)
    assert len(cards["google"].title) == 60 and len(cards["google"].description) == 160
    assert (cards["facebook"].title, cards["facebook"].is_title_cut) == ("h" * 100, False)
    assert {card.domain for card in cards.values()} == {"courier.example"}
    assert cut("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 2) == "👩‍👩‍👧…"


def test_who_wrote_the_description_is_known(desk: Desk) -> None:
    def card(head: str, network: str) -> bool:
        return social_card(desk.story("a", head, "Text.\n"), desk.newsroom, network).has_description

    assert not card("title: A\n", "whatsapp")
    assert card("title: A\nshare: {description: D}\n", "whatsapp")
    assert not card("title: A\nshare: {description: D}\n", "google")
    assert card("title: A\ndescription: D\n", "google")


def test_a_picture_outside_the_newsroom_is_none(desk: Desk) -> None:
    card = social_card(desk.story("a", "image: {src: ../../../etc/passwd}\n"), desk.newsroom, "facebook")
    assert card.image is None


def test_a_page_that_is_not_there_has_no_tags(desk: Desk) -> None:
    assert published_tags(desk.output, "/harbour/gone/") == {}
    assert page_file(desk.output, "/../etc/passwd/") is None
