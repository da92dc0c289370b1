"""Text dragged within the story: moved, or copied with Ctrl, by `richtext.dragging` and not by Qt.

Qt would leave the empty paragraph behind that a dragged one stood in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent

from editor_app.richtext.dragging import drag_selection

if TYPE_CHECKING:
    from editor_app.ui.editor.body_editor import BodyEditor


def drop_own_text(editor: BodyEditor, event: QDropEvent) -> bool:
    """Take what is let go over the text when it was dragged out of this very text. False for anything else."""
    if event.source() not in (editor, editor.viewport()) or editor.body is None or editor.isReadOnly():
        return False
    cursor = editor.textCursor()
    place = editor.cursorForPosition(event.position().toPoint()).position()
    copies = event.dropAction() == Qt.DropAction.CopyAction
    if drag_selection(cursor, place, editor.body, copy=copies):
        editor.setTextCursor(cursor)
        editor.ensureCursorVisible()
    # Whoever began the drag must not take the selection out once more.
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
    return True
