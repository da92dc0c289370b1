"""A copy of the sample newsroom, open, with the ferry story in it, and the theme."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import shiboken6

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.story_session import StorySession
from editor_app.stories.newsroom import Newsroom
from editor_app.ui.theme import Theme

NOW = datetime(2026, 11, 17, 14, 33, 2, tzinfo=UTC)


@pytest.fixture
def theme(qapp) -> Theme:
    return Theme("light")


@pytest.fixture
def desk(qapp, seeds: Path, tmp_path: Path) -> Iterator[NewsroomSession]:
    folder = tmp_path / "courier"
    shutil.copytree(seeds, folder)
    session = NewsroomSession(Newsroom.open(folder), lambda: NOW)
    session.catalogue.load()
    yield session
    session.close()
    shiboken6.delete(session)  # with whatever is still connected to it


@pytest.fixture
def ferry(desk: NewsroomSession) -> StorySession:
    entry = desk.lookup("ferry-aground")
    assert entry is not None
    assert desk.open_story(entry.path)
    assert desk.current is not None
    return desk.current


@pytest.fixture
def draft(desk: NewsroomSession) -> StorySession:
    entry = desk.lookup("night-bus-return")
    assert entry is not None
    assert desk.open_story(entry.path)
    assert desk.current is not None
    return desk.current
