"""Focus rings for the keyboard only, which stylesheets cannot say by themselves.

Sets the property `kf` on a control while it has focus that came from the keyboard. Buttons get a ring around
them; widgets that paint their own say so with the property `wants_key_focus` and look at `kf`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QFocusEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from shiboken6 import isValid

from editor_app.ui.focus_ring import FocusRing

_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class KeyFocus(QObject):
    """An event filter for the whole application; `color` is asked for the ring's colour."""

    def __init__(self, color: Callable[[], QColor], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._color = color
        self._ring: FocusRing | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Mark on focus in, unmark on focus out."""
        kind = event.type()
        if kind not in (QEvent.Type.FocusIn, QEvent.Type.FocusOut) or not isinstance(event, QFocusEvent):
            return False
        if not isinstance(watched, QWidget):
            return False
        paints_own = bool(watched.property("wants_key_focus"))
        if paints_own or isinstance(watched, QAbstractButton):
            on = kind == QEvent.Type.FocusIn and event.reason() in _KEYBOARD
            mark_key_focus(watched, on)
            self._move_ring(watched if on and not paints_own else None)
        return False

    def _move_ring(self, control: QWidget | None) -> None:
        if self._ring is not None and not isValid(self._ring):
            self._ring = None
        if control is None:
            if self._ring is not None:
                self._ring.leave()
            return
        if self._ring is None:
            self._ring = FocusRing()
        self._ring.show_around(control, self._color())


def mark_key_focus(widget: QWidget, on: bool) -> None:
    """Set or clear the mark of keyboard focus, and repaint."""
    if bool(widget.property("kf")) != on:
        widget.setProperty("kf", on)
        widget.update()
