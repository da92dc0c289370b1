"""A save that is in its place, and that the disk would not confirm: it is not called saved, and is no conflict with ourselves."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.saving import SaveKind
from editor_app.stories import placing
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.recovery.store import RecoveryStore, recovery_places
from tests.session.test_recovery import type_into


@pytest.fixture
def desk(newsroom: Newsroom, ferry: Path, now: datetime, qtbot: QtBot) -> Iterator[NewsroomSession]:
    made = NewsroomSession(newsroom, lambda: now)
    assert made.open_story(ferry)
    yield made
    made.leave_story(even_lost=True)
    made.close()


@contextmanager
def no_confirming() -> Iterator[None]:
    def refuse(_folder: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(placing, "sync_folder", refuse)
        yield


def test_it_stays_unsaved_and_in_the_journal_until_the_disk_confirms(
    desk: NewsroomSession, ferry: Path, now: datetime
) -> None:
    session = desk.current
    assert session is not None
    type_into(session, " Two tugs came.")
    with no_confirming():
        assert not session.save()
    assert "Two tugs came." in ferry.read_text("utf-8")
    assert session.state.kind is SaveKind.FAILED and "did not confirm" in session.state.message
    assert session.is_dirty, "what a power cut may undo is not saved"
    assert desk.recovery.flush()
    journal = desk.recovery._journal
    assert journal is not None and journal._written is not None and not journal._written.is_saved
    assert session.save() and not session.is_dirty and session.state.kind is SaveKind.SAVED


def test_typing_on_is_no_conflict_with_ourselves(desk: NewsroomSession, ferry: Path) -> None:
    session = desk.current
    assert session is not None
    type_into(session, " Two tugs came.")
    with no_confirming():
        assert not session.save()
    session.check_disk()
    assert session.state.kind is SaveKind.FAILED, "our own text is nobody else's"
    type_into(session, " And a third.")
    assert session.save() and session.state.kind is SaveKind.SAVED
    assert "And a third." in ferry.read_text("utf-8")


def test_taking_the_edit_back_is_written_too(desk: NewsroomSession, ferry: Path) -> None:
    session = desk.current
    assert session is not None
    before = ferry.read_text("utf-8")
    type_into(session, " Two tugs came.")
    with no_confirming():
        assert not session.save()
    session.undo_stack.undo()
    assert session.text == before and session.is_dirty
    assert session.save() and ferry.read_text("utf-8") == before


def test_a_change_by_somebody_else_is_a_conflict_all_the_same(desk: NewsroomSession, ferry: Path) -> None:
    session = desk.current
    assert session is not None
    type_into(session, " Two tugs came.")
    with no_confirming():
        assert not session.save()
    ferry.write_text(ferry.read_text("utf-8").replace("tugs", "cutters"), "utf-8")
    assert not session.save() and session.state.kind is SaveKind.CONFLICT
    assert "cutters" in ferry.read_text("utf-8")


def test_a_new_story_that_was_not_confirmed_goes_on_in_its_own_file(
    desk: NewsroomSession, newsroom: Newsroom
) -> None:
    with no_confirming():
        assert desk.new_story()
    session = desk.current
    assert session is not None and session.state.kind is SaveKind.FAILED and session.path.exists()
    type_into(session, "First words.")
    assert session.save() and "First words." in session.path.read_text("utf-8")
    assert len(newsroom.story_paths()) == 2
    assert not RecoveryStore(recovery_places()).look(desk.clock())
