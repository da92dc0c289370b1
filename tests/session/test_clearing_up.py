"""What interrupted saves left is cleared up when a newsroom is opened, and words that were found are told of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor_app.session.clearing_up import ClearingUp
from editor_app.session.newsroom_session import NewsroomSession
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.placing import digest_of, write_temporary
from tests.session.conftest import FERRY

LATER = datetime.now(UTC) + timedelta(hours=1)


def cleared(newsroom: Newsroom, qtbot: QtBot) -> list[str]:
    clearing = ClearingUp(newsroom, lambda: LATER)
    told: list[str] = []
    clearing.found.connect(told.append)
    with qtbot.waitSignal(clearing.ended):
        clearing.begin()
    return told


def test_what_nobody_needs_goes_without_a_word(newsroom: Newsroom, ferry: Path, qtbot: QtBot) -> None:
    left = write_temporary(ferry, FERRY.encode(), 0o644, digest_of(b"before"))
    assert cleared(newsroom, qtbot) == []
    assert not left.exists() and ferry.read_text("utf-8") == FERRY


def test_words_that_are_nowhere_else_are_told_of(newsroom: Newsroom, ferry: Path, qtbot: QtBot) -> None:
    write_temporary(ferry, b"A colleague's words.", 0o644, digest_of(b"before"))
    (told,) = cleared(newsroom, qtbot)
    assert "kept in .stet/conflicts" in told
    (kept,) = (newsroom.folder / ".stet" / "conflicts").iterdir()
    assert kept.read_bytes() == b"A colleague's words."


def test_a_new_story_whose_save_was_cut_short_gets_its_text(newsroom: Newsroom, qtbot: QtBot) -> None:
    fresh = newsroom.stories_folder / "fresh.md"
    write_temporary(fresh, b"First words.")
    fresh.touch()
    (told,) = cleared(newsroom, qtbot)
    assert "“fresh.md”" in told and fresh.read_bytes() == b"First words."


def test_opening_a_newsroom_clears_up(newsroom: Newsroom, ferry: Path, qtbot: QtBot) -> None:
    left = write_temporary(ferry, FERRY.encode(), 0o644, digest_of(b"before"))
    desk = NewsroomSession(newsroom, lambda: LATER)
    with qtbot.waitSignal(desk.clearing.ended):
        desk.load()
    assert not left.exists()
    desk.close()


@pytest.mark.parametrize("holding", [b"", FERRY.encode()[:30]])
def test_a_folder_that_cannot_be_written_waits_for_the_next_time(
    newsroom: Newsroom, ferry: Path, qtbot: QtBot, holding: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = write_temporary(ferry, FERRY.encode(), 0o644, digest_of(b"before"))
    left.write_bytes(holding)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    for name in ("unlink", "open"):
        monkeypatch.setattr(f"os.{name}", refuse)
    told = cleared(newsroom, qtbot)
    monkeypatch.undo()
    assert told == [] and left.read_bytes() == holding
