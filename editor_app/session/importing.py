"""Bringing files of other people into an open newsroom as drafts, off the window's thread, one lot after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from editor_app.session.job import Cancelled, Job, Progress
from editor_app.stories.folding import fold
from editor_app.stories.story_entry import StoryEntry

if TYPE_CHECKING:
    from editor_app.session.newsroom_session import NewsroomSession


@dataclass(frozen=True, slots=True)
class ImportStep:
    """A file whose turn it is, how many were done before, and of how many."""

    path: Path
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """The drafts that were made, and a sentence for each file that could not be read."""

    drafts: tuple[Path, ...]
    failures: tuple[str, ...]


class _Headlines:
    """The newsroom's stories by headline as they were when the import began; another thread may ask."""

    def __init__(self, entries: Sequence[StoryEntry]) -> None:
        newest_last = sorted(entries, key=lambda entry: entry.changed)
        self._by_headline = {folded: entry for entry in newest_last if (folded := fold(entry.headline))}

    def by_title(self, title: str) -> StoryEntry | None:
        return self._by_headline.get(fold(title))

    def refresh(self, path: Path) -> None:
        """The window's own thread takes notice of what was made."""


class Importing(QObject):
    """The imports of one open newsroom.

    Signals:
        progressed(ImportStep): a file's turn.
        ended(ImportOutcome): all files were read, or as many as were before somebody stopped it.
    """

    progressed = Signal(object)
    ended = Signal(object)

    def __init__(self, desk: NewsroomSession) -> None:
        super().__init__(desk)
        self._desk = desk
        self._job: Job | None = None

    @property
    def is_running(self) -> bool:
        """Whether files are being read."""
        return self._job is not None

    def start(self, files: Sequence[Path]) -> bool:
        """Turn each file into a draft. False while another lot is on its way."""
        if self._job is not None:
            return False
        newsroom, now, entries = self._desk.newsroom, self._desk.clock(), self._desk.catalogue.entries
        paths = tuple(files)

        def work(progress: Progress, cancelled: Cancelled) -> object:
            # Reading other people's files takes libraries that a window should not wait for.
            from editor_app.intake.importer import import_files

            turns = iter(range(len(paths)))
            return import_files(
                paths,
                newsroom,
                _Headlines(entries),
                now,
                progress=lambda path: progress(ImportStep(path, next(turns), len(paths))),
                cancelled=cancelled,
            )

        job = self._job = Job(work, self)
        job.progressed.connect(self.progressed)
        job.finished.connect(self._end)
        job.failed.connect(self._break_off)
        job.cancelled.connect(self._break_off)
        job.start()
        return True

    def cancel(self) -> None:
        """Stop after the file that is being read."""
        if self._job is not None:
            self._job.cancel()

    def wait(self) -> None:
        """Return when nothing is being read any more."""
        self.cancel()
        if self._job is not None:
            self._job.wait()

    def _end(self, report: object) -> None:
        from editor_app.intake.importer import ImportReport

        assert isinstance(report, ImportReport)
        self._job = None
        for story in report.stories:
            self._desk.history.note_new(story.path)
            self._desk.refresh(story.path)
        drafts = tuple(story.path for story in report.stories)
        self.ended.emit(ImportOutcome(drafts, tuple(map(str, report.failures))))

    def _break_off(self, failure: Exception | None = None) -> None:
        self._job = None
        if failure is not None:
            self._desk.trouble.emit(f"The import could not be finished: {failure}")
        self.ended.emit(ImportOutcome((), ()))
