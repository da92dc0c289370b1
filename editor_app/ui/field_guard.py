"""Keeps the fields of panels, lists and forms from swallowing keys that belong to actions.

On X11 a one-line field takes Ctrl+E and Ctrl+K for itself, and with the caret in one neither Export nor the palette came.
One filter moves along with the focus; there is none on the application, which would end the process.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from editor_app.ui.actions import Actions

_FIELDS = (QLineEdit, QTextEdit, QPlainTextEdit)
_OWN = "edit."  # clipboard, undo and find mean the field's own text


class FieldGuard(QObject):
    """Guards whichever field of `window` has the focus; `actions` gives the table in force."""

    def __init__(self, window: QWidget, actions: Callable[[], Actions]) -> None:
        super().__init__(window)
        self._window, self._actions = window, actions
        self._field: QWidget | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)
        self._follow(None, application.focusWidget())

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = None
        if isinstance(now, _FIELDS) and now.window() is self._window:
            self._field = now
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Decline a key the field is asked about first, if it is an action's."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        pressed = QKeySequence(event.keyCombination())
        for action in self._actions():
            if action.isEnabled() and pressed in action.shortcuts() and not action.spec.id.startswith(_OWN):
                event.ignore()
                return True
        return False
