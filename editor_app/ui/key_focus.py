"""Focus rings for the keyboard only, which stylesheets cannot say by themselves.

Sets the property `kf` on a control while it has focus that did not come from the mouse. Buttons get a ring around
them; widgets that paint their own say so with the property `wants_key_focus` and look at `kf`.

Listens to `QApplication.focusChanged`. An event filter on the application would see the reason for the focus, but it
would also wrap every object that the web engine owns, which ends the process, and cost something for every event.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

from editor_app.ui.focus_ring import FocusRing


class KeyFocus(QObject):
    """Follows the focus of the application; `color` is asked for the ring's colour."""

    def __init__(
        self, application: QApplication, color: Callable[[], QColor], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._color = color
        self._ring: FocusRing | None = None
        self._left: QWidget | None = None  # what had the ring when the window was left
        self._blank_window: QWidget | None = None  # the active window in which nothing has focus
        self._application = application
        application.focusChanged.connect(self._follow)

    def stop(self) -> None:
        """Follow no more."""
        self._application.focusChanged.disconnect(self._follow)
        self._move_ring(None)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        had_ring = before is not None and isValid(before) and bool(before.property("kf"))
        if before is not None and had_ring:
            mark_key_focus(before, False)
        unasked = before is None and now is not None and self._is_unasked(now)
        self._left = before if now is None and had_ring else None
        self._blank_window = QApplication.activeWindow() if now is None else None
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        ring_around = None
        if now is not None and not by_mouse and not unasked:
            paints_own = bool(now.property("wants_key_focus"))
            if paints_own or isinstance(now, QAbstractButton):
                mark_key_focus(now, True)
                ring_around = None if paints_own else now
        self._move_ring(ring_around)

    def _is_unasked(self, now: QWidget) -> bool:
        """Whether focus comes with a window becoming active: nobody pressed Tab, unless the ring was there before."""
        return now is not self._left and now.window() is not self._blank_window

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
