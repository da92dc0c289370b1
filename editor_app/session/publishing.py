"""What goes out of an open newsroom: the story being edited as published, the site, one page.

Writing a site is a job of its own thread; only one is written at a time, and whoever comes second waits.
"""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from editor_app.publish.last_edition import LastEdition
from editor_app.publish.lone_page import export_page
from editor_app.publish.manifest import Manifest
from editor_app.publish.site import ExportCancelled, export_site
from editor_app.publish.time_check import TimeCheck, TimeDoubtful
from editor_app.session.job import Cancelled, Job, Progress
from editor_app.session.story_session import PUBLISH_STEP
from editor_app.stories.aliases import moved
from editor_app.stories.workflow import Status

if TYPE_CHECKING:
    from editor_app.session.newsroom_session import NewsroomSession

WAIT_S = 0.05


class Publishing(QObject):
    """The publishing of one open newsroom.

    Signals:
        time_doubted(TimeDoubtful): a site was not written because the clock may be wrong; `believe_clock` if it is not.
    """

    time_doubted = Signal(object)

    def __init__(self, desk: NewsroomSession) -> None:
        super().__init__(desk)
        self._desk = desk
        self._writing = threading.Lock()
        self._memory = LastEdition()
        self._jobs: list[Job] = []
        self._is_sure_of_time = False

    def job(self) -> Job:
        """A job that writes the whole site, as soon as no other job does; the caller starts it."""
        newsroom, clock = self._desk.newsroom, self._desk.clock
        writing, memory, is_sure = self._writing, self._memory, self._is_sure_of_time

        def work(progress: Progress, cancelled: Cancelled) -> object:
            while not writing.acquire(timeout=WAIT_S):
                if cancelled():
                    raise ExportCancelled
            try:
                output = newsroom.output_folder
                check = TimeCheck(newsroom, output, is_sure=is_sure)
                return export_site(
                    newsroom, output, clock(), progress, cancelled, memory=memory, time_check=check
                )
            finally:
                writing.release()

        self._jobs = [*(job for job in self._jobs if job.is_running), job := Job(work, self)]
        job.finished.connect(lambda _report: self._trust(False))
        # Whoever asked for the job hears of it first, and makes room for the question.
        job.failed.connect(self._look_at_failure, Qt.ConnectionType.QueuedConnection)
        return job

    def believe_clock(self) -> None:
        """A person says that the time is right: the next site is written by it."""
        self._trust(True)

    def _trust(self, is_sure: bool) -> None:
        self._is_sure_of_time = is_sure

    def _look_at_failure(self, failure: Exception) -> None:
        if isinstance(failure, TimeDoubtful):
            self.time_doubted.emit(failure)

    def written_at(self) -> datetime | None:
        """The moment (aware) whose site was last written to the output folder; None before the first time."""
        newsroom = self._desk.newsroom
        return Manifest.written_at(newsroom.private_folder, newsroom.output_folder)

    def mark_published(self, mark_updated: bool = True) -> bool:
        """Give the story being edited its published status and times, save it, and let readers have it.

        Where it goes to another address, the one that readers have leads there from now on.
        """
        session = self._desk.current
        if session is None or self._desk.refuses(session):
            return False
        meta, now = session.meta, self._desk.clock().replace(microsecond=0)
        values: dict[str, object] = {"status": Status.PUBLISHED}
        old, new = self._desk.release.address_readers_have(), self._desk.newsroom.address_path(session.story)
        if old and old != new:
            values["aliases"] = moved(meta.aliases, old, new)
        if meta.date is None:
            # Held back by an embargo, it is new to readers only when that ends.
            values["date"] = max(now, meta.embargo) if meta.embargo is not None else now
        elif mark_updated:
            values["lastmod"] = now
        session.edit(PUBLISH_STEP, **values)
        return session.save() and self._desk.release.release()

    def export_page(self, folder: Path) -> Path | None:
        """Write the page of the story being edited, with its pictures, into `folder`."""
        session = self._desk.current
        if session is None or (session.is_beginning and self._desk.refuses(session)):
            return None
        return export_page(self._desk.newsroom, session.story, folder, self._desk.clock())

    def wait(self) -> None:
        """Return when no site is being written: one half way to what the stories say helps nobody."""
        for job in self._jobs:
            job.wait()
