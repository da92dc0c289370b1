"""Versions come of working: when a story is opened, worked on, cut, changed outside, published, restored and spiked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.story_session import StorySession
from editor_app.stories.history.version import Version, VersionKind
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.workflow import Status


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 17, 14, 32, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def desk(newsroom: Newsroom, qtbot: QtBot) -> Iterator[NewsroomSession]:
    made = NewsroomSession(newsroom, Clock())
    made.load()
    yield made
    made.close()


@pytest.fixture
def ferry_open(desk: NewsroomSession, ferry: Path) -> StorySession:
    assert desk.open_story(ferry)
    assert desk.current is not None
    return desk.current


def _kinds(desk: NewsroomSession, path: Path) -> list[VersionKind]:
    desk.history.finish()
    return [version.kind for version in desk.history.keeper.versions(path).versions]


def _newest(desk: NewsroomSession, path: Path) -> Version:
    desk.history.finish()
    return desk.history.keeper.versions(path).versions[0]


def _body(session: StorySession, body: str) -> None:
    session.replace_text("Write", session.story.head + body)
    assert session.save()


def test_looking_at_a_story_keeps_nothing(
    desk: NewsroomSession, ferry_open: StorySession, ferry: Path
) -> None:
    assert desk.close_story()
    assert _kinds(desk, ferry) == []
    assert not desk.history.keeper.folder.exists()


def test_the_first_edit_keeps_what_was_there_and_leaving_keeps_the_work(
    desk: NewsroomSession, ferry_open: StorySession, ferry: Path
) -> None:
    before = ferry.read_text(encoding="utf-8")
    _body(ferry_open, "It floats again.\n")
    assert _kinds(desk, ferry) == [VersionKind.OPENED]
    assert desk.history.keeper.text(_newest(desk, ferry)) == before
    assert desk.close_story()
    assert _kinds(desk, ferry) == [VersionKind.AUTOSAVED, VersionKind.OPENED]
    assert desk.history.keeper.text(_newest(desk, ferry)) == ferry.read_text(encoding="utf-8")


def test_ten_minutes_of_work_are_a_version(
    desk: NewsroomSession, ferry_open: StorySession, ferry: Path
) -> None:
    _body(ferry_open, "One.\n")
    assert desk.history._work.isActive() and desk.history._work.interval() == 600_000
    desk.history.keep_work()
    assert _kinds(desk, ferry) == [VersionKind.AUTOSAVED, VersionKind.OPENED]
    desk.history.keep_work()
    assert len(_kinds(desk, ferry)) == 2, "nothing was written since"


def test_emptied_text_that_was_autosaved_comes_back(
    desk: NewsroomSession, ferry_open: StorySession, ferry: Path
) -> None:
    long = "A long paragraph about the tide. " * 40 + "\n"
    _body(ferry_open, long)
    _body(ferry_open, "\n")
    pinned = _newest(desk, ferry)
    assert pinned.kind is VersionKind.BEFORE_CUT
    assert desk.history.restore(pinned)
    assert ferry_open.story.body == long
    assert ferry.read_text(encoding="utf-8").endswith(long)


def test_text_that_goes_bit_by_bit_is_kept_at_its_longest(
    desk: NewsroomSession, ferry_open: StorySession, ferry: Path
) -> None:
    lines = ["A paragraph about the tide and the ferry on the bank of sand out there."] * 30
    for count in range(30, 0, -1):
        _body(ferry_open, "\n\n".join(lines[:count]) + "\n")
    desk.history.finish()
    cut = [v for v in desk.history.keeper.versions(ferry).versions if v.kind is VersionKind.BEFORE_CUT]
    assert cut[-1].words == 30 * 15


def test_a_named_version_is_on_disk_when_it_is_said(
    desk: NewsroomSession, ferry_open: StorySession, ferry: Path, qtbot: QtBot
) -> None:
    ferry_open.edit("Write", title="Refloated")
    with qtbot.waitSignal(desk.history.changed) as told:
        version = desk.history.save_version("  Before legal ")
    assert told.args == [ferry]
    assert version is not None and version.name == "Before legal"
    assert "Refloated" in desk.history.keeper.text(version)


def test_a_version_that_cannot_be_kept_is_said_and_the_story_is_saved(
    desk: NewsroomSession, ferry_open: StorySession, ferry: Path, qtbot: QtBot
) -> None:
    desk.history.keeper.folder.parent.mkdir(exist_ok=True)
    desk.history.keeper.folder.write_text("in the way", encoding="utf-8")
    ferry_open.edit("Write", title="Refloated")
    with qtbot.waitSignal(desk.trouble) as told:
        assert desk.history.save_version("x") is None
    assert told.args and told.args[0].startswith("Could not keep a version")
    assert "Refloated" in ferry.read_text(encoding="utf-8")


def test_restoring_is_one_step_of_undo_and_a_version(
    desk: NewsroomSession, ferry_open: StorySession, ferry: Path
) -> None:
    first = desk.history.save_version("First")
    assert first is not None
    ferry_open.edit("Write", title="Another headline")
    _body(ferry_open, "Quite another text.\n")
    now = ferry_open.text
    steps = ferry_open.undo_stack.index()
    assert desk.history.restore(first)
    assert ferry_open.undo_stack.index() == steps + 1
    assert ferry_open.text == desk.history.keeper.text(first) == ferry.read_text(encoding="utf-8")
    assert _kinds(desk, ferry)[:2] == [VersionKind.RESTORED, VersionKind.BEFORE_RESTORE]
    ferry_open.undo_stack.undo()
    assert ferry_open.text == now


def test_restoring_an_old_text_neither_publishes_nor_withdraws(
    desk: NewsroomSession, ferry_open: StorySession, ferry: Path
) -> None:
    draft = desk.history.save_version("Draft")
    assert desk.publishing.mark_published()
    published = desk.history.note_published(ferry, ferry_open.text)
    assert draft is not None and published is not None
    assert desk.history.restore(draft)
    assert ferry_open.meta.status is Status.PUBLISHED and ferry_open.meta.date is not None
    desk.signing_off.move_to(Status.DRAFT)
    assert desk.history.restore(published)
    assert ferry_open.meta.status is Status.DRAFT


def test_what_readers_have_stays_known_while_the_story_is_edited(
    desk: NewsroomSession, ferry_open: StorySession, ferry: Path
) -> None:
    assert desk.publishing.mark_published()
    out = ferry_open.text
    desk.history.note_published(ferry, out)
    _body(ferry_open, "Not for readers yet.\n")
    assert desk.history.keeper.published_text(ferry) == out


def test_a_change_outside_is_a_version_and_so_is_what_was_before(
    desk: NewsroomSession, ferry_open: StorySession, ferry: Path, qtbot: QtBot
) -> None:
    before = ferry.read_text(encoding="utf-8")
    ferry.write_text(before + "\nFrom elsewhere.\n", encoding="utf-8")
    ferry_open.check_disk()
    assert _kinds(desk, ferry) == [VersionKind.ON_DISK, VersionKind.OPENED]


def test_both_sides_of_a_conflict_are_kept(
    desk: NewsroomSession, ferry_open: StorySession, ferry: Path, qtbot: QtBot
) -> None:
    ferry_open.edit("Write", title="Mine")
    mine = ferry_open.text
    ferry.write_text("---\ntitle: Theirs\n---\nElse.\n", encoding="utf-8")
    with qtbot.waitSignal(ferry_open.conflict_found):
        ferry_open.check_disk()
    desk.history.finish()
    texts = [desk.history.keeper.text(version) for version in desk.history.keeper.versions(ferry).versions]
    assert texts == ["---\ntitle: Theirs\n---\nElse.\n", mine]
    ferry_open.conflict.take_theirs()


def test_a_spiked_story_is_restored_with_its_history(
    desk: NewsroomSession, ferry_open: StorySession, ferry: Path
) -> None:
    assert desk.history.save_version("Kept") is not None
    spiked = desk.spike(ferry)
    assert spiked is not None
    assert desk.restore(spiked) == ferry
    assert [version.name for version in desk.history.keeper.versions(ferry).versions] == ["Kept"]


def test_a_new_story_has_no_history(desk: NewsroomSession) -> None:
    assert desk.new_story()
    assert desk.current is not None
    assert _kinds(desk, desk.current.path) == []


def test_history_is_never_exported(desk: NewsroomSession, ferry_open: StorySession, tmp_path: Path) -> None:
    from editor_app.publish.site import export_site

    _body(ferry_open, "The canary sings only in old versions.\n")
    assert desk.history.save_version("canary-name") is not None
    _body(ferry_open, "Published words.\n")
    assert desk.publishing.mark_published()
    export_site(desk.newsroom, tmp_path / "site", desk.clock())
    for file in (tmp_path / "site").rglob("*"):
        assert file.is_dir() or b"canary" not in file.read_bytes(), file
