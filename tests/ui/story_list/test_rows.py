"""What a row says: times, chips, bylines, and the whole row aloud."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from editor_app.stories.breaking import Level
from editor_app.stories.workflow import Status
from editor_app.ui.story_list.rows import UNTITLED, byline_words, chips_of, day_title, embargo_words, row_of
from tests.ui.story_list.samples import CHAIR, FERRY, NOW, ROVERS, VOTE, entry, in_force


def test_a_row_has_place_headline_time_words_and_byline() -> None:
    row = row_of(replace(FERRY, authors=("Maren Oduya", "Tomas Brandt"), words=1120), NOW, UTC)
    assert (row.place, row.time, row.words, row.byline) == (
        "Harbour · ferry-aground",
        "14:31",
        "1,120 w",
        "Maren Oduya +1",
    )


def test_times_are_in_the_newsrooms_zone() -> None:
    assert row_of(FERRY, NOW, ZoneInfo("Asia/Tokyo")).time == "23:31"


def test_a_story_without_section_and_headline_still_has_a_row() -> None:
    row = row_of(replace(entry("untitled"), headline="", section=""), NOW, UTC)
    assert (row.place, row.headline, row.titled) == ("untitled", UNTITLED, False)


def test_the_row_is_read_aloud_in_words() -> None:
    spoken = row_of(replace(FERRY, authors=("Maren Oduya", "Tomas Brandt")), NOW, UTC).spoken
    assert spoken == (
        "Ferry runs aground off Gull Holm. Breaking. In review. Harbour. Maren Oduya and 1 other. Updated 14:31. 236 words."
    )


def test_chips_come_in_order() -> None:
    story = replace(
        VOTE, breaking=in_force(Level.DEVELOPING), embargo=NOW + timedelta(hours=2), corrected=True
    )
    assert [chip.kind for chip in chips_of(story, NOW, UTC)] == ["developing", "embargo", "corrected"]


def test_a_level_that_has_ended_has_no_chip() -> None:
    assert chips_of(FERRY, NOW + timedelta(hours=3), UTC) == ()


def test_an_embargo_that_has_passed_says_so_until_the_story_is_published() -> None:
    later = NOW + timedelta(days=3)
    assert [chip.text for chip in chips_of(CHAIR, later, UTC)] == ["Embargo ended"]
    assert chips_of(replace(CHAIR, status=Status.PUBLISHED), later, UTC) == ()


@pytest.mark.parametrize(
    ("hours", "words"),
    [(2, "16:32"), (24, "14:32"), (40, "Thu 06:32"), (24 * 9, "26 Nov 14:32")],
)
def test_embargo_words(hours: int, words: str) -> None:
    assert embargo_words(NOW + timedelta(hours=hours), NOW) == words


@pytest.mark.parametrize(
    ("days", "title"),
    [
        (0, "Today, Tue 17 Nov"),
        (1, "Yesterday, Mon 16 Nov"),
        (3, "Saturday 14 Nov"),
        (7, "Tue 10 Nov"),
        (400, "13 Oct 2025"),
    ],
)
def test_day_titles(days: int, title: str) -> None:
    assert day_title(NOW - timedelta(days=days), NOW) == title


def test_a_day_begins_at_midnight_of_the_newsroom() -> None:
    late = datetime(2026, 11, 16, 23, 50, tzinfo=UTC)
    tokyo = ZoneInfo("Asia/Tokyo")
    assert day_title(late.astimezone(tokyo), NOW.astimezone(tokyo)).startswith("Today")
    assert day_title(late, NOW).startswith("Yesterday")


def test_bylines() -> None:
    assert [byline_words(names) for names in ((), ("A",), ("A", "B", "C"))] == ["", "A", "A +2"]


def test_a_story_that_cannot_be_read_is_marked() -> None:
    row = row_of(replace(ROVERS, broken=True), NOW, UTC)
    assert row.warning and "needs fixing" in row.spoken
