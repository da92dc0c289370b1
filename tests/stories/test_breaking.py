from __future__ import annotations

from datetime import datetime, timedelta

from editor_app.stories.breaking import Breaking, Level

HOUR = timedelta(hours=1)


def test_in_force_from_its_first_moment_until_before_its_last(now: datetime) -> None:
    label = Breaking(level=Level.BREAKING, since=now, until=now + HOUR)
    assert not label.in_force(now - timedelta(seconds=1))
    assert label.in_force(now)
    assert label.in_force(now + HOUR - timedelta(seconds=1))
    assert not label.in_force(now + HOUR)


def test_never_in_force_without_both_ends(now: datetime) -> None:
    for label in (
        Breaking(level=Level.BREAKING),
        Breaking(level=Level.BREAKING, since=now - HOUR),
        Breaking(level=Level.DEVELOPING, until=now + HOUR),
        Breaking(level=Level.BREAKING, since=now + HOUR, until=now - HOUR),
    ):
        assert not label.in_force(now)


def test_ended(now: datetime) -> None:
    label = Breaking(level=Level.BREAKING, since=now, until=now + HOUR)
    assert label.ended(now + HOUR) and not label.ended(now)
    assert not Breaking(level=Level.BREAKING).ended(now)
