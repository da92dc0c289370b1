"""The times that timed updates begin with: what the words in bold say, which moment each stands for, what to write now.

An update carries a time of day and seldom a day. Its day follows from the publication and from the updates below it, or
is not known; nothing here guesses against what is known. Reads no story and no page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton

_LONGEST = 48
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.]|\s?h\s?)(?P<minute>\d\d)(?::\d\d)?"
    r"(?:\s?(?:(?P<half>[ap])\.?\s?m\.?|(?P<arabic>[صم])))?(?:\s?(?:uhr|h|hrs|uur)\.?)?",
    re.IGNORECASE,
)
_ISO_DAY = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)T?")
_DOTTED_DAY = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?:\s?(?P<year>\d{4}))?(?!\d)")
_EASTERN_DAY = re.compile(r"(?:(?P<year>\d{4})[年년]\s?)?(?P<month>\d{1,2})[月월]\s?(?P<day>\d{1,2})[日일]")
_BETWEEN = re.compile(
    r"(?:at|um|om|kl|à|a las|o|\u043e|\u043e\u0431|\u0432|الساعة)\b\.?|[\s,;:|·–—-]+|[\u200e\u200f\u061c\u2066-\u2069]",
    re.IGNORECASE,
)
_EDGES = " ,;:.|·–—-،"

_BESIDE = timedelta(hours=18)
"""So far from its publication an update of the same day cannot be: then it is of the day beside it."""
_NIGHT = timedelta(hours=12)
"""A longer step over midnight is more likely a list in the order of the clock than two updates."""
_AHEAD = timedelta(minutes=15)
"""An update may be written a little before the moment it names."""


@dataclass(frozen=True, slots=True)
class ToldTime:
    """A time of day as written, with the day where it names one; `year` is None where only that is left out."""

    hour: int
    minute: int
    month: int | None = None
    day: int | None = None
    year: int | None = None


@lru_cache(maxsize=4096)
def told_time(words: str, language: str) -> ToldTime | None:
    """What words such as “14:32”, “23 Nov 14:32” or “2026-11-23 14:32” say; None when they say anything else.

    `language` is the BCP 47 tag of the story: months and weekdays are read in it and in English.
    """
    text = " ".join(words.split())
    if not 0 < len(text) <= _LONGEST or not any(char.isdigit() for char in text):
        return None
    day: re.Match[str] | None = None
    month: int | None = None
    for pattern, months in _day_patterns(language):
        day = pattern.search(text)
        if day is not None:
            named = day["month"]
            month = int(named) if named.isdigit() else months[_key(named)]
            text = f"{text[: day.start()]} {text[day.end() :]}"
            break
    found = _TIME.fullmatch(_without_small_words(text, language))
    if found is None:
        return None
    hour, minute = _hour_of(found), int(found["minute"])
    if hour is None or minute > 59 or (month is not None and not 1 <= month <= 12):
        return None
    if day is None:
        return ToldTime(hour, minute)
    return ToldTime(hour, minute, month, int(day["day"]), int(day["year"]) if day["year"] else None)


def moments_of(
    times: Sequence[ToldTime], published: datetime, until: datetime, zone: tzinfo
) -> tuple[datetime, ...] | None:
    """The moments (aware, UTC) of a story's updates, in the order given; None when their days cannot be told.

    Args:
        times: newest first, as they stand in the story.
        published: when readers first saw the story.
        until: when it last changed; no update can be much later.
        zone: the newsroom's.

    The oldest is of the day of publication, or across the midnight beside it. Going up, an earlier time is of the next
    day. Days that were written hold. Where that puts an update below an older one, leaps over midnight by more than
    half a day or ends after `until`, nobody knows.
    """
    told: list[datetime] = []
    try:
        for said in reversed(times):
            moment = _after(said, told[-1], zone) if told else _first(said, published, zone)
            if moment is None:
                return None
            told.append(moment)
    except OverflowError:  # at the end of the calendar
        return None
    return tuple(reversed(told)) if not told or told[-1] <= until + _AHEAD else None


def out_of_order(times: Sequence[ToldTime], published: datetime, zone: tzinfo) -> int | None:
    """The place of the first update, from the oldest up, that cannot be later than the one below it; None: no such."""
    for first in range(len(times) - 1, -1, -1):
        if moments_of(times[first:], published, datetime.max.replace(tzinfo=UTC) - _AHEAD, zone) is None:
            return first
    return None


def words_for_now(
    words: Sequence[str], published: datetime | None, now: datetime, zone: tzinfo, language: str
) -> str:
    """What an update begun at `now` (aware) begins with: “14:32”, or “23 Nov 14:32” where the day would not be known.

    Args:
        words: what the updates there are begin with, newest first.
        published: when readers first saw the story, if they have.
    """
    local = now.astimezone(zone)
    times = [said for said in (told_time(one, language) for one in words) if said is not None]
    moments = moments_of(times, published or now, now, zone) if times else (published or now,)
    if moments is not None and moments[0].astimezone(zone).date() == local.date():
        return f"{local:%H:%M}"
    return f"{_day_words(local.date(), language)} {local:%H:%M}"


def _day_words(day: date, language: str) -> str:
    """The day as the language writes it in short, where that can be read again; else as ISO 8601 has it."""
    try:
        words = str(format_skeleton("MMMd", day, locale=Locale.parse(language, sep="-")))
    except (UnknownLocaleError, ValueError, TypeError, KeyError):
        return day.isoformat()
    words = " ".join(words.split())
    said = told_time(f"{words} 12:00", language)
    return words if said == ToldTime(12, 0, day.month, day.day) else day.isoformat()


def _first(said: ToldTime, published: datetime, zone: tzinfo) -> datetime | None:
    day = published.astimezone(zone).date()
    moment = _on(_named_day(said, day) if said.day else day, said, zone)
    if moment is None or said.day:
        return moment
    if moment - published > _BESIDE:
        return moment - timedelta(days=1)
    return moment + timedelta(days=1) if published - moment > _BESIDE else moment


def _after(said: ToldTime, below: datetime, zone: tzinfo) -> datetime | None:
    day = below.astimezone(zone).date()
    for fold in (0, 1):  # where the clocks go back, an hour of the day comes twice
        moment = _on(_named_day(said, day) if said.day else day, said, zone, fold)
        if moment is None or moment >= below:
            return moment
    if said.day:
        return None
    moment = _on(day + timedelta(days=1), said, zone)
    return moment if moment is not None and moment - below <= _NIGHT else None


def _on(day: date | None, said: ToldTime, zone: tzinfo, fold: int = 0) -> datetime | None:
    if day is None:
        return None
    try:
        return datetime.combine(day, time(said.hour, said.minute, fold=fold), zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _named_day(said: ToldTime, near: date) -> date | None:
    """The day that was written; without a year the nearest to `near`."""
    days: list[date] = []
    for year in (said.year,) if said.year else (near.year - 1, near.year, near.year + 1):
        try:
            days.append(date(year, said.month or 0, said.day or 0))
        except ValueError:
            continue
    return min(days, key=lambda one: abs(one - near), default=None)


def _hour_of(found: re.Match[str]) -> int | None:
    hour = int(found["hour"])
    half = (found["half"] or {"ص": "a", "م": "p"}.get(found["arabic"] or "", "")).casefold()
    if not half:
        return hour if hour <= 23 else None
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half == "p" else 0)


def _without_small_words(text: str, language: str) -> str:
    """`text` without a weekday, words such as “at” and the signs around a time."""
    text = text.strip(_EDGES)
    for name in sorted(_names(language)[1], key=len, reverse=True):
        if text.casefold().startswith(name) and not text[len(name) : len(name) + 1].isalnum():
            text = text[len(name) :].strip(_EDGES)
            break
    while (small := _BETWEEN.match(text)) is not None:
        text = text[small.end() :]
    return text.strip(_EDGES + "\u200e\u200f\u061c\u2066\u2067\u2068\u2069")


@lru_cache(maxsize=32)
def _day_patterns(language: str) -> tuple[tuple[re.Pattern[str], dict[str, int]], ...]:
    months = _names(language)[0]
    name = "|".join(re.escape(one) for one in sorted(months, key=len, reverse=True))
    joint = r"(?:\s|\s(?:de|d[’']|of)\s)"
    day_first = re.compile(
        rf"(?<![\d:.])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?{joint}(?P<month>{name})\.?(?!\w)"
        rf"(?:(?:,\s|{joint})(?P<year>\d{{4}})(?!\d))?",
        re.IGNORECASE,
    )
    month_first = re.compile(
        rf"(?<!\w)(?P<month>{name})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.h])(?:,?\s(?P<year>\d{{4}})(?!\d))?",
        re.IGNORECASE,
    )
    patterns = (_ISO_DAY, _EASTERN_DAY, day_first, month_first, _DOTTED_DAY)
    return tuple((pattern, months) for pattern in patterns)


@lru_cache(maxsize=32)
def _names(language: str) -> tuple[dict[str, int], dict[str, int]]:
    """Names of months and of weekdays, in small letters and without full stops, with their numbers."""
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for tag in (language.replace("_", "-"), language.partition("-")[0], "en"):
        try:
            locale = Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError, TypeError):
            continue
        for names, found in ((locale.months, months), (locale.days, weekdays)):
            for context in ("format", "stand-alone"):
                for width in ("wide", "abbreviated"):
                    for number, name in names[context][width].items():
                        if not str(name)[:1].isdigit():
                            found.setdefault(_key(str(name)), number)
    return months, weekdays


def _key(name: str) -> str:
    return name.casefold().rstrip(".")
