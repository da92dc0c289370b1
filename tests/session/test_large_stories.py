"""A story too large to be edited can be read; nothing of it is changed, and it is said why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor_app.session import holding
from editor_app.session.holding import LARGEST_MB, HoldKind, is_too_large
from editor_app.session.newsroom_session import NewsroomSession
from editor_app.stories.lease import lease_path
from editor_app.stories.newsroom import Newsroom
from tests.session.conftest import FERRY
from tests.session.test_recovery import type_into


@pytest.fixture
def desk(newsroom: Newsroom, now: datetime, qtbot: QtBot) -> Iterator[NewsroomSession]:
    made = NewsroomSession(newsroom, lambda: now)
    yield made
    made.leave_story(even_lost=True)
    made.close()


def test_what_counts_is_the_file_s_bytes() -> None:
    limit = LARGEST_MB * 1024 * 1024
    assert not is_too_large("a" * limit)
    assert is_too_large("a" * (limit + 1))
    assert is_too_large("é" * (limit // 2 + 1)) and not is_too_large("é" * (limit // 2))


def test_a_large_story_is_read_only_and_says_so(
    desk: NewsroomSession, ferry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "LARGEST_MB", 0.0001)
    told: list[str] = []
    desk.trouble.connect(told.append)
    assert desk.open_story(ferry) and desk.current is not None
    assert desk.hold.kind is HoldKind.LARGE and not desk.hold.may_write
    assert desk.current.is_read_only and not desk.take_over()
    assert desk.refuses(desk.current) and "larger than 20 MB" in told[-1]
    assert not lease_path(ferry).exists(), "whoever has another program may edit it"
    assert desk.close_story() and ferry.read_text("utf-8") == FERRY


def test_the_next_story_can_be_written(
    desk: NewsroomSession, newsroom: Newsroom, ferry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = newsroom.stories_folder / "small.md"
    small.write_text("---\ntitle: Small\n---\nFew.\n", "utf-8")
    monkeypatch.setattr(holding, "LARGEST_MB", 0.0001)
    assert desk.open_story(ferry) and desk.open_story(small) and desk.current is not None
    assert desk.hold.kind is HoldKind.OURS
    type_into(desk.current, " More.")
    assert desk.current.save() and "More." in small.read_text("utf-8")
