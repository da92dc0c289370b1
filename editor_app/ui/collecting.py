"""Python's garbage collector, kept to the window's thread: in any other it would destroy widgets and timers of the window's."""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 500
_YOUNG = 10_000  # objects made and not let go of since the last collection
_OLD = 200_000  # so many young ones, and everything is gone through when nobody would notice
_MUCH = 4_000_000  # so many, and it is gone through all the same
_REST_S = 0.015  # of work between two looks; whoever types takes more


class Collector(QObject):
    """Collects between two turns of the event loop, when enough has been made since it last did.

    While it lives, Python does not collect by itself, whichever thread makes objects. One for the process. To go through
    everything can take longer than a key press may wait; that is done while the window rests.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._since_all = 0
        self._worked = 0.0
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin. For when all code has been loaded and nothing of a window is there: what is there now is never gone
        through again, which otherwise makes the window wait a tenth of a second each time."""
        gc.collect()
        gc.freeze()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Leave collecting to Python again."""
        self._timer.stop()
        gc.enable()

    def look(self) -> None:
        """Collect if it is time to."""
        worked = time.thread_time()
        rests, self._worked = worked - self._worked < _REST_S, worked
        made = gc.get_count()[0]
        if made >= _YOUNG:
            self._since_all += made
            gc.collect(1)
        if self._since_all > (_OLD if rests else _MUCH):
            self._since_all = 0
            gc.collect()
        self._worked = time.thread_time()
