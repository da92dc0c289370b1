"""Breaking status: a level that is in force from one moment until another, and the alert that goes with it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from editor_app.stories.values import FrontMatterValue, Moment


class Level(StrEnum):
    """How urgent a story is; the values are what front matter says."""

    BREAKING = "breaking"
    DEVELOPING = "developing"


class Breaking(FrontMatterValue):
    """A story's breaking status.

    `since` and `until` are aware date-times; without either it is never in force, because a label with no
    end is a fault that the checks report. `alert` is the short text for the banner; empty: the headline.
    """

    level: Level
    since: Moment | None = None
    until: Moment | None = None
    alert: str = ""

    def in_force(self, now: datetime) -> bool:
        """Whether the label shows at `now` (aware): `since <= now < until`."""
        return self.since is not None and self.until is not None and self.since <= now < self.until

    def ended(self, now: datetime) -> bool:
        """Whether its end has passed at `now` (aware)."""
        return self.until is not None and self.until <= now
