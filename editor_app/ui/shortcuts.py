"""The keys of every action: as the table has them, or as the person has chosen; who else has a key; and back again.

Keeps what differs from the table in the settings. Draws nothing, and knows no window.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence

from editor_app.ui import settings as keys
from editor_app.ui.action_table import MAC_KEYS, ActionSpec
from editor_app.ui.actions import Actions, StetAction
from editor_app.ui.settings import Settings

_TEXT = QKeySequence.SequenceFormat.PortableText
_MOVES = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
_STRONG = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
# Layouts type letters with the first; input methods take the others.
_TAKEN = ("Ctrl+Shift+U", "Ctrl+Shift+E")


class Shortcuts(QObject):
    """The keys of one table of actions. `changed` carries the id of an action that has other keys now."""

    changed = Signal(str)

    def __init__(self, actions: Actions, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions, self._settings = actions, settings
        chosen = self._chosen()
        for action in self.all():
            if action.spec.id in chosen:
                action.setShortcuts(chosen[action.spec.id])

    def all(self) -> list[StetAction]:
        """The actions whose keys can be chosen: all but those whose keys belong to a list."""
        return [action for action in self._actions if not action.spec.list_only]

    def of(self, identity: str) -> list[QKeySequence]:
        """The keys of an action."""
        return self._actions[identity].shortcuts()

    def is_changed(self, identity: str) -> bool:
        """Whether an action has other keys than the table gives it."""
        return self.of(identity) != default_keys(self._actions[identity].spec)

    def owner(self, key: QKeySequence) -> StetAction | None:
        """The action that has this key."""
        return next((action for action in self.all() if key in action.shortcuts()), None)

    def give(self, identity: str, key: QKeySequence | None) -> None:
        """Let `key`, and no other, be the key of an action; who had it before has it no more. None: no key."""
        previous = self.owner(key) if key is not None else None
        if previous is not None and previous.spec.id != identity:
            self._set(previous, [old for old in previous.shortcuts() if old != key])
        self._set(self._actions[identity], [key] if key is not None else [])
        self._keep()

    def reset(self, identity: str) -> None:
        """Give an action the keys of the table again; whoever has one of them now has it no more."""
        action = self._actions[identity]
        wanted = default_keys(action.spec)
        for key in wanted:
            holder = self.owner(key)
            if holder is not None and holder is not action:
                self._set(holder, [old for old in holder.shortcuts() if old != key])
        self._set(action, wanted)
        self._keep()

    def reset_all(self) -> None:
        """The keys of the table for every action."""
        for action in self.all():
            self._set(action, default_keys(action.spec))
        self._keep()

    @property
    def any_changed(self) -> bool:
        """Whether anything differs from the table."""
        return any(self.is_changed(action.spec.id) for action in self.all())

    def _set(self, action: StetAction, wanted: Sequence[QKeySequence]) -> None:
        if action.shortcuts() != list(wanted):
            action.setShortcuts(list(wanted))
            self.changed.emit(action.spec.id)

    def _chosen(self) -> dict[str, list[QKeySequence]]:
        found: dict[str, list[QKeySequence]] = {}
        taken: set[str] = set()
        for line in self._settings.get(keys.SHORTCUTS):
            identity, _, words = str(line).partition("\t")
            wanted = [key for word in words.split("; ") if word and not (key := QKeySequence(word)).isEmpty()]
            found[identity] = [key for key in wanted if key.toString(_TEXT) not in taken]
            taken.update(key.toString(_TEXT) for key in wanted)
        # A later version may give a chosen key to an action of its own: the person's choice holds.
        for action in self.all():
            if action.spec.id not in found and any(
                key.toString(_TEXT) in taken for key in action.shortcuts()
            ):
                rest = [key for key in action.shortcuts() if key.toString(_TEXT) not in taken]
                found[action.spec.id] = rest
        return found

    def _keep(self) -> None:
        lines = (
            f"{action.spec.id}\t" + "; ".join(key.toString(_TEXT) for key in action.shortcuts())
            for action in self.all()
            if self.is_changed(action.spec.id)
        )
        self._settings.set(keys.SHORTCUTS, tuple(lines))


def default_keys(spec: ActionSpec) -> list[QKeySequence]:
    """The keys that the table gives an action on this system."""
    names = MAC_KEYS.get(spec.id, spec.shortcuts) if sys.platform == "darwin" else spec.shortcuts
    return [QKeySequence(name) for name in names]


def refusal(pressed: QKeyCombination) -> str:
    """Why a key cannot be an action's, as a sentence; empty when it can."""
    modifiers, key = pressed.keyboardModifiers(), pressed.key()
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35:
        return ""
    if not modifiers & _STRONG:
        return "Hold Ctrl or Alt as well: this key alone is for writing."
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    if modifiers & both == both and sys.platform != "darwin":
        return "Ctrl and Alt together type letters on many keyboards."
    if key in _MOVES or (
        key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace) and not _shifted(modifiers)
    ):
        return "This key moves the caret or edits text."
    if QKeySequence(pressed).toString(_TEXT) in _TAKEN:
        return "This key belongs to the system\u2019s input methods."
    return ""


def in_words(wanted: Sequence[QKeySequence]) -> str:
    """Keys as the platform writes them, one after the other."""
    return ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in wanted)


def _shifted(modifiers: Qt.KeyboardModifier) -> bool:
    return bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
