from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story_file import StorySaveFailed
from editor_app.stories.workflow import MoveNotAllowed, Status
from tests.session.conftest import FERRY


@pytest.fixture
def desk(newsroom: Newsroom, ferry: Path, now: datetime, qtbot: QtBot) -> Iterator[NewsroomSession]:
    session = NewsroomSession(newsroom, lambda: now)
    session.load()
    yield session
    session.close()


def test_opening_a_story_saves_the_one_before(desk: NewsroomSession, ferry: Path) -> None:
    assert desk.open_story(ferry)
    assert desk.current is not None
    QTextCursor(desk.current.body.document).insertText("First words. ")
    assert desk.new_story()
    assert "First words. The island" in ferry.read_text(encoding="utf-8")
    assert desk.current.path != ferry


def test_a_story_that_cannot_be_saved_stays_open(
    desk: NewsroomSession, ferry: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def full(*_args: object) -> str:
        raise StorySaveFailed(ferry, "the disk is full")

    desk.open_story(ferry)
    assert desk.current is not None
    other = desk.newsroom.create_story("Other")
    with monkeypatch.context() as patched:
        patched.setattr("editor_app.session.saving.write_text", full)
        desk.current.edit("Headline", title="Unsaved")
        with qtbot.waitSignal(desk.trouble) as told:
            assert not desk.open_story(other.path)
    assert "Unsaved" in told.args[0]
    assert "disk is full" in told.args[0]
    assert desk.current.path == ferry


def test_the_list_follows_saves_and_files_changed_outside(
    desk: NewsroomSession, ferry: Path, qtbot: QtBot
) -> None:
    desk.open_story(ferry)
    assert desk.current is not None
    desk.current.edit("Headline", title="Ferry afloat")
    with qtbot.waitSignal(desk.entries_changed):
        desk.current.save()
    entry = desk.catalogue.by_path(ferry)
    assert entry is not None
    assert entry.headline == "Ferry afloat"
    with qtbot.waitSignal(desk.entries_changed, timeout=5000):
        (desk.newsroom.stories_folder / "from-outside.md").write_text(
            "---\ntitle: New\n---\n", encoding="utf-8"
        )
    assert desk.catalogue.by_slug("from-outside") is not None


def test_a_file_replaced_outside_is_noticed(desk: NewsroomSession, ferry: Path, qtbot: QtBot) -> None:
    desk.open_story(ferry)
    assert desk.current is not None
    with qtbot.waitSignal(desk.current.reloaded, timeout=5000):
        beside = ferry.with_suffix(".new")
        beside.write_text(FERRY.replace("ran aground", "sails again"), encoding="utf-8")
        beside.replace(ferry)
    assert "sails again" in desk.current.body.markdown()


def test_a_spiked_story_can_be_restored(desk: NewsroomSession, ferry: Path) -> None:
    desk.open_story(ferry)
    spiked = desk.spike(ferry)
    assert spiked is not None
    assert desk.current is None
    assert not ferry.exists()
    assert desk.catalogue.by_slug("ferry") is None
    assert desk.restore(spiked) == ferry
    assert ferry.read_text(encoding="utf-8") == FERRY


def test_a_duplicate_has_the_unsaved_words_too(desk: NewsroomSession, ferry: Path) -> None:
    desk.open_story(ferry)
    assert desk.current is not None
    QTextCursor(desk.current.body.document).insertText("Fresh. ")
    assert desk.duplicate(ferry)
    assert desk.current.path != ferry
    assert desk.current.body.markdown().startswith("Fresh. The island")
    assert desk.current.meta.status is Status.DRAFT


def test_only_allowed_moves_are_made(desk: NewsroomSession, ferry: Path) -> None:
    desk.open_story(ferry)
    desk.signing_off.move_to(Status.REVIEW)
    assert "status: review   # for now" in ferry.read_text(encoding="utf-8")
    with pytest.raises(MoveNotAllowed):
        desk.signing_off.move_to(Status.KILLED)


def test_publishing_sets_the_date_once(desk: NewsroomSession, ferry: Path, now: datetime) -> None:
    desk.open_story(ferry)
    assert desk.current is not None
    assert desk.publishing.mark_published()
    assert desk.current.meta.date == now
    assert desk.current.meta.lastmod is None
    assert desk.publishing.mark_published()
    assert desk.current.meta.date == now
    assert desk.current.meta.lastmod == now


def test_a_published_story_reaches_the_site(desk: NewsroomSession, ferry: Path, qtbot: QtBot) -> None:
    desk.open_story(ferry)
    desk.publishing.mark_published()
    job = desk.publishing.job()
    with qtbot.waitSignal(job.finished, timeout=20000) as done:
        job.start()
    page = done.args[0].front_page
    assert "Ferry runs aground" in page.read_text(encoding="utf-8")


def test_a_job_that_is_stopped_says_so_and_leaves_no_site(
    desk: NewsroomSession, ferry: Path, qtbot: QtBot
) -> None:
    desk.open_story(ferry)
    desk.publishing.mark_published()
    job = desk.publishing.job()
    job.cancel()
    with qtbot.waitSignal(job.cancelled, timeout=20000):
        job.start()
    assert not (desk.newsroom.output_folder / "index.html").exists()


def test_import_tells_what_it_could_not_read(desk: NewsroomSession, tmp_path: Path, qtbot: QtBot) -> None:
    good, empty = tmp_path / "wire.txt", tmp_path / "empty.txt"
    good.write_text("Breaking News\nHarbour closed\nThe harbour is closed.\n", encoding="utf-8")
    empty.write_text("", encoding="utf-8")
    with qtbot.waitSignal(desk.importing.ended) as told:
        assert desk.importing.start([empty, good])
        assert not desk.importing.start([good]), "one lot at a time"
    outcome = told.args[0]
    assert "empty" in outcome.failures[0]
    entry = desk.catalogue.by_path(outcome.drafts[0])
    assert entry is not None
    assert entry.headline == "Harbour closed"


def test_many_stories_are_read_without_holding_up_the_window(
    newsroom: Newsroom, ferry: Path, now: datetime, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editor_app.session.newsroom_session.READ_AT_ONCE", 0)
    session = NewsroomSession(newsroom, lambda: now)
    with qtbot.waitSignals([session.entries_changed, session.loaded]):
        session.load()
        assert session.is_loading
        assert not session.catalogue.entries
        late = newsroom.create_story("Late", {}, "", now)
    assert not session.is_loading
    assert session.catalogue.by_path(ferry) is not None
    assert session.catalogue.by_path(late.path) is not None
    session.close()


def test_a_newsroom_can_be_closed_while_it_is_being_read(
    newsroom: Newsroom, now: datetime, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editor_app.session.newsroom_session.READ_AT_ONCE", 0)
    session = NewsroomSession(newsroom, lambda: now)
    with qtbot.assertNotEmitted(session.loaded, wait=50):
        session.load()
        assert session.close()
        assert not session.is_loading
    assert not session.catalogue.entries


def test_a_new_story_is_another_one_though_the_file_of_the_open_one_is_gone(desk: NewsroomSession) -> None:
    assert desk.new_story() and desk.current is not None
    first = desk.current
    first.edit("Headline", title="Fog")
    assert first.save()
    first.path.unlink()
    first.check_disk()
    assert desk.new_story() and desk.current is not None
    assert desk.current.path != first.path
    assert desk.current.meta.title == ""
