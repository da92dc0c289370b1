from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from editor_app.session.saving import SaveKind
from editor_app.session.story_session import StorySession
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story_file import read_text
from editor_app.stories.workflow import Status
from tests.session.conftest import FERRY


def type_at_end(session: StorySession, text: str) -> None:
    cursor = QTextCursor(session.body.document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText(text)


def kept_versions(newsroom: Newsroom) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in (newsroom.private_folder / "conflicts").glob("*.md")]


def test_saving_an_untouched_story_leaves_the_file_alone(session: StorySession, ferry: Path) -> None:
    before = ferry.stat().st_mtime_ns
    assert session.save()
    assert ferry.stat().st_mtime_ns == before
    assert ferry.read_text(encoding="utf-8") == FERRY


def test_an_edit_of_the_head_changes_only_its_line(session: StorySession, ferry: Path) -> None:
    session.edit("Headline", title="Ferry refloated")
    assert session.save()
    assert ferry.read_text(encoding="utf-8") == FERRY.replace("Ferry runs aground", "Ferry refloated")


def test_an_edit_of_the_body_changes_only_its_paragraph(session: StorySession, ferry: Path) -> None:
    type_at_end(session, " Two hurt.")
    assert session.save()
    assert ferry.read_text(encoding="utf-8") == FERRY.replace("*on the way*.", "*on the way*. Two hurt.")


def test_undo_goes_back_through_head_and_body_in_the_order_made(session: StorySession) -> None:
    session.edit("Headline", title="One")
    type_at_end(session, " Two.")
    session.edit("Section", section="Harbour")
    texts = []
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
        texts.append((session.meta.section, session.body.markdown().count("Two."), session.meta.title))
    assert texts == [("", 1, "One"), ("", 0, "One"), ("", 0, "Ferry runs aground")]
    assert session.story.text == FERRY
    while session.undo_stack.canRedo():
        session.undo_stack.redo()
    assert (session.meta.section, session.meta.title) == ("Harbour", "One")
    assert "Two." in session.story.body


def test_typing_in_one_field_is_one_step(session: StorySession) -> None:
    for text in ("F", "Fe", "Fer"):
        session.edit("Headline", title=text)
    session.undo_stack.undo()
    assert session.meta.title == "Ferry runs aground"


def test_typing_letter_by_letter_in_the_body_is_undone_whole(session: StorySession) -> None:
    for letter in " and more":
        type_at_end(session, letter)
    session.undo_stack.undo()
    assert session.story.text == FERRY


def test_an_edit_after_an_undo_drops_what_could_be_redone(session: StorySession) -> None:
    type_at_end(session, " First.")
    session.undo_stack.undo()
    session.edit("Headline", title="New")
    assert not session.undo_stack.canRedo()
    session.undo_stack.undo()
    assert session.story.text == FERRY


def test_autosave_follows_the_last_key(session: StorySession, ferry: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.saved, timeout=5000):
        type_at_end(session, " More.")
    assert "More." in ferry.read_text(encoding="utf-8")
    assert session.state.kind is SaveKind.SAVED


def test_closing_saves(session: StorySession, ferry: Path) -> None:
    type_at_end(session, " Last words.")
    assert session.close()
    assert "Last words." in ferry.read_text(encoding="utf-8")


def test_the_panes_hear_which_keys_changed(session: StorySession, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.meta_changed) as heard:
        session.edit("Status", status=Status.REVIEW)
    assert heard.args == [frozenset({"status"})]


def test_a_file_changed_outside_is_read_again_when_nothing_is_unsaved(
    session: StorySession, ferry: Path, qtbot: QtBot
) -> None:
    ferry.write_text(FERRY.replace("ran aground", "was refloated"), encoding="utf-8")
    with qtbot.waitSignal(session.reloaded):
        session.check_disk()
    assert "was refloated" in session.body.markdown()
    assert not session.is_dirty


@pytest.fixture
def conflict(session: StorySession, ferry: Path, qtbot: QtBot) -> StorySession:
    type_at_end(session, " Mine.")
    ferry.write_text(FERRY + "\nTheirs.\n", encoding="utf-8")
    with qtbot.waitSignal(session.conflict_found):
        session.check_disk()
    return session


def test_a_conflict_stops_every_save(conflict: StorySession, ferry: Path) -> None:
    assert conflict.state.kind is SaveKind.CONFLICT
    assert not conflict.save()
    type_at_end(conflict, " Still typing.")
    conflict.save_soon()
    assert not conflict.close()
    assert ferry.read_text(encoding="utf-8") == FERRY + "\nTheirs.\n"
    assert conflict.conflict.theirs is not None
    assert conflict.conflict.theirs.body.endswith("Theirs.\n")
    assert conflict.conflict.keep_mine()


def test_keeping_mine_keeps_theirs_aside(conflict: StorySession, ferry: Path, newsroom: Newsroom) -> None:
    assert conflict.conflict.keep_mine()
    assert "Mine." in ferry.read_text(encoding="utf-8")
    assert kept_versions(newsroom) == [FERRY + "\nTheirs.\n"]
    assert conflict.state.kind is SaveKind.SAVED


