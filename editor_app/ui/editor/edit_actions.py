"""Connects undo, redo and pasting without formatting; the other clipboard actions are `clipboard_actions`'."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from editor_app.session.story_session import StorySession
from editor_app.ui.actions import Actions
from editor_app.ui.editor.body_editor import BodyEditor
from editor_app.ui.editor.clipboard_actions import ClipboardActions

_TEXTS = (QLineEdit, QTextEdit, QPlainTextEdit)


class EditActions(QObject):
    """Takes `edit.undo` to `edit.select_all`."""

    def __init__(
        self, editor: BodyEditor, actions: Actions, before_undo: Callable[[], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._editor, self._actions, self._before_undo = editor, actions, before_undo
        self._session: StorySession | None = None
        actions.handle("edit.undo", lambda _checked=False: self._step("undo"))
        actions.handle("edit.redo", lambda _checked=False: self._step("redo"))
        self._clipboard = ClipboardActions(actions, self)
        actions.handle("edit.paste_plain", lambda _checked=False: self._paste_plain())

    def set_session(self, session: StorySession | None) -> None:
        """Undo in another story from now on."""
        if self._session is not None:
            self._session.undo_stack.undoTextChanged.disconnect(self._refresh)
            self._session.undo_stack.canRedoChanged.disconnect(self._refresh)
            self._session.source_mode_changed.disconnect(self._refresh)
        self._session = session
        if session is not None:
            session.undo_stack.undoTextChanged.connect(self._refresh)
            session.undo_stack.canRedoChanged.connect(self._refresh)
            session.source_mode_changed.connect(self._refresh)
        self._refresh()

    def _refresh(self, _changed: object = None) -> None:
        session = self._session
        # The history tells of its own end, too, when a newsroom goes that nobody closed.
        stack = session.undo_stack if session and isValid(session.undo_stack) else None
        published = session is not None and stack is not None and session.undo_stops_here
        undo = stack is not None and stack.canUndo() and not published
        redo = stack is not None and stack.canRedo()
        reason = "To take the story off the site, use Unpublish…." if published else "Nothing to undo."
        self._actions.set_available("edit.undo", undo, reason)
        self._actions.set_available("edit.redo", redo, "Nothing to redo.")

    def _step(self, direction: str) -> None:
        """One step back or forward: in a field of its own history there, else in the story."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit) and getattr(focus, f"is{direction.capitalize()}Available")():
            getattr(focus, direction)()
            return
        if self._session is None or (direction == "undo" and self._session.undo_stops_here):
            return
        self._before_undo()
        getattr(self._session.undo_stack, direction)()

    def _paste_plain(self) -> None:
        focus = QApplication.focusWidget()
        if focus is self._editor:
            self._editor.paste_mime(QGuiApplication.clipboard().mimeData(), plain=True)
        elif isinstance(focus, _TEXTS):
            focus.paste()
