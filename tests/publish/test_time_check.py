from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from editor_app.publish.clock_note import last_noted, note_moment
from editor_app.publish.site import ExportReport, export_site
from editor_app.publish.time_check import Doubt, TimeCheck, TimeDoubtful
from tests.publish.conftest import Desk

NOW = datetime(2026, 11, 17, 14, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def export(desk: Desk, now: datetime, *, is_sure: bool = False, is_clock: bool = True) -> ExportReport:
    check = TimeCheck(desk.newsroom, desk.output, is_sure=is_sure, is_clock=is_clock)
    return export_site(desk.newsroom, desk.output, now, cache=desk.cache, time_check=check)


def held(desk: Desk, slug: str, until: datetime, written: datetime = NOW - HOUR) -> Path:
    desk.story(slug, f"section: News\nembargo: {until.isoformat()}\n")
    path = desk.folder / "stories" / f"{slug}.md"
    os.utime(path, (written.timestamp(), written.timestamp()))
    return desk.output / f"news/{slug}/index.html"


def test_an_embargo_that_ends_while_work_goes_on_asks_nobody(desk: Desk) -> None:
    page = held(desk, "chair", NOW + 6 * HOUR)
    export(desk, NOW)
    assert not page.exists()
    export(desk, NOW + 6 * HOUR)
    assert page.exists()


def test_a_clock_far_ahead_of_the_newest_file_lets_nothing_out_unasked(desk: Desk) -> None:
    page = held(desk, "chair", NOW + 6 * HOUR)
    with pytest.raises(TimeDoubtful, match="“Story chair” would go out") as caught:
        export(desk, NOW + 30 * HOUR)
    assert caught.value.doubt is Doubt.AHEAD
    assert not desk.output.exists()
    export(desk, NOW + 30 * HOUR, is_sure=True)
    assert page.exists()


def test_how_many_would_go_out_is_said(desk: Desk) -> None:
    for slug in ("a", "b", "c"):
        held(desk, slug, NOW + HOUR)
    with pytest.raises(TimeDoubtful, match="and 2 more"):
        export(desk, NOW + 30 * HOUR)


def test_exports_in_between_are_trusted_though_no_file_is_written(desk: Desk) -> None:
    page = held(desk, "chair", NOW + 60 * HOUR)
    for hours in range(0, 72, 12):
        export(desk, NOW + hours * HOUR)
    assert page.exists()


def test_a_clock_far_ahead_with_nothing_held_back_asks_nobody_and_is_not_believed(desk: Desk) -> None:
    desk.story("plain", "section: News\n")
    export(desk, NOW)
    export(desk, NOW + 400 * DAY)
    assert last_noted(str(desk.newsroom.folder)) == NOW.timestamp()
    held(desk, "chair", NOW + 3 * DAY, NOW + 400 * DAY)
    with pytest.raises(TimeDoubtful):
        export(desk, NOW + 400 * DAY)


def test_a_clock_that_went_back_takes_nothing_away_unasked(desk: Desk) -> None:
    page = held(desk, "chair", NOW - HOUR)
    export(desk, NOW)
    assert page.exists()
    with pytest.raises(TimeDoubtful, match="may have gone back") as caught:
        export(desk, NOW - 2 * HOUR)
    assert caught.value.doubt is Doubt.BACK
    assert page.exists()
    export(desk, NOW - 2 * HOUR, is_sure=True)
    assert not page.exists()


def test_a_clock_set_back_by_minutes_writes_the_site_for_the_moment_it_had(desk: Desk) -> None:
    page = held(desk, "chair", NOW - timedelta(minutes=1))
    label = f"{{level: breaking, since: {NOW - HOUR:%Y-%m-%dT%H:%MZ}, until: {NOW - timedelta(minutes=1):%Y-%m-%dT%H:%MZ}}}"
    desk.story("marked", f"section: News\nbreaking: {label}\n")
    export(desk, NOW)
    export(desk, NOW - timedelta(minutes=5))
    assert page.exists()
    assert "data-breaking-until" not in desk.page("news/marked/index.html")


def test_another_output_was_never_written_so_time_cannot_have_gone_back(desk: Desk, tmp_path: Path) -> None:
    desk.story("plain", "section: News\n")
    export(desk, NOW)
    check = TimeCheck(desk.newsroom, tmp_path / "other", is_clock=False)
    export_site(desk.newsroom, tmp_path / "other", NOW - DAY, cache=desk.cache, time_check=check)


def test_a_moment_that_a_person_gives_is_looked_at_too_but_not_remembered(desk: Desk) -> None:
    held(desk, "chair", NOW + 3 * DAY)
    export(desk, NOW)
    with pytest.raises(TimeDoubtful):
        export(desk, NOW + 4 * DAY, is_clock=False)
    export(desk, NOW + 4 * DAY, is_clock=False, is_sure=True)
    assert last_noted(str(desk.newsroom.folder)) == NOW.timestamp()


def test_a_story_that_is_no_longer_held_does_not_matter(desk: Desk) -> None:
    held(desk, "draft", NOW + HOUR)
    path = desk.folder / "stories" / "draft.md"
    path.write_text(path.read_text().replace("status: published", "status: draft"))
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    export(desk, NOW + 4 * DAY)


def test_a_damaged_note_is_as_none(desk: Desk) -> None:
    folder = str(desk.folder)
    for content in ("", "soon", "nan"):
        (desk.folder / ".stet").mkdir(exist_ok=True)
        (desk.folder / ".stet" / "clock").write_text(content)
        held(desk, "chair", NOW + HOUR)
        with pytest.raises(TimeDoubtful):
            export(desk, NOW + 4 * DAY)
    note_moment(folder, 5.0, is_sure=True)
    assert last_noted(folder) == 5.0
