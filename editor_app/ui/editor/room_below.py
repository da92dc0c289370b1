"""Room to write below a story that ends with a table, a fact box, a picture or a card.

A click in the white below it, or Down from its last line, begins a paragraph there. An empty paragraph is nothing in
the file, so nothing is changed before something is typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor

from editor_app.markup.rich import Kind
from editor_app.richtext import structure, table_commands
from editor_app.richtext.commands import one_step
from editor_app.richtext.formats import block_format, box_of, new_key
from editor_app.richtext.reader import object_in
from editor_app.richtext.tables import guards, table_at

if TYPE_CHECKING:
    from editor_app.ui.editor.body_editor import BodyEditor

_REACH = 4  # pixels below the last line that still belong to it


def begin_below(editor: BodyEditor) -> bool:
    """Put the caret into a new paragraph at the end. False when the end is text, where nothing is needed."""
    if editor.body is None or editor.isReadOnly():
        return False
    last = editor.document().lastBlock()
    cursor = QTextCursor(last)
    if guards(last, -1) and (table := table_at(last.previous())) is not None:
        table_commands.leave_downwards(cursor, table)
    elif object_in(last) is not None:
        cursor.setPosition(last.position() + 1)
        structure.split_block(cursor)
    elif box_of(last):
        with one_step(cursor):
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertBlock(block_format(Kind.PARAGRAPH, new_key()), QTextCharFormat())
    else:
        return False
    editor.setTextCursor(cursor)
    editor.ensureCursorVisible()
    return True


def is_below_all(editor: BodyEditor, point: QPointF) -> bool:
    """Whether a point of the viewport lies in the white below the last block."""
    last = _last_seen(editor.document().lastBlock())
    return point.y() > editor.object_rect(last).bottom() + _REACH


def is_on_last_line(cursor: QTextCursor) -> bool:
    """Whether Down would lead nowhere from the last block of a box that ends the story."""
    block = cursor.block()
    if cursor.hasSelection() or block.next().isValid() or not box_of(block):
        return False
    return not QTextCursor(cursor).movePosition(QTextCursor.MoveOperation.Down)


def _last_seen(last: QTextBlock) -> QTextBlock:
    """The last block that is shown: not the unseen line below a table."""
    return last.previous() if guards(last, -1) else last
