"""A button that shows the keys of an action, and takes other ones when it is pressed.

Says what was pressed; whether that can be used is for others to decide.
"""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import Button

LISTENING = "Press keys\u2026"
NONE = "None"
_MODIFIERS = (
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_unknown,
)


class KeyButton(Button):
    """Shows keys.

    Signals:
        pressed_keys(QKeyCombination): these were pressed while it listened.
        cleared(): Backspace or Delete was pressed while it listened: no key at all.
    """

    pressed_keys = Signal(object)
    cleared = Signal()

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", theme, "default", size="small", parent=parent)
        self._name, self._keys = name, ""
        self._listens = False
        self.setMinimumWidth(132)
        self.clicked.connect(lambda: self.listen(True))
        self.set_keys("")

    @property
    def listens(self) -> bool:
        """Whether the next keys are taken."""
        return self._listens

    def set_keys(self, words: str) -> None:
        """Show these keys; empty: none."""
        self._keys = words
        self._show()

    def listen(self, on: bool) -> None:
        """Take the next keys, or no longer."""
        self._listens = on
        self._show()
        if on:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While listening every key is an answer; Esc leaves things as they are."""
        if not self._listens:
            super().keyPressEvent(event)
            return
        event.accept()
        key = event.key()
        if key in _MODIFIERS:
            return
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        self.listen(False)
        if key == Qt.Key.Key_Escape and plain:
            return
        if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and plain:
            self.cleared.emit()
        else:
            modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            self.pressed_keys.emit(QKeyCombination(modifiers, Qt.Key(key)))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere wants nothing changed."""
        if self._listens:
            self.listen(False)
        super().focusOutEvent(event)

    def _show(self) -> None:
        self.setText(LISTENING if self._listens else self._keys or NONE)
        self.setAccessibleName(f"{self._name}: {self.text()}")
