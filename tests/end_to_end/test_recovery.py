"""After a crash, in the real window: the bar, its buttons by mouse and keyboard, and what is said when nothing can be kept."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor_app import app as application
from editor_app.stories import placing
from editor_app.stories.recovery import journal as journal_module
from editor_app.stories.recovery.store import RecoveryStore, recovery_places
from editor_app.ui.dialogs.compare_sheet import CompareSheet
from editor_app.ui.dialogs.confirm_dialog import ConfirmDialog
from editor_app.ui.main_window import MainWindow, log_path
from editor_app.ui.widgets.notice_bar import NoticeBar
from tests.end_to_end.conftest import CTRL, Hands


def crash_after(window: MainWindow, hands: Hands, words: str) -> Path:
    """Type, and leave what a crash would leave; the newsroom is open again afterwards."""
    desk, workspace = window.desk, window.workspace
    assert desk is not None and workspace is not None and desk.current is not None
    workspace.editor.focus_text()
    hands.type(words)
    session = desk.current
    session._autosave.stop()
    desk.recovery.flush()
    desk.leave_story()
    assert window.open_newsroom(desk.newsroom.folder)
    return session.path


def recovery_bar(window: MainWindow) -> NoticeBar | None:
    assert window.workspace is not None
    bar = window.workspace.editor.notices.bar("recovery")
    assert bar is None or isinstance(bar, NoticeBar)
    return bar


def text_of(window: MainWindow) -> str:
    assert window.desk is not None and window.desk.current is not None
    return window.desk.current.text


def test_the_story_with_unsaved_work_is_the_one_that_opens(window: MainWindow, hands: Hands) -> None:
    assert window.desk is not None and window.workspace is not None
    path = crash_after(window, hands, "lastword and more ")
    assert window.desk.current is not None and window.desk.current.path == path
    bar = recovery_bar(window)
    assert bar is not None and bar.isVisible() and "lastword" not in text_of(window)
    assert bar.accessibleName().startswith("Unsaved work from ")
    assert bar.accessibleName().endswith(" was recovered. 3 words more than the file.")


def test_restore_by_keyboard_is_one_step(window: MainWindow, hands: Hands) -> None:
    crash_after(window, hands, "lastword ")
    before = text_of(window)
    bar = recovery_bar(window)
    assert bar is not None and window.workspace is not None
    bar.buttons["restore"].setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Space)
    assert "lastword" in text_of(window) and recovery_bar(window) is None
    assert window.workspace.editor.isAncestorOf(hands.focus)
    hands.press(Qt.Key.Key_Z, CTRL)
    assert text_of(window) == before


def test_the_buttons_follow_one_another_on_tab(window: MainWindow, hands: Hands) -> None:
    crash_after(window, hands, "lastword ")
    bar = recovery_bar(window)
    assert bar is not None
    bar.buttons["discard"].setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Tab)
    assert hands.focus is bar.buttons["restore"]


def test_compared_a_text_made_of_both_is_one_step(window: MainWindow, hands: Hands) -> None:
    crash_after(window, hands, "lastword ")
    before, bar = text_of(window), recovery_bar(window)
    assert bar is not None and window.desk is not None and window.desk.current is not None
    bar.buttons["compare"].click()
    sheet = next(each for each in window.findChildren(CompareSheet) if each.isVisible())
    assert "lastword" in sheet.text and len(sheet.rows) == 1
    assert sheet.main_button is not None
    sheet.main_button.click()
    assert "lastword" in text_of(window) and recovery_bar(window) is None
    window.desk.current.undo_stack.undo()
    assert text_of(window) == before


def test_discarded_it_can_be_brought_back(window: MainWindow, hands: Hands) -> None:
    crash_after(window, hands, "lastword ")
    bar = recovery_bar(window)
    assert bar is not None and window.workspace is not None
    bar.buttons["discard"].click()
    assert recovery_bar(window) is None and "lastword" not in text_of(window)
    assert window.workspace.toast.isVisible()
    window.table["story.bring_back"].trigger()
    bar = recovery_bar(window)
    assert bar is not None
    bar.buttons["restore"].click()
    assert "lastword" in text_of(window)


def test_a_story_without_its_file_is_shown_and_saved_again_on_demand(
    window: MainWindow, hands: Hands, qapp: QApplication
) -> None:
    desk = window.desk
    assert desk is not None and desk.current is not None
    path = desk.current.path
    folder = desk.newsroom.folder
    crash_after(window, hands, "lastword ")
    assert window.close_newsroom()
    path.unlink()
    assert window.open_newsroom(folder)
    bar = recovery_bar(window)
    assert bar is not None and bar.isVisible() and "no file any more" in bar.accessibleName()
    assert "lastword" in text_of(window) and not path.exists()
    bar.buttons["restore"].click()
    assert "lastword" in path.read_text("utf-8") and recovery_bar(window) is None


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No story can be written."""

    def refuse(*_arguments: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(placing, "write_temporary", refuse)
    return monkeypatch


def question(window: MainWindow) -> ConfirmDialog | None:
    return next((each for each in window.findChildren(ConfirmDialog) if each.isVisible()), None)


def words_of(widget: QWidget) -> str:
    from editor_app.ui.widgets.text_label import TextLabel

    return " ".join(label.text() for label in widget.findChildren(TextLabel))


def test_quitting_with_a_story_that_cannot_be_saved_asks_once_and_keeps_the_text(
    window: MainWindow, hands: Hands, full_disk: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    assert window.workspace is not None
    window.workspace.editor.focus_text()
    hands.type("lastword")
    window.close()
    dialog = question(window)
    assert window.isVisible() and dialog is not None
    assert "the disk is full" in words_of(dialog) and "is kept on this machine" in words_of(dialog)
    dialog.keep.click()
    assert window.isVisible() and "lastword" in text_of(window)
    window.close()
    dialog = question(window)
    assert dialog is not None
    dialog.confirm.click()
    assert not window.isVisible()
    (left,) = RecoveryStore(recovery_places()).look(window.clock())
    assert "lastword" in left.entry.text


def test_when_no_place_keeps_the_text_a_red_bar_says_so_and_quitting_warns(
    window: MainWindow, hands: Hands, full_disk: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    full_disk.setattr(journal_module, "_sync", refuse)
    assert window.workspace is not None
    window.workspace.editor.focus_text()
    hands.type("lastword")
    notices = window.workspace.editor.notices
    qtbot.waitUntil(lambda: notices.bar("journal") is not None)
    bar = notices.bar("journal")
    assert isinstance(bar, NoticeBar) and bar.kind == "error"
    assert bar.accessibleName().startswith("Typing is not being kept: the disk is full.")
    window.close()
    dialog = question(window)
    assert dialog is not None and "Nor is there room to keep it" in words_of(dialog)
    dialog.keep.click()
    full_disk.undo()
    bar.buttons["retry"].click()
    assert notices.bar("journal") is None


def test_a_fault_of_our_own_keeps_the_text_and_is_told_without_it(
    window: MainWindow, hands: Hands, full_disk: pytest.MonkeyPatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    application._catch_mishaps(window)
    assert window.workspace is not None
    window.workspace.editor.focus_text()
    hands.type("lastword")
    fault = ValueError("lastword")
    sys.excepthook(ValueError, fault, None)
    assert "is kept, and is offered again" in window.toast.accessibleName()
    log = log_path()
    assert "ValueError" in log.read_text("utf-8") and "lastword" not in log.read_text("utf-8")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert window.desk is not None and window.desk.recovery.flush()
    (journal,) = recovery_places()[0].glob("*.journal")
    from editor_app.stories.recovery.record import read_last

    entry = read_last(journal.read_bytes()).entry
    assert entry is not None and "lastword" in entry.text
