from __future__ import annotations

import pytest

from editor_app.publish.addresses import (
    AbsoluteAddresses,
    LoneAddresses,
    RelativeAddresses,
    UnsafeAddress,
    file_of,
)


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "index.html"),
        ("/harbour/ferry/", "harbour/ferry/index.html"),
        ("/2026/ferry.html", "2026/ferry.html"),
        ("/ferry", "ferry.html"),
        ("/caf%C3%A9/", "café/index.html"),
    ],
)
def test_file_of_a_page(path: str, file: str) -> None:
    assert file_of(path) == file


@pytest.mark.parametrize(
    "path",
    [
        "/../x/",
        "/a/%2e%2e/b/",
        "/a//b/",
        "/.git/",
        "/con/",
        "/a%5Cb/",
        "/a%00b/",
        "/c:/",
        "/" + "a" * 300 + "/",
        "/x%2f..%2fy/",
    ],
)
def test_paths_that_could_leave_the_folder_are_refused(path: str) -> None:
    with pytest.raises(UnsafeAddress):
        file_of(path)


def test_relative_links_name_the_file() -> None:
    here = RelativeAddresses("/harbour/ferry/")
    assert here.page("/") == "../../index.html"
    assert here.page("/harbour/") == "../index.html"
    assert here.page("/weather/flood/#top") == "../../weather/flood/index.html#top"
    assert here.file("images/a.webp") == "../../images/a.webp"
    assert RelativeAddresses("/").page("/harbour/") == "harbour/index.html"
    assert RelativeAddresses("/404.html").page("/harbour/") == "harbour/index.html"


def test_absolute_links_are_canonical() -> None:
    assert AbsoluteAddresses("https://a.example/sub/").page("/harbour/") == "https://a.example/sub/harbour/"
    assert LoneAddresses("https://a.example").page("/x/") == "https://a.example/x/"
    assert LoneAddresses("https://a.example").file("images/a.jpg") == "images/a.jpg"
    assert LoneAddresses("https://a.example").file("feed.xml") == "https://a.example/feed.xml"
