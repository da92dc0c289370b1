from __future__ import annotations

import pytest

from editor_app.intake.typed_address import AddressRefused, typed_address


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("example.org", "https://example.org"),
        (" www.example.org/a?b=1#c ", "https://www.example.org/a?b=1#c"),
        ("example.org:8080/x", "https://example.org:8080/x"),
        ("localhost:8000", "https://localhost:8000"),
        ("//example.org/a", "https://example.org/a"),
        ("http://example.org/a b", "http://example.org/a%20b"),
        ("https://example.org/?id=7&utm_source=post", "https://example.org/?id=7"),
        ("desk@example.org", "mailto:desk@example.org"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("+44 20 7946 0000", "tel:+442079460000"),
        ("flood.md", "flood.md"),
        ("../flood.md#tide", "../flood.md#tide"),
        ("#tide", "#tide"),
        ("/harbour/", "/harbour/"),
        ("https://\u200bexample.org", "https://example.org"),
        ("", ""),
    ],
)
def test_an_address_is_made_whole(typed: str, meant: str) -> None:
    assert typed_address(typed) == meant


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("javascript:alert(1)", "javascript:"),
        ("java\tscript:alert(1)", "javascript:"),
        ("JavaScript://example.org/%0aalert(1)", "javascript:"),
        ("data:text/html,x", "data:"),
        ("file:///etc/passwd", "file on this computer"),
        ("C:\\plans\\a.pdf", "file on this computer"),
        ("quay plan", "is no address"),
        ("https://", "needs a host"),
        ("mailto:", "needs something"),
    ],
)
def test_what_a_story_may_not_link_to_is_refused_in_a_sentence(typed: str, words: str) -> None:
    with pytest.raises(AddressRefused, match=words):
        typed_address(typed)
