"""A short list whose rows are moved by their handle with the mouse, or with Alt+Up and Alt+Down from the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import tool_button
from editor_app.ui.widgets.columns import remove_all
from editor_app.ui.widgets.divider import hline


class Handle(QWidget):
    """Six dots; dragging them moves the row."""

    def __init__(self, theme: Theme, row: ReorderRow) -> None:
        super().__init__(row)
        self._theme = theme
        self._row = row
        self._pressed = False
        self.setFixedSize(16, 24)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        theme.changed.connect(self.update)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.button() == Qt.MouseButton.LeftButton
        self._row.setFocus(Qt.FocusReason.MouseFocusReason)
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed:
            self._row.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if self._pressed:
            self._pressed = False
            self._row.dropped.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        token = "text.primary" if self.underMouse() else "text.tertiary"
        painter.setBrush(self._theme.color(token))
        for column in (4.0, 9.0):
            for line in (7.0, 12.0, 17.0):
                painter.drawEllipse(QRectF(column, line, 2.2, 2.2))


class ReorderRow(QWidget):
    """One row: the handle, what the caller puts in the middle, and a cross that removes it."""

    dragged = Signal(object)  # QPoint, global
    dropped = Signal()
    removed = Signal()
    move_asked = Signal(int)
    activated = Signal()
    menu_asked = Signal(object)  # QPoint, global

    def __init__(self, content: QWidget, name: str, theme: Theme, movable: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._movable = movable
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        remove = tool_button("x", self.tr("Remove"), theme, size=24)
        remove.setAccessibleName(self.tr("Remove {0}").format(name))
        remove.setIconSize(QSize(13, 13))
        remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        remove.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 9)
        row.setSpacing(7)
        if movable:
            row.addWidget(Handle(theme, self), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(content, 1)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and alt and self._movable:
            self.move_asked.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.activated.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.setProperty("ring", event.reason() is not Qt.FocusReason.MouseFocusReason)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self.hasFocus() and self.property("ring")):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("focus"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 2, -1, -2), 5, 5)


class ReorderList(QWidget):
    """Rows with hairlines between them.

    `moved(from, to)` is emitted once per move, `removed(index)`, `activated(index)` and
    `menu_asked(index, where)` for one row.
    """

    moved = Signal(int, int)
    removed = Signal(int)
    activated = Signal(int)
    menu_asked = Signal(int, object)  # QPoint, global

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[ReorderRow] = []
        self._drag: tuple[int, int] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_rows(self, contents: Sequence[tuple[QWidget, str]], movable: bool = True) -> None:
        """Put new rows in place of the old; keyboard focus stays at the same index."""
        focused = next((index for index, row in enumerate(self.rows) if row.hasFocus()), None)
        self._clear()
        if contents:
            self._column.addWidget(hline())
        for index, (content, name) in enumerate(contents):
            row = ReorderRow(content, name, self._theme, movable)
            row.removed.connect(lambda index=index: self.removed.emit(index))
            row.activated.connect(lambda index=index: self.activated.emit(index))
            row.move_asked.connect(lambda by, index=index: self._move_by_key(index, by))
            row.menu_asked.connect(lambda where, index=index: self.menu_asked.emit(index, where))
            row.dragged.connect(lambda where, index=index: self._drag_to(index, where))
            row.dropped.connect(self._drop)
            self.rows.append(row)
            self._column.addWidget(row)
            self._column.addWidget(hline())
        if focused is not None and self.rows:
            self.focus_row(min(focused, len(self.rows) - 1))

    def focus_row(self, index: int) -> None:
        """Give a row the keyboard."""
        if 0 <= index < len(self.rows):
            self.rows[index].setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._drag is None or self._drag[0] == self._drag[1]:
            return
        start, target = self._drag
        row = self.rows[target]
        y = row.geometry().top() if target < start else row.geometry().bottom()
        painter = QPainter(self)
        painter.fillRect(0, max(0, y - 1), self.width(), 2, self._theme.color("accent"))

    def _clear(self) -> None:
        self._drag = None
        self.rows = []
        remove_all(self._column)

    def _move_by_key(self, index: int, by: int) -> None:
        target = index + by
        if 0 <= target < len(self.rows):
            self.moved.emit(index, target)
            self.focus_row(target)

    def _drag_to(self, index: int, where: QPoint) -> None:
        y = self.mapFromGlobal(where).y()
        target = sum(1 for row in self.rows if row.geometry().center().y() < y)
        if target > index:
            target -= 1
        self._drag = (index, min(max(target, 0), len(self.rows) - 1))
        self.update()

    def _drop(self) -> None:
        drag, self._drag = self._drag, None
        self.update()
        if drag is not None and drag[0] != drag[1]:
            self.moved.emit(*drag)
