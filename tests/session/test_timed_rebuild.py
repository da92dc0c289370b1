from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor_app.publish.clock_note import note_moment
from editor_app.publish.manifest import Manifest
from editor_app.publish.site import ExportError, export_site
from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.timed_rebuild import passed, turns
from editor_app.stories.catalogue import Catalogue
from editor_app.stories.newsroom import Newsroom

SIX = datetime(2026, 11, 18, 6, 0, tzinfo=UTC)
HELD = "---\ntitle: Trust names chair\nstatus: published\ndate: 2026-11-17T09:00:00Z\nembargo: 2026-11-18T06:00:00Z\n---\nText.\n"
MARKED = (
    "---\ntitle: Ferry aground\nstatus: published\ndate: 2026-11-17T09:00:00Z\n"
    "breaking: {level: breaking, since: 2026-11-18T05:00:00Z, until: 2026-11-18T07:00:00Z}\n---\nText.\n"
)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(SIX - timedelta(minutes=30))


@pytest.fixture
def held(newsroom: Newsroom) -> Path:
    path = newsroom.stories_folder / "chair.md"
    path.write_text(HELD, encoding="utf-8")
    note_moment(str(newsroom.folder), (SIX - timedelta(minutes=30)).timestamp(), is_sure=True)
    return path


@pytest.fixture
def desk(newsroom: Newsroom, clock: Clock, qtbot: QtBot) -> Iterator[NewsroomSession]:
    session = NewsroomSession(newsroom, clock)
    yield session
    session.close()


def page(newsroom: Newsroom) -> Path:
    return newsroom.output_folder / "chair" / "index.html"


def test_the_moments_that_change_a_site(newsroom: Newsroom, held: Path) -> None:
    (newsroom.stories_folder / "marked.md").write_text(MARKED, encoding="utf-8")
    for name, text in (
        ("draft", HELD.replace("published", "draft")),
        ("odd", HELD.replace("T06:00:00Z", "")),
    ):
        (newsroom.stories_folder / f"{name}.md").write_text(text, encoding="utf-8")
    catalogue = Catalogue(newsroom)
    catalogue.load()
    hour = timedelta(hours=1)
    assert [turn.at for turn in turns(catalogue.entries)] == [SIX - hour, SIX, SIX + hour]
    assert [turn.at for turn in passed(catalogue.entries, SIX - hour, SIX)] == [SIX]
    assert passed(catalogue.entries, SIX, SIX) == []


def test_a_site_that_was_never_written_is_left_alone(
    desk: NewsroomSession, newsroom: Newsroom, held: Path, clock: Clock
) -> None:
    desk.load()
    clock.now = SIX
    desk.time_passed.emit()
    assert desk.rebuild.job is None
    assert not newsroom.output_folder.exists()


def test_the_page_comes_when_its_embargo_ends(
    desk: NewsroomSession, newsroom: Newsroom, held: Path, clock: Clock, qtbot: QtBot
) -> None:
    export_site(newsroom, newsroom.output_folder, clock())
    desk.load()
    desk.time_passed.emit()
    assert desk.rebuild.job is None
    assert not page(newsroom).exists()
    clock.now = SIX
    with qtbot.waitSignal(desk.message, timeout=10_000) as told:
        desk.time_passed.emit()
    assert told.args == ["“Trust names chair” went live at 06:00. The site is written again."]
    assert page(newsroom).exists()
    desk.time_passed.emit()
    assert desk.rebuild.job is None


def test_what_passed_while_stet_was_closed_is_done_at_the_start(
    desk: NewsroomSession, newsroom: Newsroom, held: Path, clock: Clock, qtbot: QtBot
) -> None:
    (newsroom.stories_folder / "marked.md").write_text(MARKED, encoding="utf-8")
    export_site(newsroom, newsroom.output_folder, clock())
    clock.now = SIX + timedelta(hours=20)
    with qtbot.waitSignal(desk.message, timeout=10_000) as told:
        desk.load()
    assert told.args[0].startswith("2 embargoes or labels")
    assert Manifest.written_at(newsroom.private_folder, newsroom.output_folder) == clock.now


