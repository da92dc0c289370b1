from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor

from editor_app.markup.rich import Kind
from editor_app.richtext import commands, structure
from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.formats import kind_of
from tests.richtext.test_body_document import cursor_in, loaded

NESTED = "- a\n    - b\n        - c\n    - d\n- e\n"


def undone(body: BodyDocument) -> str:
    body.document.undo()
    return body.markdown()


def test_an_item_takes_what_hangs_below_it_along() -> None:
    body = loaded("- a\n- b\n    - c\n- d\n")
    assert commands.shift_depth(cursor_in(body, "b"), 1)
    assert body.markdown() == "- a\n    - b\n        - c\n- d\n"
    assert commands.shift_depth(cursor_in(body, "b"), -1)
    assert body.markdown() == "- a\n- b\n    - c\n- d\n"


def test_an_item_goes_deeper_only_below_another() -> None:
    text = "- a\n    - b\n"
    body = loaded(text)
    assert commands.shift_depth(cursor_in(body, "a"), 1)
    assert commands.shift_depth(cursor_in(body, "b"), 1)
    assert body.markdown() == text
    assert not body.document.isUndoAvailable()


def test_all_of_a_list_stays_where_it_is_when_its_first_item_can_go_no_deeper() -> None:
    body = loaded("- a\n- b\n")
    everything = QTextCursor(body.document)
    everything.select(QTextCursor.SelectionType.Document)
    commands.shift_depth(everything, 1)
    assert body.markdown() == "- a\n- b\n"


def test_items_that_come_out_of_a_list_leave_no_gap_below_them() -> None:
    body = loaded(NESTED)
    commands.shift_depth(cursor_in(body, "a"), -1)
    assert body.markdown() == "a\n\n- b\n    - c\n- d\n- e\n"
    assert undone(body) == NESTED


def test_an_item_is_of_the_sort_of_the_list_it_comes_to() -> None:
    body = loaded("1. a\n    - b\n    - c\n2. d\n")
    commands.shift_depth(cursor_in(body, "c"), -1)
    assert body.markdown() == "1. a\n    - b\n2. c\n3. d\n"


def test_a_nested_list_changes_its_sort_as_a_whole() -> None:
    body = loaded("- a\n    - b\n    - c\n- d\n")
    commands.toggle_list(cursor_in(body, "c"), Kind.NUMBER)
    assert body.markdown() == "- a\n    1. b\n    2. c\n- d\n"
    assert kind_of(cursor_in(body, "b").block()) is Kind.NUMBER


def test_enter_in_an_empty_item_goes_out_one_step_at_a_time() -> None:
    body = loaded("- a\n    - b\n")
    cursor = cursor_in(body, "b", 1)
    structure.split_block(cursor)
    structure.split_block(cursor)
    cursor.insertText("c")
    assert body.markdown() == "- a\n    - b\n- c\n"
    structure.split_block(cursor)
    structure.split_block(cursor)
    cursor.insertText("After")
    assert body.markdown().rstrip() == "- a\n    - b\n- c\n\nAfter"


def test_enter_in_the_middle_of_an_item_keeps_the_marks_of_both_halves() -> None:
    body = loaded("- one **two three** four\n")
    structure.split_block(cursor_in(body, "two", 3))
    assert body.markdown() == "- one **two**\n- **three** four\n"
    assert undone(body) == "- one **two three** four\n"


def test_numbers_follow_when_an_item_comes_between() -> None:
    body = loaded("1. a\n2. b\n3. c\n")
    cursor = cursor_in(body, "a", 1)
    structure.split_block(cursor)
    cursor.insertText("new")
    assert body.markdown() == "1. a\n2. new\n3. b\n4. c\n"


def test_backspace_at_an_items_start_goes_out_then_makes_a_paragraph_then_joins() -> None:
    body = loaded("- a\n    - b\n")
    for wanted in ("- a\n- b\n", "- a\n\nb\n"):
        cursor = cursor_in(body, "b")
        assert structure.backspace_at_start(cursor)
        assert body.markdown() == wanted
    cursor = cursor_in(body, "b")
    assert not structure.backspace_at_start(cursor)
    assert structure.remove_text(cursor, False)
    assert body.markdown() == "- ab\n"


def test_delete_at_an_items_end_joins_the_next_and_brings_up_what_hung_below() -> None:
    body = loaded("- a\n- b\n    - c\n        - d\n- e\n")
    cursor = cursor_in(body, "a", 1)
    assert not structure.delete_at_end(cursor)
    assert structure.remove_text(cursor, True)
    assert body.markdown() == "- ab\n    - c\n        - d\n- e\n"
    assert undone(body) == "- a\n- b\n    - c\n        - d\n- e\n"


def test_what_hung_below_items_that_are_taken_away_comes_up() -> None:
    body = loaded("x\n\n- a\n    - b\n        - c\n        - d\n")
    cursor = cursor_in(body, "x")
    cursor.setPosition(cursor_in(body, "b").position() + 1, QTextCursor.MoveMode.KeepAnchor)
    assert structure.remove_text(cursor, False)
    cursor.insertText("y")
    assert body.markdown() == "y\n\n- c\n- d\n"


@pytest.mark.parametrize("forwards", [True, False])
def test_letters_inside_a_paragraph_are_left_to_the_text_widget(forwards: bool) -> None:
    body = loaded("one two\n")
    cursor = cursor_in(body, "two")
    assert not structure.remove_text(cursor, forwards)
    cursor.setPosition(0)
    cursor.setPosition(3, QTextCursor.MoveMode.KeepAnchor)
    assert not structure.remove_text(cursor, forwards)


def test_a_crosshead_has_no_second_line() -> None:
    body = loaded("## One two\n")
    cursor = cursor_in(body, "One", 3)
    structure.break_line(cursor)
    assert body.markdown() == "## One\n\ntwo\n"
