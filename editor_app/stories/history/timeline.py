"""The order of versions that several machines kept, each by its own clock, any of which may have jumped. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from editor_app.stories.history.version import Version


def merged(logs: Sequence[Sequence[Version]]) -> list[Version]:
    """The versions of all logs, newest first. Within a log the order in which they were kept stands, whatever its clock said."""
    dated: list[tuple[datetime, int, int, Version]] = []
    for number, log in enumerate(logs):
        for place, (moment, version) in enumerate(zip(steady_times([v.at for v in log]), log, strict=True)):
            dated.append((moment, number, place, version))
    dated.sort(key=lambda item: item[:3], reverse=True)
    return [version for _moment, _number, _place, version in dated]


def steady_times(times: Sequence[datetime]) -> list[datetime]:
    """Times that never go back, made of those a clock showed when it may have jumped.

    The longest run of times that agree with one another is believed; a time that does not fit gets that of its neighbour
    before (at the beginning: after).
    """
    tails: list[datetime] = []
    ends: list[int] = []
    before: list[int] = []
    for index, moment in enumerate(times):
        place = bisect_right(tails, moment)
        before.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(moment)
            ends.append(index)
        else:
            tails[place], ends[place] = moment, index
    believed: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        believed.add(at)
        at = before[at]
    steady: list[datetime] = []
    last = times[min(believed)] if believed else None
    for index, moment in enumerate(times):
        last = moment if index in believed or last is None else last
        steady.append(last)
    return steady
