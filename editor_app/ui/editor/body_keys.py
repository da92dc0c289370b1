"""What keys do in the body beyond typing letters: structure, objects, the ends of links, Markdown typed at a line start."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from editor_app.richtext import structure
from editor_app.richtext.commands import shift_depth
from editor_app.richtext.embedding import embed_above
from editor_app.richtext.formats import Mark
from editor_app.richtext.moving import move_blocks
from editor_app.richtext.reader import object_in
from editor_app.richtext.shortcuts import convert_typed_line, convert_typed_markdown
from editor_app.richtext.typed_text import convert_closed, retouch_typed
from editor_app.ui.editor.room_below import begin_below, is_on_last_line
from editor_app.ui.editor.table_keys import TableKeys
from editor_app.ui.editor.typing_style import TypingStyle, composed_letter

if TYPE_CHECKING:
    from editor_app.ui.editor.body_editor import BodyEditor

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class BodyKeys:
    """Turns key presses of one body editor into `richtext` commands."""

    def __init__(self, editor: BodyEditor) -> None:
        self._editor, self._tables = editor, TableKeys(editor)
        self.style = TypingStyle()

    def typed(self, letter: str) -> None:
        """A letter has just been typed: with what stands before it, it may mean formatting, or a better letter."""
        cursor = self._editor.textCursor()
        if cursor.hasSelection() or cursor.atBlockStart():
            return
        if letter == " " and convert_typed_markdown(cursor):
            self._editor.setTextCursor(cursor)
        elif (plain := convert_closed(cursor, letter)) is not None:
            self._editor.setTextCursor(cursor)
            self._editor.setCurrentCharFormat(plain)
        elif self.style.is_smart and retouch_typed(cursor, letter, self.style.language):
            self._editor.setTextCursor(cursor)

    def _enter(self, cursor: QTextCursor) -> QTextBlock | None:
        """Enter; the card of source that a code fence became, for the person to write in."""
        placed = convert_typed_line(cursor)
        if placed is None:
            structure.split_block(cursor)
            embed_above(cursor)
            return None
        return placed if structure.selected_object(cursor) is not None else None

    def press(self, event: QKeyEvent) -> bool:
        """Deal with Enter, Tab, Backspace, Delete and keys on an object. False when it is none of these."""
        key, cursor = event.key(), self._editor.textCursor()
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._tables.press(event, cursor):
            return True
        selected = structure.selected_object(cursor)
        if selected is not None and self._object_key(event, cursor, selected):
            return True
        if key in _ENTER and modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            if modifiers:
                structure.break_line(cursor)
            elif (card := self._enter(cursor)) is not None:
                self._editor.setTextCursor(cursor)
                self._editor.object_opened.emit(card)
                return True
        elif key == Qt.Key.Key_Tab and not modifiers:
            if not shift_depth(cursor, 1):
                self.leave_text(True)
        elif key == Qt.Key.Key_Backtab:
            if not shift_depth(cursor, -1):
                self.leave_text(False)
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
        elif key == Qt.Key.Key_Down and not modifiers and is_on_last_line(cursor):
            return begin_below(self._editor)
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
            self._begin_below(cursor, block)
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

    def compose(self, event: QInputMethodEvent, insert: Callable[[QInputMethodEvent], None]) -> None:
        """An input method composes or commits. Committed letters are typed letters; they never replace a picture."""
        composed = event.commitString()
        cursor = self._editor.textCursor()
        chosen = structure.selected_object(cursor)
        if chosen is not None and (composed or event.preeditString()) and not self._editor.isReadOnly():
            self._begin_below(cursor, chosen)
        if composed:
            self.leave_link()
        revision = self._editor.document().revision()
        insert(event)
        if self._editor.document().revision() != revision and (letter := composed_letter(event)):
            self.typed(letter)

    def leave_text(self, forwards: bool) -> bool:
        """Tab outside a list goes to the next control, as everywhere."""
        # A text widget hands on the focus only while it says that Tab is not for typing.
        self._editor.setTabChangesFocus(True)
        has_gone = QTextEdit.focusNextPrevChild(self._editor, forwards)
        self._editor.setTabChangesFocus(False)
        return has_gone

    def _begin_below(self, cursor: QTextCursor, block: QTextBlock) -> None:
        """Typing never replaces a picture: it goes into a new paragraph below."""
        cursor.setPosition(block.position() + 1)
        structure.split_block(cursor)
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
