"""Python's garbage collector, kept to the window's thread: in any other it would destroy widgets and timers of the window's."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 500
_YOUNG = 10_000  # objects made and not let go of since the last collection
_LOOKS_UNTIL_ALL = 20  # collections of young objects, until everything is gone through


class Collector(QObject):
    """Collects between two turns of the event loop, when enough has been made since it last did.

    While it lives, Python does not collect by itself, whichever thread makes objects. One for the process.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._young_ones = 0
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
        if gc.get_count()[0] < _YOUNG:
            return
        self._young_ones += 1
        if self._young_ones < _LOOKS_UNTIL_ALL:
            gc.collect(1)
        else:
            self._young_ones = 0
            gc.collect()
