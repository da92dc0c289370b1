"""What is undone, or typed, while a save runs is not what that save puts into the file: it counts as unsaved."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pytestqt.qtbot import QtBot

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.saving import SaveKind
from editor_app.session.story_session import StorySession
from editor_app.stories.newsroom import Newsroom
from tests.session.conftest import FERRY


def undone_while_saving(session: StorySession) -> None:
    """Words are on their way into the file when they are taken back: the text is again what the file held before."""
    session.edit("Headline", title="Ferry sinks")
    session.save_soon()
    session.undo_stack.undo()
    assert session.text == FERRY


def test_what_is_taken_back_while_a_save_runs_is_unsaved(session: StorySession) -> None:
    undone_while_saving(session)
    assert session.is_dirty
    session.save_soon()
    assert session.state.kind is not SaveKind.SAVED


def test_what_is_taken_back_while_a_save_runs_is_saved_in_its_turn(
    session: StorySession, ferry: Path, qtbot: QtBot
) -> None:
    undone_while_saving(session)
    session.save_soon()
    qtbot.waitUntil(lambda: ferry.read_text("utf-8") == FERRY and not session.is_dirty)


def test_closing_while_a_save_runs_leaves_what_was_on_screen(session: StorySession, ferry: Path) -> None:
    undone_while_saving(session)
    assert session.close()
    assert ferry.read_text("utf-8") == FERRY


def test_leaving_while_a_save_runs_keeps_what_was_on_screen(
    newsroom: Newsroom, ferry: Path, now: datetime, qtbot: QtBot
) -> None:
    desk = NewsroomSession(newsroom, lambda: now)
    assert desk.open_story(ferry) and desk.current is not None
    undone_while_saving(desk.current)
    assert desk.leave_story()
    qtbot.waitUntil(lambda: "Ferry sinks" in ferry.read_text("utf-8"))
    assert desk.open_story(ferry) and desk.current is not None
    assert desk.recovery.offer is not None and desk.recovery.restore()
    assert desk.current.text == FERRY
    desk.close()
