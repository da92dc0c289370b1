"""How Stet says a moment: "14:32", "Today 14:32", "Tue 17 Nov, 14:32", "in 1 h 57 min". No widgets, no clock."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale


def _tr(text: str) -> str:
    return QCoreApplication.translate("time_words", text)


def clock_time(moment: datetime, zone: tzinfo) -> str:
    """The time of `moment` (aware) in `zone`, 24-hour: "14:32"."""
    return moment.astimezone(zone).strftime("%H:%M")


def day_words(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """The day of `moment` as a desk says it at `now`: "Today", "Tomorrow", "Tue 17 Nov", "17 Nov 2025"."""
    day, today = moment.astimezone(zone).date(), now.astimezone(zone).date()
    near = {0: _tr("Today"), 1: _tr("Tomorrow"), -1: _tr("Yesterday")}.get((day - today).days)
    if near:
        return near
    pattern = "ddd d MMM" if day.year == today.year else "d MMM yyyy"
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def moment_words(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """Day and time: "Today 14:32", "Tue 17 Nov, 14:32"."""
    day = day_words(moment, now, zone)
    joint = ", " if any(letter.isdigit() for letter in day) else " "
    return f"{day}{joint}{clock_time(moment, zone)}"


def moment_in_sentence(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """`moment_words` for the middle of a sentence: "today 14:32", but "Tue 17 Nov, 14:32"."""
    words = moment_words(moment, now, zone)
    return (
        words
        if any(letter.isdigit() for letter in day_words(moment, now, zone))
        else words[:1].lower() + words[1:]
    )


def countdown_words(span: timedelta) -> str:
    """A time still to go: "in 1 h 57 min", "in 2 days 4 h"; under a minute "in less than a minute"."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return _tr("in less than a minute")
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        length = _tr("{0} days").format(days) if days > 1 else _tr("1 day")
        return _tr("in {0}").format(f"{length} {hours} h" if hours else length)
    if hours:
        return _tr("in {0}").format(f"{hours} h {minutes} min" if minutes else f"{hours} h")
    return _tr("in {0}").format(f"{minutes} min")
