"""What a row of the story list says, made from a story's entry. Words and times only; no painting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from PySide6.QtCore import QDate, QLocale

from editor_app.stories.breaking import Level
from editor_app.stories.catalogue import StoryEntry
from editor_app.stories.large_files import LARGEST_MB
from editor_app.stories.workflow import Status
from editor_app.ui.widgets.state_glyph import LONG_STATE_WORDS

UNTITLED = "No headline yet"


@dataclass(frozen=True, slots=True)
class RowChip:
    """A chip of a row; `kind` as in `widgets.chips`. `short` is for compact rows."""

    text: str
    kind: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One story as the list shows it. `spoken` is the whole row for a screen reader."""

    path: Path
    place: str
    slug: str
    headline: str
    titled: bool
    time: str
    words: str
    byline: str
    state: str
    chips: tuple[RowChip, ...]
    warning: str
    spoken: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A heading between rows, with how many follow."""

    title: str
    count: int


def row_of(entry: StoryEntry, now: datetime, zone: tzinfo) -> Row:
    """The row of an entry at a moment, times in the newsroom's zone."""
    headline = " ".join(entry.headline.split())
    chips = chips_of(entry, now, zone)
    changed = entry.changed.astimezone(zone)
    state = str(entry.status)
    return Row(
        path=entry.path,
        place=f"{entry.section} · {entry.slug}" if entry.section else entry.slug,
        slug=entry.slug,
        headline=headline or UNTITLED,
        titled=bool(headline),
        time=clock_words(changed),
        words=f">{LARGEST_MB} MB"
        if entry.is_large
        else f"{entry.words:,} w".replace(",", _group_separator()),
        byline=byline_words(entry.authors),
        state=state,
        chips=chips,
        warning="Needs fixing" if entry.broken else "",
        spoken=_spoken(entry, headline, chips, changed),
    )


def chips_of(entry: StoryEntry, now: datetime, zone: tzinfo) -> tuple[RowChip, ...]:
    """Level, embargo, corrected, edited since it was published: in this order."""
    chips = []
    if entry.breaking is not None and entry.breaking.in_force(now):
        breaking = entry.breaking.level == Level.BREAKING
        chips.append(RowChip("Breaking", "breaking") if breaking else RowChip("Developing", "developing"))
    if entry.embargo is not None and entry.status != Status.KILLED:
        if entry.embargo > now:
            when = embargo_words(entry.embargo.astimezone(zone), now.astimezone(zone))
            chips.append(RowChip(f"Embargo {when}", "embargo", when))
        elif entry.status != Status.PUBLISHED:
            chips.append(RowChip("Embargo ended", "embargo_ended", "Ended"))
    if entry.corrected:
        chips.append(RowChip("Corrected", "corrected"))
    if entry.edited:
        chips.append(RowChip("Edited", "edited"))
    return tuple(chips)


def byline_words(authors: tuple[str, ...]) -> str:
    """The first name, and how many more."""
    if not authors:
        return ""
    return authors[0] if len(authors) == 1 else f"{authors[0]} +{len(authors) - 1}"


def clock_words(moment: datetime) -> str:
    """The time of day on a 24-hour clock."""
    return f"{moment:%H:%M}"


def embargo_words(until: datetime, now: datetime) -> str:
    """When an embargo ends: the time within a day, with the weekday within a week, else the date."""
    if until - now <= timedelta(hours=24):
        return clock_words(until)
    if until - now < timedelta(days=7):
        return f"{QLocale().toString(_date(until), 'ddd')} {clock_words(until)}"
    return f"{QLocale().toString(_date(until), 'd MMM')} {clock_words(until)}"


def day_title(moment: datetime, now: datetime) -> str:
    """The heading of a day: Today, Yesterday, the weekday, then the date. Both in the newsroom's zone."""
    days = (now.date() - moment.date()).days
    locale, date = QLocale(), _date(moment)
    short = locale.toString(date, "ddd d MMM")
    if days == 0:
        return f"Today, {short}"
    if days == 1:
        return f"Yesterday, {short}"
    if 1 < days < 7:
        return locale.toString(date, "dddd d MMM")
    return locale.toString(date, "ddd d MMM" if moment.year == now.year else "d MMM yyyy")


def _group_separator() -> str:
    """What the reader's locale puts between thousands; the C locale has none, so a comma."""
    return QLocale().groupSeparator() or ","


def _date(moment: datetime) -> QDate:
    return QDate(moment.year, moment.month, moment.day)


def _spoken(entry: StoryEntry, headline: str, chips: tuple[RowChip, ...], changed: datetime) -> str:
    parts = [headline or UNTITLED, *(chip.text for chip in chips if chip.kind != "edited")]
    parts.append(LONG_STATE_WORDS.get(str(entry.status), str(entry.status)))
    if entry.edited:
        parts.append("Edited since publishing")
    if entry.broken:
        parts.append("Front matter needs fixing")
    if entry.section:
        parts.append(entry.section)
    if entry.authors:
        others = len(entry.authors) - 1
        tail = "" if others == 0 else " and 1 other" if others == 1 else f" and {others} others"
        parts.append(entry.authors[0] + tail)
    parts.append(f"Updated {clock_words(changed)}")
    if entry.is_large:
        parts.append(f"larger than {LARGEST_MB} megabytes")
    else:
        parts.append("1 word" if entry.words == 1 else f"{entry.words} words")
    return ". ".join(part.rstrip(".") for part in parts) + "."
