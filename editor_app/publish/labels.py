"""What a page says and how it writes dates: in the story's language, in the newsroom's time zone.

Knows no story. Dates come from Babel, words from `words`; a language Stet has no words for says them in English
and still gets its own dates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from functools import cache, lru_cache
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list

from editor_app.publish.words import WORDS

_FALLBACK = "en"
_MOMENTS_KEPT = 4_096
_APART, _TOGETHER = "\u2068", "\u2069"


@cache
def locale_of(language: str) -> Locale:
    """The Babel locale of a BCP 47 tag: the tag itself, else its language alone, else English."""
    tag = language.strip().replace("_", "-") or _FALLBACK
    for candidate in (tag, tag.partition("-")[0]):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return Locale.parse(_FALLBACK)


def open_graph_locale(language: str) -> str:
    """`og:locale` as `ll_CC`: the tag's own country, else the country its language is most likely to mean."""
    locale = locale_of(language)
    if locale.territory:
        return f"{locale.language}_{locale.territory}"
    likely = get_global("likely_subtags").get(locale.language, "")
    territory = likely.rpartition("_")[2] if likely else ""
    return (
        f"{locale.language}_{territory}"
        if len(territory) == 2
        else f"{locale.language}_{locale.language.upper()}"
    )


@lru_cache(maxsize=4096)  # an archive says the same days over and over; a text is a quicker key than a locale
def _short_day(day: date, same_year: bool, language: str) -> str:
    return format_skeleton("MMMd" if same_year else "yMMMd", day, locale=locale_of(language))


@lru_cache(maxsize=4096)
def _long_day(day: date, language: str) -> str:
    return format_date(day, "long", locale=locale_of(language))


@lru_cache(maxsize=4096)
def _weekday(day: date, language: str) -> str:
    locale = locale_of(language)
    pattern = str(locale.date_formats["full"].pattern)
    if pattern.startswith(("EEEE ", "EEEE,")):  # elsewhere a short weekday would run into the date
        pattern = pattern.replace("EEEE", "EEE").replace("EEE, d", "EEE d")
    return format_date(day, pattern, locale=locale)


@lru_cache(maxsize=4096)
def _time(hour: int, minute: int, language: str) -> str:
    return format_time(time(hour, minute), "short", locale=locale_of(language))


@lru_cache(maxsize=4096)
def _listed(names: tuple[str, ...], language: str) -> str:
    return format_list(list(names), locale=locale_of(language))


class Labels:
    """The words and dates of one page.

    Args:
        language: BCP 47 tag of the page.
        timezone: the newsroom's zone; every moment is shown in it.
        level_labels: what the newsroom calls the levels `breaking` and `developing`, where it says so.
    """

    def __init__(
        self, language: str, timezone: tzinfo, level_labels: Mapping[str, str] | None = None
    ) -> None:
        self.language = language
        self._zone = timezone
        self._locale = locale_of(language)
        self._words = dict(WORDS.get(self._locale.language, WORDS[_FALLBACK]))
        self._words.update({key: text for key, text in (level_labels or {}).items() if text})
        self._direction = str(self._locale.text_direction)
        self._told: dict[datetime, tuple[datetime, date, str]] = {}

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return self._direction

    @property
    def words(self) -> Mapping[str, str]:
        """Every word by its key, as templates see them."""
        return MappingProxyType(self._words)

    def word(self, key: str, **values: object) -> str:
        """The words for `key`, with `{name}` and the like filled in. Raises KeyError for a key that is none.

        In a right-to-left language a `{name}` is set apart, so that one in another script stays in its place.
        """
        text = self._words[key]
        for name, value in values.items():
            told = f"{_APART}{value}{_TOGETHER}" if name == "name" and self.direction == "rtl" else str(value)
            text = text.replace("{" + name + "}", told)
        return text

    def type_label(self, type_of_piece: str) -> str:
        """What readers are told of a piece that is not plain news (an `ArticleType`); empty for one that is."""
        return self._words[type_of_piece] if type_of_piece else ""

    def names(self, names: Sequence[str]) -> str:
        """Names joined as the language joins them: "Maren Oduya and Tomas Brandt"."""
        return _listed(tuple(names), self.language) if names else ""

    def time(self, moment: datetime) -> str:
        """The time of day: `14:32`."""
        local = self._placed(moment)[0]
        return _time(local.hour, local.minute, self.language)

    def date(self, moment: datetime) -> str:
        """The whole date: `17 November 2026`."""
        return _long_day(self.day(moment), self.language)

    def short_date(self, moment: datetime, now: datetime) -> str:
        """The date in little space: `16 Nov`, with its year when that is not `now`'s."""
        day = self.day(moment)
        return _short_day(day, day.year == self.day(now).year, self.language)

    def weekday_date(self, moment: datetime) -> str:
        """The date with a short weekday: `Tue 17 November 2026`."""
        return _weekday(self.day(moment), self.language)

    def date_time(self, moment: datetime) -> str:
        """Time and date in the order of the language: `14:32, 17 November 2026`."""
        return self.word("time_date", time=self.time(moment), date=self.date(moment))

    def stamp(self, moment: datetime, now: datetime) -> str:
        """What a list shows: the time today, the short date before."""
        return self.time(moment) if self.day(moment) == self.day(now) else self.short_date(moment, now)

    def day(self, moment: datetime) -> date:
        """The calendar day of `moment` in the newsroom."""
        return self._placed(moment)[1]

    def iso(self, moment: datetime) -> str:
        """RFC 3339 in the newsroom's zone, to the second: `2026-11-17T14:32:00+00:00`."""
        return self._placed(moment)[2]

    def _placed(self, moment: datetime) -> tuple[datetime, date, str]:
        """A moment in the newsroom's zone, its day, and how machines write it: one page asks for the same many times."""
        if moment.tzinfo is not UTC:  # elsewhere two moments may look the same, where the clocks go back
            return self._looked_up(moment)
        known = self._told.get(moment)
        if known is None:
            if len(self._told) > _MOMENTS_KEPT:
                self._told.clear()
            known = self._told[moment] = self._looked_up(moment)
        return known

    def _looked_up(self, moment: datetime) -> tuple[datetime, date, str]:
        local = moment.astimezone(self._zone)
        return local, local.date(), local.isoformat(timespec="seconds")
