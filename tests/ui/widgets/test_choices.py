"""Segments, switches, the rail, chips, bars, toasts, thumbnails, buttons: what they say and when."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from editor_app.stories.workflow import Status
from editor_app.ui.actions import Actions
from editor_app.ui.focus_ring import FocusRing
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import action_button, default_button, primary_button, tool_button
from editor_app.ui.widgets.chips import CHIPS, Chip, chip_width, draw_chip
from editor_app.ui.widgets.notice_bar import KINDS, NoticeBar
from editor_app.ui.widgets.rail import Badge, RailTabs
from editor_app.ui.widgets.segmented import Segmented
from editor_app.ui.widgets.state_glyph import STATE_WORDS, draw_state, state_width
from editor_app.ui.widgets.switch import Switch
from editor_app.ui.widgets.thumbnail import Thumbnail
from editor_app.ui.widgets.toast import Toast

LEVELS = (("none", "None"), ("developing", "Developing", "developing"), ("breaking", "Breaking", "breaking"))


@pytest.fixture
def segmented(theme: Theme, qtbot: QtBot) -> Segmented:
    segmented = Segmented(LEVELS, theme, "Level")
    qtbot.addWidget(segmented)
    segmented.resize(300, 28)
    with qtbot.waitExposed(segmented):
        segmented.show()
    return segmented


def test_a_click_chooses_a_segment(segmented: Segmented, qtbot: QtBot) -> None:
    with qtbot.waitSignal(segmented.chosen) as told:
        qtbot.mouseClick(segmented, Qt.MouseButton.LeftButton, pos=segmented.tabRect(2).center())
    assert told.args == ["breaking"] and segmented.value == "breaking"


def test_setting_a_segment_is_silent(segmented: Segmented, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(segmented.chosen):
        segmented.set_value("developing")
    assert segmented.value == "developing"


def test_arrows_move_between_segments(segmented: Segmented, qtbot: QtBot) -> None:
    with qtbot.waitSignal(segmented.chosen):
        qtbot.keyClick(segmented, Qt.Key.Key_Right)
    assert segmented.value == "developing"


def test_segments_share_the_width(segmented: Segmented) -> None:
    widths = [segmented.tabRect(index).width() for index in range(segmented.count())]
    assert sum(widths) <= 300 and max(widths) - min(widths) <= 1 and sum(widths) >= 290


def test_a_switch_is_a_check_box(theme: Theme, qtbot: QtBot) -> None:
    switch = Switch("Embargo", theme)
    qtbot.addWidget(switch)
    with qtbot.waitExposed(switch):
        switch.show()
    with qtbot.waitSignal(switch.toggled):
        qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert not switch.isChecked() and switch.accessibleName() == "Embargo"
    assert switch.width() >= 24 and switch.height() >= 24


@pytest.fixture
def rail(theme: Theme, qtbot: QtBot) -> RailTabs:
    rail = RailTabs([("story", "Story", "article"), ("checks", "Checks", "list-checks")], theme)
    qtbot.addWidget(rail)
    rail.resize(60, 200)
    with qtbot.waitExposed(rail):
        rail.show()
    return rail


def test_pressing_the_open_tab_closes_the_panel(rail: RailTabs, qtbot: QtBot) -> None:
    pressed: list[str] = []
    rail.chosen.connect(pressed.append)
    for index in (1, 1, 0):
        qtbot.mouseClick(rail, Qt.MouseButton.LeftButton, pos=rail.tabRect(index).center())
    assert pressed == ["checks", "", "story"] and rail.current == "story"


def test_a_badge_is_added_to_the_tabs_name(rail: RailTabs) -> None:
    rail.set_badge("checks", Badge("2", spoken="2 to look at"))
    assert rail.accessibleTabName(1) == "Checks, 2 to look at"
    rail.set_badge("checks", None)
    assert rail.accessibleTabName(1) == "Checks"


def test_showing_a_panel_is_silent(rail: RailTabs, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(rail.chosen):
        rail.set_current("checks")
        rail.set_current("")
    assert rail.current == ""


def test_tabs_are_as_high_as_drawn_and_lower_without_words(rail: RailTabs) -> None:
    assert rail.tabSizeHint(0) == QSize(60, 48)
    rail.set_compact(True)
    assert rail.tabSizeHint(0) == QSize(44, 40) and rail.tabToolTip(0) == "Story"


@pytest.mark.parametrize("kind", sorted(CHIPS))
def test_chips_are_as_wide_as_they_say(theme: Theme, qtbot: QtBot, kind: str) -> None:
    canvas = QPixmap(300, 20)
    canvas.fill(Qt.GlobalColor.white)
    painter = QPainter(canvas)
    assert draw_chip(painter, 0, 0, "Embargo Wed 06:00", kind, theme) == chip_width(
        "Embargo Wed 06:00", kind, theme
    )
    painter.end()
    chip = Chip("Corrected", kind, theme)
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "Corrected"


@pytest.mark.parametrize("state", [*(str(status) for status in Status), "spiked"])
def test_every_state_has_its_own_glyph_and_word(theme: Theme, qtbot: QtBot, state: str) -> None:
    canvas = QPixmap(120, 20)
    canvas.fill(Qt.GlobalColor.white)
    painter = QPainter(canvas)
    assert draw_state(painter, 0, 0, state, theme, QColor("white")) == state_width(state, theme)
    painter.end()
    assert STATE_WORDS[state]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_bar_says_which_button_was_pressed(theme: Theme, qtbot: QtBot, kind: str) -> None:
    bar = NoticeBar(
        kind,
        "Changed <outside> & in.",
        (("mine", "Keep mine"), ("disk", "Take theirs", "primary")),
        theme,
        closable=True,
    )
    qtbot.addWidget(bar)
    bar.resize(600, 40)
    with qtbot.waitExposed(bar):
        bar.show()
    with qtbot.waitSignal(bar.chosen) as told:
        bar.buttons["disk"].click()
    assert told.args == ["disk"] and bar.accessibleName() == "Changed <outside> & in."
    assert bar.grab().width() == 600


def test_a_toast_holds_one_action_and_goes(theme: Theme, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(500, 300)
    with qtbot.waitExposed(host):
        host.show()
    toast = Toast(host, theme)
    done: list[bool] = []
    toast.say("Moved to Spiked", "Undo", lambda: done.append(True))
    assert toast.isVisible() and host.rect().contains(toast.geometry())
    assert toast.geometry().bottom() == 300 - 25
    toast._button.click()
    assert done == [True] and not toast.isVisible()
    toast.say("Saved")
    assert not toast._button.isVisible()
    toast._timer.timeout.emit()
    assert not toast.isVisible()


def test_a_thumbnail_keeps_the_middle(theme: Theme, qtbot: QtBot) -> None:
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    painter = QPainter(image)
    painter.fillRect(50, 0, 100, 100, QColor("blue"))
    painter.end()
    thumbnail = Thumbnail(theme, QSize(50, 50))
    qtbot.addWidget(thumbnail)
    thumbnail.set_image(image, "A ferry")
    assert thumbnail.grab().toImage().pixelColor(25, 25) == QColor("blue")
    thumbnail.set_image(None, missing="No picture")
    assert thumbnail.accessibleName() == "No picture"


def test_an_action_button_follows_its_action(theme: Theme, qtbot: QtBot) -> None:
    actions = Actions(theme)
    actions.handle("format.bold", lambda: None)
    button = actions.button_for("format.bold", lambda action: action_button(action, "text-b-bold", theme))
    qtbot.addWidget(button)
    assert button.toolTip() == "Bold  Ctrl+B" and button.accessibleName() == "Bold"
    actions.set_available("format.bold", False, "This is a card.")
    assert not button.isEnabled()
    actions.set_available("format.bold", True)
    button.click()  # type: ignore[attr-defined]
    assert actions["format.bold"].isChecked() and button.isChecked()  # type: ignore[attr-defined]


@dataclass
class Row:
    window: QWidget
    first: QPushButton
    second: QPushButton


@pytest.fixture
def row(worn: Theme, qtbot: QtBot) -> Row:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QHBoxLayout(window)
    first, second = default_button("Cancel", worn), primary_button("Publish", worn)
    layout.addWidget(first)
    layout.addWidget(second)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return Row(window, first, second)


def _rings(window: QWidget) -> list[FocusRing]:
    return [ring for ring in window.findChildren(FocusRing) if ring.isVisible()]


def test_the_keyboard_shows_a_ring_and_the_mouse_does_not(row: Row, qtbot: QtBot) -> None:
    row.second.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: len(_rings(row.window)) == 1)
    assert _rings(row.window)[0].geometry() == row.second.geometry().adjusted(-3, -3, 3, 3)
    qtbot.mousePress(row.first, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not _rings(row.window))
    qtbot.mouseRelease(row.first, Qt.MouseButton.LeftButton)


def test_a_window_that_opens_shows_no_ring_and_one_that_comes_back_shows_it_again(
    row: Row, qtbot: QtBot
) -> None:
    assert _rings(row.window) == []
    row.second.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: len(_rings(row.window)) == 1)
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitExposed(other):
        other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    assert _rings(row.window) == []
    row.window.activateWindow()
    qtbot.waitUntil(lambda: len(_rings(row.window)) == 1)


def test_the_ring_survives_the_end_of_its_parent(row: Row, worn: Theme, qtbot: QtBot) -> None:
    inner = QWidget(row.window)
    button = tool_button("x", "Close", worn, parent=inner)
    inner.show()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: len(_rings(row.window)) == 1)
    inner.deleteLater()
    with qtbot.waitSignal(inner.destroyed):
        pass
    row.first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: len(_rings(row.window)) == 1)


def test_the_ring_scrolls_with_its_button(row: Row, worn: Theme, qtbot: QtBot) -> None:
    area, inside = QScrollArea(row.window), QWidget()
    button = default_button("Far down", worn)
    button.setParent(inside)
    button.setGeometry(10, 300, 100, 28)
    inside.resize(200, 600)
    area.setWidget(inside)
    area.resize(220, 200)
    area.show()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: len(_rings(row.window)) == 1)
    ring = _rings(row.window)[0]
    area.verticalScrollBar().setValue(250)
    assert ring.mapTo(area, QPoint(3, 3)) == button.mapTo(area, QPoint(0, 0))
