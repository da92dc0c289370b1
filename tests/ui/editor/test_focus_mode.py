"""Focus mode, typewriter scrolling and the count of selected words, in a shown editor."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextCursor
from pytestqt.qtbot import QtBot

from tests.ui.editor.conftest import STORY, Desk


def darkness(desk: Desk, words: str) -> int:
    """How dark the darkest dot of the first line of these words is, 0 to 255."""
    body = desk.pane.galley.body
    cursor = QTextCursor(body.document().find(words))
    cursor.setPosition(cursor.selectionStart())
    line = body.cursorRect(cursor)
    image = body.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    dots = (
        image.pixelColor(x, y).lightness()
        for x in range(line.left(), line.left() + 120)
        for y in range(line.top() + 6, line.bottom() - 6)
    )
    return 255 - min(dots)


def test_only_the_paragraph_one_writes_stands_out(desk: Desk) -> None:
    desk.caret_at("Lifeboats")
    clear = darkness(desk, "Lifeboats")
    desk.pane.focus_mode.set_on(True)
    assert darkness(desk, "Lifeboats") == clear
    assert darkness(desk, "The island") < clear // 2
    desk.caret_at("The island")
    assert darkness(desk, "The island") > darkness(desk, "Lifeboats")
    desk.pane.focus_mode.set_on(False)
    assert darkness(desk, "Lifeboats") == clear
    assert desk.text == STORY and not desk.session.is_dirty


def test_escape_ends_focus_mode_from_the_body_and_from_the_head(desk: Desk, qtbot: QtBot) -> None:
    body, head = desk.pane.galley.body, desk.pane.galley.head
    for field in (body, head.fields["title"]):
        desk.pane.focus_mode.set_on(True)
        assert desk.pane.format_bar.isHidden()
        field.setFocus()
        with qtbot.waitSignal(desk.pane.focus_mode.changed):
            qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert not desk.pane.format_bar.isHidden()


def test_the_head_steps_back_while_one_writes_below_it(desk: Desk, qtbot: QtBot) -> None:
    desk.pane.galley.body.setFocus()
    desk.pane.focus_mode.set_on(True)
    veil = desk.pane.focus_mode._veil
    assert veil.isVisible() and veil.size() == desk.pane.galley.head.size()
    desk.pane.galley.head.focus_field("title")
    qtbot.waitUntil(lambda: not veil.isVisible())


def test_typewriter_scrolling_keeps_the_line_at_the_middle(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    body.setFocus()
    qtbot.waitUntil(body.hasFocus)
    desk.pane.typewriter.set_on(True)
    desk.caret_at("Last words", end=True)
    for _ in range(6):
        qtbot.keyClick(body, Qt.Key.Key_Return)
        qtbot.keyClicks(body, "More")
    middle = body.viewport().height() // 2
    assert abs(body.cursorRect().center().y() - middle) <= 2
    qtbot.keyClick(body, Qt.Key.Key_Up)
    assert abs(body.cursorRect().center().y() - middle) <= 2


def test_selected_words_are_counted_after_a_rest(desk: Desk, qtbot: QtBot) -> None:
    counts = desk.pane.selection_words.changed
    with qtbot.waitSignal(counts) as told:
        desk.caret_at("61 people ashore", select=True)
    assert told.args == [3]
    with qtbot.waitSignal(counts) as told:
        desk.pane.galley.body.selectAll()
    assert told.args == [-1]
    with qtbot.waitSignal(counts) as told:
        desk.caret_at("ashore")
    assert told.args == [0]


def test_words_selected_in_the_other_view_are_not_counted(desk: Desk, qtbot: QtBot) -> None:
    counts = desk.pane.selection_words.changed
    with qtbot.waitSignal(counts) as told:
        desk.caret_at("61 people ashore", select=True)
    assert told.args == [3]
    with qtbot.waitSignal(counts) as told:
        desk.actions["format.source"].trigger()
    assert told.args == [0]
