"""Keeps text fields from swallowing keys that belong to actions: undo, palette, panels."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from editor_app.ui.actions import Actions

_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def belongs_to_action(event: QKeyEvent, actions: Actions) -> bool:
    """Whether the key is the shortcut of an action that works now, or one of undo and redo.

    A text field that is asked first (`ShortcutOverride`) leaves it alone then.
    """
    if any(event.matches(key) for key in UNDO_KEYS):
        return True
    if not event.modifiers() & _MODIFIERS and event.key() not in range(Qt.Key.Key_F1, Qt.Key.Key_F35):
        return False
    pressed = QKeySequence(event.keyCombination())
    return any(action.isEnabled() and pressed in action.shortcuts() for action in actions)
