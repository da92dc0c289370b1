"""Brings a picture that a person chose into the newsroom, away from the window's thread: it may be large, or far away.

One at a time. The owner hears of the picture only while it still speaks of the same story; before that is saved or left,
the picture is waited for.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from editor_app.session.job import Job
from editor_app.stories.picture_placing import PictureNotPlaced, PicturePlaces, PlacedPicture, bring_in
from editor_app.ui.inspector.surroundings import StorySessionLike

_PATIENCE_S = 10.0


class PictureErrand(QObject):
    """`failed(str)` is a sentence about a picture that could not be brought in."""

    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._session: StorySessionLike | None = None

    @property
    def is_running(self) -> bool:
        """Whether a picture is on its way."""
        return self._job is not None

    def begin(
        self,
        session: StorySessionLike,
        places: PicturePlaces,
        chosen: Path,
        then: Callable[[PlacedPicture], None],
    ) -> None:
        """Bring in the file `chosen` for a story and call `then`, unless `forget` is called before."""
        self.forget()
        self._session = session
        session.settling.connect(self.settle)
        job = self._job = Job(lambda _progress, _cancelled: bring_in(places, chosen), self)
        job.finished.connect(lambda placed: self._arrived(job, placed, then))
        job.failed.connect(lambda failure: self._missed(job, failure))
        job.start()

    def settle(self) -> None:
        """Have the picture now, waiting for it; when it does not come in time it is said."""
        if self._job is not None and not self._job.finish(_PATIENCE_S):
            self.forget()
            self.failed.emit("The picture was not placed: it took too long. Choose it again.")

    def forget(self) -> None:
        """Another story is shown: what is on its way stays a picture of the newsroom, and no more."""
        self._job = None
        if self._session is not None:
            self._session.settling.disconnect(self.settle)
            self._session = None

    def _arrived(self, job: Job, placed: PlacedPicture, then: Callable[[PlacedPicture], None]) -> None:
        if self._end(job):
            then(placed)

    def _missed(self, job: Job, failure: Exception) -> None:
        if self._end(job):
            known = isinstance(failure, PictureNotPlaced)
            self.failed.emit(str(failure) if known else f"The picture was not placed: {failure}")

    def _end(self, job: Job) -> bool:
        job.deleteLater()
        if self._job is not job:
            return False
        self.forget()
        return True
