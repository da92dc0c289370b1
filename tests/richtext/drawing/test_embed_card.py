from __future__ import annotations

import pytest

from editor_app.markup.rich import Kind, RichBlock
from editor_app.richtext.drawing.embed_card import embed_in, fate_of_embed, name_of_embed


def card(source: str) -> RichBlock:
    return RichBlock(Kind.SOURCE, source=source)


@pytest.mark.parametrize(
    ("source", "name", "allowed", "fate"),
    [
        ("https://youtu.be/abcdefgh", "YouTube video", True, ("Player on the page", False)),
        ("https://vimeo.com/12345", "Vimeo video", False, ("Link card: vimeo.com is not allowed yet", True)),
        ("https://example.org/a", "example.org", False, ("Link card", False)),
        ("<https://example.org/_a_/>", "example.org", True, ("Link card", False)),
    ],
)
def test_a_card_says_whose_it_is_and_what_readers_get(
    source: str, name: str, allowed: bool, fate: tuple[str, bool]
) -> None:
    embed = embed_in(card(source))
    assert embed is not None
    assert name_of_embed(embed) == name
    assert fate_of_embed(embed, allowed) == fate


def test_other_source_is_no_embed() -> None:
    assert embed_in(card("<div>https://example.org/</div>")) is None
    assert embed_in(RichBlock(Kind.PARAGRAPH, source="https://example.org/")) is None
