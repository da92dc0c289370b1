"""A newsroom folder with one story, and the history two machines keep of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from editor_app.stories.history.keeper import History

START = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


@pytest.fixture
def room(tmp_path: Path) -> Path:
    folder = tmp_path / "room"
    (folder / "stories").mkdir(parents=True)
    return folder


@pytest.fixture
def story(room: Path) -> Path:
    path = room / "stories" / "ferry.md"
    path.write_text(text_of("It ran aground."), encoding="utf-8")
    return path


@pytest.fixture
def history_on(room: Path) -> Callable[[str], History]:
    return lambda machine: History(room, lambda: machine, "maren")


@pytest.fixture
def history(history_on: Callable[[str], History]) -> History:
    return history_on("quay-00000001")


def text_of(body: str) -> str:
    return f"---\ntitle: Ferry aground\nstatus: draft\n---\n{body}\n"
