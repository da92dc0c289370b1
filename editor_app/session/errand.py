"""A short piece of work off the window's thread, again and again: read some files, write a page.

The thread touches no Qt object at all. Its owner looks for its end, so there is nothing that two threads could delete
or signal at once. For long work with progress that can be stopped, see `job`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

LOOK_MS = 15


class _Outcome:
    """What the thread leaves behind."""

    def __init__(self) -> None:
        self.value: object = None
        self.failure: Exception | None = None


class Errand(QObject):
    """Runs one piece of work at a time; lives as long as its owner.

    Signals:
        finished(object): what the work returned.
        failed(Exception): what it raised.
    """

    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._outcome = _Outcome()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._look_for_end)

    @property
    def is_running(self) -> bool:
        """Whether work is being done, or its end has not been told yet."""
        return self._thread is not None

    def start(self, work: Callable[[], object]) -> bool:
        """Begin `work`, which takes and returns plain values. False when other work is still being done."""
        if self._thread is not None:
            return False
        outcome = self._outcome = _Outcome()
        self._thread = threading.Thread(target=_do, args=(work, outcome), daemon=True)
        self._thread.start()
        self._look.start()
        return True

    def wait(self, seconds: float | None) -> bool:
        """Return when the work has ended and its end was told, or after so many seconds (None: however many).

        Whether nothing is being done then; who hears of the end may have begun something new.
        """
        if self._thread is not None:
            self._thread.join(seconds)
            self._look_for_end()
        return self._thread is None

    def _look_for_end(self) -> None:
        if self._thread is None or self._thread.is_alive():
            return
        self._look.stop()
        self._thread = None
        if self._outcome.failure is not None:
            self.failed.emit(self._outcome.failure)
        else:
            self.finished.emit(self._outcome.value)


def _do(work: Callable[[], object], outcome: _Outcome) -> None:
    try:
        outcome.value = work()
    except Exception as failure:  # whatever went wrong belongs to whoever asked for the work
        outcome.failure = failure
