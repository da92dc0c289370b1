"""Writes the site again when time alone changes it: an embargo ends, a breaking label begins or ends.

Exported pages have no scripts, so what they say of the time is true only until the next such moment. Works only on a
site that was written before, in a job, and says so in a sentence. Publishes nothing that was not published already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from editor_app.publish.public_story import PublicStories
from editor_app.publish.time_check import TimeDoubtful
from editor_app.session.job import Job
from editor_app.stories.story_entry import StoryEntry, entry_of
from editor_app.stories.story_file import StoryNotReadable
from editor_app.stories.workflow import Status

if TYPE_CHECKING:
    from editor_app.session.newsroom_session import NewsroomSession

SOON = timedelta(minutes=1)  # what comes sooner than the next look at the clock gets a timer of its own


@dataclass(frozen=True, slots=True)
class Turn:
    """A moment (aware) at which readers should see something else. `words` says what happens to `headline`."""

    at: datetime
    headline: str
    words: str


def turns(entries: Iterable[StoryEntry]) -> list[Turn]:
    """Every moment at which time alone changes the site, the earliest first."""
    found: list[Turn] = []
    for entry in entries:
        if entry.status is not Status.PUBLISHED or entry.broken:
            continue
        if entry.embargo is not None:
            found.append(Turn(entry.embargo, entry.headline, "“{0}” went live at {1}."))
        label = entry.breaking
        if label is None or label.since is None or label.until is None or label.until <= label.since:
            continue
        kind = str(label.level)
        found.append(Turn(label.since, entry.headline, f"“{{0}}” is marked {kind} since {{1}}."))
        found.append(Turn(label.until, entry.headline, f"The {kind} label of “{{0}}” ended at {{1}}."))
    return sorted(found, key=lambda turn: turn.at)


def passed(entries: Iterable[StoryEntry], since: datetime, now: datetime) -> list[Turn]:
    """The turns after `since`, up to and with `now`."""
    return [turn for turn in turns(entries) if since < turn.at <= now]


class TimedRebuild(QObject):
    """Looks at the clock for one open newsroom. Speaks through the newsroom's own `message` and `trouble`."""

    def __init__(self, desk: NewsroomSession) -> None:
        super().__init__(desk)
        self._desk = desk
        self._known: datetime | None = None
        self._told = False
        self._doubted: datetime | None = None
        self._job: Job | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.look)
        desk.time_passed.connect(self.look)

    @property
    def job(self) -> Job | None:
        """The job that writes the site, while it does."""
        return self._job

    def look(self) -> None:
        """Write the site again if a moment has passed that changes it."""
        now, entries = self._desk.clock(), self._entries()
        if self._job is not None or self._waits_for_answer(now):
            return
        if self._known is None or passed(entries, self._known, now):
            # Another export, perhaps by the command line, may have done it meanwhile.
            self._known = self._desk.publishing.written_at()
        if self._known is None:
            return
        if due := passed(entries, self._known, now):
            self._write(due)
        self._wait_for_next(entries, now)

    def stop(self) -> None:
        """Look no more."""
        self._soon.stop()

    def _waits_for_answer(self, now: datetime) -> bool:
        """Whether a person was asked if the time is right, nothing was written since, and the clock was not set right."""
        if self._doubted is not None and (
            now < self._doubted or self._desk.publishing.written_at() != self._known
        ):
            self._doubted = None
        return self._doubted is not None

    def _entries(self) -> Sequence[StoryEntry]:
        """The stories as readers have them: of one that was edited since, what was published."""
        entries = self._desk.catalogue.entries
        if not any(entry.edited for entry in entries):
            return entries
        public = PublicStories(self._desk.newsroom)
        return [_as_published(entry, public) if entry.edited else entry for entry in entries]

    def _write(self, due: list[Turn]) -> None:
        self._job = self._desk.publishing.job()
        self._job.finished.connect(lambda _report: self._finished(due))
        self._job.failed.connect(self._failed)
        self._job.cancelled.connect(self._ended)
        self._job.start()

    def _finished(self, due: list[Turn]) -> None:
        self._ended()
        self._told = False
        self._known = self._desk.publishing.written_at()
        self._desk.message.emit(_sentence(due, self._desk.clock(), self._desk.newsroom.timezone))

    def _failed(self, failure: Exception) -> None:
        # Tried again every minute, told once.
        self._ended()
        if isinstance(failure, TimeDoubtful):
            self._doubted = failure.now  # a person is asked, once
        elif not self._told:
            self._told = True
            self._desk.trouble.emit(f"The time has come to write the site again, but: {failure}")

    def _ended(self) -> None:
        self._job = None

    def _wait_for_next(self, entries: Iterable[StoryEntry], now: datetime) -> None:
        following = next((turn.at for turn in turns(entries) if turn.at > now), None)
        if following is not None and following - now < SOON:
            self._soon.start(int((following - now).total_seconds() * 1000) + 1)


def _as_published(entry: StoryEntry, public: PublicStories) -> StoryEntry:
    try:
        return entry_of(public.read(entry.path), entry.modified)
    except StoryNotReadable:
        return entry


def _sentence(due: list[Turn], now: datetime, zone: tzinfo) -> str:
    """What a person is told: one turn by its name, several by their number."""
    if len(due) > 1:
        return f"{len(due)} embargoes or labels have come to their time. The site is written again."
    local = due[0].at.astimezone(zone)
    same_day = local.date() == now.astimezone(zone).date()
    when = f"{local:%H:%M}" if same_day else f"{local:%H:%M} on {local.day} {local:%B}"
    return f"{due[0].words.format(due[0].headline, when)} The site is written again."
