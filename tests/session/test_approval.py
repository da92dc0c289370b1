"""What an approval covers: an edit that readers would see takes it back, and undoing the edit gives it again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.story_session import StorySession
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story_file import read_text
from editor_app.stories.workflow import Status


@pytest.fixture
def desk(newsroom: Newsroom, ferry: Path, now: datetime, qtbot: QtBot) -> Iterator[NewsroomSession]:
    session = NewsroomSession(newsroom, lambda: now)
    session.load()
    session.open_story(ferry)
    yield session
    session.close()


@pytest.fixture
def approved(desk: NewsroomSession) -> StorySession:
    """The ferry story after its review."""
    assert desk.current is not None
    type_at_end(desk.current, " Written")
    desk.signing_off.move_to(Status.REVIEW)
    desk.signing_off.move_to(Status.READY)
    return desk.current


def type_at_end(session: StorySession, text: str) -> None:
    cursor = QTextCursor(session.body.document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    for letter in text:
        cursor.insertText(letter)


def test_typing_after_approval_goes_back_to_review_in_one_step(approved: StorySession, qtbot: QtBot) -> None:
    assert approved.is_approved
    text = approved.story.text
    steps = approved.undo_stack.count()
    with qtbot.waitSignal(approved.returned_to_review):
        type_at_end(approved, " later")
    assert approved.meta.status is Status.REVIEW
    assert approved.undo_stack.count() == steps + 1
    approved.undo_stack.undo()
    assert approved.story.text == text
    assert approved.is_approved
    approved.undo_stack.redo()
    assert approved.meta.status is Status.REVIEW
    assert "Written later" in approved.body.markdown()


def test_a_headline_changed_after_approval_goes_back_to_review_in_one_step(approved: StorySession) -> None:
    text = approved.story.text
    approved.edit("Headline", title="Ferry r")
    approved.edit("Headline", title="Ferry refloated")
    assert (approved.meta.title, approved.meta.status) == ("Ferry refloated", Status.REVIEW)
    approved.undo_stack.undo()
    assert approved.story.text == text
    assert approved.is_approved


def test_the_source_changed_after_approval_goes_back_to_review_in_one_step(approved: StorySession) -> None:
    text = approved.story.text
    approved.replace_text("Edit source", text.replace("island ferry", "big ferry"))
    assert approved.meta.status is Status.REVIEW
    approved.undo_stack.undo()
    assert approved.story.text == text


def test_what_readers_do_not_see_leaves_the_approval(approved: StorySession, now: datetime) -> None:
    approved.edit("Note", note="Legal has seen it")
    approved.edit("Embargo", embargo=now)
    assert approved.is_approved


def test_the_same_text_again_leaves_the_approval(approved: StorySession) -> None:
    approved.edit("Headline", title=approved.meta.title)
    approved.replace_text("Edit source", approved.story.text)
    assert approved.is_approved


def test_a_story_that_nobody_reviewed_stays_ready(desk: NewsroomSession) -> None:
    assert desk.current is not None
    desk.signing_off.move_to(Status.READY)
    type_at_end(desk.current, " More.")
    assert desk.current.meta.status is Status.READY


def test_an_approval_lasts_while_other_stories_are_open(
    desk: NewsroomSession, approved: StorySession, ferry: Path
) -> None:
    assert desk.new_story()
    assert desk.open_story(ferry)
    assert desk.current is not None
    assert desk.current.is_approved
    type_at_end(desk.current, " More.")
    assert desk.current.meta.status is Status.REVIEW


def test_an_approved_story_made_a_draft_and_ready_again_is_not_approved(
    desk: NewsroomSession, approved: StorySession
) -> None:
    desk.signing_off.move_to(Status.DRAFT)
    desk.signing_off.move_to(Status.READY)
    type_at_end(approved, " More.")
    assert approved.meta.status is Status.READY


def test_asking_for_changes_keeps_the_earlier_note_and_makes_a_draft(
    desk: NewsroomSession, ferry: Path
) -> None:
    assert desk.current is not None
    desk.current.edit("Note", note="Call the harbour office")
    desk.signing_off.move_to(Status.REVIEW)
    desk.signing_off.request_changes(" Source for 61?\nThe log says 58. ")
    meta = desk.current.meta
    assert meta.status is Status.DRAFT
    assert meta.note == (
        "Tue 17 Nov 14:32, changes requested: Source for 61?\nThe log says 58.\n\nCall the harbour office"
    )
    assert "The log says 58." in read_text(ferry).text
    desk.current.undo_stack.undo()
    assert (desk.current.meta.status, desk.current.meta.note) == (Status.REVIEW, "Call the harbour office")
