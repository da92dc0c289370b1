from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor

from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.dragging import drag_selection
from tests.richtext.test_body_document import cursor_in, loaded


def selection(body: BodyDocument, first: str, last: str = "") -> QTextCursor:
    cursor = cursor_in(body, first)
    cursor.setPosition(body.document.find(last or first).selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def dragged(text: str, what: tuple[str, str], to: str, offset: int = 0, *, copy: bool = False) -> str:
    """The body after the words were let go at `offset` of `to`; one undo must bring every byte back."""
    body = loaded(text)
    cursor = selection(body, *what)
    chosen = cursor.selectedText()
    assert drag_selection(cursor, cursor_in(body, to, offset).position(), body, copy=copy)
    after = body.markdown()
    assert cursor.selectedText() == chosen
    body.document.undo()
    assert body.markdown() == text
    assert not body.document.isUndoAvailable()
    return after


def test_words_move_with_their_marks() -> None:
    text = "One **two** three\n\nFour\n"
    assert dragged(text, (" two", ""), "Four", 4) == "One three\n\nFour **two**\n"


def test_words_are_copied() -> None:
    text = "One **two** three\n\nFour\n"
    assert dragged(text, (" two", ""), "Four", 4, copy=True) == "One **two** three\n\nFour **two**\n"


@pytest.mark.parametrize(("to", "offset"), [("Three", 0), ("One", 3)])
def test_a_paragraph_that_is_let_go_beside_itself_stays_where_it_is(to: str, offset: int) -> None:
    text = "One\n\nTwo __b__\nwrapped\n\nThree\n"
    assert dragged(text, ("Two", "wrapped"), to, offset) == text


def test_a_whole_paragraph_takes_its_exact_source_along_and_leaves_nothing() -> None:
    text = "One\n\nTwo __b__\nwrapped\n\nThree *c*\n"
    after = dragged(text, ("Two", "wrapped"), "Three", 7)
    assert after == "One\n\nThree *c*\n\nTwo __b__\nwrapped\n"
    assert dragged(text, ("Two", "wrapped"), "One", 0) == "Two __b__\nwrapped\n\nOne\n\nThree *c*\n"


def test_a_whole_paragraph_let_go_inside_another_becomes_part_of_it() -> None:
    assert dragged("One.\n\nA B\n", ("One.", ""), "A B", 2) == "A One.B\n"


def test_several_paragraphs_go_between_two_others() -> None:
    text = "One\n\nTwo\n\nThree\n\nFour five six\n"
    assert dragged(text, ("One", "Two"), "Four", 9) == "Three\n\nFour five six\n\nOne\n\nTwo\n"


def test_a_picture_goes_between_paragraphs() -> None:
    text = "One\n\n![a](b.jpg)\n\nTwo three\n"
    body = loaded(text)
    cursor = QTextCursor(body.document.begin().next())
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
    assert drag_selection(cursor, cursor_in(body, "Two", 7).position(), body)
    assert body.markdown() == "One\n\nTwo three\n\n![a](b.jpg)\n"
    body.document.undo()
    assert body.markdown() == text


def test_words_let_go_in_their_own_selection_stay() -> None:
    body = loaded("One two three\n")
    cursor = selection(body, "two")
    assert not drag_selection(cursor, cursor.position() - 1, body)
    assert not body.document.isUndoAvailable()
