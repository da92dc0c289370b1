"""Tables and fact boxes at the desk: keys, the caret, actions, the bar."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor_app.markup.rich import Kind
from editor_app.richtext import table_commands
from editor_app.richtext.formats import box_of, kind_of
from editor_app.richtext.tables import is_guard
from editor_app.ui.editor.table_bar import TableBar
from tests.ui.editor.conftest import STORY, Desk

Key = Qt.Key
TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n"


@pytest.fixture
def at_cell(desk: Desk) -> Desk:
    """The caret is in the cell that says 1."""
    desk.pane.galley.body.setFocus()
    desk.caret_at("Crosshead")
    cursor = desk.pane.galley.body.textCursor()
    while cursor.block().text() != "1":
        cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
    desk.pane.galley.body.setTextCursor(cursor)
    return desk


def press(desk: Desk, *keys: Key) -> None:
    for key in keys:
        QTest.keyClick(desk.pane.galley.body, key)


def here(desk: Desk) -> str:
    return desk.pane.galley.body.textCursor().block().text()


def test_tab_goes_on_and_back_and_adds_a_row(at_cell: Desk) -> None:
    press(at_cell, Key.Key_Tab)
    assert at_cell.pane.galley.body.textCursor().selectedText() == "2"
    QTest.keyClick(at_cell.pane.galley.body, Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert here(at_cell) == "1"
    press(at_cell, Key.Key_Tab, Key.Key_Tab)
    QTest.keyClicks(at_cell.pane.galley.body, "x")
    assert "| 1   | 2   |\n| x   |     |\n" in at_cell.text
    at_cell.actions["edit.undo"].trigger()
    at_cell.actions["edit.undo"].trigger()
    assert at_cell.text == STORY


def test_enter_goes_down_and_out(at_cell: Desk) -> None:
    press(at_cell, Key.Key_Return, Key.Key_Return)
    assert here(at_cell) == "Last words"
    assert at_cell.text == STORY


def test_the_caret_never_stays_in_the_unseen_lines(at_cell: Desk) -> None:
    body = at_cell.pane.galley.body
    at_cell.caret_at("Crosshead")
    for key in (Key.Key_Right, Key.Key_Down, Key.Key_Left, Key.Key_Up):
        for _ in range(40):
            press(at_cell, key)
            assert not is_guard(body.textCursor().block())
    assert at_cell.text == STORY


def test_arrows_go_through_the_table(at_cell: Desk) -> None:
    seen = []
    at_cell.caret_at("two", end=True)
    for _ in range(9):
        press(at_cell, Key.Key_Right)
        seen.append(here(at_cell))
    assert seen == ["a", "a", "b", "b", "1", "1", "2", "2", "Last words"]
    seen.clear()
    for _ in range(9):
        press(at_cell, Key.Key_Left)
        seen.append(here(at_cell))
    assert seen == ["2", "2", "1", "1", "b", "b", "a", "a", "two"]


def test_up_and_down_keep_the_column_through_a_table(at_cell: Desk) -> None:
    at_cell.caret_at("Last words", end=True)
    body = at_cell.pane.galley.body
    column = body.cursorRect().left()
    seen = []
    for key in (Key.Key_Up, Key.Key_Up, Key.Key_Up, Key.Key_Down, Key.Key_Down, Key.Key_Down):
        press(at_cell, key)
        seen.append(here(at_cell))
    # The columns of the table are as wide as the page: the caret is in the first, above "Last words".
    assert seen == ["1", "a", "two", "a", "1", "Last words"]
    assert body.textCursor().positionInBlock() > 0
    assert abs(body.cursorRect().left() - column) < column


def test_backspace_after_a_table_chooses_it_and_takes_it_the_second_time(at_cell: Desk) -> None:
    at_cell.caret_at("Last words")
    press(at_cell, Key.Key_Backspace)
    assert at_cell.text == STORY
    assert table_commands.selected_table(at_cell.pane.galley.body.textCursor()) is not None
    press(at_cell, Key.Key_Backspace)
    assert at_cell.text == STORY.replace(TABLE + "\n", "")
    at_cell.actions["edit.undo"].trigger()
    assert at_cell.text == STORY


def test_typing_with_a_table_chosen_goes_below_it(at_cell: Desk) -> None:
    at_cell.caret_at("Last words")
    press(at_cell, Key.Key_Backspace)
    QTest.keyClicks(at_cell.pane.galley.body, "x")
    assert at_cell.text == STORY.replace("Last words", "xLast words")


def test_a_table_cut_and_pasted_back_is_the_same(at_cell: Desk) -> None:
    at_cell.caret_at("Last words")
    press(at_cell, Key.Key_Backspace)
    at_cell.actions["edit.cut"].trigger()
    assert "|" not in at_cell.text
    assert QGuiApplication.clipboard().text() == "a\tb\n1\t2"
    at_cell.actions["edit.paste"].trigger()
    assert at_cell.text == STORY


def test_rows_move_with_alt_and_arrows(at_cell: Desk) -> None:
    QTest.keyClick(at_cell.pane.galley.body, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert "| 1   | 2   |\n| --- | --- |\n| a   | b   |\n" in at_cell.text
    assert here(at_cell) == "1"


def test_table_actions_work_in_tables_only(at_cell: Desk) -> None:
    assert at_cell.actions["table.row_below"].isEnabled()
    at_cell.caret_at("Last words")
    assert not at_cell.actions["table.row_below"].isEnabled()
    assert at_cell.actions["table.row_below"].reason == "The caret is not in a table."
    at_cell.actions["format.source"].trigger()
    assert at_cell.actions["table.row_below"].reason == "Not in the Markdown source."


@pytest.mark.parametrize(
    ("identity", "written"),
    [
        ("table.row_below", "| 1   | 2   |\n|     |     |\n"),
        ("table.column_after", "| 1   |     | 2   |\n"),
        ("table.align_right", "|   a | b   |\n| --: | --- |\n"),
        ("table.delete_column", "| b   |\n| --- |\n| 2   |\n"),
    ],
)
def test_each_action_is_one_step(at_cell: Desk, identity: str, written: str) -> None:
    at_cell.actions[identity].trigger()
    assert written in at_cell.text
    at_cell.actions["edit.undo"].trigger()
    assert at_cell.text == STORY


def test_the_bar_stands_above_the_table_and_goes_with_the_caret(at_cell: Desk, qtbot: QtBot) -> None:
    (bar,) = at_cell.pane.galley.body.findChildren(TableBar)
    qtbot.waitUntil(bar.isVisible)
    cursor = at_cell.pane.galley.body.textCursor()
    assert bar.geometry().bottom() < at_cell.pane.galley.body.cursorRect(cursor).top()
    assert bar.geometry().right() <= at_cell.pane.galley.body.viewport().width()
    at_cell.caret_at("Last words")
    assert not bar.isVisible()


def test_insert_table_puts_the_caret_in_the_first_heading(desk: Desk) -> None:
    desk.caret_at("Lifeboats")
    desk.actions["insert.table"].trigger()
    QTest.keyClicks(desk.pane.galley.body, "Place")
    assert "ashore.\n\n| Place |     |     |\n| ----- | --- | --- |\n|       |     |     |\n" in desk.text


def test_enter_at_the_start_of_a_table_that_comes_first_makes_room_above(desk: Desk) -> None:
    body = desk.session.body
    body.replace_all(TABLE)
    desk.pane.galley.focus_body_start()
    assert here(desk) == "a"
    press(desk, Key.Key_Return)
    QTest.keyClicks(desk.pane.galley.body, "Above")
    assert body.markdown() == "Above\n\n" + TABLE


def test_below_the_last_table_a_paragraph_begins(desk: Desk) -> None:
    body = desk.session.body
    body.replace_all(TABLE)
    desk.pane.galley.body.setFocus()
    desk.caret_at("2", end=True)
    press(desk, Key.Key_Down)
    QTest.keyClicks(desk.pane.galley.body, "Below")
    assert body.markdown() == TABLE + "\nBelow"


def test_a_dateline_stands_above_a_table_that_comes_first(desk: Desk) -> None:
    desk.session.body.load(TABLE)
    assert not desk.pane.galley.body.carries_dateline
    assert "OSTREY" in desk.pane.galley.head.dateline.text()


def test_a_place_in_a_table_is_said_in_words(at_cell: Desk) -> None:
    cursor = at_cell.pane.galley.body.textCursor()
    assert table_commands.words_of_place(cursor) == "Row 1, a: 1"
    table_commands.go_to_cell(cursor, -1)
    assert table_commands.words_of_place(cursor) == "Heading 2: b"


# -- fact boxes


def test_a_fact_box_is_made_and_written_in_place(desk: Desk) -> None:
    desk.caret_at("ashore", end=True)
    desk.actions["insert.fact"].trigger()
    editor = desk.pane.galley.body
    QTest.keyClicks(editor, "Who to call")
    press(desk, Key.Key_Return)
    QTest.keyClicks(editor, "One")
    press(desk, Key.Key_Return)
    QTest.keyClicks(editor, "Two")
    press(desk, Key.Key_Return, Key.Key_Return)
    QTest.keyClicks(editor, "Below")
    assert '!!! note "Who to call"\n    One\n\n    Two\n\nBelow\n\nAlso read' in desk.text
    assert kind_of(editor.textCursor().block()) is Kind.PARAGRAPH


def test_a_fact_box_goes_around_what_is_selected(desk: Desk) -> None:
    cursor = desk.caret_at("Lifeboats", end=True)
    cursor.setPosition(cursor_end(desk, "ferry"), QTextCursor.MoveMode.KeepAnchor)
    desk.pane.galley.body.setTextCursor(cursor)
    desk.actions["insert.fact"].trigger()
    QTest.keyClicks(desk.pane.galley.body, "T")
    assert '!!! note "T"\n    The island   ferry __ran__ aground.\n\n    Lifeboats' in desk.text.replace(
        "**", "__"
    )
    desk.actions["edit.undo"].trigger()
    desk.actions["edit.undo"].trigger()
    assert desk.text == STORY


def cursor_end(desk: Desk, words: str) -> int:
    return desk.pane.galley.body.document().find(words).selectionEnd()


def test_backspace_at_the_title_takes_the_box_away(desk: Desk) -> None:
    body = desk.session.body
    body.replace_all('!!! tip "How"\n    One\n\n    - a\n')
    desk.pane.galley.focus_body_start()
    press(desk, Key.Key_Backspace)
    assert body.markdown() == "How\n\nOne\n\n- a\n"
    desk.actions["edit.undo"].trigger()
    assert body.markdown() == '!!! tip "How"\n    One\n\n    - a\n'


def test_enter_in_the_title_goes_to_the_text(desk: Desk) -> None:
    body = desk.session.body
    body.replace_all('!!! tip "How"\n    One\n')
    desk.pane.galley.body.setFocus()
    desk.caret_at("How", end=True)
    press(desk, Key.Key_Return)
    block = desk.pane.galley.body.textCursor().block()
    assert box_of(block) == "tip"
    assert kind_of(block) is Kind.PARAGRAPH
    QTest.keyClicks(desk.pane.galley.body, "New")
    assert body.markdown() == '!!! tip "How"\n    New\n\n    One\n'


# -- quotes


def test_a_pull_quote_gets_its_source_on_its_second_line(desk: Desk) -> None:
    desk.caret_at("Lifeboats")
    editor = desk.pane.galley.body
    desk.actions["format.pull"].trigger()
    press(desk, Key.Key_End, Key.Key_Return)
    editor.textCursor().insertText("\u2014 Ruth")
    press(desk, Key.Key_Return, Key.Key_Return)
    QTest.keyClicks(editor, "Below")
    assert "> Lifeboats had brought 61 people ashore.\n>\n> \u2014 Ruth\n{.pull}\n\nBelow" in desk.text


def test_a_pull_quote_and_its_source_change_together(desk: Desk) -> None:
    body = desk.session.body
    body.replace_all("> Words\n> \u2014 Ruth\n{.pull}\n")
    desk.caret_at("Words")
    desk.actions["format.quote"].trigger()
    assert body.markdown() == "> Words\n>\n> \u2014 Ruth\n"
    desk.actions["edit.undo"].trigger()
    desk.actions["format.pull"].trigger()
    assert body.markdown() == "Words\n\n\u2014 Ruth\n"
