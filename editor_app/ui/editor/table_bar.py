"""The small bar above the table the caret is in. It lies in the room that every table has above it, over no text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QTextTable
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from editor_app.richtext.tables import first_block
from editor_app.ui.actions import Actions
from editor_app.ui.editor.body_editor import BodyEditor
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import action_button, tool_button
from editor_app.ui.widgets.divider import vline

_GROUPS = (
    ("table.row_above", "table.row_below", "table.column_before", "table.column_after"),
    ("table.align_left", "table.align_center", "table.align_right"),
)
_DELETE = ("table.delete_row", "table.delete_column", "table.delete")
_HEIGHT, _GAP = 28, 3
_PASSING = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
)


class TableBar(QFrame):
    """Buttons for rows, columns and alignment. The keyboard finds the same in Format > Table."""

    def __init__(self, editor: BodyEditor, theme: Theme, actions: Actions) -> None:
        super().__init__(editor.viewport())
        self._editor, self._actions = editor, actions
        self._shown, self._has_focus = False, editor.hasFocus()
        self.setObjectName("tableBar")
        self.setAccessibleName("Table")
        self.setFixedHeight(_HEIGHT)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setProperty("surface", "raised")
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 1, 2, 1)
        row.setSpacing(0)
        for group in _GROUPS:
            for identity in group:
                row.addWidget(self._button(identity, theme))
            row.addSpacing(3)
            row.addWidget(vline(height=14), 0, Qt.AlignmentFlag.AlignVCenter)
            row.addSpacing(3)
        self.delete = tool_button("trash", "Delete…", theme, size=26)
        self.delete.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.delete.clicked.connect(self._offer_deletion)
        row.addWidget(self.delete)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.place)
        self.hide()
        editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The bar is for whoever writes: it goes with the focus, but not to a menu."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut) and isinstance(event, QFocusEvent):
            self._has_focus = event.gotFocus() or event.reason() in _PASSING
            self.place()
        return False

    def show_for(self, table: QTextTable | None) -> None:
        """Show the bar above this table; None hides it."""
        self._shown = table is not None
        self.place()

    def place_soon(self) -> None:
        """Follow the table once the text is laid out again."""
        if self._shown:
            self._soon.start()

    def place(self) -> None:
        """Put the bar where the table begins now."""
        table = self._editor.textCursor().currentTable() if self._shown and self._has_focus else None
        if table is None:
            self.hide()
            return
        width = self.sizeHint().width()
        top = round(self._editor.object_rect(first_block(table)).top() - 6 * self._editor.zoom)
        right = self._editor.column_left + self._editor.lineWrapColumnOrWidth()
        self.setGeometry(max(self._editor.column_left, right - width), top - _HEIGHT - _GAP, width, _HEIGHT)
        self.show()
        self.raise_()

    def _button(self, identity: str, theme: Theme) -> QWidget:
        icon = self._actions[identity].spec.icon
        button = self._actions.button_for(identity, lambda action: action_button(action, icon, theme))
        button.setFixedSize(26, 24)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def _offer_deletion(self) -> None:
        menu = self._actions.context_menu(self._editor, _DELETE)
        menu.popup(self.delete.mapToGlobal(self.delete.rect().bottomLeft()))
