from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from editor_app.stories.focal import MIDDLE, Focal
from editor_app.ui.inspector.focal_picture import FocalPicture
from editor_app.ui.inspector.share_panel import SharePanel


@pytest.fixture
def picture(qtbot: QtBot, theme) -> FocalPicture:
    """200 × 100, in a box of 200 × 120: the picture begins 10 px from the top."""
    picture = FocalPicture(theme)
    qtbot.addWidget(picture)
    picture.resize(200, 120)
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    picture.set_image(image, "ferry.jpg")
    picture.show_ring(MIDDLE)
    picture.show()
    return picture


def test_the_ring_goes_where_one_presses_and_follows(picture: FocalPicture, qtbot: QtBot) -> None:
    seen: list[Focal] = []
    picture.focal_moved.connect(seen.append)
    qtbot.mousePress(picture, Qt.MouseButton.LeftButton, pos=QPoint(50, 35))
    assert seen == [Focal(0.25, 0.25)]
    qtbot.mouseMove(picture, QPoint(500, 300))
    qtbot.mouseRelease(picture, Qt.MouseButton.LeftButton)
    assert picture.focal in (Focal(0.25, 0.25), Focal(1.0, 1.0))  # a headless pointer may not drag


def test_arrows_move_it_and_home_puts_it_back(picture: FocalPicture, qtbot: QtBot) -> None:
    qtbot.keyClick(picture, Qt.Key.Key_Right)
    qtbot.keyClick(picture, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert picture.focal == Focal(0.51, 0.4)
    assert picture.accessibleDescription() == "51 % from the left, 40 % from the top"
    assert picture.accessibleName() == "ferry.jpg, focal point"
    qtbot.keyClick(picture, Qt.Key.Key_Home)
    assert picture.focal == MIDDLE


def test_without_a_picture_there_is_no_ring(picture: FocalPicture, qtbot: QtBot) -> None:
    picture.set_image(None, missing="No image")
    picture.show_ring(MIDDLE)
    assert picture.focusPolicy() is Qt.FocusPolicy.NoFocus
    with qtbot.assertNotEmitted(picture.focal_moved):
        qtbot.mousePress(picture, Qt.MouseButton.LeftButton, pos=QPoint(10, 60))
        qtbot.keyClick(picture, Qt.Key.Key_Right)


def test_the_ring_is_seen(picture: FocalPicture) -> None:
    with_ring = picture.grab().toImage()
    picture.show_ring(None)
    assert picture.grab().toImage() != with_ring


def test_moving_it_changes_the_lead_image_in_one_step(qtbot: QtBot, theme, desk, ferry) -> None:
    panel = SharePanel(theme, desk)
    qtbot.addWidget(panel)
    panel.set_session(ferry)
    panel.show()
    before = ferry.story.text
    for across in (0.6, 0.7, 0.8):
        panel.thumbnail.focal_moved.emit(Focal(across, 0.3))
    assert ferry.meta.image.focal == "80% 30%"
    assert panel.thumbnail.focal == Focal(0.8, 0.3)
    assert panel.cards.cards["facebook"].drawing._facts.focal == Focal(0.8, 0.3)
    ferry.undo_stack.undo()
    assert ferry.story.text == before
    panel.thumbnail.focal_moved.emit(MIDDLE)
    assert "focal" not in ferry.story.head


def test_a_share_image_of_its_own_has_its_own_point(qtbot: QtBot, theme, desk, ferry) -> None:
    panel = SharePanel(theme, desk)
    qtbot.addWidget(panel)
    panel.set_session(ferry)
    panel.show()
    lead = ferry.meta.image
    panel.set_share_picture(desk.newsroom.images_folder / "ferry.jpg")
    qtbot.waitUntil(lambda: ferry.meta.share.image != "")
    panel.thumbnail.focal_moved.emit(Focal(0.1, 0.2))
    assert ferry.meta.share.focal == "10% 20%" and ferry.meta.image == lead
    panel.reset_image.click()
    assert ferry.meta.share.focal == "" and panel.thumbnail.focal == MIDDLE
