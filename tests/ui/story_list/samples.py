"""Entries to list: a small invented newsroom at half past two on a Tuesday."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from editor_app.stories.breaking import Breaking, Level
from editor_app.stories.catalogue import StoryEntry
from editor_app.stories.workflow import Status

NOW = datetime(2026, 11, 17, 14, 32, tzinfo=UTC)
FOLDER = Path("/newsroom/stories")


def entry(slug: str, headline: str = "", **changes: object) -> StoryEntry:
    """A draft changed ten minutes ago; `minutes` moves that, the rest are fields of the entry."""
    minutes = int(str(changes.pop("minutes", 10)))
    changed = NOW - timedelta(minutes=minutes)
    values: dict[str, object] = {
        "path": FOLDER / f"{slug}.md",
        "slug": slug,
        "headline": headline or slug.replace("-", " ").capitalize(),
        "kicker": "",
        "standfirst": "",
        "section": "Harbour",
        "status": Status.DRAFT,
        "authors": ("Maren Oduya",),
        "tags": (),
        "breaking": None,
        "embargo": None,
        "date": None,
        "lastmod": None,
        "modified": changed,
        "words": 236,
        "corrected": False,
        "broken": False,
        "related_slugs": (),
    }
    values.update(changes)
    if values["status"] == Status.PUBLISHED and values["date"] is None:
        values["date"] = values["lastmod"] = changed
    return StoryEntry(**values)  # type: ignore[arg-type]


def in_force(level: Level = Level.BREAKING, alert: str = "") -> Breaking:
    """A level that began an hour ago and ends in two."""
    return Breaking(level=level, since=NOW - timedelta(hours=1), until=NOW + timedelta(hours=2), alert=alert)


FERRY = entry(
    "ferry-aground", "Ferry runs aground off Gull Holm", status=Status.REVIEW, breaking=in_force(), minutes=1
)
FLOOD = entry(
    "merrow-flood",
    "Flood warning for lower Merrow",
    section="Weather",
    status=Status.PUBLISHED,
    breaking=in_force(Level.DEVELOPING, "River near its peak"),
    minutes=12,
)
VOTE = entry(
    "linden-road-vote",
    "School board votes to keep Linden Road",
    section="Education",
    status=Status.READY,
    minutes=34,
)
CHAIR = entry(
    "harbour-trust-chair",
    "Harbour trust names a new chair",
    section="Business",
    status=Status.READY,
    embargo=NOW + timedelta(hours=40),
    minutes=51,
)
BUSES = entry(
    "night-bus-return",
    "Night buses return to Fennick",
    section="Transport",
    authors=("Jonas Abara",),
    minutes=1500,
)
ROVERS = entry(
    "rovers-dunmarsh",
    "Rovers hold on at Dunmarsh",
    section="Sport",
    status=Status.PUBLISHED,
    corrected=True,
    minutes=3000,
)
ALL = (FERRY, FLOOD, VOTE, CHAIR, BUSES, ROVERS)
