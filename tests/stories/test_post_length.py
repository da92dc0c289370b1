from __future__ import annotations

import pytest

from editor_app.stories.post_length import Post, text_length

ADDRESS = "https://courier.example/harbour/ferry-aground/"  # 46 characters


@pytest.mark.parametrize(
    ("network", "text", "length"),
    [
        ("x", "", 0),
        ("x", "Ferry aground", 13),
        ("x", "“Quoted” – yes", 14),
        ("x", "日本", 4),
        ("x", "🚢", 2),
        ("x", "👩‍👩‍👧‍👦", 2),
        ("x", "1️⃣", 2),
        ("x", "🇬🇧!", 3),
        ("x", "e\u0301", 1),
        ("x", "Пором", 5),
        ("x", "See https://courier.example/a/very/long/address/indeed-it-is.html now", 4 + 23 + 4),
        ("x", "See harbour.org/a now", 4 + 23 + 4),
        ("bluesky", "👩‍👩‍👧 e\u0301", 3),
        ("bluesky", "日本🚢", 3),
        ("threads", "日本", 2),
        ("threads", "Ferry 🚢", 6 + 4),
        ("threads", "👩‍👩‍👧", 18),
        ("mastodon", "See https://courier.example/a/very/long/address now", 4 + 23 + 4),
        ("facebook", "👩‍👩‍👧", 1),
    ],
)
def test_each_network_counts_in_its_own_way(network: str, text: str, length: int) -> None:
    assert text_length(network, text) == length


@pytest.mark.parametrize(
    ("network", "beside", "limit"),
    [("x", 24, 280), ("bluesky", 47, 300), ("threads", 47, 500), ("mastodon", 24, 500), ("pinterest", 0, 500),
     ("reddit", 0, 300), ("facebook", 0, 0), ("whatsapp", 0, 0)],
)  # fmt: skip
def test_the_address_takes_its_part_of_the_room(network: str, beside: int, limit: int) -> None:
    post = Post(network, "Ferry", ADDRESS)
    assert (post.beside, post.limit) == (beside, limit)
    assert post.length == 5 + beside
    assert post.room == (limit - beside if limit else 0)


def test_hashtags_and_the_handle_go_into_a_post_on_x() -> None:
    post = Post("x", "Ferry", ADDRESS, ("Ostrey", "ferry"), "ostreycourier")
    assert post.beside == 1 + 23 + 1 + 7 + 1 + 6 + 1 + len("via @ostreycourier")
    assert Post("bluesky", "Ferry", ADDRESS, ("Ostrey",), "ostreycourier").beside == 47


def test_a_post_of_nothing_but_its_address() -> None:
    assert Post("x", "", ADDRESS).length == 23
    assert Post("pinterest", "", ADDRESS).length == 0


def test_the_room_is_what_fits_exactly() -> None:
    post = Post("x", "", ADDRESS, ("Ostrey",), "ostreycourier")
    full = Post("x", "f" * post.room, ADDRESS, ("Ostrey",), "ostreycourier")
    assert full.length == full.limit == 280
