"""Brings a picture that a person chose into the newsroom, away from the window's thread: it may be large, or far away.

One at a time. The owner hears of the picture only while it still speaks of the same story.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from editor_app.session.job import Job
from editor_app.stories.picture_placing import PictureNotPlaced, PicturePlaces, PlacedPicture, bring_in


class PictureErrand(QObject):
    """`failed(str)` is a sentence about a picture that could not be brought in."""

    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._job: Job | None = None

    @property
    def is_running(self) -> bool:
        """Whether a picture is on its way."""
        return self._job is not None

    def begin(self, places: PicturePlaces, chosen: Path, then: Callable[[PlacedPicture], None]) -> None:
        """Bring in the file `chosen` and call `then`, unless `forget` is called before."""
        job = self._job = Job(lambda _progress, _cancelled: bring_in(places, chosen), self)
        job.finished.connect(lambda placed: self._arrived(job, placed, then))
        job.failed.connect(lambda failure: self._missed(job, failure))
        job.start()

    def forget(self) -> None:
        """Another story is shown: what is on its way stays a picture of the newsroom, and no more."""
        self._job = None

    def _arrived(self, job: Job, placed: PlacedPicture, then: Callable[[PlacedPicture], None]) -> None:
        if self._end(job):
            then(placed)

    def _missed(self, job: Job, failure: Exception) -> None:
        if self._end(job):
            known = isinstance(failure, PictureNotPlaced)
            self.failed.emit(str(failure) if known else f"The picture was not placed: {failure}")

    def _end(self, job: Job) -> bool:
        job.deleteLater()
        is_awaited, self._job = self._job is job, None if self._job is job else self._job
        return is_awaited
