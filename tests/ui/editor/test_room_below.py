"""Below a table, a box or a picture that ends the story there is room to write."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from tests.ui.editor.conftest import Desk

ENDS = {
    "table": "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "box": "!!! facts\n    **In short**\n\n    One thing.\n",
    "picture": '![A ferry](a.jpg "Aground.")\n',
    "also read": "Also read: [Flood](flood.md)\n",
}


@pytest.fixture(params=ENDS)
def ended(request: pytest.FixtureRequest, desk: Desk) -> Desk:
    """A story that ends so."""
    desk.session.replace_text("End", desk.text[: desk.text.index("## Crosshead")] + ENDS[request.param])
    desk.pane.galley.body.viewport().grab()
    return desk


def _click_below(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    bottom = body.object_rect(body.document().lastBlock()).bottom()
    point = QPoint(body.column_left + 60, round(bottom) + 60)
    assert point.y() < body.viewport().height()
    qtbot.mouseClick(body.viewport(), Qt.MouseButton.LeftButton, pos=point)


def test_a_click_below_begins_a_paragraph(ended: Desk, qtbot: QtBot) -> None:
    before, body = ended.text, ended.pane.galley.body
    _click_below(ended, qtbot)
    assert ended.text == before
    blocks = body.document().blockCount()
    _click_below(ended, qtbot)
    assert body.document().blockCount() == blocks
    qtbot.keyClicks(body, "More.")
    assert ended.text.rstrip("\n") == before.rstrip("\n") + "\n\nMore."
    while body.document().blockCount() == blocks and ended.session.undo_stack.canUndo():
        ended.session.undo_stack.undo()
    assert ended.text == before


def test_down_from_the_last_line_does_so_too(ended: Desk, qtbot: QtBot) -> None:
    before, body = ended.text, ended.pane.galley.body
    body.setFocus()
    body.moveCursor(QTextCursor.MoveOperation.End)
    for _ in range(2):
        qtbot.keyClick(body, Qt.Key.Key_Down)
    assert ended.text == before
    qtbot.keyClicks(body, "More.")
    assert ended.text.rstrip("\n") == before.rstrip("\n") + "\n\nMore."


def test_a_story_that_is_only_read_stays_as_it_is(ended: Desk, qtbot: QtBot) -> None:
    body = ended.pane.galley.body
    ended.pane.set_read_only(True)
    blocks = body.document().blockCount()
    _click_below(ended, qtbot)
    assert body.document().blockCount() == blocks
    ended.pane.set_read_only(False)


def test_below_text_nothing_is_made(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    desk.session.replace_text("End", desk.text[: desk.text.index("Also read")])
    blocks = body.document().blockCount()
    _click_below(desk, qtbot)
    assert body.document().blockCount() == blocks
