"""The welcome page and the page without a story."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from editor_app.ui.theme import Theme
from editor_app.ui.welcome import RecentRow, WelcomeButton, WelcomePage
from tests.ui.story_list.samples import NOW


@pytest.fixture
def page(theme: Theme, qtbot: QtBot, tmp_path: Path) -> WelcomePage:
    page = WelcomePage(theme)
    qtbot.addWidget(page)
    page.set_recent(
        [
            (tmp_path, "Ostrey Courier", "2026-11-17T14:00:00+00:00"),
            (tmp_path / "gone", "", "2026-11-09T10:00:00+00:00"),
            (tmp_path, "Broken time", "yesterday"),
        ],
        NOW,
    )
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()
    return page


def test_the_three_ways_in(page: WelcomePage, qtbot: QtBot) -> None:
    buttons = {button.text(): button for button in page.findChildren(WelcomeButton)}
    for words, signal in (
        ("Open newsroom folder…", page.open_requested),
        ("New newsroom…", page.new_requested),
        ("Try the sample newsroom", page.sample_requested),
    ):
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(buttons[words], Qt.MouseButton.LeftButton)


def test_a_recent_newsroom_opens_again(page: WelcomePage, qtbot: QtBot, tmp_path: Path) -> None:
    rows = page.findChildren(RecentRow)
    assert [row._opened for row in rows] == ["Today 14:00", "Mon 9 Nov", ""]
    with qtbot.waitSignal(page.newsroom_chosen) as asked:
        qtbot.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    assert asked.args == [tmp_path]


def test_a_folder_that_is_gone_is_greyed_and_says_so(page: WelcomePage) -> None:
    gone = page.findChildren(RecentRow)[1]
    assert gone.text() == "gone" and not gone.isEnabled() and "cannot be found" in gone.toolTip()


def test_dropped_files_are_handed_on(page: WelcomePage, qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/")])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(page.dropped) as told:
        page.dropEvent(event)
    assert told.args == [[tmp_path]]


def test_no_recent_newsrooms_no_heading(page: WelcomePage) -> None:
    page.set_recent([], NOW)
    assert not page._recent_head.isVisible()
