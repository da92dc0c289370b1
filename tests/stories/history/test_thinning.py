"""Old versions go: none for two days, then all but one an hour, later one a day; some never."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from editor_app.stories.history.keeper import History
from editor_app.stories.history.thinner import ASIDE, delete_thinned, thin
from editor_app.stories.history.version import VersionKind
from tests.stories.history.conftest import START, text_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _work(history: History, story: Path, count: int, every: timedelta) -> None:
    for number in range(count):
        history.add(story, text_of(f"Text {number}."), VersionKind.AUTOSAVED, START + number * every)


def _numbers(history: History, story: Path) -> list[int]:
    texts = [history.text(version) for version in history.versions(story).versions[::-1]]
    return [int(text.partition("Text ")[2].partition(".")[0]) for text in texts]


def test_for_two_days_everything_stays(history: History, story: Path) -> None:
    _work(history, story, 12, 10 * timedelta(minutes=1))
    assert thin(history, story, START + 49 * HOUR, worth_it=7) == 0
    assert thin(history, story, START + 48 * HOUR, worth_it=1) == 0


def test_then_the_last_of_each_hour_then_of_each_day_then_the_newest(history: History, story: Path) -> None:
    _work(history, story, 36, 10 * timedelta(minutes=1))  # 09:00 to 14:50
    assert thin(history, story, START + 10 * DAY, worth_it=1) == 30
    assert _numbers(history, story) == [5, 11, 17, 23, 29, 35]
    thin(history, story, START + 40 * DAY, worth_it=1)
    assert _numbers(history, story) == [35]
    thin(history, story, START + 4000 * DAY, worth_it=1)
    assert _numbers(history, story) == [35]


def test_published_named_and_cut_versions_stay_for_ever(history: History, story: Path) -> None:
    kinds = (VersionKind.PUBLISHED, VersionKind.NAMED, VersionKind.BEFORE_CUT)
    for number, kind in enumerate(kinds):
        history.add(story, text_of(f"Text {number}."), kind, START)
    _work(history, story, 3, HOUR)
    thin(history, story, START + 4000 * DAY, worth_it=1)
    assert [v.kind for v in history.versions(story).versions[1:]] == list(kinds[::-1])


def test_what_goes_is_deleted_a_week_later_and_not_by_a_clock_that_went_back(
    history: History, story: Path
) -> None:
    _work(history, story, 12, 10 * timedelta(minutes=1))
    moved = START + 10 * DAY
    assert thin(history, story, moved, worth_it=1) == 10
    aside = history.folder / history.machine / ASIDE
    for still in (moved + 6 * DAY, moved - 900 * DAY):
        delete_thinned(history, still)
        assert list(aside.iterdir())
    delete_thinned(history, moved + 8 * DAY)
    assert not list(aside.iterdir())
    assert _numbers(history, story) == [5, 11]


def test_a_few_old_versions_are_not_worth_writing_the_log_anew(history: History, story: Path) -> None:
    _work(history, story, 12, 10 * timedelta(minutes=1))
    assert thin(history, story, START + 10 * DAY) == 0


def test_versions_from_a_time_to_come_stay(history: History, story: Path) -> None:
    _work(history, story, 12, 10 * timedelta(minutes=1))
    assert thin(history, story, START - 900 * DAY, worth_it=1) == 0
