"""Keeps text fields from swallowing keys that belong to actions: undo, palette, panels."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from editor_app.ui.actions import Actions, StetAction

_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


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


def is_no_text_key(event: QKeyEvent, actions: Actions) -> bool:
    """Whether a key that was pressed in a text field all the same is not the field's: undo, or what an action has.

    A window that is not the active one yet has no shortcuts, and on X11 Qt takes Ctrl+K for "delete the rest of the line",
    Ctrl+D for "delete", and Ctrl+U, which elsewhere underlines, for "delete the line". The field knows cut, copy, paste
    and their like by itself.
    """
    if any(event.matches(key) for key in (*_UNDO_KEYS, QKeySequence.StandardKey.DeleteCompleteLine)):
        return True
    owner = _owner_of(event, actions)
    return owner is not None and not owner.spec.id.startswith("edit.")


def _belongs_to_action(event: QKeyEvent, actions: Actions) -> bool:
    if any(event.matches(key) for key in _UNDO_KEYS):
        return True
    owner = _owner_of(event, actions)
    return owner is not None and owner.isEnabled()


def _owner_of(event: QKeyEvent, actions: Actions) -> StetAction | None:
    if not event.modifiers() & _MODIFIERS and event.key() not in range(Qt.Key.Key_F1, Qt.Key.Key_F35):
        return None
    pressed = QKeySequence(event.keyCombination())
    owners = [action for action in actions if pressed in action.shortcuts()]
    return next((action for action in owners if action.isEnabled()), owners[0] if owners else None)
