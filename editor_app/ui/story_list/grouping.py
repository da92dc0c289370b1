"""Which rows the story list shows, in order: live breaking stories first, then days or states. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, tzinfo
from itertools import groupby

from editor_app.stories.catalogue import Sort, StoryEntry
from editor_app.stories.spiking import SpikedStory
from editor_app.stories.workflow import Status
from editor_app.ui.story_list.rows import GroupRow, Row, clock_words, day_title
from editor_app.ui.story_list.story_model import Item
from editor_app.ui.widgets.state_glyph import LONG_STATE_WORDS


def grouped(
    entries: Sequence[StoryEntry], sort: Sort, now: datetime, zone: tzinfo, *, pin_live: bool = True
) -> list[Item]:
    """Entries already in order, with headings between them. `now` is aware."""
    today = now.astimezone(zone)
    items: list[Item] = []
    rest = list(entries)
    if pin_live and sort in (Sort.NEWEST, Sort.OLDEST):
        live = [entry for entry in entries if is_live(entry, now)]
        if live:
            items += [GroupRow("Live now", len(live)), *live]
            rest = [entry for entry in entries if not is_live(entry, now)]
    if sort in (Sort.NEWEST, Sort.OLDEST):
        return items + _under_days(rest, today, zone)
    if sort == Sort.STATUS:
        return items + _under_headings(rest, lambda entry: LONG_STATE_WORDS[entry.status])
    return [*items, *rest]


def is_live(entry: StoryEntry, now: datetime) -> bool:
    """Whether readers see this story with a level in force."""
    return entry.breaking is not None and entry.breaking.in_force(now) and entry.is_public(now)


def status_counts(entries: Iterable[StoryEntry]) -> dict[Status, int]:
    """How many entries have each status."""
    counts: dict[Status, int] = {}
    for entry in entries:
        counts[entry.status] = counts.get(entry.status, 0) + 1
    return counts


def spiked_row(story: SpikedStory, now: datetime, zone: tzinfo) -> Row:
    """A spiked story as a row."""
    when = story.when.astimezone(zone)
    day = day_title(when, now.astimezone(zone))
    return Row(
        path=story.path,
        place=story.original,
        slug=story.slug,
        headline=story.headline or story.slug,
        titled=bool(story.headline),
        time=clock_words(when),
        words="",
        byline=f"{day} {clock_words(when)}",
        state="spiked",
        chips=(),
        warning="",
        spoken=f"{story.headline or story.slug}. Spiked {day} {clock_words(when)}.",
    )


def _under_days(entries: list[StoryEntry], today: datetime, zone: tzinfo) -> list[Item]:
    """Days are worded once each, not once for each story."""
    items: list[Item] = []
    for _day, group in groupby(entries, key=lambda entry: entry.changed.astimezone(zone).date()):
        members = list(group)
        items += [GroupRow(day_title(members[0].changed.astimezone(zone), today), len(members)), *members]
    return items


def _under_headings(entries: list[StoryEntry], heading: Callable[[StoryEntry], str]) -> list[Item]:
    items: list[Item] = []
    for title, group in groupby(entries, key=heading):
        members = list(group)
        items += [GroupRow(title, len(members)), *members]
    return items
