"""Short work off the window's thread that comes again every second: one thread stands ready, so that nothing waits for its start.

As in `errand`, the thread touches no Qt object, and its owner looks for the end of the work.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue

from PySide6.QtCore import QObject, QTimer, Signal

LOOK_MS = 15


class _Piece:
    """One piece of work, and what the thread leaves of it."""

    def __init__(self, work: Callable[[], object]) -> None:
        self.work = work
        self.value: object = None
        self.failure: Exception | None = None
        self.done = threading.Event()


class StandingErrand(QObject):
    """Does one piece of work at a time, until `end`.

    Signals:
        finished(object): what the work returned.
        failed(Exception): what it raised.
    """

    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: SimpleQueue[_Piece | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._piece: _Piece | None = None
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._look_for_end)

    @property
    def is_running(self) -> bool:
        """Whether work is being done, or its end has not been told yet."""
        return self._piece is not None

    def start(self, work: Callable[[], object]) -> bool:
        """Begin `work`, which takes and returns plain values. False when other work is still being done."""
        if self._piece is not None:
            return False
        if self._thread is None:
            self._thread = threading.Thread(target=_work_on, args=(self._queue,), daemon=True)
            self._thread.start()
        self._piece = _Piece(work)
        self._queue.put(self._piece)
        self._look.start()
        return True

    def wait(self, seconds: float) -> bool:
        """Return when the work has ended and its end was told, or after so many seconds. Whether it has ended."""
        if self._piece is not None:
            self._piece.done.wait(seconds)
            self._look_for_end()
        return self._piece is None

    def end(self) -> None:
        """Let the thread go once it has done what it was given."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread = None

    def _look_for_end(self) -> None:
        piece = self._piece
        if piece is None or not piece.done.is_set():
            return
        self._look.stop()
        self._piece = None
        if piece.failure is not None:
            self.failed.emit(piece.failure)
        else:
            self.finished.emit(piece.value)


def _work_on(queue: SimpleQueue[_Piece | None]) -> None:
    while (piece := queue.get()) is not None:
        try:
            piece.value = piece.work()
        except Exception as failure:  # whatever went wrong belongs to whoever asked for the work
            piece.failure = failure
        piece.done.set()
        del piece  # what it holds is let go by its owner's thread
