"""A story is read as readers will get it, sent back or signed off, and an edit after that asks for another look."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractButton, QApplication

from editor_app.session.story_session import StorySession
from editor_app.stories.story_file import read_text
from editor_app.stories.workflow import Status
from editor_app.ui.main_window import MainWindow
from editor_app.ui.screens import Device
from tests.end_to_end.conftest import CTRL, SHIFT, Hands


@pytest.fixture
def waiting(window: MainWindow, hands: Hands) -> StorySession:
    """A story that needs review, open."""
    hands.press(Qt.Key.Key_J, CTRL)
    return current(window)


def current(window: MainWindow) -> StorySession:
    assert window.desk is not None
    assert window.desk.current is not None
    return window.desk.current


def test_review_takes_the_editors_place_and_gives_it_back(
    window: MainWindow, hands: Hands, waiting: StorySession
) -> None:
    work = window.workspace
    assert work is not None
    work.preview.set_device(Device.PHONE)
    hands.press(Qt.Key.Key_R, CTRL | SHIFT)
    hands.wait_for(lambda: work.preview.isVisible() and work.review.header.isVisible())
    assert not work.editor.isVisible()
    assert not work.inspector.isVisible()
    assert work.preview.device is Device.TABLET
    assert window.table["view.review"].isChecked()
    work.review.column.decision.message.setFocus()
    hands.press(Qt.Key.Key_Escape)
    assert work.editor.isVisible()
    assert work.inspector.isVisible()
    assert not work.preview.isVisible()
    assert work.preview.device is Device.PHONE
    assert not window.table["view.review"].isChecked()


def test_approve_makes_it_ready_and_an_edit_takes_that_back(
    window: MainWindow, hands: Hands, waiting: StorySession, qtbot: object
) -> None:
    work = window.workspace
    assert work is not None
    hands.press(Qt.Key.Key_R, CTRL | SHIFT)
    work.review.column.decision.request.setFocus()
    hands.press(Qt.Key.Key_Return, CTRL)
    assert waiting.meta.status is Status.READY
    assert "status: ready" in read_text(waiting.path).text
    work.leave_review()
    approved = waiting.story.text
    work.editor.galley.body.moveCursor(QTextCursor.MoveOperation.End)
    hands.type(" One more.")
    assert waiting.meta.status is Status.REVIEW
    assert work.editor.notices.bar("approval") is not None
    hands.press(Qt.Key.Key_Z, CTRL)
    assert waiting.story.text == approved
    assert work.editor.notices.bar("approval") is None


def test_the_bar_approves_again(window: MainWindow, hands: Hands, waiting: StorySession) -> None:
    work = window.workspace
    assert work is not None
    window.table["story.approve"].trigger()
    waiting.edit("Headline", title="Another headline")
    bar = work.editor.notices.bar("approval")
    assert bar is not None
    bar.buttons["approve"].click()  # type: ignore[attr-defined]
    assert waiting.meta.status is Status.READY
    assert work.editor.notices.bar("approval") is None
    assert waiting.is_approved


def test_changes_go_to_the_writer_with_a_message(
    window: MainWindow, hands: Hands, waiting: StorySession
) -> None:
    work = window.workspace
    assert work is not None
    window.table["story.request"].trigger()
    assert QApplication.focusWidget() is work.review.column.decision.message
    hands.type("Source for 61?")
    work.review.column.decision.request.click()
    assert waiting.meta.status is Status.DRAFT
    assert "changes requested: Source for 61?" in waiting.meta.note
    assert work.review.column.decision.message.toPlainText() == ""
    assert work.review.is_on


def test_reviews_follow_each_other_without_leaving_review(
    window: MainWindow, hands: Hands, waiting: StorySession
) -> None:
    work = window.workspace
    assert work is not None
    first = waiting.path
    hands.press(Qt.Key.Key_R, CTRL | SHIFT)
    work.review.column.next.click()
    assert current(window).path != first
    assert work.review.is_on
    assert work.review.header.state.text() == "In review"
    hands.press(Qt.Key.Key_J, CTRL | SHIFT)
    assert current(window).path == first


def test_what_needs_the_editor_leaves_review(window: MainWindow, hands: Hands, waiting: StorySession) -> None:
    work = window.workspace
    assert work is not None
    for leave in (
        lambda: window.table["view.panel.breaking"].trigger(),
        lambda: window.table["file.new"].trigger(),
        lambda: window.table["go.back"].trigger(),
        lambda: window.table["format.source"].trigger() or current(window).enter_source(),
    ):
        work.enter_review()
        assert work.review.is_on
        leave()
        assert not work.review.is_on
        assert work.editor.isVisible()


def test_keys_of_the_text_do_nothing_in_review(window: MainWindow, waiting: StorySession) -> None:
    work = window.workspace
    assert work is not None
    work.enter_review()
    before = waiting.story.text
    for identity in ("format.bold", "insert.rule", "format.source", "edit.find"):
        assert not window.table[identity].isEnabled()
    work.preview.block_clicked.emit(waiting.body.runs()[0].key)
    assert not work.editor.isVisible()
    work.leave_review()
    assert window.table["format.bold"].isEnabled()
    assert waiting.story.text == before


def test_a_save_that_fails_is_not_hidden_by_the_review(
    window: MainWindow, waiting: StorySession, monkeypatch: pytest.MonkeyPatch
) -> None:
    from editor_app.stories.story_file import StorySaveFailed

    def full(path: Path, *_rest: object) -> str:
        raise StorySaveFailed(path, "the disk is full")

    work = window.workspace
    assert work is not None
    work.enter_review()
    with monkeypatch.context() as patched:
        patched.setattr("editor_app.session.saving.write_text", full)
        work.review.column.decision.approve.click()
        assert not work.review.is_on
        assert work.editor.notices.bar("file") is not None
    assert waiting.save()


def test_a_decision_is_taken_back_without_what_was_edited_since(
    window: MainWindow, hands: Hands, waiting: StorySession
) -> None:
    work = window.workspace
    assert work is not None
    window.table["story.approve"].trigger()
    work.toast.findChild(QAbstractButton).click()
    assert waiting.meta.status is Status.REVIEW
    window.table["story.approve"].trigger()
    waiting.edit("Note", note="Said on the phone")
    work.toast.findChild(QAbstractButton).click()
    assert waiting.meta.status is Status.REVIEW
    assert waiting.meta.note == "Said on the phone"
