from __future__ import annotations

from time import perf_counter

import pytest
from PySide6.QtGui import QTextCursor

from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.typed_text import convert_closed, retouch_typed, typed_before
from tests.richtext.test_body_document import cursor_in, loaded


def at_end(body: BodyDocument, typed: str) -> QTextCursor:
    cursor = QTextCursor(body.document.lastBlock())
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    cursor.insertText(typed)
    return cursor


def test_what_stands_before_is_told_without_code_and_source() -> None:
    body = loaded('One `co"de` <kbd>x</kbd> \U0001f600 **two**\n')
    cursor = cursor_in(body, "two", 2)
    before = typed_before(cursor)
    assert before.endswith("\U0001f600 tw") and before.startswith("One xxxxx ")
    assert "kbd" not in before


def test_marks_inside_what_is_closed_stay() -> None:
    body = loaded("**One *two* [three](c.md)\n")
    cursor = at_end(body, "**")
    assert convert_closed(cursor, "*") is not None
    assert body.markdown() == "**One *two* [three](c.md)**\n"
    body.document.undo()
    assert body.document.begin().text() == "**One two three**"


def test_what_was_written_before_is_not_closed_by_chance() -> None:
    body = loaded("5 \\* 3 and 2\n")
    cursor = at_end(body, "*")
    assert convert_closed(cursor, "*") is None
    assert not retouch_typed(cursor, "*", "en")


def test_in_code_nothing_is_touched() -> None:
    body = loaded("`code`\n")
    cursor = cursor_in(body, "code", 2)
    cursor.insertText('"')
    assert not retouch_typed(cursor, '"', "en")
    cursor.insertText("**a**")
    assert convert_closed(cursor, "*") is None


def test_typing_after_a_conversion_is_a_step_of_its_own() -> None:
    body = loaded("One\n")
    cursor = at_end(body, ' "')
    assert retouch_typed(cursor, '"', "en")
    for letter in "two":
        cursor.insertText(letter)
    steps = 0
    while body.document.isUndoAvailable():
        body.document.undo()
        steps += 1
        if steps == 1:
            assert body.document.begin().text() == "One \u201c"
        if steps == 2:
            assert body.document.begin().text() == 'One "'
    assert body.markdown() == "One\n"


@pytest.mark.parametrize("typed", ["`", "*", "_", "~", ")", '"'])
def test_a_very_long_paragraph_costs_no_more_than_its_length(typed: str) -> None:
    body = loaded("word *and `more " * 4000 + "\n")
    cursor = at_end(body, f" x{typed}")
    started = perf_counter()
    convert_closed(cursor, typed)
    retouch_typed(cursor, typed, "en")
    assert perf_counter() - started < 1.0
