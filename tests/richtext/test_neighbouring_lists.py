from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor

from editor_app.richtext.structure import remove_block
from tests.fidelity.promises import opened, opens_as_it_was_left


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("- a\n- b\n\nBetween.\n\n* c\n* d\n", "- a\n- b\n- c\n- d\n"),
        ("- a\n    1. b\n\nBetween.\n\n- c\n", "- a\n    1. b\n- c\n"),
        ("1. a\n\nBetween.\n\n- c\n", "1. a\n\n- c\n"),
        ("> a\n\nBetween.\n\n> c\n", "> a\n\n> c\n"),
    ],
)
def test_lists_that_come_to_stand_together_are_one_and_open_again_as_such(body: str, written: str) -> None:
    document = opened(body)
    remove_block(QTextCursor(document.document.find("Between")))
    assert document.markdown() == written
    opens_as_it_was_left(document)
    document.document.undo()
    assert document.markdown() == body
