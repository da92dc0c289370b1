"""Fact boxes as text: Enter, Backspace, cut and paste, and that only what was touched is written anew."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor

from editor_app.markup.rich import Kind, RichBlock
from editor_app.richtext import commands, paste, structure
from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.boxes import blocks_of_box, closes_box
from editor_app.richtext.containers import insert_box
from editor_app.richtext.formats import BlockProperty, box_of
from editor_app.richtext.moving import move_blocks
from tests.richtext.test_body_document import cursor_in, loaded

ODD = 'Before __it__.\n\n!!! tip  "How"\n\n    One *a*\n    wrapped\n\n    * x\n    * y\n\n    Two\n\nAfter  it\n'


def _undone(body: BodyDocument) -> str:
    while body.document.isUndoAvailable():
        body.document.undo()
    return body.markdown()


def _ends_where_it_ends(body: BodyDocument) -> bool:
    """The room below a box is that of its last block."""
    block = body.document.begin()
    while block.isValid():
        if block.blockFormat().boolProperty(BlockProperty.CLOSES) != closes_box(block):
            return False
        block = block.next()
    return True


@pytest.mark.parametrize(
    "text",
    [ODD, "!!! note\n    - a\n\n- b\n", '!!! note\n    A\n\n!!! note "B"\n    C\n', '!!! tip ""\n    x\n'],
)
def test_untouched_boxes_are_written_back_byte_for_byte(text: str) -> None:
    body = loaded(text)
    assert body.markdown() == text
    assert "".join(run.source for run in body.runs()) == text
    assert _ends_where_it_ends(body)


def test_typing_in_a_box_rewrites_that_box_alone() -> None:
    body = loaded(ODD)
    cursor_in(body, "Two", 3).insertText("!")
    assert body.markdown() == (
        'Before __it__.\n\n!!! tip "How"\n    One *a* wrapped\n\n    - x\n    - y\n\n    Two!\n\nAfter  it\n'
    )
    assert _undone(body) == ODD


def test_enter_adds_a_paragraph_and_leaves_after_an_empty_one() -> None:
    body = loaded(ODD)
    cursor = cursor_in(body, "Two", 3)
    structure.split_block(cursor)
    assert box_of(cursor.block()) == "tip"
    structure.split_block(cursor)
    cursor.insertText("Below")
    assert body.markdown().endswith("    Two\n\nBelow\n\nAfter  it\n")
    assert _ends_where_it_ends(body)
    assert _undone(body) == ODD


def test_items_in_a_box_stay_in_it() -> None:
    body = loaded(ODD)
    cursor = cursor_in(body, "y", 1)
    structure.split_block(cursor)
    cursor.insertText("z")
    structure.split_block(cursor)
    structure.split_block(cursor)
    cursor.insertText("Plain")
    assert "    - y\n    - z\n\n    Plain\n\n    Two\n\nAfter" in body.markdown()
    assert _ends_where_it_ends(body)


def test_making_the_title_plain_takes_the_box_away() -> None:
    body = loaded(ODD)
    commands.set_kind(cursor_in(body, "How"), Kind.PARAGRAPH)
    assert body.markdown() == "Before __it__.\n\nHow\n\nOne *a* wrapped\n\n- x\n- y\n\nTwo\n\nAfter  it\n"
    assert _undone(body) == ODD


@pytest.mark.parametrize("kind", [Kind.CROSSHEAD, Kind.QUOTE, Kind.PULL_QUOTE])
def test_what_a_box_cannot_hold_is_not_made_in_it(kind: Kind) -> None:
    body = loaded(ODD)
    commands.set_kind(cursor_in(body, "Two"), kind)
    commands.set_kind(cursor_in(body, "How"), kind)
    assert body.markdown() == ODD


def test_a_box_cut_and_pasted_back_leaves_no_trace() -> None:
    body = loaded(ODD)
    blocks = blocks_of_box(cursor_in(body, "How").block())
    cursor = QTextCursor(body.document)
    cursor.setPosition(blocks[0].position())
    cursor.setPosition(blocks[-1].position() + 3, QTextCursor.MoveMode.KeepAnchor)
    data = paste.mime_of(cursor, body)
    structure.cut_out(cursor)
    assert body.markdown() == "Before __it__.\n\nAfter  it\n"
    paste.paste_mime(cursor, data, body)
    assert body.markdown() == ODD


def test_what_is_pasted_into_a_box_stays_in_it() -> None:
    body = loaded(ODD)
    paste.paste_text(cursor_in(body, "Two", 3), " a\n\nb")
    assert "    Two a\n\n    b\n\nAfter" in body.markdown()
    assert _ends_where_it_ends(body)


def test_objects_go_below_the_box() -> None:
    body = loaded(ODD)
    structure.insert_object(cursor_in(body, "One"), RichBlock(Kind.DIVIDER))
    assert body.markdown() == ODD.replace("After", "* * *\n\nAfter")


def test_a_title_takes_its_box_along_and_what_is_inside_stays_inside() -> None:
    body = loaded(ODD)
    assert move_blocks(cursor_in(body, "How"), 1)
    assert body.markdown().startswith("Before __it__.\n\nAfter  it\n\n!!! tip")
    assert _ends_where_it_ends(body)
    assert not move_blocks(cursor_in(body, "Two"), 1)
    assert _undone(body) == ODD


def test_an_empty_box_is_nothing_until_words_are_in_it() -> None:
    body = loaded("Words\n")
    cursor = cursor_in(body, "Words", 5)
    insert_box(cursor)
    assert body.markdown() == "Words\n"
    cursor.insertText("T")
    assert body.markdown() == 'Words\n\n!!! note "T"\n'
    assert _undone(body) == "Words\n"
