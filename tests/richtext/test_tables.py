"""Tables as text: what keys and commands do to them, and that only what was touched is written anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QTextCursor

from editor_app.markup.rich import Kind, RichBlock, Span
from editor_app.richtext import commands, paste, structure, table_commands
from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.containers import insert_new_table
from editor_app.richtext.formats import Mark, kind_of
from editor_app.richtext.moving import move_blocks
from editor_app.richtext.tables import is_guard
from tests.richtext.test_body_document import cursor_in, loaded

ODD = "Before __it__.\n\n|a|b|\n|:-|-|\n|one *x*|two|\n|  three|  |\n\nAfter  it\n"
FIRST = "|a|b|\n|-|-|\n|1|2|\n"


def _undone(body: BodyDocument) -> str:
    while body.document.isUndoAvailable():
        body.document.undo()
    return body.markdown()


@pytest.mark.parametrize(
    "text", [ODD, FIRST, FIRST + "\n" + FIRST.replace("a", "c"), "- x\n\n" + FIRST + "\n- y\n"]
)
def test_untouched_tables_are_written_back_byte_for_byte(text: str) -> None:
    body = loaded(text)
    assert body.markdown() == text
    assert "".join(run.source for run in body.runs()) == text


def test_typing_in_a_cell_rewrites_that_table_alone() -> None:
    body = loaded(ODD)
    cursor_in(body, "two", 3).insertText(" more|x")
    assert body.markdown() == (
        "Before __it__.\n\n| a       | b           |\n| :------ | ----------- |\n| one *x* | two more\\|x |\n"
        "| three   |             |\n\nAfter  it\n"
    )
    assert _undone(body) == ODD


@pytest.mark.parametrize(
    ("command", "rows"),
    [
        (lambda cursor: table_commands.insert_row(cursor, below=True), ["a b", "one two", " ", "three "]),
        (lambda cursor: table_commands.insert_row(cursor, below=False), ["a b", " ", "one two", "three "]),
        (lambda cursor: table_commands.insert_column(cursor, after=True), ["a  b", "one  two", "three  "]),
        (lambda cursor: table_commands.insert_column(cursor, after=False), [" a b", " one two", " three "]),
        (table_commands.delete_rows, ["a b", "three "]),
        (table_commands.delete_columns, ["b", "two", ""]),
        (lambda cursor: table_commands.move_row(cursor, 1), ["a b", "three ", "one two"]),
        (lambda cursor: table_commands.move_row(cursor, -1), ["one two", "a b", "three "]),
    ],
)
def test_rows_and_columns(command: Callable[[QTextCursor], object], rows: list[str]) -> None:
    body = loaded("P\n\n|a|b|\n|:-|-|\n|one|two|\n|three| |\n\nQ\n")
    before = body.markdown()
    cursor = cursor_in(body, "one", 1)
    command(cursor)
    assert _cells(body) == rows
    assert body.markdown().startswith("P\n\n| ") and body.markdown().endswith(" |\n\nQ\n")
    assert cursor.currentTable() is not None
    assert _looks_right(body)
    body.document.undo()
    assert body.markdown() == before
    body.document.redo()
    assert _cells(body) == rows


def _cells(body: BodyDocument) -> list[str]:
    lines = [line for line in body.markdown().split("\n") if line.startswith("|")]
    del lines[1]
    return [" ".join(cell.strip() for cell in line[1:-1].split("|")) for line in lines]


def _looks_right(body: BodyDocument) -> bool:
    """Every table stands between two guards that look like paragraphs."""
    block, inside = body.document.begin(), False
    while block.isValid():
        now = kind_of(block) is Kind.TABLE
        if now != inside:
            guard = block.previous() if now else block
            if not is_guard(guard) or kind_of(guard) is not Kind.PARAGRAPH:
                return False
        inside, block = now, block.next()
    return not inside


def test_the_last_row_or_column_takes_the_table_along() -> None:
    for command in (table_commands.delete_rows, table_commands.delete_columns, table_commands.delete_table):
        body = loaded("P\n\n| a |\n|---|\n\nQ\n")
        cursor = cursor_in(body, "a")
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        table = cursor_in(body, "a").currentTable()
        cursor.setPosition(table.cellAt(0, 0).firstPosition())
        cursor.setPosition(table.cellAt(1, 0).lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        command(cursor)
        assert body.markdown() == "P\n\nQ\n"
        assert body.document.blockCount() == 2
        assert _undone(body) == "P\n\n| a |\n|---|\n\nQ\n"


def test_a_new_row_has_the_alignment_of_its_columns() -> None:
    body = loaded("|a|b|\n|:-:|-:|\n|1|2|\n")
    cursor = cursor_in(body, "1")
    table_commands.insert_row(cursor, below=True)
    cursor.insertText("x")
    assert body.markdown() == "|  a  |   b |\n| :-: | --: |\n|  1  |   2 |\n|  x  |     |\n"


def test_alignment_goes_and_comes_back() -> None:
    body = loaded(FIRST)
    cursor = cursor_in(body, "2")
    table_commands.set_alignment(cursor, "right")
    assert "| --- | --: |" in body.markdown()
    table_commands.set_alignment(cursor, "right")
    assert body.markdown() == FIRST


def test_tab_goes_from_cell_to_cell_and_adds_a_row_at_the_end() -> None:
    body = loaded(FIRST)
    cursor = cursor_in(body, "b")
    table_commands.go_to_cell(cursor, 1)
    assert cursor.selectedText() == "1"
    table_commands.go_to_cell(cursor, -1)
    assert cursor.selectedText() == "b"
    cursor = cursor_in(body, "2")
    table_commands.go_to_cell(cursor, 1)
    cursor.insertText("new")
    assert _cells(body) == ["a b", "1 2", "new "]


def test_enter_goes_down_makes_a_row_and_leaves_from_an_empty_one() -> None:
    body = loaded(FIRST + "\nAfter\n")
    cursor = cursor_in(body, "a")
    table_commands.go_down(cursor)
    assert cursor.block().text() == "1"
    table_commands.go_down(cursor)
    assert _cells(body) == ["a b", "1 2", " "]
    table_commands.go_down(cursor)
    assert cursor.block().text() == "After"
    assert body.markdown() == FIRST + "\nAfter\n"


def test_leaving_the_last_table_downwards_makes_a_paragraph() -> None:
    body = loaded(FIRST)
    cursor = cursor_in(body, "1")
    table_commands.leave_downwards(cursor, cursor.currentTable())
    cursor.insertText("Below")
    assert body.markdown() == FIRST + "\nBelow\n"
    assert _looks_right(body)


def test_backspace_after_a_table_and_delete_before_one_select_it() -> None:
    for words, key in (("After", structure.backspace_at_start), ("Before", structure.delete_at_end)):
        body = loaded(ODD)
        cursor = cursor_in(body, words)
        if key is structure.delete_at_end:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        assert key(cursor)
        assert table_commands.selected_table(cursor) is not None
        assert body.markdown() == ODD
        table_commands.delete_table(cursor)
        assert body.markdown() == "Before __it__.\n\nAfter  it\n"


def test_a_table_cut_and_pasted_back_leaves_no_trace() -> None:
    body = loaded(ODD)
    cursor = cursor_in(body, "two")
    table_commands.select_table(cursor, cursor.currentTable())
    data = paste.mime_of(cursor, body)
    assert data.text() == "a\tb\none x\ttwo\nthree\t"
    cursor.removeSelectedText()
    assert body.markdown() == "Before __it__.\n\nAfter  it\n"
    paste.paste_mime(cursor, data, body)
    assert body.markdown() == ODD
    assert _undone(body) == ODD


def test_cells_are_pasted_over_cells_and_the_table_grows() -> None:
    body = loaded("|a|b|\n|-|-|\n|1|2|\n|3|4|\n")
    cursor = cursor_in(body, "1")
    cursor.setPosition(cursor_in(body, "4", 1).position(), QTextCursor.MoveMode.KeepAnchor)
    data = paste.mime_of(cursor, body)
    cursor = cursor_in(body, "4")
    paste.paste_mime(cursor, data, body)
    assert _cells(body) == ["a b ", "1 2 ", "3 1 2", " 3 4"]
    assert _undone(body) == "|a|b|\n|-|-|\n|1|2|\n|3|4|\n"


def test_a_piece_of_a_spreadsheet_fills_cells() -> None:
    body = loaded(FIRST)
    paste.paste_text(cursor_in(body, "2"), "x\ty\nz\tw\n")
    assert _cells(body) == ["a b ", "1 x y", " z w"]


def test_several_paragraphs_in_a_cell_are_lines() -> None:
    body = loaded(FIRST)
    paste.paste_text(cursor_in(body, "2", 1), " x\n\ny")
    assert "2 x<br>y" in body.markdown()
    other = loaded("One **b**\n\nTwo\n")
    data = paste.mime_of(_all_of(other), other)
    paste.paste_mime(cursor_in(body, "1", 1), data, body)
    assert "1One **b**<br>Two" in body.markdown()


def _all_of(body: BodyDocument) -> QTextCursor:
    cursor = QTextCursor(body.document)
    cursor.select(QTextCursor.SelectionType.Document)
    return cursor


def test_enter_in_a_cell_breaks_the_line_for_whoever_splits_blocks() -> None:
    body = loaded(FIRST)
    cursor = cursor_in(body, "2", 1)
    structure.split_block(cursor)
    cursor.insertText("3")
    assert "| 1   | 2<br>3 |" in body.markdown()


def test_marks_and_links_work_in_cells() -> None:
    body = loaded(FIRST)
    cursor = cursor_in(body, "1")
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
    commands.toggle_mark(cursor, Mark.BOLD)
    commands.set_link(cursor, "x.md")
    assert "| [**1**](x.md) | 2   |" in body.markdown() or "**[1](x.md)**" in body.markdown()


def test_kinds_and_lists_leave_tables_alone() -> None:
    body = loaded(FIRST)
    cursor = _all_of(body)
    commands.set_kind(cursor, Kind.CROSSHEAD)
    commands.toggle_list(cursor, Kind.BULLET)
    assert body.markdown() == FIRST


def test_a_table_is_inserted_below_and_leaves_no_trace_when_undone() -> None:
    body = loaded("Words\n")
    cursor = cursor_in(body, "Words", 2)
    insert_new_table(cursor, table_commands.NEW_TABLE)
    cursor.insertText("H")
    blank = "|     |     |     |\n"
    assert body.markdown() == "Words\n\n| H   |     |     |\n| --- | --- | --- |\n" + 2 * blank
    assert _looks_right(body)
    assert _undone(body) == "Words\n"


def test_objects_put_in_from_a_cell_go_below_the_table() -> None:
    body = loaded(FIRST + "\nAfter\n")
    structure.insert_object(cursor_in(body, "1"), RichBlock(Kind.DIVIDER))
    assert body.markdown() == FIRST + "\n* * *\n\nAfter\n"


def test_paragraphs_move_past_a_table_and_tables_past_paragraphs() -> None:
    body = loaded(ODD)
    assert move_blocks(cursor_in(body, "After"), -1)
    after, before, table = "After  it\n", "Before __it__.\n\n", "|a|b|\n|:-|-|\n|one *x*|two|\n|  three|  |\n"
    assert body.markdown() == before + after + "\n" + table
    cursor = cursor_in(body, "two")
    table_commands.select_table(cursor, cursor.currentTable())
    assert move_blocks(cursor, -1)
    assert body.markdown() == before + table + "\n" + after
    assert _looks_right(body)
    assert _undone(body) == ODD


def test_removing_text_over_the_edge_of_a_table_takes_it_whole() -> None:
    body = loaded(ODD)
    cursor = cursor_in(body, "it", 0)
    cursor.setPosition(cursor_in(body, "two").position(), QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    assert "|" not in body.markdown()
    assert body.markdown().endswith("After  it\n")
    assert _undone(body) == ODD


def test_the_source_of_a_table_can_be_replaced_as_a_whole() -> None:
    body = loaded(ODD)
    changed = ODD.replace("two", "2").replace("After", "Later")
    body.replace_all(changed)
    assert body.markdown() == changed
    body.replace_all("Only this\n")
    assert body.markdown() == "Only this\n"
    assert _undone(body) == ODD


def test_a_changed_cell_changes_no_other_run() -> None:
    body = loaded(ODD)
    before = {run.key: run.source for run in body.runs()}
    seen: list[str] = []
    body.changed.connect(lambda change: seen.extend(run.key for run in change.updated))
    cursor_in(body, "two").insertText("x")
    assert len(seen) == 1
    assert [key for key in before if body.source(key) != before[key]] == seen


def test_cells_carry_plain_spans() -> None:
    body = loaded("|a|\n|-|\n|x **y** `z`|\n")
    cursor = cursor_in(body, "x ")
    block = table_commands.read_table(cursor.currentTable())
    assert block.table is not None
    assert block.table.rows[1][0] == (Span("x "), Span("y", bold=True), Span(" "), Span("z", code=True))
