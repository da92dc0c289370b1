"""What another program drags in is copied, whatever it offers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent


def take_copy(event: QDropEvent) -> None:
    """Accept a drop as a copy. Told of a move, a file manager may delete the file, an editor its words."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
