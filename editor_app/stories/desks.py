"""Which stories a desk shows, and in what order. Pure functions over catalogue entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from editor_app.stories.folding import fold
from editor_app.stories.slugs import slug_from
from editor_app.stories.story_entry import StoryEntry
from editor_app.stories.workflow import Status


class Desk(StrEnum):
    """A view of the newsroom that a person opens."""

    ALL = "all"
    BREAKING = "breaking"
    NEEDS_REVIEW = "needs_review"
    READY = "ready"
    EMBARGOED = "embargoed"
    PUBLISHED_TODAY = "published_today"
    CORRECTIONS = "corrections"


class Sort(StrEnum):
    """The order of a list."""

    NEWEST = "newest"
    OLDEST = "oldest"
    HEADLINE = "headline"
    STATUS = "status"


_STATUS_ORDER = {
    Status.REVIEW: 0,
    Status.READY: 1,
    Status.DRAFT: 2,
    Status.PUBLISHED: 3,
    Status.KILLED: 4,
}


def in_desk(entry: StoryEntry, desk: Desk, now: datetime) -> bool:
    """Whether this desk shows the story at `now`, an aware moment in the zone whose day counts as today."""
    return _TESTS[desk](entry, now)


def select(
    entries: Iterable[StoryEntry],
    desk: Desk = Desk.ALL,
    section: str = "",
    text: str = "",
    statuses: frozenset[Status] = frozenset(),
    *,
    now: datetime,
    sort: Sort = Sort.NEWEST,
) -> list[StoryEntry]:
    """The entries of a desk and section that match `text` (each word somewhere in headline, slug, byline, tags) and have
    one of `statuses` (none: any), in order."""
    words = text.casefold().split()
    section_slug = slug_from(section) if section else ""
    chosen = [
        entry
        for entry in entries
        if in_desk(entry, desk, now)
        and (not statuses or entry.status in statuses)
        and (not section or (entry.section and slug_from(entry.section) == section_slug))
        and _matches(entry, words)
    ]
    return _sorted(chosen, sort)


def _matches(entry: StoryEntry, words: list[str]) -> bool:
    if not words:
        return True
    texts = (entry.headline, entry.slug, *entry.authors, *entry.tags)
    haystack = "\n".join(texts).casefold()
    folded = fold(" ".join(texts)) if any(word not in haystack for word in words) else ""
    return all(word in haystack or (fold(word) and fold(word) in folded) for word in words)


def _sorted(entries: list[StoryEntry], sort: Sort) -> list[StoryEntry]:
    newest_first = sorted(entries, key=lambda entry: entry.changed, reverse=True)
    if sort == Sort.OLDEST:
        return newest_first[::-1]
    if sort == Sort.HEADLINE:
        return sorted(newest_first, key=lambda entry: fold(entry.title))
    if sort == Sort.STATUS:
        return sorted(newest_first, key=lambda entry: _STATUS_ORDER[entry.status])
    return newest_first


def _is_breaking(entry: StoryEntry, now: datetime) -> bool:
    return entry.breaking is not None and not entry.breaking.ended(now) and entry.status != Status.KILLED


def _is_embargoed(entry: StoryEntry, now: datetime) -> bool:
    return entry.embargo is not None and entry.embargo > now and entry.status != Status.KILLED


def _was_published_today(entry: StoryEntry, now: datetime) -> bool:
    if entry.date is None or not entry.is_public(now):
        return False
    return entry.date.astimezone(now.tzinfo).date() == now.date()


_TESTS: dict[Desk, Callable[[StoryEntry, datetime], Any]] = {
    Desk.ALL: lambda entry, now: True,
    Desk.BREAKING: _is_breaking,
    Desk.NEEDS_REVIEW: lambda entry, now: entry.status == Status.REVIEW,
    Desk.READY: lambda entry, now: entry.status == Status.READY,
    Desk.EMBARGOED: _is_embargoed,
    Desk.PUBLISHED_TODAY: _was_published_today,
    Desk.CORRECTIONS: lambda entry, now: entry.corrected,
}
