from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor

from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.moving import move_blocks
from editor_app.richtext.structure import select_object, selected_object
from tests.richtext.test_body_document import cursor_in, loaded

TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n"


def moved(text: str, words: str, by: int, last: str = "") -> str:
    """The body after the block of `words` (to that of `last`) was moved; undo must bring every byte back."""
    body = loaded(text)
    cursor = cursor_in(body, words)
    if last:
        cursor.setPosition(cursor_in(body, last).position() + 1, QTextCursor.MoveMode.KeepAnchor)
    chosen = cursor.selectedText()
    did = move_blocks(cursor, by)
    after = body.markdown()
    assert cursor.selectedText() == chosen
    if did:
        body.document.undo()
        assert body.markdown() == text
    return after if did else ""


def test_a_paragraph_takes_its_exact_source_along() -> None:
    text = f"One __a__\n\n{TABLE}\nTwo *b*\nwrapped\n"
    assert moved(text, "Two", -1) == f"One __a__\n\nTwo *b*\nwrapped\n\n{TABLE}"
    assert moved(text, "One", 1) == f"{TABLE}\nOne __a__\n\nTwo *b*\nwrapped\n"


@pytest.mark.parametrize(("words", "by"), [("One", -1), ("Two", 1)])
def test_nothing_moves_off_the_page(words: str, by: int) -> None:
    assert moved("One\n\nTwo\n", words, by) == ""


def test_a_paragraph_goes_past_a_whole_list_and_leaves_its_source_alone() -> None:
    text = "One\n\n*   odd\n*   list\n\nTwo\n"
    assert moved(text, "Two", -1) == "One\n\nTwo\n\n*   odd\n*   list\n"
    assert moved(text, "One", 1) == "*   odd\n*   list\n\nOne\n\nTwo\n"


def test_an_item_goes_past_its_sibling_with_everything_below_both() -> None:
    text = "- a\n    - b\n- c\n    - d\n- e\n"
    assert moved(text, "c", -1) == "- c\n    - d\n- a\n    - b\n- e\n"
    assert moved(text, "a", 1) == "- c\n    - d\n- a\n    - b\n- e\n"


def test_an_item_that_has_no_sibling_there_goes_past_the_item_above_it() -> None:
    text = "- a\n- b\n    - c\n"
    assert moved(text, "c", -1) == "- a\n    - c\n- b\n"
    assert moved("- b\n    - c\n", "c", -1) == "- c\n- b\n"
    assert moved("- a\n    - b\n- c\n", "b", 1) == "- a\n- c\n    - b\n"


def test_numbers_stay_in_order() -> None:
    assert moved("1. a\n2. b\n3. c\n", "c", -1) == "1. a\n2. c\n3. b\n"


def test_an_item_at_the_end_of_its_list_leaves_it() -> None:
    assert moved("- a\n- b\n\nText\n", "b", 1) == "- a\n\nText\n\n- b\n"


def test_several_selected_blocks_move_together() -> None:
    text = "One\n\nTwo __x__\n\n## Three\n\nFour\n"
    assert moved(text, "Two", 1, "Three") == "One\n\nFour\n\nTwo __x__\n\n## Three\n"
    assert moved(text, "Two", -1, "Three") == "Two __x__\n\n## Three\n\nOne\n\nFour\n"


def test_a_pull_quote_moves_with_its_source() -> None:
    quote = "> Pulled out.\n> \u2014 Somebody\n{.pull}\n"
    assert moved(f"One\n\n{quote}\nTwo\n", "Somebody", -1) == f"{quote}\nOne\n\nTwo\n"
    assert moved(f"One\n\n{quote}\nTwo\n", "One", 1) == f"{quote}\nOne\n\nTwo\n"


def test_a_picture_moves_and_stays_selected() -> None:
    picture = '![a](b.jpg "C. (Photo: D)")\n'
    body = loaded(f"One\n\n{picture}\nTwo\n")
    cursor = QTextCursor(body.document)
    select_object(cursor, body.document.begin().next())
    assert move_blocks(cursor, 1)
    assert body.markdown() == f"One\n\nTwo\n\n{picture}"
    assert selected_object(cursor) is not None
    body.document.undo()
    assert body.markdown() == f"One\n\n{picture}\nTwo\n"


def test_there_and_back_is_byte_for_byte(body: BodyDocument) -> None:
    text = f"One\r\n\r\n\r\n{TABLE.replace(chr(10), chr(13) + chr(10))}\r\n* x\r\n* y\r\n\r\nLast"
    body.load(text)
    cursor = cursor_in(body, "One")
    assert move_blocks(cursor, 1) and move_blocks(cursor, 1) and move_blocks(cursor, 1)
    assert body.markdown().replace("\r\n", "").count("\n") == 0
    for _ in range(3):
        assert move_blocks(cursor, -1)
    assert body.markdown() == text
