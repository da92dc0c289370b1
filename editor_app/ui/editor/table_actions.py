"""Connects the Table actions to the body, and shows the ones most used above the table the caret is in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from editor_app.richtext import table_commands
from editor_app.richtext.containers import insert_box, insert_new_table
from editor_app.richtext.tables import alignment_of
from editor_app.ui.actions import Actions
from editor_app.ui.editor.body_editor import BodyEditor
from editor_app.ui.editor.table_bar import TableBar
from editor_app.ui.theme import Theme

_NOT_IN_TABLE = "The caret is not in a table."
_ALIGNMENTS = (("table.align_left", "left"), ("table.align_center", "center"), ("table.align_right", "right"))


class TableActions(QObject):
    """Takes `table.*`, and inserts tables and fact boxes for whoever takes `insert.*`."""

    def __init__(self, editor: BodyEditor, theme: Theme, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._editor, self._actions = editor, actions
        self._rich, self._reason = False, ""
        self._state: tuple[bool, bool, str] | None = None
        commands: dict[str, Callable[[QTextCursor], object]] = {
            "table.row_above": lambda cursor: table_commands.insert_row(cursor, below=False),
            "table.row_below": lambda cursor: table_commands.insert_row(cursor, below=True),
            "table.column_before": lambda cursor: table_commands.insert_column(cursor, after=False),
            "table.column_after": lambda cursor: table_commands.insert_column(cursor, after=True),
            "table.delete_row": table_commands.delete_rows,
            "table.delete_column": table_commands.delete_columns,
            "table.delete": table_commands.delete_table,
        }
        for identity, align in _ALIGNMENTS:
            commands[identity] = lambda cursor, side=align: table_commands.set_alignment(cursor, side)
        self._identities = tuple(commands)
        for identity, command in commands.items():
            actions.handle(identity, lambda _checked=False, call=command: self._run(call))
        self.bar = TableBar(editor, theme, actions)
        editor.cursorPositionChanged.connect(self._follow_caret)
        editor.scrolled.connect(self.bar.place)
        editor.textChanged.connect(self.bar.place_soon)
        editor.rearranged.connect(self.bar.place_soon)

    def set_rich(self, rich: bool, reason: str) -> None:
        """Whether rich text is being edited, and if not, why."""
        self._rich, self._reason = rich, reason
        self._state = None
        self._follow_caret()

    def insert_table(self) -> None:
        """Put a small table below the caret's paragraph, the caret in its first heading."""
        self._run(lambda cursor: insert_new_table(cursor, table_commands.NEW_TABLE))

    def insert_box(self) -> None:
        """Put a fact box around the selected paragraphs, or an empty one, the caret in its title."""
        self._run(insert_box)

    def _run(self, command: Callable[[QTextCursor], object]) -> None:
        if self._editor.isReadOnly():
            return
        cursor = self._editor.textCursor()
        command(cursor)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        self._editor.setFocus()
        self._follow_caret()

    def _follow_caret(self) -> None:
        cursor = self._editor.textCursor()
        table = cursor.currentTable()
        chosen = table is None and table_commands.selected_table(cursor) is not None
        state = (table is not None, chosen, alignment_of(cursor.block()) if table is not None else "")
        if state != self._state:
            self._state = state
            self._show(*state)
        self.bar.show_for(table if self._rich and not self._editor.isReadOnly() else None)

    def _show(self, inside: bool, chosen: bool, align: str) -> None:
        reason = _NOT_IN_TABLE if self._rich else self._reason
        for identity in self._identities:
            usable = self._rich and (inside or (chosen and identity == "table.delete"))
            self._actions.set_available(identity, usable, reason)
        for identity, side in _ALIGNMENTS:
            self._actions.set_checked(identity, inside and align == side)
