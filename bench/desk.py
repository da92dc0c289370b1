"""Stet's own window with one story open beside its preview, and a hand that types and looks at the clock."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from bench.stories import MEASURED
from editor_app.app import build_window

WINDOW = (1440, 900)
PATIENCE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Press:
    """One key press: milliseconds from the key to each thing that followed."""

    handled: float
    painted: float
    patched: float


class Unanswered(Exception):
    """Something that must happen did not, in the time given."""


class _PaintWatch(QObject):
    """Notes when a widget has painted: the first thing after its paint event that the event loop turns to."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the widget paint, then look at the clock."""
        if event.type() == QEvent.Type.Paint and not self.at:
            QTimer.singleShot(0, self._note)
        return False

    def _note(self) -> None:
        self.at = self.at or _now()


class BenchDesk:
    """One window; `close` when done."""

    def __init__(self, application: QApplication, story: Path) -> None:
        self._window = build_window(application)
        self._window.resize(*WINDOW)
        self._window.show()
        if not self._window.open_newsroom(story.parent.parent) or self._window.workspace is None:
            raise Unanswered(f"The newsroom of {story} could not be opened.")
        self._workspace = self._window.workspace
        self._preview = self._workspace.preview
        self._patched_at = 0.0
        self._preview.patched.connect(self._note_patched)
        self._paint = _PaintWatch()
        self._show(story)

    def _show(self, story: Path) -> None:
        shown: list[bool] = []
        self._preview.page_shown.connect(lambda: shown.append(True))
        self._workspace.show_panel("preview")
        self._workspace.open_story(story)
        self._wait_for(lambda: bool(shown), "the preview to show the story")
        self.body = self._workspace.editor.galley.body
        self.body.viewport().installEventFilter(self._paint)
        cursor = self.body.document().find(MEASURED[:20])
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self.body.setTextCursor(cursor)
        self.body.setFocus()
        self.rest(300)

    def press(self, character: str, gap_ms: int) -> Press:
        """Press and release a key, wait for the paper and for the page, then rest for `gap_ms` milliseconds."""
        self._patched_at = self._paint.at = 0.0
        started = _now()
        self._send(QEvent.Type.KeyPress, character)
        handled = _now()
        self._wait_for(lambda: bool(self._patched_at and self._paint.at), "a key press to show")
        self._send(QEvent.Type.KeyRelease, character)
        self._wait_for(lambda: self._preview.is_up_to_date, "the preview to settle")
        press = Press(handled - started, self._paint.at - started, self._patched_at - started)
        self.rest(gap_ms)
        return press

    def rest(self, milliseconds: int) -> None:
        """Let the application run."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def close(self) -> None:
        """Save, close and take the window away, so that the next story starts anew."""
        self._window.close()
        self._window.deleteLater()
        self.rest(100)

    def _send(self, kind: QEvent.Type, character: str) -> None:
        key = Qt.Key.Key_Space if character == " " else Qt.Key(ord(character.upper()))
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
        QCoreApplication.sendEvent(self.body, event)

    def _note_patched(self, _patch: object) -> None:
        self._patched_at = self._patched_at or _now()

    def _wait_for(self, condition, what: str) -> None:  # type: ignore[no-untyped-def]
        started = _now()
        loop = QEventLoop()
        while not condition():
            if _now() - started > PATIENCE_MS:
                raise Unanswered(f"Waited {PATIENCE_MS // 1000} s for {what}.")
            loop.processEvents(
                QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
            )


def _now() -> float:
    return perf_counter() * 1000
