"""Keeps text fields from swallowing keys that belong to actions: undo, palette, panels."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from editor_app.ui.actions import Actions

_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def left_to_action(event: QEvent, actions: Actions) -> bool:
    """Decline the key a text field is asked about first (`ShortcutOverride`) if it belongs to an action.

    True: it was declined, and the field must not look at it. Keys of undo and redo are always left.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if not _belongs_to_action(event, actions):
        return False
    event.ignore()
    return True


def _belongs_to_action(event: QKeyEvent, actions: Actions) -> bool:
    if any(event.matches(key) for key in UNDO_KEYS):
        return True
    if not event.modifiers() & _MODIFIERS and event.key() not in range(Qt.Key.Key_F1, Qt.Key.Key_F35):
        return False
    pressed = QKeySequence(event.keyCombination())
    return any(action.isEnabled() and pressed in action.shortcuts() for action in actions)
