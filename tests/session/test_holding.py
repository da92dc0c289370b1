from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from editor_app.session.holding import HoldKind, StoryHold
from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.saving import SaveKind
from editor_app.stories.lease import STILL_S, Hold, Lease, lease_path, read_lease
from editor_app.stories.newsroom import Newsroom
from tests.session.conftest import FERRY

MAREN = Lease("her-id", "Maren Oduya", "newsdesk-2", "another machine", "another boot", 41, "100", 7)


def put(story: Path, lease: Lease) -> None:
    lease_path(story).write_text(json.dumps(asdict(lease)), "utf-8")


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hold(ferry: Path, tmp_path: Path, clock: Clock, qtbot: QtBot) -> Iterator[StoryHold]:
    made = StoryHold(ferry, locks=tmp_path / "locks", monotonic=clock)
    yield made
    made.end()


def look(hold: StoryHold) -> None:
    """What the timer does, without waiting for it."""
    hold._look()
    assert hold._errand.wait(5)


def test_a_story_nobody_has_is_ours_until_it_ends(hold: StoryHold, ferry: Path) -> None:
    assert hold.begin().may_write
    assert read_lease(ferry) is not None
    hold.end()
    assert read_lease(ferry) is None


def test_another_machine_s_lease_is_still_only_on_our_own_clock(
    hold: StoryHold, ferry: Path, clock: Clock
) -> None:
    put(ferry, MAREN)
    state = hold.begin()
    assert (state.kind, state.lease) == (HoldKind.THEIRS, MAREN)
    clock.now += STILL_S - 0.1
    look(hold)
    assert hold.state.kind is HoldKind.THEIRS
    assert not hold.take_over(), "nobody takes what lives"
    put(ferry, replace(MAREN, beat=8))
    look(hold)
    clock.now += STILL_S - 0.1
    look(hold)
    assert hold.state.kind is HoldKind.THEIRS, "a beat counts from the moment it is seen"
    clock.now += 0.2
    look(hold)
    assert hold.state.kind is HoldKind.STILL
    put(ferry, replace(MAREN, beat=9))
    look(hold)
    assert hold.state.kind is HoldKind.THEIRS, "it lives after all"


def test_what_stands_still_is_taken_over_when_a_person_says_so(
    hold: StoryHold, ferry: Path, clock: Clock
) -> None:
    put(ferry, MAREN)
    hold.begin()
    clock.now += STILL_S
    look(hold)
    assert hold.take_over() and hold.state.may_write
    own = read_lease(ferry)
    assert own is not None and own.id != MAREN.id


def test_what_is_let_go_is_free(hold: StoryHold, ferry: Path, tmp_path: Path) -> None:
    other = Hold(ferry, tmp_path / "locks", "Maren Oduya")
    assert other.take()
    assert hold.begin().kind is HoldKind.THEIRS
    other.let_go()
    look(hold)
    assert hold.state.kind is HoldKind.FREE
    assert hold.take_over()


def test_whoever_loses_the_story_is_told(hold: StoryHold, ferry: Path, qtbot: QtBot) -> None:
    hold.begin()
    put(ferry, MAREN)
    with qtbot.waitSignal(hold.changed):
        look(hold)
    assert (hold.state.kind, hold.state.lease) == (HoldKind.LOST, MAREN)
    look(hold)
    assert hold.state.kind is HoldKind.LOST, "and does not forget it"


@pytest.fixture
def desk(newsroom: Newsroom, now: datetime, qtbot: QtBot) -> Iterator[NewsroomSession]:
    opened = NewsroomSession(newsroom, lambda: now)
    opened.load()
    yield opened
    assert opened.close()
    opened.deleteLater()


def test_a_story_somebody_has_is_neither_edited_nor_saved(desk: NewsroomSession, ferry: Path) -> None:
    put(ferry, MAREN)
    assert desk.open_story(ferry)
    session = desk.current
    assert session is not None and session.is_read_only
    session.edit("Headline", title="Mine")
    session.replace_text("All", "nothing")
    assert session.text == FERRY
    desk.signing_off.move_to(session.meta.status)
    assert not desk.publishing.mark_published()
    assert ferry.read_text("utf-8") == FERRY
    assert desk.close_story()
    assert read_lease(ferry) == MAREN


def test_words_typed_before_the_story_was_lost_wait_in_the_journal(
    desk: NewsroomSession, ferry: Path
) -> None:
    assert desk.open_story(ferry)
    session = desk.current
    assert session is not None
    cursor = QTextCursor(session.body.document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText(" Mine.")
    put(ferry, MAREN)
    assert desk._hold is not None
    look(desk._hold)
    assert session.is_read_only and session.is_dirty
    assert not session.save()
    assert ferry.read_text("utf-8") == FERRY
    assert desk.close_story(), "nobody is kept from other stories"
    lease_path(ferry).unlink()
    assert desk.open_story(ferry)
    assert desk.recovery.offer is not None
    assert "Mine." in desk.recovery.offer.left.entry.text


def test_a_copy_has_the_words_that_could_not_be_saved(
    desk: NewsroomSession, ferry: Path, newsroom: Newsroom
) -> None:
    assert desk.open_story(ferry)
    session = desk.current
    assert session is not None and desk._hold is not None
    cursor = QTextCursor(session.body.document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText(" Mine.")
    put(ferry, MAREN)
    look(desk._hold)
    assert desk.duplicate(ferry)
    assert desk.current is not None and desk.current.path != ferry
    assert "Mine." in desk.current.path.read_text("utf-8")
    assert ferry.read_text("utf-8") == FERRY


def test_a_story_that_comes_free_after_it_was_lost_is_compared(desk: NewsroomSession, ferry: Path) -> None:
    assert desk.open_story(ferry)
    session = desk.current
    assert session is not None and desk._hold is not None
    cursor = QTextCursor(session.body.document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText(" Mine.")
    put(ferry, MAREN)
    look(desk._hold)
    theirs = FERRY.replace("The island ferry", "The ferry Sanderling")
    ferry.write_text(theirs, "utf-8")
    lease_path(ferry).unlink()
    look(desk._hold)
    assert desk.take_over()
    assert not session.is_read_only and session.state.kind is SaveKind.CONFLICT
    merge = session.conflict.compare()
    assert merge is not None and merge.is_clean and session.conflict.take_merged(merge, merge.text())
    assert ferry.read_text("utf-8") == theirs.replace("way*.", "way*. Mine.")


def test_a_file_that_its_writer_changes_is_read_along(desk: NewsroomSession, ferry: Path) -> None:
    put(ferry, MAREN)
    assert desk.open_story(ferry)
    ferry.write_text(FERRY.replace("ran aground", "was refloated"), "utf-8")
    desk._look_at_disk()
    assert desk.current is not None and "was refloated" in desk.current.text


def test_a_story_that_cannot_be_saved_is_let_go_when_stet_has_to_end(
    newsroom: Newsroom, ferry: Path, now: datetime, qtbot: QtBot
) -> None:
    desk = NewsroomSession(newsroom, lambda: now)
    assert desk.open_story(ferry) and desk.current is not None
    desk.current.edit("Headline", title="Ours")
    ferry.write_text("Theirs", "utf-8")
    desk.current.check_disk()
    assert not desk.close() and lease_path(ferry).exists()
    assert desk.keep_unsaved()
    assert not lease_path(ferry).exists()
    desk.leave_story()
    desk.close()