def test_taking_theirs_keeps_mine_aside(conflict: StorySession, newsroom: Newsroom) -> None:
    conflict.conflict.take_theirs()
    assert conflict.body.markdown().endswith("Theirs.\n")
    assert not conflict.is_dirty
    (mine,) = kept_versions(newsroom)
    assert "Mine." in mine


def test_a_save_that_finds_another_file_does_not_write(session: StorySession, ferry: Path) -> None:
    ferry.write_text("somebody else's", encoding="utf-8")
    type_at_end(session, " Mine.")
    assert not session.save()
    assert session.state.kind is SaveKind.CONFLICT
    assert ferry.read_text(encoding="utf-8") == "somebody else's"
    session.conflict.take_theirs()


def test_a_file_that_is_gone_is_written_again_only_when_asked(session: StorySession, ferry: Path) -> None:
    ferry.unlink()
    session.check_disk()
    assert session.state.kind is SaveKind.CONFLICT
    assert session.conflict.theirs is None
    assert not ferry.exists()
    assert session.conflict.keep_mine()
    assert ferry.read_text(encoding="utf-8") == FERRY


def test_a_full_disk_is_said_and_tried_again(
    session: StorySession, ferry: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def full(*_args: object) -> str:
        from editor_app.stories.story_file import StorySaveFailed

        raise StorySaveFailed(ferry, "the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("editor_app.session.saving.write_text", full)
        type_at_end(session, " Kept.")
        assert not session.save()
    assert session.state.kind is SaveKind.FAILED
    assert "disk is full" in session.state.message
    assert ferry.read_text(encoding="utf-8") == FERRY
    assert session.save()
    assert "Kept." in ferry.read_text(encoding="utf-8")


def test_the_source_view_writes_only_what_was_edited(session: StorySession, ferry: Path) -> None:
    session.enter_source()
    document = session.source_document
    assert document is not None
    cursor = document.find("island")
    cursor.insertText("mainland")
    assert session.leave_source()
    assert session.story.text == FERRY.replace("island", "mainland")
    session.undo_stack.undo()
    assert session.story.text == FERRY


def test_what_is_on_screen_in_source_is_what_is_saved(session: StorySession, ferry: Path) -> None:
    session.enter_source()
    assert session.source_document is not None
    cursor = session.source_document.find("runs aground")
    cursor.insertText("floats")
    assert session.meta.title == "Ferry floats"
    assert session.save()
    assert ferry.read_text(encoding="utf-8") == FERRY.replace("runs aground", "floats")


def test_front_matter_that_cannot_be_read_opens_as_source_and_stays_there(
    newsroom: Newsroom, now: datetime, qtbot: QtBot
) -> None:
    path = newsroom.stories_folder / "broken.md"
    text = "---\ntitle: [never closed\n---\nText.\n"
    path.write_text(text, encoding="utf-8")
    session = StorySession(newsroom, path, read_text(path), lambda: now)
    assert session.in_source_mode
    assert not session.leave_source()
    assert session.save()
    assert path.read_text(encoding="utf-8") == text
    assert session.source_document is not None
    cursor = session.source_document.find("[never closed")
    cursor.insertText("Mended")
    assert session.leave_source()
    assert session.meta.title == "Mended"
    assert session.close()
    assert path.read_text(encoding="utf-8") == "---\ntitle: Mended\n---\nText.\n"


def test_redo_asks_for_the_caret_where_the_text_came_back(session: StorySession) -> None:
    cursor = QTextCursor(session.body.document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    for text in ("one", "two"):
        cursor.insertBlock()
        cursor.insertText(text)
    places: list[int] = []
    session.caret_wanted.connect(places.append)
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
    while session.undo_stack.canRedo():
        session.undo_stack.redo()
    assert places[-1] == session.body.document.characterCount() - 1
    assert session.body.document.toPlainText().endswith("one\ntwo")


def test_the_slug_of_a_new_story_goes_along_with_its_headline(newsroom: Newsroom, now: datetime) -> None:
    path = newsroom.create_story("", {}, "", now).path
    session = StorySession(newsroom, path, read_text(path), lambda: now)
    before = session.story.text
    session.edit("Headline", title="Ferry a")
    session.edit("Headline", title="Ferry aground")
    assert session.meta.slug == "ferry-aground"
    session.edit("Change slug", slug="ferry")
    session.edit("Headline", title="Ferry afloat")
    assert session.meta.slug == "ferry"
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
    assert session.story.text == before
    session.close()


def test_the_slug_that_readers_know_stays(newsroom: Newsroom, now: datetime) -> None:
    path = newsroom.create_story("", {}, "", now).path
    session = StorySession(newsroom, path, read_text(path), lambda: now)
    session.edit("Headline", title="Ferry aground")
    session.edit("Publish", status=Status.PUBLISHED, date=now)
    session.edit("Headline", title="Ferry afloat")
    assert session.meta.slug == "ferry-aground"
    session.close()


def test_a_story_whose_file_has_a_name_keeps_it(session: StorySession) -> None:
    session.edit("Headline", title="Something else")
    assert session.story.slug == "ferry"
    assert not session.meta.slug
