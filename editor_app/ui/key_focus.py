"""Focus rings for the keyboard only, which stylesheets cannot say by themselves.

Sets the property `kf` on a control while it has focus that came from the keyboard; `style.qss` draws the ring.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class KeyFocus(QObject):
    """An event filter for the whole application."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Mark buttons (and whatever sets `wants_key_focus`) on focus in, unmark on focus out."""
        kind = event.type()
        if kind not in (QEvent.Type.FocusIn, QEvent.Type.FocusOut) or not isinstance(event, QFocusEvent):
            return False
        if isinstance(watched, QAbstractButton) or (
            isinstance(watched, QWidget) and watched.property("wants_key_focus")
        ):
            mark_key_focus(watched, kind == QEvent.Type.FocusIn and event.reason() in _KEYBOARD)
        return False


def mark_key_focus(widget: QWidget, on: bool) -> None:
    """Show or hide the keyboard focus ring of a widget."""
    if bool(widget.property("kf")) == on:
        return
    widget.setProperty("kf", on)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
