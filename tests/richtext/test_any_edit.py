"""Any sequence of edits: what is remembered agrees with what is there, and undoing all of it leaves no trace."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor

from editor_app.markup.rich import AlsoReadLink, Kind, RichBlock
from editor_app.richtext import commands, paste, structure, table_commands
from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.containers import insert_box, insert_new_table
from editor_app.richtext.dragging import drag_selection
from editor_app.richtext.formats import Mark
from editor_app.richtext.moving import move_blocks
from editor_app.richtext.shortcuts import convert_typed_line, convert_typed_markdown
from editor_app.richtext.typed_text import convert_closed, retouch_typed
from tests.richtext.bodies import BODIES, MARKDOWN

_ALSO = RichBlock(Kind.ALSO_READ, links=(AlsoReadLink("A", "a.md"),))


def _copy_and_paste(cursor: QTextCursor, body: BodyDocument) -> None:
    data = paste.mime_of(cursor, body)
    cursor.setPosition(0)
    paste.paste_mime(cursor, data, body)


def _cut_and_paste(cursor: QTextCursor, body: BodyDocument) -> None:
    data = paste.mime_of(cursor, body)
    cursor.removeSelectedText()
    paste.paste_mime(cursor, data, body)


def _type_marks(cursor: QTextCursor, _body: BodyDocument) -> None:
    for letter in "-- 'a' **b** [c](d.md) `e` - ":
        cursor.insertText(letter)
        if convert_closed(cursor, letter) is None and not convert_typed_markdown(cursor):
            retouch_typed(cursor, letter, "de")
    convert_typed_line(cursor)


EDITS: tuple[Callable[[QTextCursor, BodyDocument], object], ...] = (
    lambda cursor, _body: cursor.insertText("word "),
    lambda cursor, _body: cursor.removeSelectedText(),
    lambda cursor, _body: cursor.deletePreviousChar(),
    lambda cursor, _body: cursor.deleteChar(),
    lambda cursor, _body: structure.split_block(cursor),
    lambda cursor, _body: structure.break_line(cursor),
    lambda cursor, _body: structure.backspace_at_start(cursor),
    lambda cursor, _body: structure.delete_at_end(cursor),
    lambda cursor, _body: structure.insert_object(cursor, _ALSO),
    lambda cursor, _body: move_blocks(cursor, -1),
    lambda cursor, _body: move_blocks(cursor, 1),
    lambda cursor, body: drag_selection(cursor, body.document.characterCount() // 2, body),
    lambda cursor, body: drag_selection(cursor, 0, body, copy=True),
    _type_marks,
    lambda cursor, _body: structure.remove_text(cursor, True),
    lambda cursor, _body: structure.remove_text(cursor, False),
    lambda cursor, _body: structure.remove_block(cursor),
    lambda cursor, _body: commands.toggle_mark(cursor, Mark.BOLD),
    lambda cursor, _body: commands.toggle_list(cursor, Kind.BULLET),
    lambda cursor, _body: commands.toggle_list(cursor, Kind.NUMBER),
    lambda cursor, _body: commands.shift_depth(cursor, 1),
    lambda cursor, _body: commands.set_kind(cursor, Kind.QUOTE),
    lambda cursor, _body: commands.set_kind(cursor, Kind.CROSSHEAD),
    lambda cursor, _body: commands.set_link(cursor, "a.md", "link"),
    lambda cursor, _body: commands.clear_marks(cursor),
    lambda cursor, _body: paste.paste_text(cursor, "One\n\nTwo"),
    _copy_and_paste,
    _cut_and_paste,
    lambda cursor, _body: table_commands.insert_row(cursor, below=True),
    lambda cursor, _body: table_commands.insert_column(cursor, after=False),
    lambda cursor, _body: table_commands.delete_rows(cursor),
    lambda cursor, _body: table_commands.delete_columns(cursor),
    lambda cursor, _body: table_commands.delete_table(cursor),
    lambda cursor, _body: table_commands.move_row(cursor, 1),
    lambda cursor, _body: table_commands.set_alignment(cursor, "right"),
    lambda cursor, _body: table_commands.go_to_cell(cursor, 1),
    lambda cursor, _body: table_commands.go_down(cursor),
    lambda cursor, _body: insert_new_table(cursor, table_commands.NEW_TABLE),
    lambda cursor, _body: insert_box(cursor),
    lambda _cursor, body: body.document.undo(),
    lambda _cursor, body: body.document.redo(),
)
STEP = st.tuples(st.sampled_from(range(len(EDITS))), st.floats(0, 1), st.floats(0, 1))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(MARKDOWN, st.sampled_from(BODIES)), st.lists(STEP, max_size=8))
def test_any_sequence_of_edits(text: str, steps: list[tuple[int, float, float]]) -> None:
    body = BodyDocument()
    body.load(text)
    seen: dict[str, str] = {run.key: run.source for run in body.runs()}
    order = [run.key for run in body.runs()]

    def follow(change) -> None:
        nonlocal order
        seen.update({run.key: run.source for run in change.updated})
        if change.order is not None:
            order = list(change.order)

    body.changed.connect(follow)
    for number, start, end in steps:
        last = body.document.characterCount() - 1
        cursor = QTextCursor(body.document)
        cursor.setPosition(round(start * last))
        cursor.setPosition(round(end * last), QTextCursor.MoveMode.KeepAnchor)
        EDITS[number](cursor, body)
        # Whoever follows the signals knows exactly what the document holds.
        assert "".join(seen[key] for key in order) == body.markdown()
        remembered = body.runs()
        assert len({run.key for run in remembered}) == len(remembered)
        body._ledger.scan(None)
        assert body.runs() == remembered
    while body.document.isUndoAvailable():
        body.document.undo()
    assert body.markdown() == text
