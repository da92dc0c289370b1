"""Pictures on their way into the newsroom: copied beside the window, one lot after the other, each put where it was meant to go.

Knows no picture in the text; whoever asks says what becomes of those that arrive. None that was asked for is lost without
a word: before its story is saved, left or shown otherwise, `settle` waits for it.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QTextCursor

from editor_app.session.job import Cancelled, Job
from editor_app.stories.picture_placing import (
    PictureData,
    PictureNotPlaced,
    PicturePlaces,
    PlacedPicture,
    bring_in,
)

_LONG_MS = 600
_PATIENCE_S = 10.0  # as long as a person may be made to wait for files that may be far away

Given = Path | PictureData
Outcome = PlacedPicture | str
Taken = Callable[[QTextCursor, list[PlacedPicture]], None]


@dataclass(frozen=True, slots=True)
class _Lot:
    """Pictures that were brought at once, where they go, and who puts them there."""

    places: PicturePlaces
    given: tuple[Given, ...]
    place: QTextCursor
    then: Taken


class PictureArrivals(QObject):
    """The pictures of one editor that are being copied.

    Signals: trouble(str), a sentence for the person.
    """

    trouble = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[_Lot] = deque()
        self._lot: _Lot | None = None
        self._job: Job | None = None
        self.is_settling = False

    def bring(self, places: PicturePlaces, given: Sequence[Given], place: QTextCursor, then: Taken) -> None:
        """Copy these on a worker, after those before; `then` gets what arrived, in this thread."""
        self._waiting.append(_Lot(places, tuple(given), place, then))
        if self._job is None:
            self._begin()

    def settle(self) -> None:
        """Have everything in the text now, waiting for it; what does not come in time is named."""
        if self._job is None:
            return
        until = time.monotonic() + _PATIENCE_S
        self.is_settling = True
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            while self._job is not None:
                job = self._job
                if not job.finish(max(0.0, until - time.monotonic())):
                    job.cancel()  # the rest of the lot; what has been copied counts
                    if not job.finish(1.0):
                        self._give_up(job)
        finally:
            QGuiApplication.restoreOverrideCursor()
            self.is_settling = False

    def drop(self) -> None:
        """Let go of what is on its way: its text is no longer there. Whoever closes a story has it settled first."""
        self._waiting.clear()
        if self._job is not None:
            self._give_up(self._job)

    # -- inside

    def _begin(self) -> None:
        lot = self._lot = self._waiting.popleft() if self._waiting else None
        self._job = None
        if lot is None:
            return
        job = self._job = Job(lambda _progress, cancelled: _bring_all(lot, cancelled), self)
        job.finished.connect(lambda found: self._arrived(job, found))
        job.failed.connect(lambda failure: self._arrived(job, [f"The picture was not placed: {failure}"]))
        job.cancelled.connect(lambda: self._arrived(job, []))
        job.start()
        QTimer.singleShot(_LONG_MS, self, lambda: self._say_long(job, len(lot.given)))

    def _say_long(self, job: Job, count: int) -> None:
        if self._job is job:
            self.trouble.emit("Bringing in the picture…" if count == 1 else f"Bringing in {count} pictures…")

    def _give_up(self, job: Job) -> None:
        job.cancel()
        self._arrived(job, [])

    def _arrived(self, job: Job, found: list[Outcome]) -> None:
        job.deleteLater()
        lot = self._lot
        if self._job is not job or lot is None:
            return
        refused = [outcome for outcome in found if isinstance(outcome, str)]
        refused += [
            f"“{given.name}” was not placed: it took too long. Add it again."
            for given in lot.given[len(found) :]
        ]
        placed = [outcome for outcome in found if isinstance(outcome, PlacedPicture)]
        self._job = None
        try:
            if placed:
                lot.then(lot.place, placed)
        finally:
            self._begin()
        if refused:
            more = f" {len(refused) - 1} more could not be placed either." if len(refused) > 1 else ""
            self.trouble.emit(refused[0] + more)


def _bring_all(lot: _Lot, cancelled: Cancelled) -> list[Outcome]:
    """Each picture, or the sentence that says why it was not brought in."""
    found: list[Outcome] = []
    for one in lot.given:
        if cancelled():
            break
        try:
            found.append(bring_in(lot.places, one))
        except PictureNotPlaced as failure:
            found.append(str(failure))
    return found
