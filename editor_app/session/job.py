"""Long work away from the window: a function of plain values in a thread, with progress and a way to stop it.

The function must never touch a widget or a session. Its thread touches no Qt object at all: the owner looks for what it reports and
for its end, so there is nothing that two threads could delete or signal at once, and nobody who goes away has to wait for the other.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

Progress = Callable[[Any], None]
Cancelled = Callable[[], bool]
Work = Callable[[Progress, Cancelled], Any]

LOOK_MS = 15


class Job(QObject):
    """One run of `work(progress, cancelled)`.

    Signals:
        progressed(object): whatever the work reports.
        finished(object): what it returned.
        failed(Exception): what it raised.
        cancelled(): it raised something after it was asked to stop.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = _Run(work)
        self._thread = threading.Thread(target=self._run.do, daemon=True)
        self.is_running = False
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._look_for_news)
        # Let go of in the middle of its work, it asks the work to stop.
        self.destroyed.connect(partial(_stop, self._run))

    def start(self) -> None:
        """Begin; returns at once."""
        self.is_running = True
        self._thread.start()
        self._look.start()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._run.stop.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._run.stop.is_set()

    def wait(self) -> None:
        """Return when the work has ended. Its signals arrive with a later turn of the event loop."""
        if self.is_running:
            self._thread.join()

    def finish(self, seconds: float | None = None) -> bool:
        """Wait until the work has ended, so many seconds at the most; its signals have been sent then. Whether it has."""
        if self.is_running:
            self._thread.join(seconds)
            self._look_for_news()
        return not self.is_running

    def _look_for_news(self) -> None:
        has_ended = (
            not self._thread.is_alive()
        )  # asked first: then nothing is reported after what is heard now
        for value in self._run.reported():
            self.progressed.emit(value)
        if not has_ended or not self.is_running:  # who heard of progress may have run the event loop
            return
        self._look.stop()
        self.is_running = False
        failure = self._run.failure
        if failure is not None and self.is_cancelled:
            self.cancelled.emit()
        elif failure is not None:
            self.failed.emit(failure)
        else:
            self.finished.emit(self._run.value)


class _Run:
    """What the thread sees: the work, whether to stop, and where to leave what it has to say."""

    def __init__(self, work: Work) -> None:
        self._work = (
            work  # kept until the owner has heard of the end: what it holds is not let go in the thread
        )
        self._reports: SimpleQueue[Any] = SimpleQueue()
        self.stop = threading.Event()
        self.value: object = None
        self.failure: Exception | None = None

    def do(self) -> None:
        try:
            self.value = self._work(self._reports.put, self.stop.is_set)
        except Exception as failure:  # whatever went wrong belongs to whoever asked for the work
            self.failure = failure

    def reported(self) -> list[Any]:
        """What was reported since the last look."""
        reports: list[Any] = []
        while True:
            try:
                reports.append(self._reports.get_nowait())
            except Empty:
                return reports


def _stop(run: _Run, _gone: object = None) -> None:
    run.stop.set()
