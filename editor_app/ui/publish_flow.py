"""Publishing, step by step: the checks, the dialog, the story's new status, the export, and back again if it fails."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from editor_app.publish.published_page import published_picture
from editor_app.publish.share_links import share_links
from editor_app.publish.site import ExportCancelled, ExportError, ExportReport, Progress
from editor_app.publish.time_check import TimeDoubtful
from editor_app.session.job import Job
from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.story_session import StorySession
from editor_app.stories.checks import CheckReport
from editor_app.stories.story import FrontMatter, Story
from editor_app.stories.workflow import Status
from editor_app.ui.dialogs.publish_dialog import PublishDialog
from editor_app.ui.dialogs.publish_values import PublishChoices, PublishOutcome, PublishSummary
from editor_app.ui.theme import Theme


class PublishFlow(QObject):
    """Publishes the story being edited.

    Signals:
        place_requested(Place): the person wants to see where a problem is.
        preview_requested(): the person wants to see the page first.
        published(): the site holds the story now.
        trouble(str): a sentence about something that could not be done.
    """

    place_requested = Signal(object)
    preview_requested = Signal()
    published = Signal()
    trouble = Signal(str)

    def __init__(
        self,
        theme: Theme,
        desk: NewsroomSession,
        host: QWidget,
        parent: QObject | None = None,
        open_address: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        super().__init__(parent)
        self._theme, self._desk, self._host, self._open_address = theme, desk, host, open_address
        self._job: Job | None = None
        self._dialog: PublishDialog | None = None
        self._started = 0.0
        self.stopped_by_clock = False
        self._undo_to = 0

    @property
    def dialog(self) -> PublishDialog | None:
        """The dialog while it is open."""
        return self._dialog

    def start(self, at_a_time: bool = False) -> None:
        """Save, run the checks and ask; with `at_a_time` the choice of a time is open already."""
        session = self._desk.current
        if session is None or self._dialog is not None or self._desk.refuses(session):
            return
        if not session.save():
            self.trouble.emit(
                f"The story is not saved yet, so it cannot be published. {session.state.message}"
            )
            return
        story = session.story
        if not self._desk.newsroom.settings.url:
            self.trouble.emit(
                "Add the site's address to newsroom.yaml, as in “url: https://news.example”, to publish."
            )
            return
        dialog = PublishDialog(self._theme, self._checks(story), self._summary(session), self._host)
        if at_a_time:
            dialog.checks.choose_time()
        dialog.publish_requested.connect(self._publish)
        dialog.cancel_requested.connect(self._cancel)
        dialog.place_requested.connect(self.place_requested)
        dialog.preview_requested.connect(self.preview_requested)
        dialog.open_requested.connect(lambda address: self._open_address(QUrl(address)))
        dialog.closed.connect(self._closed)
        self._dialog = dialog
        dialog.open()

    def _checks(self, story: Story) -> CheckReport:
        """The checks without the embargo's: the dialog's own choice of when it goes live answers that one."""
        report = self._desk.check(story)
        return replace(report, problems=tuple(found for found in report.problems if found.id != "embargo"))

    def _summary(self, session: StorySession) -> PublishSummary:
        newsroom, story, now = self._desk.newsroom, session.story, self._desk.clock()
        breaking = story.meta.breaking
        in_force = breaking is not None and breaking.in_force(now)
        level = breaking.level.value if breaking is not None and in_force else ""
        return PublishSummary(
            headline=story.meta.title,
            address=newsroom.address(story),
            now=now,
            zone=newsroom.timezone,
            output=_as_read(newsroom.output_folder),
            section=story.meta.section,
            level=level,
            level_words=level.capitalize(),
            is_update=story.meta.status is Status.PUBLISHED and story.meta.date is not None,
            embargo=story.meta.embargo,
        )

    def _publish(self, choices: PublishChoices) -> None:
        session = self._desk.current
        if session is None or self._dialog is None or self._job is not None:
            return
        self._undo_to = session.undo_stack.index()
        self._started = time.monotonic()
        self.stopped_by_clock = False
        if not self._mark_published(session, choices):
            self._take_back()
            self._dialog.show_failure("Saving the story", str(session.path), session.state.message)
            return
        self._job = self._desk.publishing.job()
        self._job.progressed.connect(self._show_progress)
        self._job.finished.connect(self._finished)
        self._job.failed.connect(self._failed)
        self._job.cancelled.connect(self._cancelled)
        self._job.start()

    def _mark_published(self, session: StorySession, choices: PublishChoices) -> bool:
        if choices.at is not None and choices.at > self._desk.clock():
            session.edit("Publish at a time", embargo=choices.at)
        elif choices.lift_embargo:
            session.edit("Lift embargo", embargo=None)
        return self._desk.publishing.mark_published(choices.mark_updated)

    def _show_progress(self, progress: Progress) -> None:
        if self._dialog is not None:
            self._dialog.show_progress(progress.step, progress.done, progress.total, progress.left)

    def _finished(self, report: ExportReport) -> None:
        self._job = None
        session = self._desk.current
        self._desk.release.settle()
        if self._dialog is None or session is None:
            return
        newsroom, now = self._desk.newsroom, self._desk.clock()
        address = newsroom.address(session.story)
        outcome = PublishOutcome(
            address=address,
            at=now,
            seconds=time.monotonic() - self._started,
            folder=_as_read(newsroom.output_folder),
            written=report.written,
            unchanged=len(report.unchanged),
            removed=report.removed,
            links=share_links(
                session.story,
                newsroom,
                address,
                published_picture(newsroom.output_folder, newsroom.address_path(session.story)),
            ),
            goes_live=_later(session.meta, now),
            broken_links=report.broken_links,
        )
        self._dialog.show_done(outcome)
        self.published.emit()

    def _failed(self, failure: Exception) -> None:
        self._job = None
        self._take_back()
        self.stopped_by_clock = isinstance(failure, TimeDoubtful)
        if self._dialog is not None and self.stopped_by_clock:
            self._dialog.close_sheet()  # a question about the time takes its place
        elif self._dialog is not None:
            self._dialog.show_failure("", str(self._desk.newsroom.output_folder), why_not_written(failure))

    def _cancelled(self) -> None:
        self._job = None
        self._take_back()
        if self._dialog is not None:
            self._dialog.show_stopped()

    def _take_back(self) -> None:
        """The site is as it was, so the story says what it said."""
        self._desk.release.take_back()
        session = self._desk.current
        if session is not None:
            stack = session.undo_stack
            while stack.index() > self._undo_to and stack.canUndo():
                stack.undo()
                # Nobody may publish by Redo what the site does not have: an obsolete step is dropped, not done.
                stack.command(stack.index()).setObsolete(True)
                stack.redo()
            session.save()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _closed(self) -> None:
        self._dialog = None


def why_not_written(failure: Exception) -> str:
    """Why the site could not be written, in a sentence; a fault of our own by its kind alone."""
    if isinstance(failure, ExportError | ExportCancelled):
        return str(failure)
    return f"The site could not be written because of a fault in Stet ({type(failure).__name__}). The site is as it was."


def _later(meta: FrontMatter, now: datetime) -> datetime | None:
    return meta.embargo if meta.embargo is not None and meta.embargo > now else None


def _as_read(folder: Path) -> str:
    home = Path.home()
    return f"~/{folder.relative_to(home).as_posix()}" if folder.is_relative_to(home) else str(folder)
