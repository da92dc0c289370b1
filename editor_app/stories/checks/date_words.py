"""Dates as people write them in a text: the name of a weekday beside a day of a month, and the ways of writing days.

Names of days and months come from Babel, in the story's language. Judges nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from babel import Locale, UnknownLocaleError

_REMEMBERED = 8192  # paragraphs: looking again after an edit costs the edited one
_NEAR = timedelta(days=60)
_BETWEEN = r"[\s\u00a0,.]+(?:(?:the|den|der|dem|le|el|il|de|do|d[’']|o|em)[\s\u00a0]+)?"
_SMALL = r"(?:[\s\u00a0,.]+|[\s\u00a0]+(?:de|d[’']|of)[\s\u00a0]+)"
_ORDINAL = r"(?:st|nd|rd|th|er|º|\.)?"
_WAYS = {
    "day/month/year": re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/(?:19|20)\d\d(?![\d/])"),
    "day.month.year": re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}\.(?:19|20)\d\d(?![\d.])"),
    "year-month-day": re.compile(r"(?<![\d-])(?:19|20)\d\d-\d\d-\d\d(?![\d-])"),
}


@dataclass(frozen=True, slots=True)
class WrongWeekday:
    """A weekday that does not belong to its day: the `words` as written, and the weekday it should be."""

    words: str
    right: str


@dataclass(frozen=True, slots=True)
class _Names:
    weekdays: dict[str, int]
    months: dict[str, int]
    wide: dict[int, str]
    pattern: re.Pattern[str]


@lru_cache(maxsize=_REMEMBERED)
def wrong_weekdays(text: str, language: str, around: date) -> tuple[WrongWeekday, ...]:
    """The days in `text` whose weekday is not theirs.

    A day without a year is the one nearest to `around`, and not looked at when that is more than two months away: it
    may be of any year.
    """
    names = _names_of(language.partition("-")[0].casefold())
    if names is None:
        return ()
    found: list[WrongWeekday] = []
    for match in names.pattern.finditer(text):
        day = _day_of(match, names, around)
        if day is not None and day.weekday() != names.weekdays[_key(match["weekday"])]:
            found.append(WrongWeekday(" ".join(match.group().split()), names.wide[day.weekday()]))
    return tuple(found)


@lru_cache(maxsize=_REMEMBERED)
def ways_of_writing_days(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """The ways in which `text` writes days, with the first of each. English has two with the month's name."""
    found = {way: match.group() for way, pattern in _WAYS.items() if (match := pattern.search(text))}
    if language.partition("-")[0].casefold() == "en" and (names := _names_of("en")):
        months = "|".join(name.title() for name in names.months if len(name) > 3 or name == "may")
        for way, pattern in (
            ("17 November", rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:{months})\b"),
            ("November 17", rf"\b(?:{months})\s\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d|:)"),
        ):
            if match := re.search(pattern, text):
                found[way] = match.group()
    return tuple(found.items())


def _day_of(match: re.Match[str], names: _Names, around: date) -> date | None:
    day = int(match["day"] or match["day_after"])
    month = names.months[_key(match["month"] or match["month_before"])]
    year = match["year"] or match["year_after"]
    years = (int(year),) if year else (around.year - 1, around.year, around.year + 1)
    days: list[date] = []
    for candidate in years:
        try:
            days.append(date(candidate, month, day))
        except ValueError:
            continue
    if not days:
        return None
    nearest = min(days, key=lambda one: abs(one - around))
    return nearest if year or abs(nearest - around) <= _NEAR else None


@lru_cache(maxsize=16)
def _names_of(language: str) -> _Names | None:
    """The names of one language; None where Babel has none, or where days are not written with names."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError, TypeError):
        return None
    weekdays, months = _all_names(locale.days), _all_names(locale.months)
    if not weekdays or not months or language in ("ja", "zh", "ko"):
        return None
    weekday, month = _either(weekdays), _either(months)
    year = r"(?:19|20)\d\d"
    pattern = re.compile(
        rf"(?<!\w)(?P<weekday>{weekday}){_BETWEEN}"
        rf"(?:(?P<day>\d{{1,2}}){_ORDINAL}{_SMALL}(?P<month>{month})(?!\w)(?:{_SMALL}(?P<year>{year})\b)?"
        rf"|(?P<month_before>{month})\.?\s(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,?\s(?P<year_after>{year})\b)?)",
        re.IGNORECASE,
    )
    wide = {number: str(name) for number, name in locale.days["format"]["wide"].items()}
    return _Names(weekdays, months, wide, pattern)


def _all_names(names: object) -> dict[str, int]:
    """Wide and abbreviated names, as they stand alone and inside a date -> number."""
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in names[context][width].items():  # type: ignore[index]  # Babel's own tables are not typed
                if len(_key(name)) > 1 and not name[0].isdigit():
                    found.setdefault(_key(name), number)
    return found


def _either(names: dict[str, int]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _key(name: str) -> str:
    return name.casefold().rstrip(".")
