"""What a row has room for."""

from __future__ import annotations

from datetime import UTC

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from editor_app.stories.workflow import Status
from editor_app.ui.story_list.rows import row_of
from editor_app.ui.story_list.story_delegate import StoryDelegate
from editor_app.ui.theme import Theme
from tests.ui.story_list.samples import NOW, entry, in_force


@pytest.mark.parametrize(
    ("width", "kinds"),
    [
        (500, ["breaking", "corrected", "edited"]),
        (270, ["breaking", "edited"]),
        (190, ["breaking"]),
    ],
)
def test_chips_leave_room_for_the_state(qtbot: QtBot, theme: Theme, width: int, kinds: list[str]) -> None:
    told = entry("ferry", status=Status.PUBLISHED, breaking=in_force(), corrected=True, edited=True)
    view = QWidget()
    qtbot.addWidget(view)
    delegate = StoryDelegate(theme, view)
    row = row_of(told, NOW, UTC)
    assert [kind for _words, kind in delegate._chips_within(row, width)] == kinds
