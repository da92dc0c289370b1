"""What keys do in the body beyond typing letters: structure, objects, the ends of links, Markdown typed at a line start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextBlock, QTextCharFormat, QTextCursor

from editor_app.richtext import structure
from editor_app.richtext.commands import shift_depth
from editor_app.richtext.formats import Mark
from editor_app.richtext.moving import move_blocks
from editor_app.richtext.reader import object_in
from editor_app.richtext.shortcuts import convert_typed_markdown

if TYPE_CHECKING:
    from editor_app.ui.editor.body_editor import BodyEditor

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class BodyKeys:
    """Turns key presses of one body editor into `richtext` commands."""

    def __init__(self, editor: BodyEditor) -> None:
        self._editor = editor

    def convert_markdown(self) -> None:
        """A space was typed: what stands before it may mean a crosshead, list or quote."""
        cursor = self._editor.textCursor()
        if convert_typed_markdown(cursor):
            self._editor.setTextCursor(cursor)

    def press(self, event: QKeyEvent) -> bool:
        """Deal with Enter, Tab, Backspace, Delete and keys on an object. False when it is none of these."""
        key, cursor = event.key(), self._editor.textCursor()
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        selected = structure.selected_object(cursor)
        if selected is not None and self._object_key(event, cursor, selected):
            return True
        if key in _ENTER and modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            if modifiers:
                structure.break_line(cursor)
            else:
                structure.split_block(cursor)
        elif key == Qt.Key.Key_Tab and not modifiers:
            if not shift_depth(cursor, 1):
                return self._editor.focusNextPrevChild(True) or True
        elif key == Qt.Key.Key_Backtab:
            if not shift_depth(cursor, -1):
                return self._editor.focusNextPrevChild(False) or True
        elif key == Qt.Key.Key_Backspace and not modifiers:
            if cursor.atStart() and not cursor.hasSelection() and cursor.block().length() > 1:
                if not structure.backspace_at_start(cursor):
                    self._editor.head_wanted.emit()
            elif not (structure.backspace_at_start(cursor) or structure.remove_text(cursor, False)):
                return False
        elif key == Qt.Key.Key_Delete and not modifiers:
            if not (structure.delete_at_end(cursor) or structure.remove_text(cursor, True)):
                return False
        elif modifiers == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            move_blocks(cursor, -1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Up and not modifiers and self._on_first_line(cursor):
            self._editor.head_wanted.emit()
        else:
            return False
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        return True

    def _object_key(self, event: QKeyEvent, cursor: QTextCursor, block: QTextBlock) -> bool:
        key, modifiers = event.key(), event.modifiers()
        if key in _ENTER:
            self._editor.object_opened.emit(block)
            return True
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            structure.remove_block(cursor)
            self._editor.setTextCursor(cursor)
            return True
        if key in _ARROWS and not modifiers & ~Qt.KeyboardModifier.KeypadModifier:
            self._step_off(cursor, block, -1 if key in (Qt.Key.Key_Left, Qt.Key.Key_Up) else 1)
            return True
        if (
            event.text()
            and event.text().isprintable()
            and not modifiers & Qt.KeyboardModifier.ControlModifier
        ):
            # Typing never replaces a picture: it goes into a new paragraph below.
            cursor.setPosition(block.position() + 1)
            structure.split_block(cursor)
            self._editor.setTextCursor(cursor)
        return False

    def _step_off(self, cursor: QTextCursor, block: QTextBlock, by: int) -> None:
        """Go from an object to the block before or after it; at the body's end a paragraph is made."""
        target = block.previous() if by < 0 else block.next()
        if not target.isValid() and by < 0:
            self._editor.head_wanted.emit()
            return
        if not target.isValid():
            cursor.setPosition(block.position() + 1)
            structure.split_block(cursor)
        elif object_in(target) is not None:
            structure.select_object(cursor, target)
        else:
            cursor.setPosition(target.position() + (target.length() - 1 if by < 0 else 0))
        self._editor.setTextCursor(cursor)

    def leave_link(self) -> None:
        """What is typed right after a link, code or an inline source is not part of it."""
        cursor = self._editor.textCursor()
        if cursor.hasSelection():
            return
        made = cursor.charFormat()
        if not (made.stringProperty(Mark.HREF) or made.boolProperty(Mark.VERBATIM)):
            return
        after = QTextCursor(cursor)
        if not cursor.atBlockEnd():
            after.movePosition(QTextCursor.MoveOperation.NextCharacter)
            following = after.charFormat()
            same_link = made.stringProperty(Mark.HREF) == following.stringProperty(Mark.HREF)
            if same_link and made.boolProperty(Mark.VERBATIM) == following.boolProperty(Mark.VERBATIM):
                return
        changed = QTextCharFormat(made)
        for mark in (Mark.HREF, Mark.TITLE, Mark.VERBATIM):
            changed.clearProperty(mark)
        self._editor.setCurrentCharFormat(changed)

    def _on_first_line(self, cursor: QTextCursor) -> bool:
        probe = QTextCursor(cursor)
        return not cursor.hasSelection() and not probe.movePosition(QTextCursor.MoveOperation.Up)
