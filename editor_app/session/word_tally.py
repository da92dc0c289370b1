"""How many words a story has, counted run by run: a key press costs its paragraph, opening a long story no pause."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from editor_app.markup.counts import word_count
from editor_app.richtext.runs import BodyChange
from editor_app.session.story_session import StorySession

PAUSE_MS = 250
_SLICE_SECONDS = 0.005


class WordTally(QObject):
    """Follows one story at a time.

    Signals:
        counted(int): the words of the body, once all of it has been counted and after each pause in typing.
    """

    counted = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._session: StorySession | None = None
        self._order: tuple[str, ...] = ()
        self._counts: dict[str, int] = {}
        self._waiting: dict[str, str] = {}
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._count_some)

    def follow(self, session: StorySession | None) -> None:
        """Count this story from now on, or nothing."""
        if self._session is not None:
            self._session.body_changed.disconnect(self._note)
        self._session = session
        self._counts.clear()
        self._waiting.clear()
        self._next.stop()
        if session is None:
            return
        session.body_changed.connect(self._note)
        runs = session.body.runs()
        self._order = tuple(run.key for run in runs)
        self._waiting = {run.key: run.source for run in runs}
        self._count_some()

    def _note(self, change: BodyChange) -> None:
        if change.order is not None:
            self._order = change.order
        for run in change.updated:
            self._waiting[run.key] = run.source
        self._next.start(PAUSE_MS)

    def _count_some(self) -> None:
        """Count for a few milliseconds; the rest in the next turn of the event loop."""
        until = perf_counter() + _SLICE_SECONDS
        while self._waiting and perf_counter() < until:
            key, source = self._waiting.popitem()
            self._counts[key] = word_count(source)
        if self._waiting:
            self._next.start(0)
            return
        self._counts = {key: self._counts.get(key, 0) for key in self._order}
        self.counted.emit(sum(self._counts.values()))
