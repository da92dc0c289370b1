"""What keys do in and beside a table of the body, and where the caret goes instead of the unseen lines around one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QTextBlock, QTextCharFormat, QTextCursor, QTextTable

from editor_app.markup.rich import Kind
from editor_app.richtext import table_commands
from editor_app.richtext.commands import one_step
from editor_app.richtext.formats import block_format, new_key
from editor_app.richtext.tables import block_before, first_block, guards, is_guard, last_block, table_at
from editor_app.ui.widgets.announcement import announce

if TYPE_CHECKING:
    from editor_app.ui.editor.body_editor import BodyEditor

TABLE_MENU = (
    "-", "table.row_above", "table.row_below", "table.column_before", "table.column_after",
    "-", "table.delete_row", "table.delete_column", "table.delete",
)  # fmt: skip
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BACK = (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace)
_FORTH = (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_PageDown)


class TableKeys:
    """Tab, Enter and arrows in the tables of one body editor."""

    def __init__(self, editor: BodyEditor) -> None:
        self._editor = editor
        self._position = 0
        self._key: int = 0
        editor.cursorPositionChanged.connect(self._keep_out_of_guards)

    def press(self, event: QKeyEvent, cursor: QTextCursor) -> bool:
        """Deal with a key in a table, or on one that is selected. False for the usual way."""
        self._key = event.key()
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        chosen = table_commands.selected_table(cursor)
        if chosen is not None:
            return self._on_chosen(event, cursor, chosen)
        if cursor.currentTable() is None or not self._in_table(event, cursor, modifiers):
            return False
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        if words := table_commands.words_of_place(cursor):
            announce(self._editor, words)
        return True

    def _in_table(self, event: QKeyEvent, cursor: QTextCursor, modifiers: Qt.KeyboardModifier) -> bool:
        key, none = event.key(), Qt.KeyboardModifier.NoModifier
        if key == Qt.Key.Key_Tab and modifiers == none:
            table_commands.go_to_cell(cursor, 1)
        elif key == Qt.Key.Key_Backtab:
            table_commands.go_to_cell(cursor, -1)
        elif key in _ENTER and modifiers == none:
            if not _make_room_above(cursor):
                table_commands.go_down(cursor)
        elif modifiers == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            table_commands.move_row(cursor, -1 if key == Qt.Key.Key_Up else 1)
        else:
            return False
        return True

    def _on_chosen(self, event: QKeyEvent, cursor: QTextCursor, table: QTextTable) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            table_commands.delete_table(cursor)
        elif event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        elif key in (Qt.Key.Key_Tab, *_ENTER):
            cursor.setPosition(first_block(table).position())
        elif key in _FORTH:
            table_commands.leave_downwards(cursor, table)
        elif key in _BACK:
            if not table_commands.leave_upwards(cursor, table):
                self._editor.head_wanted.emit()
                return True
        elif event.text() and event.text().isprintable():
            # Typing never replaces a table: it goes on below it.
            table_commands.leave_downwards(cursor, table)
            self._editor.setTextCursor(cursor)
            return False
        else:
            return False
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        return True

    # -- the lines around a table

    def _keep_out_of_guards(self) -> None:
        """The caret goes on, into the table or past it, in the direction it came from."""
        cursor = self._editor.textCursor()
        block, came_from, key = cursor.block(), self._position, self._key
        self._key = 0
        if cursor.hasSelection() or not is_guard(block):
            self._position = cursor.position()
            return
        backwards = key in _BACK if key in (*_BACK, *_FORTH) else came_from > block.position()
        self._leave_guard(cursor, block, backwards, key)
        self._keep_column(cursor, key)
        self._position = cursor.position()
        self._editor.setTextCursor(cursor)

    def _leave_guard(self, cursor: QTextCursor, block: QTextBlock, backwards: bool, key: int) -> None:
        after = table_at(block.next()) if guards(block, 1) else None
        before = table_at(block.previous()) if guards(block, -1) else None
        if backwards and before is not None:
            cursor.setPosition(self._last_place(before, key))
        elif backwards and after is not None:
            if not table_commands.leave_upwards(cursor, after):
                cursor.setPosition(first_block(after).position())
                if key == Qt.Key.Key_Up:
                    self._editor.head_wanted.emit()
        elif after is not None:
            cursor.setPosition(self._first_place(after, key))
        elif before is not None and self._editor.hasFocus() and not self._editor.isReadOnly():
            table_commands.leave_downwards(cursor, before)
        elif before is not None:
            cursor.setPosition(last_block(before).position())

    def _keep_column(self, cursor: QTextCursor, key: int) -> None:
        """Up and Down leave a table for the place in the next line that is above or below where the caret was."""
        block = cursor.block()
        if (
            key not in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            or cursor.currentTable() is not None
            or is_guard(block)
        ):
            return
        y = self._editor.cursorRect(cursor).center().y()
        found = self._editor.cursorForPosition(QPoint(self._x(), y))
        if found.block() == block:
            cursor.setPosition(found.position())

    def _first_place(self, table: QTextTable, key: int) -> int:
        """Where the caret enters a table from above: with Down under where it was, else at the start."""
        first = first_block(table)
        return self._place_beside(first, key) if key == Qt.Key.Key_Down else first.position()

    def _last_place(self, table: QTextTable, key: int) -> int:
        """Where the caret enters a table from below: with Up above where it was, else at the end."""
        last = last_block(table)
        return self._place_beside(last, key) if key == Qt.Key.Key_Up else last.position() + last.length() - 1

    def _place_beside(self, cell: QTextBlock, key: int) -> int:
        """The place in the row of a cell that has the caret's column; in a cell of lines, its nearest."""
        rect = self._editor.object_rect(cell)
        y = rect.center().y() if key == Qt.Key.Key_Up else rect.top() + 2
        found = self._editor.cursorForPosition(QPoint(self._x(), round(y)))
        return found.position() if found.currentTable() is not None else cell.position()

    def _x(self) -> int:
        """The column the caret was in."""
        previous = QTextCursor(self._editor.document())
        previous.setPosition(min(self._position, self._editor.document().characterCount() - 1))
        return self._editor.cursorRect(previous).left()


def table_menu(editor: BodyEditor, event: QContextMenuEvent) -> tuple[str, ...]:
    """What a context menu offers in a table; a click into another cell takes the caret there first."""
    cursor = editor.textCursor()
    pressed = editor.cursorForPosition(event.pos())
    mouse = event.reason() == QContextMenuEvent.Reason.Mouse
    if mouse and pressed.currentTable() is not None and not _is_beside(cursor, pressed):
        editor.setTextCursor(pressed)
        cursor = pressed
    return TABLE_MENU if cursor.currentTable() is not None else ()


def _is_beside(cursor: QTextCursor, pressed: QTextCursor) -> bool:
    """Whether a click is in the cell of the caret or in what is selected."""
    if cursor.hasSelection():
        return cursor.selectionStart() <= pressed.position() <= cursor.selectionEnd()
    return cursor.block() == pressed.block()


def _make_room_above(cursor: QTextCursor) -> bool:
    """Enter at the very start of a table that is the first thing of the story makes a paragraph above it."""
    table = cursor.currentTable()
    if table is None or cursor.hasSelection() or cursor.position() != first_block(table).position():
        return False
    before = block_before(table)
    if not guards(before, 1) or before.previous().isValid():
        return False
    with one_step(cursor):
        cursor.setPosition(before.position())
        cursor.insertBlock()
        cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        cursor.setBlockFormat(block_format(Kind.PARAGRAPH, new_key()))
        cursor.setBlockCharFormat(QTextCharFormat())
    return True
