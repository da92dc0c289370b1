from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from editor_app.markup.counts import word_count
from editor_app.session.story_session import StorySession
from editor_app.session.word_tally import WordTally


def test_it_counts_as_the_whole_body_is_counted(session: StorySession, qtbot: QtBot) -> None:
    tally = WordTally(QObject(session))
    with qtbot.waitSignal(tally.counted) as counted:
        tally.follow(session)
    assert counted.args == [word_count(session.story.body)] == [10]


def test_an_edit_counts_its_paragraph_after_a_pause(
    session: StorySession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally = WordTally(QObject(session))
    tally.follow(session)
    looked_at: list[str] = []
    monkeypatch.setattr(
        "editor_app.session.word_tally.word_count", lambda text: looked_at.append(text) or word_count(text)
    )
    cursor = QTextCursor(session.body.document)
    with qtbot.waitSignal(tally.counted) as counted:
        for letter in "Now the big ":
            cursor.insertText(letter)
        assert not looked_at
    assert counted.args == [13]
    assert looked_at == ["Now the big The island ferry ran aground.\n\n"]


def test_what_is_taken_out_and_put_back_is_counted(session: StorySession, qtbot: QtBot) -> None:
    tally = WordTally(QObject(session))
    tally.follow(session)
    cursor = QTextCursor(session.body.document)
    cursor.select(QTextCursor.SelectionType.Document)
    with qtbot.waitSignal(tally.counted) as counted:
        cursor.removeSelectedText()
    assert counted.args == [0]
    with qtbot.waitSignal(tally.counted) as counted:
        session.undo_stack.undo()
    assert counted.args == [10]


def test_another_story_is_counted_from_nothing(session: StorySession, qtbot: QtBot) -> None:
    tally = WordTally(QObject(session))
    tally.follow(session)
    tally.follow(None)
    with qtbot.assertNotEmitted(tally.counted, wait=0):
        session.body.load("Other words entirely")
    with qtbot.waitSignal(tally.counted) as counted:
        tally.follow(session)
    assert counted.args == [3]
