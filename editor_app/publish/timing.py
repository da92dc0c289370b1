"""How the passing of time alone changes a site: days, years, and until when nothing does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from editor_app.publish.edition import Edition
from editor_app.publish.story_facts import StoryFacts, seconds_of

NEWS_AGE = timedelta(days=2)
"""How long a story stays in the news sitemap, by the rule of those who read it."""


def day_of(edition: Edition) -> tuple[float, float]:
    """Beginning and end of the newsroom's day, in seconds since 1970."""
    start = _local(edition).replace(hour=0, minute=0, second=0, microsecond=0)
    return _seconds(start), _seconds(start + timedelta(days=1))


def year_of(edition: Edition) -> tuple[float, float]:
    """Beginning and end of the newsroom's year, in seconds since 1970."""
    start = _local(edition).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    return _seconds(start), _seconds(start.replace(year=min(9999, start.year + 1)))


def quiet_until(edition: Edition, everything: Iterable[StoryFacts]) -> float:
    """Until when (seconds since 1970) the passing of time alone changes nothing on the site."""
    now = edition.moment
    moments = [day_of(edition)[1]]
    for facts in everything:
        moments.extend(moment for moment in (facts.embargo_at, facts.dated_at) if moment is not None)
        if facts.breaking is not None:
            moments.extend(moment for moment in facts.breaking[1:3] if moment is not None)
        if facts.dated_at is not None:
            moments.append(facts.dated_at + NEWS_AGE.total_seconds())
    return min(moment for moment in moments if moment > now)


def _local(edition: Edition) -> datetime:
    return edition.now.astimezone(edition.newsroom.timezone)


def _seconds(moment: datetime) -> float:
    return seconds_of(moment) or 0.0
