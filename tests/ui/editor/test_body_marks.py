"""What stands around the text: the numbers of lists, the marks of what is still to be written."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from editor_app.richtext.body_document import BodyDocument
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
