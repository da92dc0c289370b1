"""The one gate between the newsroom and its readers: what may be exported at a given moment, and why not.

Doubt means not public. Everything that shows stories to readers asks here and nowhere else. Pure.
"""

from __future__ import annotations

from datetime import datetime

from editor_app.stories.story import Story
from editor_app.stories.workflow import Status

_STATUS_REASONS = {
    Status.DRAFT: "It is a draft.",
    Status.REVIEW: "It is in review.",
    Status.READY: "It is ready, but not published.",
    Status.KILLED: "It was killed.",
}


def is_public(story: Story, now: datetime) -> bool:
    """Whether readers may see this story at `now` (aware): published, wholly valid, embargo passed."""
    return may_be_read(story.meta.status, story.meta.embargo, story.is_readable, now)


def may_be_read(status: Status, embargo: datetime | None, is_valid: bool, now: datetime) -> bool:
    """The gate itself, for whoever holds a story's values and not its text. `embargo` and `now` are aware."""
    return is_valid and status == Status.PUBLISHED and (embargo is None or embargo <= now)


def withheld_reason(story: Story, now: datetime) -> str | None:
    """Why readers may not see this story at `now`, in one sentence; None when they may."""
    first = story.problems[0] if story.problems else None
    fault = f"line {first.line}: {first.message}" if first else ""
    return why_withheld(story.meta.status, story.meta.embargo, fault, now)


def why_withheld(status: Status, embargo: datetime | None, fault: str, now: datetime) -> str | None:
    """The same for whoever holds a story's values; `fault` is what is wrong with its front matter, empty when nothing is."""
    if fault:
        return f"Its front matter is not valid, {fault}"
    if status != Status.PUBLISHED:
        return _STATUS_REASONS[status]
    if may_be_read(status, embargo, True, now):
        return None
    return f"It is embargoed until {embargo:%d %B %Y %H:%M %Z}."
