from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.intake.pasted.addresses import clean_address, lone_address


@pytest.mark.parametrize(
    ("given_address", "clean"),
    [
        ("https://e.example/a?utm_source=x&id=1&UTM_Medium=y#part", "https://e.example/a?id=1#part"),
        ("https://e.example/a?fbclid=1&gclid=2&mc_eid=3&igshid=4&msclkid=5", "https://e.example/a"),
        ("https://e.example/a?q=a+b&b=%20c", "https://e.example/a?q=a+b&b=%20c"),
        ("https://e.example/?flag&utm_id=1", "https://e.example/?flag"),
        ("https://www.youtube.com/watch?v=abc&si=track", "https://www.youtube.com/watch?v=abc"),
        ("https://e.example/?si=units", "https://e.example/?si=units"),
        (
            "https://www.google.com/url?q=https://e.example/%3Fid%3D1%26utm_campaign%3Dx&sa=D",
            "https://e.example/?id=1",
        ),
        (
            "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fe.example%2Fa&data=05",
            "https://e.example/a",
        ),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fe.example%2F&h=AT", "https://e.example/"),
        ("https://www.google.com/search?q=otters", "https://www.google.com/search?q=otters"),
        (
            "https://www.google.com/url?q=javascript:alert(1)",
            "https://www.google.com/url?q=javascript:alert(1)",
        ),
        ("mailto:ruth@e.example?subject=Hello", "mailto:ruth@e.example?subject=Hello"),
        ("HTTPS://E.example", "HTTPS://E.example"),
        (" https://e.exam\nple/a\t", "https://e.example/a"),
        ("javascript:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//e.example/x", ""),
        ("/relative", ""),
        ("https://[broken", ""),
        ("https://", ""),
        ("", ""),
    ],
)
def test_an_address_comes_clean_or_not_at_all(given_address: str, clean: str) -> None:
    assert clean_address(given_address) == clean
    assert clean_address(clean) == clean


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://e.example/a?utm_source=x\n", "https://e.example/a"),
        ("www.e.example", "https://www.e.example"),
        ("mailto:ruth@e.example", "mailto:ruth@e.example"),
        ("see https://e.example", ""),
        ("https://e.example https://f.example", ""),
        ("e.example", ""),
    ],
)
def test_text_that_is_nothing_but_an_address(text: str, address: str) -> None:
    assert lone_address(text) == address


@given(st.text())
def test_nothing_raises(text: str) -> None:
    assert clean_address(text).partition(":")[0].lower() in ("", "http", "https", "mailto", "tel")
    lone_address(text)
