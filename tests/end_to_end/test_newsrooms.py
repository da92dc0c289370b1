"""One newsroom after another in the same window, and what stays of the one before: nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from editor_app.intake.sample import copy_sample
from editor_app.session.newsroom_session import NewsroomSession
from editor_app.stories.workflow import Status
from editor_app.ui.actions import Actions
from editor_app.ui.main_window import MainWindow
from editor_app.ui.newsroom_switching import room_labels
from editor_app.ui.story_commands import StoryCommands
from editor_app.ui.theme import MODES
from editor_app.ui.workspace import Workspace
from tests.end_to_end.conftest import Hands


@pytest.fixture
def other(tmp_path: Path) -> Path:
    folder = tmp_path / "other"
    copy_sample(folder, datetime.now(UTC))
    return folder


def settle() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def test_newsrooms_take_turns_and_leave_nothing_behind(
    window: MainWindow, hands: Hands, room: Path, other: Path
) -> None:
    settle()
    kinds = (Workspace, NewsroomSession, Actions, StoryCommands)
    counts = []
    for folder in (other, room, other, room, other):
        assert window.open_newsroom(folder)
        settle()
        assert [len(window.findChildren(kind)) for kind in kinds] == [1, 1, 1, 1]
        assert window.desk is not None and window.desk.newsroom.folder == folder
        for mode in MODES:
            window.set_theme(mode)
        settle()
        counts.append(len(window.findChildren(QObject)))
    # What the first opening makes once and for all may come late; a workspace left behind is over a thousand objects.
    settled = counts[1:]
    assert max(settled) - min(settled) < 20


def test_the_actions_work_in_the_second_newsroom_and_once(
    window: MainWindow, hands: Hands, other: Path
) -> None:
    window.open_newsroom(other)
    settle()
    assert window.desk is not None
    before = len(window.desk.catalogue.entries)
    window.table["file.new"].trigger()
    assert len(window.desk.catalogue.entries) == before + 1
    assert len(list((other / "stories").rglob("*.md"))) == before + 1


def test_text_typed_in_the_last_moment_is_saved_when_another_newsroom_opens(
    window: MainWindow, hands: Hands, room: Path, other: Path
) -> None:
    assert window.workspace is not None and window.desk is not None
    path = window.desk.current.path
    window.workspace.editor.focus_text()
    hands.press(Qt.Key.Key_End)
    hands.type("lastword")
    window.open_newsroom(other)
    assert "lastword" in path.read_text("utf-8")


def test_closing_the_window_saves(window: MainWindow, hands: Hands) -> None:
    assert window.workspace is not None and window.desk is not None
    path = window.desk.current.path
    window.workspace.editor.focus_text()
    hands.type("lastword")
    window.close()
    assert "lastword" in path.read_text("utf-8")


def test_a_folder_that_is_no_newsroom_leaves_the_open_one(
    window: MainWindow, room: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert not window.open_newsroom(empty)
    assert window.desk is not None and window.desk.newsroom.folder == room


def test_f6_goes_round_the_regions_and_back(window: MainWindow, hands: Hands) -> None:
    work = window.workspace
    assert work is not None
    work.show_panel("story")
    work.sidebar.focus_list()
    regions = [work.sidebar, work.stories, work.editor, work.inspector, work.rail, window.status]

    def region() -> QObject | None:
        focus = QApplication.focusWidget()
        return next((each for each in regions if focus is each or each.isAncestorOf(focus)), None)

    window.status.set_checks(0, 2)
    visited = [region()]
    for _ in range(5):
        window.table["go.next_region"].trigger()
        visited.append(region())
    assert visited == regions
    for expected in reversed(regions[:-1]):
        window.table["go.previous_region"].trigger()
        assert region() is expected


def test_the_palette_goes_to_desks_and_sections(window: MainWindow, hands: Hands) -> None:
    assert window.workspace is not None
    window.show_palette()
    hands.type("#weather")
    hands.press(Qt.Key.Key_Return)
    assert window.workspace.stories.shelf.section == "Weather"


def test_in_a_narrow_window_f9_brings_the_list_and_sends_it_away(window: MainWindow, hands: Hands) -> None:
    work = window.workspace
    assert work is not None
    work.close_panel()
    window.resize(720, 450)
    hands.wait_for(lambda: work.width() <= 720)
    assert not work.stories.isVisible()
    assert work.editor.header.list_button.isVisible()
    window.table["view.sidebar"].trigger()
    assert work.stories.isVisible() and work.editor.isVisible()
    assert work.stories.isAncestorOf(hands.focus)
    assert window.width() == 720
    hands.press(Qt.Key.Key_Escape)
    assert not work.stories.isVisible()
    assert work.editor.isAncestorOf(hands.focus)


def test_a_panel_makes_way_for_the_text_in_a_narrow_window_and_comes_back(
    window: MainWindow, hands: Hands
) -> None:
    work = window.workspace
    assert work is not None
    work.show_panel("share")
    window.resize(720, 450)
    hands.wait_for(lambda: work.editor.isVisible() and not work.inspector.isVisible())
    window.resize(1440, 900)
    hands.wait_for(lambda: work.editor.isVisible() and work.inspector.isVisible())
    assert work.open_panel == "share"


def test_find_brings_the_text_where_a_panel_stands_in_its_place(window: MainWindow, hands: Hands) -> None:
    work = window.workspace
    assert work is not None
    window.resize(720, 450)
    hands.wait_for(lambda: work.width() <= 720)
    work.show_panel("share")
    assert not work.editor.isVisible()
    window.resize(740, 450)
    hands.wait_for(lambda: work.width() > 720)
    assert not work.editor.isVisible()
    hands.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert work.editor.isVisible() and work.editor.find_bar.isAncestorOf(hands.focus)


def test_the_menu_bar_keeps_its_corner_when_the_theme_changes(window: MainWindow, hands: Hands) -> None:
    corner = window.menuBar().cornerWidget()
    for mode in ("dark", "high_contrast", "light"):
        window.set_theme(mode)
        settle()
        assert corner.width() >= corner.sizeHint().width(), mode


def test_f10_opens_the_menus(window: MainWindow, hands: Hands) -> None:
    work = window.workspace
    assert work is not None
    work.stories.focus_list()
    hands.press(Qt.Key.Key_F10)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and menu.title() == "&File"
    menu.close()


def test_a_dialog_that_closes_takes_nothing_of_the_window_along(window: MainWindow, hands: Hands) -> None:
    work, desk = window.workspace, window.desk
    assert work is not None and desk is not None and window.commands is not None
    published = next(entry for entry in desk.catalogue.entries if entry.status is Status.PUBLISHED)
    bar = window.menuBar()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        window.commands.spike(published.path)
        hands.press(key, times=3)
        hands.press(Qt.Key.Key_Escape)
        settle()
    assert isValid(bar)
    work.stories.focus_filter()
    hands.type("ferry")
    assert 0 < len(work.stories.model.paths()) < len(desk.catalogue.entries)


def test_a_story_spiked_from_the_list_comes_back_with_undo(window: MainWindow, hands: Hands) -> None:
    work, desk = window.workspace, window.desk
    assert work is not None and desk is not None
    draft = next(entry for entry in desk.catalogue.entries if entry.status is Status.DRAFT)
    before = draft.path.read_bytes()
    work.open_story(draft.path)
    work.stories.focus_list()
    hands.press(Qt.Key.Key_Delete)
    assert not draft.path.exists()
    hands.wait_for(work.toast.isVisible)
    work.toast.findChild(QAbstractButton).click()
    assert draft.path.read_bytes() == before
    assert desk.current is not None and desk.current.path == draft.path


def test_newsrooms_of_one_name_are_told_apart_by_their_folders() -> None:
    rooms = [(Path("/a/courier"), "Courier"), (Path("/b/copy"), "Courier"), (Path("/c/post"), "Post")]
    assert room_labels(rooms) == ["Courier — courier", "Courier — copy", "Post"]


def test_a_large_newsroom_shows_at_once_and_its_list_fills(
    window: MainWindow, room: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editor_app.session.newsroom_session.READ_AT_ONCE", 0)
    assert window.open_newsroom(room)
    assert window.desk is not None
    assert window.workspace is not None
    workspace = window.workspace
    assert window.desk.is_loading
    assert "Reading the stories…" in [label.text() for label in workspace.stories.findChildren(QLabel)]
    assert workspace.session is None
    qtbot.waitUntil(lambda: workspace.session is not None)
    assert workspace.stories.first_path() is not None