def test_another_export_in_time_leaves_nothing_to_do(
    desk: NewsroomSession, newsroom: Newsroom, held: Path, clock: Clock
) -> None:
    export_site(newsroom, newsroom.output_folder, clock())
    desk.load()
    clock.now = SIX
    export_site(newsroom, newsroom.output_folder, clock())
    desk.time_passed.emit()
    assert desk.rebuild.job is None


def test_a_failure_is_told_once_and_tried_again(
    desk: NewsroomSession,
    newsroom: Newsroom,
    held: Path,
    clock: Clock,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise ExportError("Could not write the site: the disk is full.")

    export_site(newsroom, newsroom.output_folder, clock())
    desk.load()
    clock.now = SIX
    told: list[str] = []
    desk.trouble.connect(told.append)
    with monkeypatch.context() as patched:
        patched.setattr("editor_app.session.publishing.export_site", full)
        for _ in range(2):
            desk.time_passed.emit()
            qtbot.waitUntil(lambda: desk.rebuild.job is None)
    assert len(told) == 1
    assert "disk is full" in told[0]
    with qtbot.waitSignal(desk.message, timeout=10_000):
        desk.time_passed.emit()
    assert page(newsroom).exists()


def test_a_moment_close_by_is_not_left_to_the_next_minute(
    desk: NewsroomSession, newsroom: Newsroom, held: Path, clock: Clock, qtbot: QtBot
) -> None:
    clock.now = SIX - timedelta(milliseconds=80)
    export_site(newsroom, newsroom.output_folder, clock())
    with qtbot.waitSignal(desk.message, timeout=10_000):
        desk.load()
        clock.now = SIX
    assert page(newsroom).exists()


def test_two_jobs_never_write_at_once(
    desk: NewsroomSession, newsroom: Newsroom, held: Path, qtbot: QtBot
) -> None:
    first, second = desk.publishing.job(), desk.publishing.job()
    with qtbot.waitSignals([first.finished, second.finished], timeout=10_000):
        first.start()
        second.start()
    assert Manifest.of(newsroom.private_folder, newsroom.output_folder).names


def test_a_clock_that_may_be_wrong_releases_nothing_before_a_person_says_so(
    desk: NewsroomSession, newsroom: Newsroom, held: Path, clock: Clock, qtbot: QtBot
) -> None:
    export_site(newsroom, newsroom.output_folder, clock())
    clock.now = SIX + timedelta(days=40)
    with qtbot.waitSignal(desk.publishing.time_doubted, timeout=10_000) as asked:
        desk.load()
    assert "“Trust names chair” would go out" in str(asked.args)
    assert not page(newsroom).exists()
    desk.time_passed.emit()
    assert desk.rebuild.job is None  # it is asked once
    desk.publishing.believe_clock()
    job = desk.publishing.job()
    with qtbot.waitSignal(job.finished, timeout=10_000):
        job.start()
    assert page(newsroom).exists()


def test_a_clock_that_was_set_right_needs_no_answer(
    desk: NewsroomSession, newsroom: Newsroom, held: Path, clock: Clock, qtbot: QtBot
) -> None:
    export_site(newsroom, newsroom.output_folder, clock())
    clock.now = SIX + timedelta(days=40)
    with qtbot.waitSignal(desk.publishing.time_doubted, timeout=10_000):
        desk.load()
    clock.now = SIX
    with qtbot.waitSignal(desk.message, timeout=10_000):
        desk.time_passed.emit()
    assert page(newsroom).exists()


def test_a_label_that_readers_have_ends_though_the_file_says_otherwise_by_now(
    desk: NewsroomSession, newsroom: Newsroom, clock: Clock, qtbot: QtBot
) -> None:
    path = newsroom.stories_folder / "marked.md"
    path.write_text(MARKED, encoding="utf-8")
    export_site(newsroom, newsroom.output_folder, clock())
    desk.load()
    assert desk.open_story(path) and desk.current is not None
    desk.current.edit("Remove breaking level", breaking=None)
    assert desk.current.save()
    clock.now = SIX + timedelta(hours=1)
    with qtbot.waitSignal(desk.message, timeout=10_000) as told:
        desk.time_passed.emit()
    assert "The breaking label of “Ferry aground” ended" in str(told.args)
