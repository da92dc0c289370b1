"""A newsroom of one's own for each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story

SETTINGS = """\
name: The Courier
url: https://courier.example
language: en-GB
timezone: Europe/London
sections: [Harbour, City life]
"""


@pytest.fixture
def london() -> ZoneInfo:
    return ZoneInfo("Europe/London")


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    folder = tmp_path / "courier"
    (folder / "stories").mkdir(parents=True)
    (folder / "images").mkdir()
    (folder / "newsroom.yaml").write_text(SETTINGS, encoding="utf-8")
    Image.new("RGB", (1200, 630)).save(folder / "images" / "ferry.jpg")
    return Newsroom.open(folder)


@pytest.fixture
def write(newsroom: Newsroom) -> Callable[[str, str], Story]:
    """Write a story's text to a file named after its slug, and read it."""

    def write_story(slug: str, text: str) -> Story:
        path = newsroom.stories_folder / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return newsroom.read(path)

    return write_story
