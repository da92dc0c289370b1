"""A small newsroom on disk, and a story of it opened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor_app.session.story_session import StorySession
from editor_app.stories.newsroom import Newsroom, create_newsroom
from editor_app.stories.story_file import read_text

FERRY = """---
# the desk's own comment
title: Ferry runs aground
status: draft   # for now
mood: calm
---
The island ferry ran aground.

Lifeboats are *on the way*.
"""


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    room = create_newsroom(
        tmp_path / "room", "The Courier", url="https://courier.example", timezone="Europe/London"
    )
    (room.stories_folder / "ferry.md").write_text(FERRY, encoding="utf-8")
    return room


@pytest.fixture
def ferry(newsroom: Newsroom) -> Path:
    return newsroom.stories_folder / "ferry.md"


@pytest.fixture
def session(newsroom: Newsroom, ferry: Path, now: datetime, qtbot: QtBot) -> Iterator[StorySession]:
    opened = StorySession(newsroom, ferry, read_text(ferry), lambda: now)
    yield opened
    opened.close()
