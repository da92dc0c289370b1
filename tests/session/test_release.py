"""What readers get, and when: an edit waits for Publish, a banner goes alone, and what stops half-way is finished or taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor_app.publish.site import export_site
from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.story_session import StorySession
from editor_app.session.unpublished_edits import ReadersHave
from editor_app.stories.breaking import Breaking, Level
from editor_app.stories.history.version import VersionKind
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story_file import read_text
from editor_app.stories.unpublished import UnpublishedWork
from editor_app.stories.workflow import Status

NOW = datetime(2026, 11, 17, 14, 30, tzinfo=UTC)


@pytest.fixture
def desk(newsroom: Newsroom, qtbot: QtBot) -> Iterator[NewsroomSession]:
    made = NewsroomSession(newsroom, lambda: NOW)
    made.load()
    yield made
    made.close()


@pytest.fixture
def ferry_open(desk: NewsroomSession, ferry: Path) -> StorySession:
    assert desk.open_story(ferry)
    assert desk.current is not None
    return desk.current


def write(session: StorySession, body: str) -> None:
    session.replace_text("Write", session.story.head + body)
    assert session.save()


def on_site(desk: NewsroomSession) -> str:
    """The page that readers get when the site is written now; empty when there is none."""
    export_site(desk.newsroom, desk.newsroom.output_folder, desk.clock())
    page = desk.newsroom.output_folder / "ferry" / "index.html"
    return page.read_text(encoding="utf-8") if page.exists() else ""


def publish(desk: NewsroomSession) -> None:
    assert desk.publishing.mark_published()
    desk.release.settle()


def test_an_edit_waits_for_publish_and_says_so(
    desk: NewsroomSession, ferry_open: StorySession, ferry: Path, qtbot: QtBot
) -> None:
    publish(desk)
    assert "ran aground" in on_site(desk)
    with qtbot.waitSignal(ferry_open.unpublished.changed):
        write(ferry_open, "It floats.\n")
    assert ferry_open.unpublished.readers_have is ReadersHave.EARLIER
    entry = desk.catalogue.by_path(ferry)
    assert entry is not None and entry.edited
    assert "ran aground" in on_site(desk)
    publish(desk)
    assert ferry_open.unpublished.readers_have is ReadersHave.THIS
    entry = desk.catalogue.by_path(ferry)
    assert entry is not None and not entry.edited
    assert "It floats" in on_site(desk)


def test_it_is_known_when_the_story_is_opened_again(
    desk: NewsroomSession, ferry_open: StorySession, ferry: Path
) -> None:
    publish(desk)
    write(ferry_open, "It floats.\n")
    assert desk.close_story() and desk.open_story(ferry) and desk.current is not None
    assert desk.current.unpublished.readers_have is ReadersHave.EARLIER


def test_autosave_holds_back_too(desk: NewsroomSession, ferry_open: StorySession, qtbot: QtBot) -> None:
    publish(desk)
    ferry_open.replace_text("Write", ferry_open.story.head + "It floats.\n")
    with qtbot.waitSignal(ferry_open.saved):
        ferry_open.save_soon()
    assert "ran aground" in on_site(desk)


def test_typing_the_status_publishes_nothing(desk: NewsroomSession, ferry_open: StorySession) -> None:
    ferry_open.replace_text("Write", ferry_open.text.replace("status: draft", "status: published"))
    assert ferry_open.save()
    assert ferry_open.unpublished.readers_have is ReadersHave.NOTHING
    assert on_site(desk) == ""
    publish(desk)
    assert "ran aground" in on_site(desk)


def test_undoing_that_it_was_taken_off_puts_nothing_back(
    desk: NewsroomSession, ferry_open: StorySession
) -> None:
    publish(desk)
    desk.signing_off.move_to(Status.KILLED)
    ferry_open.undo_stack.undo()
    assert ferry_open.save()
    assert ferry_open.meta.status is Status.PUBLISHED
    assert ferry_open.unpublished.readers_have is ReadersHave.NOTHING
    assert on_site(desk) == ""


def test_a_banner_goes_up_and_down_alone(desk: NewsroomSession, ferry_open: StorySession) -> None:
    publish(desk)
    write(ferry_open, "It floats.\n")
    label = Breaking(level=Level.BREAKING, since=NOW, until=NOW + timedelta(hours=2), alert="Aground")
    ferry_open.edit("Mark as breaking", breaking=label)
    assert ferry_open.save()
    page = on_site(desk)
    assert "ran aground" in page and "data-breaking-until" not in page
    desk.release.send_banner()
    page = on_site(desk)
    assert "ran aground" in page and "data-breaking-until" in page
    ferry_open.edit("Take down", breaking=None)
    assert ferry_open.save()
    desk.release.send_banner()
    page = on_site(desk)
    assert "ran aground" in page and "data-breaking-until" not in page


def test_a_banner_that_was_all_the_work_leaves_nothing_unpublished(
    desk: NewsroomSession, ferry_open: StorySession
) -> None:
    publish(desk)
    label = Breaking(level=Level.BREAKING, since=NOW, until=NOW + timedelta(hours=2))
    ferry_open.edit("Mark as breaking", breaking=label)
    assert ferry_open.save()
    assert ferry_open.unpublished.readers_have is ReadersHave.EARLIER
    desk.release.send_banner()
    assert ferry_open.unpublished.readers_have is ReadersHave.THIS


def test_a_site_that_cannot_be_written_leaves_what_was_there(
    desk: NewsroomSession, ferry_open: StorySession, ferry: Path
) -> None:
    publish(desk)
    write(ferry_open, "It floats.\n")
    before = ferry_open.undo_stack.index()
    assert desk.publishing.mark_published()
    assert ferry_open.unpublished.readers_have is ReadersHave.THIS
    desk.release.take_back()
    while ferry_open.undo_stack.index() > before:
        ferry_open.undo_stack.undo()
    assert ferry_open.save()
    assert ferry_open.unpublished.readers_have is ReadersHave.EARLIER
    assert "ran aground" in on_site(desk)
    kinds = [version.kind for version in desk.history.keeper.versions(ferry).versions]
    assert kinds.count(VersionKind.PUBLISHED) == 1 and VersionKind.TAKEN_BACK in kinds
    assert "ran aground" in (desk.history.keeper.published_text(ferry) or "")


def test_what_ends_between_publishing_and_the_site_is_finished(
    desk: NewsroomSession, ferry_open: StorySession, newsroom: Newsroom, ferry: Path, qtbot: QtBot
) -> None:
    publish(desk)
    assert "ran aground" in on_site(desk)
    write(ferry_open, "It floats.\n")
    assert desk.publishing.mark_published()  # and here the power goes
    desk.close()
    again = NewsroomSession(newsroom, lambda: NOW)
    with qtbot.waitSignal(again.message, timeout=20_000) as told:
        again.load()
    assert "The site is written now" in str(told.args)
    page = (newsroom.output_folder / "ferry" / "index.html").read_text(encoding="utf-8")
    assert "It floats" in page
    assert UnpublishedWork(newsroom.folder).mark_of(ferry) is None
    assert "It floats" in (again.history.keeper.published_text(ferry) or "")
    again.close()


def test_the_next_export_by_whomever_finishes_it(desk: NewsroomSession, ferry_open: StorySession) -> None:
    publish(desk)
    on_site(desk)
    write(ferry_open, "It floats.\n")
    assert desk.publishing.mark_published()
    assert "It floats" in on_site(desk)


def test_a_spiked_and_restored_story_says_no_more_than_it_did(
    desk: NewsroomSession, ferry_open: StorySession, ferry: Path
) -> None:
    publish(desk)
    write(ferry_open, "It floats.\n")
    spiked = desk.spike(ferry)
    assert spiked is not None
    assert on_site(desk) == ""
    assert desk.restore(spiked) == ferry
    assert "ran aground" in on_site(desk)


def test_a_save_over_what_another_program_wrote_holds_back_from_that(
    desk: NewsroomSession, ferry_open: StorySession, ferry: Path
) -> None:
    publish(desk)
    write(ferry_open, "It floats.\n")
    ferry.write_text(read_text(ferry).text.replace("It floats", "It sails"), encoding="utf-8")
    ferry_open.check_disk()
    assert ferry_open.unpublished.readers_have is ReadersHave.THIS
    assert "It sails" in on_site(desk)
    write(ferry_open, "It sails away.\n")
    assert "It sails away" not in on_site(desk)


def test_the_preview_of_others_shows_what_readers_have(
    desk: NewsroomSession, ferry_open: StorySession, qtbot: QtBot
) -> None:
    from editor_app.session.preview_edition import PreviewEdition

    publish(desk)
    ferry_open.edit("Change headline", title="Ferry floats")
    assert ferry_open.save()
    shown = PreviewEdition(desk.newsroom, desk.clock)
    with qtbot.waitSignal(shown.changed):
        shown.start()
    assert shown.edition is not None
    assert [story.title for story in shown.edition.stories] == ["Ferry runs aground"]


def test_changes_of_a_story_published_elsewhere_are_told_from_what_it_said(
    desk: NewsroomSession, ferry: Path
) -> None:
    out = ferry.read_text(encoding="utf-8").replace("status: draft", "status: published")
    ferry.write_text(out, encoding="utf-8")
    assert desk.open_story(ferry) and desk.current is not None
    assert desk.history.readers_have(ferry) is None
    write(desk.current, "It floats.\n")
    desk.history.finish()
    version = desk.history.readers_have(ferry)
    assert version is not None and desk.history.keeper.text(version) == out
    publish(desk)
    version = desk.history.readers_have(ferry)
    assert version is not None and version.kind is VersionKind.PUBLISHED


def test_a_story_that_moves_leads_readers_on_from_where_it_was(
    desk: NewsroomSession, ferry_open: StorySession
) -> None:
    publish(desk)
    assert on_site(desk) and ferry_open.meta.aliases == ()
    ferry_open.edit("Change slug", slug="sanderling")
    assert ferry_open.save()
    assert on_site(desk), "readers have it where it was until it is published"
    publish(desk)
    assert ferry_open.meta.aliases == ("/ferry/",)
    assert "url=../sanderling/index.html" in on_site(desk)
    ferry_open.edit("Change slug", slug="ferry")
    publish(desk)
    assert ferry_open.meta.aliases == ("/sanderling/",)
    assert 'http-equiv="refresh"' not in on_site(desk)
    publish(desk)
    assert ferry_open.meta.aliases == ("/sanderling/",)
