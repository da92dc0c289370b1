"""Long work away from the window: a function of plain values in a thread, with progress and a way to stop it.

The function must never touch a widget or a session; what it returns reaches the owner's thread by `finished`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from editor_app.richtext.collecting import hold_collector

Progress = Callable[[Any], None]
Cancelled = Callable[[], bool]


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
    _ended = Signal(object, object)

    def __init__(self, work: Callable[[Progress, Cancelled], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = False
        self.is_running = False
        # Queued to this object's thread, so that nobody hears of a result from the worker's.
        self._ended.connect(self._report)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    def start(self) -> None:
        """Begin; returns at once."""
        self.is_running = True
        self._let_go = hold_collector(self)
        self._pool.start(_Run(self))

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop = True

    @property
    def is_cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop

    def wait(self) -> None:
        """Return when the work has ended. Its signals arrive with the next turn of the event loop."""
        self._pool.waitForDone(-1)

    def _run(self) -> None:
        try:
            self._ended.emit(self._work(self.progressed.emit, lambda: self._stop), None)
        except Exception as failure:
            self._ended.emit(None, failure)

    def _report(self, value: object, failure: Exception | None) -> None:
        # Whoever hears of the end may let go of this job, and its thread must have left by then.
        self._pool.waitForDone(-1)
        self._let_go()
        self.is_running = False
        if failure is not None and self._stop:
            self.cancelled.emit()
        elif failure is not None:
            self.failed.emit(failure)
        else:
            self.finished.emit(value)


class _Run(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job._run()
