from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from editor_app.intake.sample import WRITTEN_AT, SampleNotMade, copy_sample, moved_to, sample_newsroom
from editor_app.locations import seeds_folder
from editor_app.stories.catalogue import Catalogue
from editor_app.stories.front_matter import read_story
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story
from editor_app.stories.update_times import moments_of, told_time

LONDON = ZoneInfo("Europe/London")
MOMENTS = [
    WRITTEN_AT,
    datetime(2026, 11, 22, 3, 7, tzinfo=UTC),
    datetime(2027, 6, 30, 23, 59, 59, tzinfo=UTC),
    datetime(2024, 2, 29, 12, 0, tzinfo=UTC),
]


def stories_in(folder: Path) -> dict[str, Story]:
    paths = sorted((folder / "stories").rglob("*.md"))
    return {path.stem: read_story(path, path.read_bytes().decode(), LONDON) for path in paths}


@pytest.mark.parametrize("now", MOMENTS)
def test_labels_are_in_force_when_the_sample_is_first_opened(tmp_path: Path, now: datetime) -> None:
    copy_sample(tmp_path / "courier", now)
    stories = stories_in(tmp_path / "courier")
    in_force = {
        slug for slug, story in stories.items() if story.meta.breaking and story.meta.breaking.in_force(now)
    }
    assert in_force == {"ferry-aground", "merrow-flood", "us-lets-ukraine-strike-near-kharkiv"}


@pytest.mark.parametrize("now", MOMENTS)
def test_nothing_in_the_sample_was_published_in_the_future_and_embargoes_lie_ahead(
    tmp_path: Path, now: datetime
) -> None:
    copy_sample(tmp_path / "courier", now)
    stories = stories_in(tmp_path / "courier").values()
    assert all(story.meta.date <= now for story in stories if story.meta.date and not story.meta.embargo)
    assert all(story.meta.lastmod <= now for story in stories if story.meta.lastmod)
    embargoes = [story.meta.embargo for story in stories if story.meta.embargo]
    assert len(embargoes) == 2
    assert all(embargo > now for embargo in embargoes)


def test_only_the_dates_change(tmp_path: Path) -> None:
    copy_sample(tmp_path / "courier", WRITTEN_AT + timedelta(minutes=14))
    for original in seeds_folder().rglob("*"):
        if original.is_file():
            copy = tmp_path / "courier" / original.relative_to(seeds_folder())
            assert copy.read_bytes() == original.read_bytes(), original


def test_dates_move_by_quarter_hours_and_keep_how_they_were_written() -> None:
    text = b"a: 2026-11-17T13:31:00+00:00\r\nb: 2026-11-17 23:50Z # note\nc: 2026-10-20T09:00:00+01:00\nd: 2026-11-17\n"
    moved = moved_to(text, WRITTEN_AT + timedelta(hours=1, minutes=29))
    assert moved == (
        b"a: 2026-11-17T14:46:00+00:00\r\nb: 2026-11-18 01:05Z # note\nc: 2026-10-20T10:15:00+01:00\nd: 2026-11-17\n"
    )


def test_the_sample_is_made_once_and_kept(tmp_path: Path) -> None:
    folder = sample_newsroom(WRITTEN_AT, tmp_path)
    (folder / "stories" / "ferry-aground.md").write_text("mine")
    (folder / "stories" / "merrow-flood.md").unlink()
    assert sample_newsroom(WRITTEN_AT + timedelta(days=3), tmp_path) == folder
    assert (folder / "stories" / "ferry-aground.md").read_text() == "mine"
    assert not (folder / "stories" / "merrow-flood.md").exists()


def test_a_sample_whose_settings_are_gone_is_left_and_another_made(tmp_path: Path) -> None:
    first = sample_newsroom(WRITTEN_AT, tmp_path)
    (first / "newsroom.yaml").unlink()
    second = sample_newsroom(WRITTEN_AT, tmp_path)
    assert second != first and (second / "newsroom.yaml").is_file()
    assert (first / "stories" / "ferry-aground.md").is_file()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(SampleNotMade, match="something in it already"):
        copy_sample(tmp_path, WRITTEN_AT)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_copy_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(SampleNotMade, match="no space left"):
        copy_sample(tmp_path / "courier", WRITTEN_AT)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("now", MOMENTS)
def test_no_two_drafts_of_a_fresh_sample_were_changed_in_the_same_minute(
    tmp_path: Path, now: datetime
) -> None:
    copy_sample(tmp_path / "courier", now)
    newsroom = Newsroom.open(tmp_path / "courier")
    catalogue = Catalogue(newsroom)
    catalogue.load()
    drafts = [entry for entry in catalogue.entries if entry.date is None]
    assert len({entry.modified.replace(second=0, microsecond=0) for entry in drafts}) == len(drafts) > 3
    assert all(entry.changed <= now for entry in catalogue.entries)


def test_the_times_of_updates_move_with_their_story() -> None:
    text = b"date: 2026-11-15T20:40:00+00:00\n\n**20:50** In.\n\n**Bold** at **21:00**\n\n**00:40** x\n"
    assert moved_to(text, WRITTEN_AT) == text
    moved = moved_to(text, WRITTEN_AT + timedelta(hours=5))
    assert moved == text.replace(b"2026-11-15T20:40", b"2026-11-16T01:40").replace(
        b"20:50", b"01:50"
    ).replace(b"00:40*", b"05:40*")
    summer = moved_to(text, datetime(2027, 7, 1, 14, 33, tzinfo=UTC))
    assert b"T20:40" in summer and b"**21:50** In." in summer  # an hour ahead by the clock on the wall


def test_the_hour_by_hour_story_stays_one_whenever_it_is_copied() -> None:
    story = (seeds_folder() / "stories" / "gale-hours.md").read_bytes()
    for hours in range(0, 24 * 300, 37):
        text = moved_to(story, WRITTEN_AT + timedelta(hours=hours)).decode()
        found = [told_time(words, "en-GB") for words in re.findall(r"(?m)^\*\*(\d\d:\d\d)\*\*", text)]
        published, changed = (
            datetime.fromisoformat(one) for one in re.findall(r"(?m)^(?:date|lastmod): (.*)", text)
        )
        assert moments_of([one for one in found if one], published, changed, LONDON) is not None, hours
