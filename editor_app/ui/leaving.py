"""Quitting with a story that cannot be saved: one question, no endless refusals. The text stays in the recovery journal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.ui.dialogs.confirm_dialog import ConfirmDialog
from editor_app.ui.direction import isolated
from editor_app.ui.theme import Theme


class Leaving(QObject):
    """Asks over `host`, and calls `close` again when the story may be left."""

    def __init__(self, theme: Theme, host: QWidget, close: Callable[[], object]) -> None:
        super().__init__(host)
        self._theme, self._host, self._close = theme, host, close
        self._dialog: ConfirmDialog | None = None

    def ask(self, desk: NewsroomSession) -> None:
        """The open story of `desk` could not be saved when the window was to be closed."""
        session = desk.current
        if session is None or self._dialog is not None:
            return
        why = session.state.reason or session.state.message[:1].lower() + session.state.message[1:].rstrip(
            "."
        )
        headline = isolated(session.meta.title or self.tr("Untitled"))
        if desk.recovery.flush():
            words = self.tr(
                "“{0}” cannot be saved: {1}. What you wrote is kept on this machine, and is offered to you when you open the story again."
            )
            self._show(words.format(headline, why), self.tr("Quit and keep my text"), desk)
        else:
            words = self.tr(
                "“{0}” cannot be saved: {1}. Nor is there room to keep it. Copy the text to another place, or make room and try again."
            )
            self._show(words.format(headline, why), self.tr("Quit and lose my text"), desk, True)

    def _show(self, words: str, verb: str, desk: NewsroomSession, loses: bool = False) -> None:
        title = self.tr("Not saved")
        self._dialog = ConfirmDialog(
            self._theme, title, words, verb, self._host, keep=self.tr("Stay"), destructive=loses
        )
        self._dialog.confirmed.connect(lambda: self._leave(desk, loses))
        self._dialog.closed.connect(self._forget)
        self._dialog.open()

    def _leave(self, desk: NewsroomSession, loses: bool) -> None:
        if desk.leave_story(even_lost=loses):
            self._close()

    def _forget(self) -> None:
        self._dialog = None
