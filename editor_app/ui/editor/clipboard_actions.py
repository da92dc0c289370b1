"""Cut, copy, paste and select all, in whichever text has the focus; cut and copy only while something is selected.

Follows the focus by the application's own signal. Knows no story.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMenuBar, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from editor_app.ui.actions import Actions

Text = QLineEdit | QTextEdit | QPlainTextEdit
_NOTHING = "Select something first."
_LOCKED = "This text cannot be changed here."


class ClipboardActions(QObject):
    """Takes `edit.cut`, `edit.copy`, `edit.paste` and `edit.select_all`."""

    def __init__(self, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        self._text: Text | None = None
        for identity, name in (
            ("cut", "cut"),
            ("copy", "copy"),
            ("paste", "paste"),
            ("select_all", "selectAll"),
        ):
            actions.handle(f"edit.{identity}", lambda _checked=False, call=name: self._on_focus(call))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)
        self._follow(None, QApplication.focusWidget())

    def _on_focus(self, name: str) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, Text):
            getattr(focus, name)()

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Another widget has the keys. A menu or another program only borrows them."""
        if now is None or isinstance(now, QMenu | QMenuBar):
            self._show()
            return
        if self._text is not None and isValid(self._text):
            _changes_of(self._text).disconnect(self._show)
        self._text = now if isinstance(now, Text) else None
        if self._text is not None:
            _changes_of(self._text).connect(self._show)
        self._show()

    def _show(self, _available: bool = False) -> None:
        if not isValid(self._actions["edit.copy"]):
            return  # the window is going, and the focus leaves what is left of it
        text = self._text if self._text is not None and isValid(self._text) else None
        selected = text is not None and _has_selection(text)
        locked = text is not None and text.isReadOnly()
        self._actions.set_available("edit.copy", selected, _NOTHING)
        self._actions.set_available(
            "edit.cut", selected and not locked, _LOCKED if locked and selected else _NOTHING
        )


def _changes_of(text: Text) -> SignalInstance:
    return text.selectionChanged if isinstance(text, QLineEdit) else text.copyAvailable


def _has_selection(text: Text) -> bool:
    return text.hasSelectedText() if isinstance(text, QLineEdit) else text.textCursor().hasSelection()
