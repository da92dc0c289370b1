"""Keeps Python's garbage collector out of other threads: there it would destroy widgets and timers of the window's.

There is one collector for the whole process, hence one count here of who asks it to wait.
"""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable


class _Collector:
    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._held = 0

    def hold(self) -> None:
        with self._lock:
            self._held += 1
            gc.disable()

    def let_go(self) -> None:
        with self._lock:
            self._held -= 1
            if not self._held:
                gc.enable()


_COLLECTOR = _Collector()


def spare_what_is_loaded() -> None:
    """Never look again at what is there now. For once, when all code has been loaded and nothing of a window is there:
    otherwise each full collection goes through it, and the window waits a tenth of a second."""
    gc.collect()
    gc.freeze()


def hold_collector(owner: object) -> Callable[[], object]:
    """No collecting from now on, until what is returned is called or `owner` goes away; calling it again does nothing."""
    _COLLECTOR.hold()
    return weakref.finalize(owner, _COLLECTOR.let_go)
