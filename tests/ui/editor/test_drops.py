"""What other programs let go over the text comes in as a copy; what is dragged out of it stays."""

from __future__ import annotations

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDrag, QDropEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.editor.conftest import Desk


def _drop(desk: Desk, mime: QMimeData) -> QDropEvent:
    body = desk.pane.galley.body
    place = QPointF(body.cursorRect(desk.caret_at("Lifeboats")).center())
    event = QDropEvent(
        place,
        Qt.DropAction.MoveAction | Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.setDropAction(Qt.DropAction.MoveAction)
    body.dropEvent(event)
    return event


def test_words_of_another_program_are_not_taken_from_it(desk: Desk, qtbot: QtBot) -> None:
    desk.pane.galley.head.focus_field("title")
    mime = QMimeData()
    mime.setText("Two ")
    event = _drop(desk, mime)
    assert "Two Lifeboats had" in desk.text
    assert event.isAccepted()
    assert event.dropAction() == Qt.DropAction.CopyAction
    qtbot.waitUntil(desk.pane.galley.body.hasFocus)


def test_a_file_stays_where_it_was(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory, qtbot: QtBot
) -> None:
    file = tmp_path_factory.mktemp("elsewhere") / "From desk.png"
    Image.new("RGB", (40, 20), "navy").save(file)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    event = _drop(desk, mime)
    assert event.dropAction() == Qt.DropAction.CopyAction
    qtbot.waitUntil(lambda: "../images/from-desk.png" in desk.text)
    assert file.exists()


def _drag(desk: Desk, words: str, monkeypatch: pytest.MonkeyPatch, by: int) -> list[Qt.DropAction]:
    """Press on selected words and pull; another program takes them as a move."""
    offered: list[Qt.DropAction] = []

    def taken(_drag: QDrag, actions: Qt.DropAction, _default: Qt.DropAction) -> Qt.DropAction:
        offered.append(actions)
        return Qt.DropAction.MoveAction

    monkeypatch.setattr(QDrag, "exec", taken)
    body = desk.pane.galley.body
    cursor = desk.caret_at(words, select=True)
    middle = QTextCursor(cursor)
    middle.setPosition((cursor.selectionStart() + cursor.selectionEnd()) // 2)
    at = QPointF(body.cursorRect(middle).center())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    pressed = QMouseEvent(QEvent.Type.MouseButtonPress, at, at, left, left, none)
    there = at + QPointF(by, 0)
    moved = QMouseEvent(QEvent.Type.MouseMove, there, there, Qt.MouseButton.NoButton, left, none)
    for event in (pressed, moved):
        QApplication.sendEvent(body.viewport(), event)
    released = QMouseEvent(QEvent.Type.MouseButtonRelease, there, there, left, Qt.MouseButton.NoButton, none)
    QApplication.sendEvent(body.viewport(), released)
    return offered


def test_words_dragged_to_another_program_stay(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = desk.text
    offered = _drag(desk, "Lifeboats", monkeypatch, 60)
    assert offered == [Qt.DropAction.CopyAction | Qt.DropAction.MoveAction]
    assert desk.text == before
    assert not desk.session.undo_stack.canUndo()


def test_of_a_text_that_is_only_read_copies_are_offered(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.pane.set_read_only(True)
    assert _drag(desk, "Lifeboats", monkeypatch, 60) == [Qt.DropAction.CopyAction]
    desk.pane.set_read_only(False)


def test_a_click_on_what_is_selected_is_no_drag(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _drag(desk, "Lifeboats", monkeypatch, 1) == []
    assert not desk.pane.galley.body.textCursor().hasSelection()
