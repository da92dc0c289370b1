"""Which versions stay as they grow old: all for two days, one an hour for a month, one a day for a year. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from editor_app.stories.history.timeline import steady_times
from editor_app.stories.history.version import KEPT_FOR_EVER, Version

ALL_FOR = timedelta(hours=48)
HOURLY_FOR = timedelta(days=30)
DAILY_FOR = timedelta(days=365)
DELETED_AFTER = timedelta(days=7)


def keys_to_keep(log: Sequence[Version], now: datetime) -> frozenset[str]:
    """The keys of the versions of one log (in the order they were kept) that stay at `now`.

    Published and named versions stay for ever, and so do those before a large cut, and the last one. Of an hour or a day
    the last stays. A version from a time that has not come yet stays.
    """
    kept: set[str] = set()
    spans: set[tuple[str, str]] = set()
    moments = steady_times([version.at for version in log])
    for number, (moment, version) in enumerate(reversed(list(zip(moments, log, strict=True)))):
        age = now - moment
        if age <= ALL_FOR or version.kind in KEPT_FOR_EVER:
            kept.add(version.key)
            continue
        span = ("hour", f"{moment:%Y%m%d%H}") if age <= HOURLY_FOR else ("day", f"{moment:%Y%m%d}")
        if number == 0 or (age <= DAILY_FOR and span not in spans):
            spans.add(span)
            kept.add(version.key)
    return frozenset(kept)
