from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from editor_app.stories.front_matter import read_story
from editor_app.stories.gate import is_public, withheld_reason
from editor_app.stories.story import Story


def story(lines: str) -> Story:
    return read_story(Path("/n/stories/a.md"), f"---\n{lines}\n---\nBody\n", ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    "lines",
    [
        "status: published",
        "status: 'published'",
        "status: published\nembargo: 2026-11-17T14:32:00Z",
        "status: published\nembargo: 2026-11-17 14:32Z",
        "status: published\nembargo: 2026-11-17T15:32:00+01:00",
    ],
)
def test_public(lines: str, now: datetime) -> None:
    assert is_public(story(lines), now)
    assert withheld_reason(story(lines), now) is None


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("title: a", "draft"),
        ("status: draft", "draft"),
        ("status: review", "in review"),
        ("status: ready", "not published"),
        ("status: killed", "killed"),
        ("status: Published", "not valid"),
        ("status: published\nstatus: published", "not valid"),
        ("status: [published]", "not valid"),
        ("status: published\nembargo: 2026-11-17T14:32:01Z", "embargoed until 17 November 2026 14:32 UTC"),
        ("status: published\nembargo: 2026-11-17", "not valid"),
        ("status: published\nembargo: 2026-11-17 14:32", "names no time zone"),
        ("status: published\nembargo:", "not valid"),
        ("status: published\nembargo: ''", "not valid"),
        ("status: published\nembargo: null", "not valid"),
        ("status: published\nembargo: tomorrow", "not valid"),
        ("status: published\nembargo: [2020-01-01T00:00:00Z]", "not valid"),
        ("status: published\nembargo: 2020-01-01T00:00:00Z\nembargo: 2099-01-01T00:00:00Z", "not valid"),
        ("status: published\nembrago: 2099-01-01T00:00:00Z", "not valid"),
        ("status: published\nEMBARGO: 2099-01-01T00:00:00Z", "not valid"),
        ("status: published\nembargoed: 2099-01-01T00:00:00Z", "not valid"),
        ("status: published\ndate: yesterday", "not valid"),
        ("status: published\ndraft: true", "not valid"),
        ("status: published\ntitle: a: b", "not valid"),
        ("status: published\nx: !!python/name:os.system", "not valid"),
    ],
)
def test_doubt_means_not_public(lines: str, words: str, now: datetime) -> None:
    assert not is_public(story(lines), now)
    assert words in (withheld_reason(story(lines), now) or "")


def test_a_story_without_front_matter_is_a_draft(now: datetime) -> None:
    plain = read_story(Path("/n/a.md"), "status: published\n", ZoneInfo("UTC"))
    assert not is_public(plain, now)


def test_the_moment_decides(now: datetime) -> None:
    held = story("status: published\nembargo: 2026-11-18T06:00:00Z")
    assert not is_public(held, now)
    assert is_public(held, now + timedelta(days=1))
