from __future__ import annotations

from editor_app.publish.social_cards import CARD_NETWORKS, social_card, social_cards
from tests.publish.conftest import Desk


def test_cards_say_what_the_page_says(desk: Desk) -> None:
    lead, own = desk.picture("lead.jpg"), desk.picture("own.jpg")
    story = desk.story(
        "a",
        "title: Headline\ndescription: Standfirst\nimage: {src: ../images/lead.jpg, alt: x}\n"
        "share: {title: Shared, pinterest: {image: ../images/own.jpg}}\n",
    )
    cards = {card.network: card for card in social_cards(story, desk.newsroom)}
    assert tuple(cards) == CARD_NETWORKS
    assert (cards["facebook"].title, cards["facebook"].description) == ("Shared", "Standfirst")
    assert (cards["google"].title, cards["google"].image) == ("Headline", lead)
    assert (cards["facebook"].image, cards["pinterest"].image) == (lead, own)
    assert {card.domain for card in cards.values()} == {"courier.example"}


def test_a_picture_outside_the_newsroom_is_none(desk: Desk) -> None:
    card = social_card(desk.story("a", "image: {src: ../../../etc/passwd}\n"), desk.newsroom, "facebook")
    assert card.image is None
