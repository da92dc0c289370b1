"""Whether the clock can be believed before a site is written by it: embargoes end and labels begin by the clock alone.

A clock that has gone back would take stories away and put ended labels up again; one that has jumped ahead would let embargoed
stories out early. Where it may be wrong the export stops and asks. Believes no other clock; opens no connection.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from editor_app.publish.clock_note import last_noted, note_moment
from editor_app.publish.manifest import Manifest
from editor_app.publish.reporting import ExportError
from editor_app.publish.story_facts import StoryFacts, moment_of, seconds_of
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.workflow import Status

STEADY = timedelta(minutes=10)
"""So far may clocks of several machines be apart, or one be set back, before anybody is asked."""
AHEAD = timedelta(days=1)


class Doubt(StrEnum):
    """What makes a clock doubtful."""

    BACK = "back"
    AHEAD = "ahead"


class TimeDoubtful(ExportError):
    """The clock may be wrong, so that the site was not written; `str()` says why, and what to do is for the caller to add.

    `headline` is that of a story that would go out; empty when the clock went back.
    """

    def __init__(
        self, doubt: Doubt, now: datetime, last: datetime, headline: str = "", others: int = 0
    ) -> None:
        self.doubt, self.now, self.last, self.headline = doubt, now, last, headline
        if doubt is Doubt.BACK:
            words = (
                f"the site was last written for {_said(last)}, which is later. The clock may have gone back"
            )
        else:
            more = f" and {others} more" if others else ""
            words = (
                f"the last work here is of {_said(last)}, and an embargo has ended since: “{headline}”{more} "
                "would go out. The clock may have jumped ahead"
            )
        super().__init__(f"It is {_said(now)} here, but {words}. The site is as it was.")


class TimeCheck:
    """The check of one export.

    Args:
        is_sure: somebody said that the time is right.
        is_clock: the moment comes from this machine's clock and not from a person.
    """

    def __init__(
        self, newsroom: Newsroom, output: Path, *, is_sure: bool = False, is_clock: bool = True
    ) -> None:
        self._newsroom, self._output = newsroom, output
        self._is_sure, self._is_clock = is_sure, is_clock

    def steadied(self, now: datetime) -> datetime:
        """The moment to write the site for: never before that of the site that readers have. Raises `TimeDoubtful`."""
        written = Manifest.written_at(self._newsroom.private_folder, self._output)
        if written is None or now >= written or self._is_sure:
            return now
        if written - now > STEADY:
            zone = self._newsroom.timezone
            raise TimeDoubtful(Doubt.BACK, now.astimezone(zone), written.astimezone(zone))
        return written

    def look(self, now: datetime, stories: Iterable[StoryFacts], changes_ns: Iterable[int]) -> None:
        """Raise `TimeDoubtful` if a long time without any work let stories out.

        `changes_ns` are when the stories' files were written, in nanoseconds since 1970.
        """
        if self._is_sure:
            return
        moment = seconds_of(now) or 0.0
        last = self._last(moment, changes_ns)
        if last is None or moment - last <= AHEAD.total_seconds():
            return
        out = [facts for facts in stories if _went_out(facts, last, moment)]
        if out:
            zone = self._newsroom.timezone
            raise TimeDoubtful(
                Doubt.AHEAD,
                now.astimezone(zone),
                moment_of(last).astimezone(zone),
                out[0].title,
                len(out) - 1,
            )

    def note(self, now: datetime) -> None:
        """The site was written by a clock that is believed."""
        if self._is_clock:
            note_moment(str(self._newsroom.folder), seconds_of(now) or 0.0, is_sure=self._is_sure)

    def _last(self, moment: float, changes_ns: Iterable[int]) -> float | None:
        """The last moment that was believed; where none is known, or it has not come yet, the newest file's."""
        noted = last_noted(str(self._newsroom.folder))
        if noted is not None and noted <= moment:
            return noted
        return max((seconds for change in changes_ns if (seconds := change / 1e9) <= moment), default=None)


def _went_out(facts: StoryFacts, last: float, moment: float) -> bool:
    embargo = facts.embargo_at
    return (
        embargo is not None
        and last < embargo <= moment
        and facts.status == Status.PUBLISHED
        and not facts.fault
    )


def _said(moment: datetime) -> str:
    return f"{moment:%d %B %Y %H:%M}"
