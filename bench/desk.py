"""Stet's own window with one story open beside its preview, and a hand that works in it and looks at the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, thread_time

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from bench.figures import Sample
from bench.stories import MEASURED
from editor_app.app import build_window

WINDOW = (1440, 900)
PATIENCE_MS = 60_000
BEAT_MS = 2


@dataclass(frozen=True, slots=True)
class Press:
    """One key press: from the key to each thing that followed."""

    handled: Sample
    painted: Sample
    patched: Sample


@dataclass(frozen=True, slots=True)
class Opening:
    """A story put into the editor: from the wish to its text on screen, to its page, and to the last idle work."""

    painted: Sample
    page: Sample
    settled: Sample


class Unanswered(Exception):
    """Something that must happen did not, in the time given."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment on both clocks, in milliseconds."""

    wall: float
    work: float

    @classmethod
    def now(cls) -> Moment:
        """This one."""
        return cls(perf_counter() * 1000, thread_time() * 1000)

    def until(self, later: Moment) -> Sample:
        """What lies between."""
        return Sample(later.wall - self.wall, later.work - self.work)


class PaintWatch(QObject):
    """Notes when a widget has painted: the first thing after its paint event that the event loop turns to."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.at: Moment | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the widget paint, then look at the clock."""
        if event.type() == QEvent.Type.Paint and self.at is None:
            QTimer.singleShot(0, self._note)
        return False

    def _note(self) -> None:
        self.at = self.at or Moment.now()


class PauseWatch(QObject):
    """Notes how long the event loop was kept from turning, again and again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pauses: list[Sample] = []
        self._last = Moment.now()
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._turn)

    def begin(self) -> None:
        """From now on."""
        self.pauses = []
        self._last = Moment.now()
        self._beat.start()

    def end(self) -> list[Sample]:
        """What was noted since `begin`."""
        self._beat.stop()
        self._turn()
        return self.pauses

    def _turn(self) -> None:
        now = Moment.now()
        self.pauses.append(self._last.until(now))
        self._last = now


class BenchDesk:
    """One window on one newsroom, its preview open; `close` when done."""

    def __init__(self, application: QApplication, newsroom: Path) -> None:
        self.window = build_window(application)
        self.window.resize(*WINDOW)
        self.window.show()
        if not self.window.open_newsroom(newsroom) or self.window.workspace is None:
            raise Unanswered(f"The newsroom {newsroom} could not be opened.")
        self.workspace = self.window.workspace
        self.body: QTextEdit = self.workspace.editor.galley.body
        self.pause = PauseWatch(self.window)
        self._preview = self.workspace.preview
        self._patched: Moment | None = None
        self._shown: Moment | None = None
        self._preview.patched.connect(self._note_patched)
        self._preview.page_shown.connect(self._note_shown)
        self._paint = PaintWatch(self.window)
        self.body.viewport().installEventFilter(self._paint)
        self.workspace.show_panel("preview")
        self.rest(400)

    def open(self, story: Path) -> Opening:
        """Open a story; the answer comes when its text and its page are on screen and nothing is left to do."""
        current = self.workspace.session
        if current is not None and current.path == story:  # a newsroom opens with a story of its own choice
            self.workspace.desk.close_story()
            rest(100)
        self._shown = self._paint.at = None
        started = Moment.now()
        self.workspace.open_story(story)
        self._paint.at = None
        self.body.viewport().update()
        self.wait_for(lambda: self._paint.at is not None, "the text to be painted")
        self.wait_for(lambda: self._shown is not None, "the preview to show the story")
        self.wait_for(lambda: self._preview.is_up_to_date, "the preview to settle")
        settled = Moment.now()
        assert self._paint.at is not None
        assert self._shown is not None
        return Opening(started.until(self._paint.at), started.until(self._shown), started.until(settled))

    def place_caret(self) -> None:
        """At the end of the paragraph that all stories have."""
        cursor = self.body.document().find(MEASURED[:20])
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self.body.setTextCursor(cursor)
        self.body.setFocus()
        self.rest(300)

    def press(self, character: str, gap_ms: int) -> Press:
        """Press and release a key, wait for the paper and for the page, then rest for `gap_ms` milliseconds."""
        self._patched = self._paint.at = None
        started = Moment.now()
        send_key(self.body, character)
        handled = Moment.now()
        self.wait_for(lambda: self._patched is not None and self._paint.at is not None, "a key press to show")
        assert self._patched is not None
        assert self._paint.at is not None
        press = Press(started.until(handled), started.until(self._paint.at), started.until(self._patched))
        self.wait_for(lambda: self._preview.is_up_to_date, "the preview to settle")
        self.rest(gap_ms)
        return press

    def do(self, act: Callable[[], object]) -> tuple[Sample, Sample]:
        """Do something to the text: how long the call took, and how long until the text was painted and patched."""
        self._paint.at = None
        started = Moment.now()
        act()
        handled = Moment.now()
        self.body.viewport().update()
        self.wait_for(lambda: self._paint.at is not None, "the text to be painted")
        self.wait_for(lambda: self._preview.is_up_to_date, "the preview to settle")
        return started.until(handled), started.until(Moment.now())

    def trigger(self, action: str) -> None:
        """Choose an action, as its shortcut does."""
        self.workspace.actions_table[action].trigger()

    def rest(self, milliseconds: int) -> None:
        """Let the application run."""
        rest(milliseconds)

    def close(self) -> None:
        """Save, close and take the window away, so that the next story starts anew."""
        self.window.close()
        self.window.deleteLater()
        rest(100)

    def wait_for(self, condition: Callable[[], bool], what: str) -> None:
        """Let the application run until `condition` holds. Raises `Unanswered`."""
        wait_for(condition, what)

    def _note_patched(self, _patch: object) -> None:
        self._patched = self._patched or Moment.now()

    def _note_shown(self) -> None:
        self._shown = self._shown or Moment.now()


def send_key(widget: QWidget, character: str, *, repeated: bool = False) -> None:
    """Press and release a key that writes `character`; `repeated`: as a key does that is held."""
    key = {" ": Qt.Key.Key_Space, "\r": Qt.Key.Key_Return}.get(character) or Qt.Key(ord(character.upper()))
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character, repeated)
        QCoreApplication.sendEvent(widget, event)


def rest(milliseconds: int) -> None:
    """Let the application run for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for(condition: Callable[[], bool], what: str) -> None:
    """Let the application run until `condition` holds. Raises `Unanswered`."""
    started = perf_counter()
    loop = QEventLoop()
    while not condition():
        if (perf_counter() - started) * 1000 > PATIENCE_MS:
            raise Unanswered(f"Waited {PATIENCE_MS // 1000} s for {what}.")
        loop.processEvents(
            QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        )
