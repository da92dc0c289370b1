"""Two versions of one story, and two people at one story, in the real window."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from editor_app.session.saving import SaveKind
from editor_app.session.story_session import StorySession
from editor_app.stories.lease import STILL_S, Lease, lease_path
from editor_app.ui.dialogs.compare_sheet import CompareSheet
from editor_app.ui.main_window import MainWindow
from editor_app.ui.widgets.notice_bar import NoticeBar
from tests.end_to_end.conftest import CTRL, SHIFT, Hands

OPENING = "---\ntitle: Ferry aground\nstatus: draft\nkicker: Sound\n---\n"
STORY = OPENING + "The ferry ran aground.\n\nLifeboats are on the way.\n\nNobody was hurt.\n"
MAREN = Lease("her-id", "Maren Oduya", "newsdesk-2", "another machine", "another boot", 41, "100", 7)


@pytest.fixture
def story(window: MainWindow, room: Path) -> Path:
    path = room / "stories" / "conflict.md"
    path.write_text(STORY, "utf-8")
    assert window.workspace is not None and window.workspace.open_story(path)
    return path


def current(window: MainWindow) -> StorySession:
    assert window.desk is not None and window.desk.current is not None
    return window.desk.current


def write(window: MainWindow, hands: Hands, words: str) -> StorySession:
    """Type at the end of the body."""
    assert window.workspace is not None
    window.workspace.editor.focus_text()
    hands.press(Qt.Key.Key_End, CTRL)
    hands.type(words)
    return current(window)


def bar(window: MainWindow, name: str) -> NoticeBar:
    assert window.workspace is not None
    found = window.workspace.editor.notices.bar(name)
    assert isinstance(found, NoticeBar)
    return found


def press(window: MainWindow, name: str, button: str) -> None:
    bar(window, name).buttons[button].click()


def sheet_of(window: MainWindow) -> CompareSheet:
    return next(sheet for sheet in window.findChildren(CompareSheet) if sheet.isVisible())


def test_edits_in_other_paragraphs_are_merged_from_the_bar(
    window: MainWindow, hands: Hands, story: Path
) -> None:
    session = write(window, hands, " Mine.")
    story.write_text(STORY.replace("The ferry", "The ferry Sanderling"), "utf-8")
    session.check_disk()
    assert list(bar(window, "file").buttons) == ["merge", "compare", "theirs", "mine"]
    before = session.undo_stack.index()
    press(window, "file", "merge")
    assert story.read_text("utf-8") == STORY.replace("The ferry", "The ferry Sanderling").replace(
        "hurt.", "hurt. Mine."
    )
    assert session.undo_stack.index() == before + 1
    assert window.workspace is not None and window.workspace.editor.notices.bar("file") is None
    assert session.state.kind is SaveKind.SAVED


def test_the_same_paragraph_is_compared_and_chosen_by_keyboard(
    window: MainWindow, hands: Hands, story: Path
) -> None:
    session = write(window, hands, " Mine.")
    theirs = STORY.replace("Nobody was hurt.", "Two were hurt.").replace("kicker: Sound", "kicker: Gull Holm")
    story.write_text(theirs, "utf-8")
    session.check_disk()
    assert list(bar(window, "file").buttons) == ["compare", "theirs", "mine"]
    press(window, "file", "compare")
    sheet = sheet_of(window)
    assert [(row.difference.key, row.side.value) for row in sheet.rows] == [
        ("kicker", "theirs"),
        ("", "mine"),
    ]
    focused = QApplication.focusWidget()
    assert isinstance(focused, QAbstractButton) and focused.accessibleName().startswith(
        "Mine, Paragraph, difference 2 of 2"
    )
    hands.press(Qt.Key.Key_D)
    hands.press(Qt.Key.Key_F8, SHIFT)
    hands.press(Qt.Key.Key_M)
    assert [row.side.value for row in sheet.rows] == ["mine", "theirs"]
    hands.press(Qt.Key.Key_Return, CTRL)
    assert story.read_text("utf-8") == STORY.replace("Nobody was hurt.", "Two were hurt.")
    assert session.state.kind is SaveKind.SAVED
    session.undo_stack.undo()
    assert session.text == STORY.replace("hurt.", "hurt. Mine.")


def test_take_all_and_cancel(window: MainWindow, hands: Hands, story: Path) -> None:
    session = write(window, hands, " Mine.")
    theirs = STORY.replace("Nobody was hurt.", "Two were hurt.")
    story.write_text(theirs, "utf-8")
    session.check_disk()
    press(window, "file", "compare")
    sheet = sheet_of(window)
    take = next(b for b in sheet.findChildren(QAbstractButton) if b.accessibleName() == "Take all, On disk")
    take.click()
    assert sheet.text == theirs
    hands.press(Qt.Key.Key_Escape)
    assert session.state.kind is SaveKind.CONFLICT and story.read_text("utf-8") == theirs
    press(window, "file", "theirs")
    assert session.text == theirs


def test_a_deleted_file_offers_to_save_again_and_is_no_dead_end(
    window: MainWindow, hands: Hands, story: Path, room: Path
) -> None:
    session = write(window, hands, " Mine.")
    story.unlink()
    session.check_disk()
    assert list(bar(window, "file").buttons) == ["mine", "as"]
    assert window.workspace is not None
    assert window.workspace.open_story(room / "stories" / "ferry-aground.md")
    assert not story.exists()
    assert window.workspace.open_story(story)
    assert "Mine." in current(window).text
    current(window).conflict.keep_mine()


def test_a_story_somebody_has_is_read_and_taken_over_when_it_stands_still(
    window: MainWindow, hands: Hands, room: Path
) -> None:
    path = room / "stories" / "conflict.md"
    path.write_text(STORY, "utf-8")
    lease_path(path).write_text(json.dumps(asdict(MAREN)), "utf-8")
    assert window.workspace is not None and window.desk is not None
    assert window.workspace.open_story(path)
    notice = bar(window, "hold")
    assert notice.accessibleName() == "Maren Oduya has this story open on newsdesk-2. You can read it."
    assert list(notice.buttons) == ["copy"]
    editor = window.workspace.editor
    write(window, hands, "nothing")
    assert current(window).text == STORY
    assert editor.galley.body.isReadOnly()
    hold = window.desk._hold
    assert hold is not None
    now = hold._monotonic() + STILL_S
    hold._monotonic = lambda: now
    hold._look()
    assert hold._errand.wait(5)
    assert list(bar(window, "hold").buttons) == ["copy", "take"]
    press(window, "hold", "take")
    assert editor.notices.bar("hold") is None
    write(window, hands, " Mine.")
    assert current(window).save()
    assert "Mine." in path.read_text("utf-8")


def test_a_copy_of_a_story_somebody_has_is_opened(window: MainWindow, room: Path) -> None:
    path = room / "stories" / "conflict.md"
    path.write_text(STORY, "utf-8")
    lease_path(path).write_text(json.dumps(asdict(MAREN)), "utf-8")
    assert window.workspace is not None and window.workspace.open_story(path)
    press(window, "hold", "copy")
    assert current(window).path != path and not current(window).is_read_only
    assert window.workspace.editor.notices.bar("hold") is None
    assert not window.workspace.editor.galley.body.isReadOnly()
