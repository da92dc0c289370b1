"""What stands around the text: the numbers of lists, the marks of what is still to be written."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QTextCursor
from pytestqt.qtbot import QtBot

from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.formats import INDENT_WIDTH
from editor_app.ui.editor.body_marks import shown_number, shown_numbers
from tests.ui.editor.conftest import Desk

LISTS = """3. a
4. b
    - c
    - d
        1. e
        2. f
    - g
5. h

Text

1. i
2. j
"""


def test_numbers_go_on_through_nested_lists(qapp: object) -> None:
    body = BodyDocument()
    body.load(LISTS)
    blocks = [body.document.findBlockByNumber(number) for number in range(body.document.blockCount())]
    numbers = shown_numbers(blocks)
    assert numbers == [3, 4, None, None, 1, 2, None, 5, None, 1, 2]
    for first in range(len(blocks)):
        assert shown_numbers(blocks[first:]) == numbers[first:]
    assert [shown_number(block) for block in (blocks[1], blocks[5], blocks[7])] == [4, 2, 5]


@pytest.mark.parametrize("words", ["TK", "tk", "TODO", "TKTK"])
def test_what_is_still_to_be_written_is_marked(desk: Desk, words: str) -> None:
    body = desk.pane.galley.body
    tint = QColor(desk.theme.color("developing.tint"))
    desk.caret_at("ashore.", end=True)

    def is_marked() -> bool:
        image = body.viewport().grab().toImage()
        return any(
            image.pixelColor(x, y) == tint for y in range(image.height()) for x in range(0, image.width(), 3)
        )

    assert not is_marked()
    body.insertPlainText(f" Came {words}s" if words == "TODO" else f" Came STK{words}")
    assert not is_marked()
    body.insertPlainText(f" {words} ")
    assert is_marked()


ARABIC = "\u0644\u0646 \u0646\u0628\u062d\u0631 \u063a\u062f\u0627"


@pytest.mark.parametrize(
    ("typed", "mirrored"), [(ARABIC, True), ("(1) " + ARABIC, True), ("Latin " + ARABIC, False)]
)
def test_a_paragraph_runs_the_way_of_its_first_letter(desk: Desk, typed: str, mirrored: bool) -> None:
    body = desk.pane.galley.body
    desk.caret_at("Last words", select=True)
    body.insertPlainText(typed)
    block = body.textCursor().block()
    assert (block.textDirection() == Qt.LayoutDirection.RightToLeft) is mirrored
    cursor = QTextCursor(block)
    edge = column_end(desk) if mirrored else body.column_left
    assert abs(body.cursorRect(cursor).center().x() - edge) < 4


def column_end(desk: Desk) -> int:
    body = desk.pane.galley.body
    return body.column_left + body.lineWrapColumnOrWidth()


def ink(desk: Desk, line: QRect) -> tuple[int, int]:
    """The leftmost and rightmost dot of a line that is not paper."""
    image = desk.pane.galley.body.viewport().grab().toImage()
    paper = QColor(desk.theme.color("bg.paper"))
    inked = [
        x
        for x in range(desk.pane.galley.body.column_left, column_end(desk))
        if any(image.pixelColor(x, y) != paper for y in range(line.top() + 4, line.bottom() - 4))
    ]
    return min(inked), max(inked)


def test_bullets_and_bars_stand_where_the_line_begins(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    right = column_end(desk)
    desk.caret_at("Last words", select=True)
    body.insertPlainText(ARABIC)
    desk.actions["format.numbers"].trigger()
    body.clearFocus()
    line = body.cursorRect()
    assert right - INDENT_WIDTH < ink(desk, line)[1] < right
    desk.actions["format.quote"].trigger()
    body.clearFocus()
    assert abs(ink(desk, body.cursorRect())[1] - right) <= 1


def test_the_caret_walks_through_mixed_text_letter_by_letter(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    desk.caret_at("Last words", select=True)
    body.insertPlainText(f"A {ARABIC} Z")
    block = body.textCursor().block()
    cursor = QTextCursor(block)
    body.setTextCursor(cursor)
    places = set()
    for _ in range(block.length() - 1):
        qtbot.keyClick(body, Qt.Key.Key_Right)
        places.add(body.textCursor().position())
    assert body.textCursor().atBlockEnd()
    assert len(places) == block.length() - 1
