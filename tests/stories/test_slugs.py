from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.stories.slugs import is_slug, slug_from, unique_slug


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Ferry with 143 aboard runs aground", "ferry-with-143-aboard-runs-aground"),
        ("It’s the mayor's £2.1m", "its-the-mayors-2-1m"),
        ("Київ відповів", "kiiv-vidpoviv"),
        ("  —  ", "untitled"),
        ("", "untitled"),
        ("CON", "con-story"),
    ],
)
def test_slug_from_a_headline(headline: str, slug: str) -> None:
    assert slug_from(headline) == slug


@given(st.text())
def test_any_headline_gives_a_slug(headline: str) -> None:
    slug = slug_from(headline)
    assert is_slug(slug)
    assert len(slug) <= 90
    assert slug_from(slug) == slug


def test_taken_slugs_get_a_number() -> None:
    assert unique_slug("a", {"b"}) == "a"
    assert unique_slug("a", {"a", "a-2"}) == "a-3"


@pytest.mark.parametrize("text", ["", "A", "a b", "a/b", "..", "a_b", "-a", "a--b", "é", "a\n"])
def test_what_is_no_slug(text: str) -> None:
    assert not is_slug(text)
