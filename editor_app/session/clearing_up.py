"""Clears up what interrupted saves left in a newsroom, once, off the window's thread, and tells of words that were found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from editor_app.session.errand import Errand
from editor_app.stories.leftovers import Cleared, clear_leftovers
from editor_app.stories.newsroom import Newsroom


class ClearingUp(QObject):
    """One newsroom's leftovers.

    Signals:
        found(str): a sentence for the person; only when words were kept or put in their place.
        ended(): all is cleared up, or could not be.
    """

    found = Signal(str)
    ended = Signal()

    def __init__(
        self, newsroom: Newsroom, clock: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._newsroom, self._clock = newsroom, clock
        self._errand = Errand(self)
        self._errand.finished.connect(self._done)
        self._errand.failed.connect(lambda _failure: self.ended.emit())

    def begin(self) -> None:
        """Begin; what cannot be cleared up waits for the next time the newsroom is opened."""
        folder, now = self._newsroom.folder, self._clock()
        folders = (self._newsroom.stories_folder, self._newsroom.images_folder)
        self._errand.start(lambda: clear_leftovers(folder, folders, now))

    def _done(self, cleared: Cleared) -> None:
        if cleared.finished:
            names = ", ".join(f"“{path.name}”" for path in cleared.finished)
            self.found.emit(f"A save was interrupted earlier, and is finished now: {names}")
        elif cleared.kept:
            self.found.emit("A save was interrupted earlier. What it held is kept in .stet/conflicts")
        self.ended.emit()
