from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor

from tests.ui.editor.conftest import Desk


def cut_block(desk: Desk, words: str, *, with_line_end: bool) -> None:
    editor = desk.pane.galley.body
    cursor = desk.caret_at(words)
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    if with_line_end:
        cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    editor.setFocus()
    desk.actions["edit.cut"].trigger()


@pytest.mark.parametrize("with_line_end", [False, True])
@pytest.mark.parametrize("words", ["island", "Lifeboats", "Crosshead", "one", "two"])
def test_a_block_cut_and_pasted_back_leaves_no_trace_and_takes_nothing_beside_it(
    desk: Desk, words: str, with_line_end: bool
) -> None:
    """Below “Lifeboats” stands an object: pasting must not take its place."""
    before = desk.text
    cut_block(desk, words, with_line_end=with_line_end)
    assert words not in desk.session.body.document.toPlainText()
    assert "Also read: [Flood](flood.md); [Draft](draft.md)" in desk.text
    desk.actions["edit.paste"].trigger()
    assert desk.text == before


def test_cutting_above_an_object_is_one_step_of_undo(desk: Desk) -> None:
    before = desk.text
    cut_block(desk, "Lifeboats", with_line_end=True)
    assert "Lifeboats had" not in desk.text
    desk.session.undo_stack.undo()
    assert desk.text == before
