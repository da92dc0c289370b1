"""What the times of updates say, and which moments they stand for: never a day that nobody knows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.stories.update_times import ToldTime, moments_of, out_of_order, told_time, words_for_now

LONDON = ZoneInfo("Europe/London")
PUBLISHED = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
LATE = datetime(2026, 11, 20, tzinfo=UTC)


def moments(*words: str, published: datetime = PUBLISHED, until: datetime = LATE, zone=LONDON):
    times = [told_time(one, "en-GB") for one in words]
    assert all(times), words
    found = moments_of([time for time in times if time], published, until, zone)
    return None if found is None else [f"{one.astimezone(zone):%d %H:%M}" for one in found]


@pytest.mark.parametrize(
    ("words", "language", "said"),
    [
        ("14:32", "en", ToldTime(14, 32)),
        ("14:32:", "en", ToldTime(14, 32)),
        ("9.05", "en", ToldTime(9, 5)),
        ("2:32 p.m.", "en-US", ToldTime(14, 32)),
        ("12:05 am", "en-US", ToldTime(0, 5)),
        ("14h32", "fr", ToldTime(14, 32)),
        ("14 h 32", "fr", ToldTime(14, 32)),
        ("14.32 Uhr", "de", ToldTime(14, 32)),
        ("23 Nov 14:32", "en", ToldTime(14, 32, 11, 23)),
        ("Monday, 23 November 2026 at 14:32", "en", ToldTime(14, 32, 11, 23, 2026)),
        ("Nov 23, 14:32", "en-US", ToldTime(14, 32, 11, 23)),
        ("2026-11-23 14:32", "uk", ToldTime(14, 32, 11, 23, 2026)),
        ("23.11. 14:32", "de", ToldTime(14, 32, 11, 23)),
        ("14:32, 23. November", "de", ToldTime(14, 32, 11, 23)),
        ("23 de noviembre 14:32", "es", ToldTime(14, 32, 11, 23)),
        ("11月23日 14:32", "ja", ToldTime(14, 32, 11, 23)),
        ("٢٣ نوفمبر ١٤:٣٢", "ar", ToldTime(14, 32, 11, 23)),
        ("3 May 9.30", "en", ToldTime(9, 30, 5, 3)),
    ],
)
def test_a_time_is_read_as_people_write_it(words: str, language: str, said: ToldTime) -> None:
    assert told_time(words, language) == said


@pytest.mark.parametrize(
    "words", ["", "Kick-off 14:32", "25:00", "14:62", "1432", "Psalm 14:3", "14:32 and 15:00", "13:00 pm"]
)
def test_what_is_no_time_is_none(words: str) -> None:
    assert told_time(words, "en") is None


@given(st.text(max_size=60), st.sampled_from(["en", "de", "fr", "ar", "uk", "ja", "xx", ""]))
def test_any_words_are_read_or_not(words: str, language: str) -> None:
    said = told_time(words, language)
    assert said is None or (0 <= said.hour <= 23 and 0 <= said.minute <= 59)
    if said is not None:
        moments_of([said, said], PUBLISHED, LATE, LONDON)


def test_the_oldest_is_of_the_day_of_publication() -> None:
    assert moments("14:32", "13:05", "09:10") == ["17 14:32", "17 13:05", "17 09:10"]
    assert moments("09:20", "08:10") == ["17 09:20", "17 08:10"]  # coverage began before the story was out


def test_going_up_an_earlier_time_is_of_the_next_day() -> None:
    assert moments("00:40", "23:50", "21:00") == ["18 00:40", "17 23:50", "17 21:00"]


def test_across_midnight_of_the_publication_the_oldest_is_of_the_day_beside_it() -> None:
    before, after = datetime(2026, 11, 17, 23, 55, tzinfo=UTC), datetime(2026, 11, 18, 0, 10, tzinfo=UTC)
    assert moments("00:20", "00:03", published=before) == ["18 00:20", "18 00:03"]
    assert moments("00:20", "23:50", published=after) == ["18 00:20", "17 23:50"]


def test_a_list_in_the_order_of_the_clock_has_no_days() -> None:
    assert moments("09:00", "10:00") is None
    assert moments("09:00", "10:00", "11:00", "12:00") is None


def test_an_update_later_than_the_last_change_makes_all_days_unknown() -> None:
    until = datetime(2026, 11, 17, 14, 30, tzinfo=UTC)
    assert moments("14:32", "13:05", until=until) == [
        "17 14:32",
        "17 13:05",
    ]  # written a little before its time
    assert moments("15:32", "13:05", until=until) is None


def test_a_day_that_was_written_holds() -> None:
    assert moments("19 Nov 10:00", "09:00") == ["19 10:00", "17 09:00"]
    assert moments("10:30", "18 Nov 10:00", "17 Nov 09:00") == ["18 10:30", "18 10:00", "17 09:00"]
    assert moments("17 Nov 09:00", "18 Nov 10:00") is None
    year = moments_of(
        [ToldTime(0, 10, 1, 1)], datetime(2026, 12, 31, 22, tzinfo=UTC), datetime(2027, 1, 2, tzinfo=UTC), UTC
    )
    assert year == (datetime(2027, 1, 1, 0, 10, tzinfo=UTC),)
    assert told_time("30 Feb 10:00", "en") and moments("30 Feb 10:00") is None


def test_where_the_clocks_go_back_an_hour_comes_twice() -> None:
    night = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
    times = [ToldTime(1, 10), ToldTime(1, 50), ToldTime(22, 0)]
    found = moments_of(times, night, LATE, LONDON)
    assert found == (
        datetime(2026, 10, 25, 1, 10, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 50, tzinfo=UTC),
        datetime(2026, 10, 24, 21, 0, tzinfo=UTC),
    )


def test_the_update_that_stands_wrong_is_found() -> None:
    times = [ToldTime(14, 32), ToldTime(14, 10), ToldTime(15, 0), ToldTime(9, 0)]
    assert out_of_order(times, PUBLISHED, LONDON) == 1
    assert out_of_order(times[2:], PUBLISHED, LONDON) is None


TIMES = st.lists(st.integers(min_value=0, max_value=11 * 60), min_size=1, max_size=12)


@given(TIMES, st.sampled_from(["UTC", "Europe/London", "Asia/Tokyo", "America/New_York"]), st.integers(0, 23))
def test_true_updates_get_their_true_days(steps: list[int], name: str, hour: int) -> None:
    zone = ZoneInfo(name)
    published = datetime(2026, 11, 17, hour, 13, tzinfo=UTC)
    true = [published + timedelta(minutes=7)]
    for step in steps[1:]:
        true.append(true[-1] + timedelta(minutes=step))
    told = [ToldTime(one.astimezone(zone).hour, one.astimezone(zone).minute) for one in reversed(true)]
    assert moments_of(told, published, true[-1], zone) == tuple(reversed(true))


@given(st.lists(st.tuples(st.integers(0, 23), st.integers(0, 59)), max_size=8))
def test_days_that_are_told_are_in_order_and_not_after_the_last_change(clock: list[tuple[int, int]]) -> None:
    found = moments_of([ToldTime(*one) for one in clock], PUBLISHED, LATE, LONDON)
    if found:
        assert list(found) == sorted(found, reverse=True)
        assert found[0] <= LATE + timedelta(minutes=15)


def test_the_day_is_written_only_where_it_would_not_be_known() -> None:
    def at(
        day: int, hour: int, *words: str, published: datetime | None = PUBLISHED, language: str = "en-GB"
    ) -> str:
        return words_for_now(words, published, datetime(2026, 11, day, hour, 5, tzinfo=UTC), LONDON, language)

    assert at(17, 14) == "14:05"
    assert at(17, 14, "13:00", "09:10") == "14:05"
    assert at(17, 14, published=None) == "14:05"
    assert at(17, 14, "13:00", published=None) == "14:05"
    assert at(18, 9) == "18 Nov 09:05"
    assert at(18, 9, "22:00", "09:10") == "18 Nov 09:05"
    assert at(18, 9, "18 Nov 08:00", "22:00") == "09:05"
    assert at(18, 9, "22:00", language="de") == "18. Nov. 09:05"
    assert at(18, 9, "09:00", "10:00") == "18 Nov 09:05"  # days that nobody can tell


@pytest.mark.parametrize(
    "language", ["en-GB", "en-US", "de", "fr", "es", "ar", "uk", "ja", "he", "hu", "cs", "fi", "el", "xx"]
)
def test_every_day_that_is_written_is_read_again(language: str) -> None:
    for number in range(365):
        day = date(2026, 1, 1) + timedelta(days=number)
        now = datetime(day.year, day.month, day.day, 12, 5, tzinfo=UTC)
        words = words_for_now((), now - timedelta(days=2), now, UTC, language)
        said = told_time(words, language)
        assert said is not None and (said.month, said.day, said.hour) == (day.month, day.day, 12), words
