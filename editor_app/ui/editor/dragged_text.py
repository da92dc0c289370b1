"""A text widget out of which words are dragged as a copy, and into which other programs' things come as a copy.

Qt moves by default: a word let go over another program would be gone from the story, and a file manager that is told
of a move may delete its file. What is moved within the text is the business of who inherits.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from editor_app.ui.widgets.drops import take_copy


class DraggedText(QTextEdit):
    """See above. `take_own_drop` is asked first when something is let go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drag_from: QPointF | None = None

    def take_own_drop(self, event: QDropEvent) -> bool:
        """Take what was dragged out of this very text. False for anything else."""
        return False

    # -- out of it

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on what is selected may begin a drag."""
        before = self.textCursor()
        super().mousePressEvent(event)
        after = self.textCursor()
        # Qt leaves the selection alone for just that reason; anywhere else it begins a new one.
        stays = (before.anchor(), before.position()) == (after.anchor(), after.position())
        is_left = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        self._drag_from = event.position() if is_left and stays and after.hasSelection() else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Far enough from where it was pressed, the drag begins."""
        if self._drag_from is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
        elif (event.position() - self._drag_from).manhattanLength() >= QApplication.startDragDistance():
            self._drag_from = None
            self._drag_out()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on what is selected was a click."""
        self._drag_from = None
        super().mouseReleaseEvent(event)

    def _drag_out(self) -> None:
        drag = QDrag(self.viewport())
        drag.setMimeData(self.createMimeDataFromSelection())
        copy, move = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction
        # Whatever became of it elsewhere, here the words stay.
        drag.exec(copy if self.isReadOnly() else copy | move, copy if self.isReadOnly() else move)

    # -- into it

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say what would happen."""
        super().dragEnterEvent(event)
        _offer_copy(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Say what would happen."""
        super().dragMoveEvent(event)
        _offer_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Text of this story moves as one step; anything else comes in as if it were pasted, and the keys with it."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.take_own_drop(event):
            # Tells Qt that the drag is over, so that it scrolls no further.
            super().dragLeaveEvent(QDragLeaveEvent())
            return
        super().dropEvent(event)
        _offer_copy(event)


def _offer_copy(event: QDropEvent) -> None:
    """Take as a copy what another program offers."""
    if event.isAccepted() and event.source() is None:
        take_copy(event)
