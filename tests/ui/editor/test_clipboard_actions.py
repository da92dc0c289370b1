"""Cut and copy are there while something is selected in the text that has the keys."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.editor.conftest import Desk


def _offered(desk: Desk) -> tuple[bool, bool]:
    return desk.actions["edit.cut"].isEnabled(), desk.actions["edit.copy"].isEnabled()


@pytest.fixture
def writing(desk: Desk, qtbot: QtBot) -> Desk:
    """The text has the keys."""
    desk.pane.galley.body.setFocus()
    qtbot.waitUntil(desk.pane.galley.body.hasFocus)
    return desk


def test_they_wait_for_a_selection(writing: Desk) -> None:
    assert _offered(writing) == (False, False)
    assert writing.actions["edit.copy"].reason == "Select something first."
    writing.caret_at("Lifeboats", select=True)
    assert _offered(writing) == (True, True)
    writing.actions["edit.cut"].trigger()
    assert QGuiApplication.clipboard().text() == "Lifeboats"
    assert _offered(writing) == (False, False)


def test_they_follow_the_keys_from_text_to_text(writing: Desk, qtbot: QtBot) -> None:
    title = writing.pane.galley.head.fields["title"]
    writing.caret_at("Lifeboats", select=True)
    title.setFocus()
    qtbot.waitUntil(title.hasFocus)
    assert _offered(writing) == (False, False)
    title.selectAll()
    assert _offered(writing) == (True, True)
    words = writing.pane.find_bar.words
    writing.actions["edit.find"].trigger()
    qtbot.waitUntil(words.hasFocus)
    words.setText("ferry")
    words.deselect()
    assert _offered(writing) == (False, False)
    words.selectAll()
    assert _offered(writing) == (True, True)


def test_where_there_is_no_text_there_is_nothing_to_copy(writing: Desk, qtbot: QtBot) -> None:
    writing.caret_at("Lifeboats", select=True)
    button = QPushButton("Elsewhere", writing.pane)
    button.show()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    assert _offered(writing) == (False, False)


def test_what_is_only_read_can_be_copied(writing: Desk) -> None:
    writing.pane.set_read_only(True)
    writing.caret_at("Lifeboats", select=True)
    assert _offered(writing) == (False, True)
    writing.pane.set_read_only(False)


def test_a_text_that_has_gone_is_forgotten(writing: Desk, qtbot: QtBot) -> None:
    writing.caret_at("Lifeboats", select=True)
    writing.actions["edit.find"].trigger()
    assert QApplication.focusWidget() is not None
    writing.pane.set_session(None)
    cursor = QTextCursor(writing.pane.galley.body.document())
    writing.pane.galley.body.setTextCursor(cursor)
    assert isinstance(_offered(writing), tuple)
