from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.stories.aliases import MOST, moved, usable_alias, usable_aliases


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("/harbour/ferry/", "/harbour/ferry/"),
        (" harbour/ferry ", "/harbour/ferry/"),
        ("/2019/05/ferry.html", "/2019/05/ferry.html"),
        ("/", ""),
        ("", ""),
        ("/../x/", ""),
        ("/a//b/", ""),
        ("//elsewhere.example/", ""),
        ("https://elsewhere.example/", ""),
        ("/feed.xml", ""),
        ("/a/?b", ""),
        ("/a/#b", ""),
        ("/.stet/x/", ""),
        ("/harbour/page/2/", ""),
        ("/page/2", ""),
        ("/a" * 300, ""),
    ],
)
def test_what_can_be_an_earlier_address(written: str, path: str) -> None:
    assert usable_alias(written) == path


@given(st.text(max_size=40) | st.from_regex(r"/?([a-z.]{1,6}/){0,3}[a-z.]{1,6}/?", fullmatch=True))
def test_whatever_is_written_it_is_a_path_of_the_site_or_nothing(written: str) -> None:
    path = usable_alias(written)
    if path:
        assert path.startswith("/") and ".." not in path and "//" not in path
        assert usable_alias(path) == path


def test_each_once_and_not_without_end() -> None:
    assert usable_aliases(["/b/", "b", "/a/", "?"]) == ("/b/", "/a/")
    assert len(usable_aliases(f"/{number}/" for number in range(200))) == MOST


def test_moving_there_and_back() -> None:
    assert moved(("/a/",), "/b/", "/c/") == ("/a/", "/b/")
    assert moved(("/a/", "/b/"), "/c/", "/a/") == ("/b/", "/c/")
