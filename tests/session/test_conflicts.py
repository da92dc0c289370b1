"""What happens to a story's file while it is being edited, scene by scene; and two writers at one file."""

from __future__ import annotations

import os
import random
import shutil
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.saving import DiskCopy, SaveKind
from editor_app.session.story_session import StorySession
from editor_app.stories import placing
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story_file import FileText, StoryFileError, digest_of, read_text, write_text
from tests.session.conftest import FERRY

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
THEIRS = FERRY.replace("The island ferry ran", "The island ferry Sanderling ran")
HAMMER_S = float(os.environ.get("STET_HAMMER_SECONDS", "3"))


def type_at_end(session: StorySession, text: str) -> None:
    cursor = QTextCursor(session.body.document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText(text)


def kept(newsroom: Newsroom) -> set[str]:
    return {path.read_text("utf-8") for path in (newsroom.private_folder / "conflicts").glob("*.md")}


@pytest.fixture
def desk(newsroom: Newsroom, ferry: Path, now: datetime, qtbot: QtBot) -> Iterator[NewsroomSession]:
    (newsroom.stories_folder / "other.md").write_text("---\ntitle: Other\n---\nAnother story.\n", "utf-8")
    opened = NewsroomSession(newsroom, lambda: now)
    opened.load()
    assert opened.open_story(ferry)
    yield opened
    if opened.current is not None and not opened.close():
        opened.leave_story(even_lost=True)
    opened.close()
    opened.deleteLater()


@pytest.fixture
def writing(desk: NewsroomSession) -> StorySession:
    assert desk.current is not None
    type_at_end(desk.current, " Mine.")
    return desk.current


# -- merging


def test_edits_of_other_paragraphs_are_merged_in_one_step(
    writing: StorySession, ferry: Path, newsroom: Newsroom
) -> None:
    ferry.write_text(THEIRS, "utf-8")
    writing.check_disk()
    mine = writing.text
    merge = writing.conflict.compare()
    assert merge is not None and merge.is_clean
    assert writing.conflict.take_merged(merge, merge.text())
    assert ferry.read_text("utf-8") == THEIRS.replace("way*.", "way*. Mine.")
    assert kept(newsroom) == {mine, THEIRS}
    writing.undo_stack.undo()
    assert writing.text == mine
    writing.undo_stack.redo()
    assert writing.text == ferry.read_text("utf-8")


def test_what_was_merged_must_still_be_what_is_there(writing: StorySession, ferry: Path) -> None:
    ferry.write_text(THEIRS, "utf-8")
    writing.check_disk()
    merge = writing.conflict.compare()
    assert merge is not None
    ferry.write_text(THEIRS + "\nAnd later still.\n", "utf-8")
    writing.check_disk()
    assert not writing.conflict.take_merged(merge, merge.text())
    assert ferry.read_text("utf-8").endswith("later still.\n")
    writing.conflict.take_theirs()


def test_the_file_of_others_is_taken_in_one_step(
    writing: StorySession, ferry: Path, newsroom: Newsroom
) -> None:
    ferry.write_text(THEIRS, "utf-8")
    writing.check_disk()
    mine = writing.text
    assert writing.conflict.take_theirs()
    assert (writing.text, writing.is_dirty) == (THEIRS, False)
    assert kept(newsroom) == {mine}
    writing.undo_stack.undo()
    assert writing.text == mine


def test_no_version_is_given_up_that_could_not_be_kept(
    writing: StorySession, ferry: Path, newsroom: Newsroom
) -> None:
    newsroom.private_folder.mkdir(exist_ok=True)
    shutil.rmtree(newsroom.private_folder / "conflicts", ignore_errors=True)
    (newsroom.private_folder / "conflicts").write_text("in the way", "utf-8")
    ferry.write_text(THEIRS, "utf-8")
    writing.check_disk()
    for settle in (writing.conflict.take_theirs, writing.conflict.keep_mine):
        with pytest.raises(StoryFileError):
            settle()
        assert ferry.read_text("utf-8") == THEIRS
        assert writing.text.endswith("Mine.\n")
    (newsroom.private_folder / "conflicts").unlink()
    assert writing.conflict.take_theirs()


def test_a_conflict_is_sticky_while_typing_goes_on(
    desk: NewsroomSession, writing: StorySession, ferry: Path, qtbot: QtBot
) -> None:
    ferry.write_text(THEIRS, "utf-8")
    assert not writing.save()
    for _ in range(3):
        type_at_end(writing, " More.")
        assert not writing.save()
        writing.save_soon()
        assert not desk.close_story()
        assert not desk.close()
    assert writing.state.kind is SaveKind.CONFLICT
    assert ferry.read_text("utf-8") == THEIRS
    assert writing.text.count("More.") == 3
    assert writing.conflict.keep_mine()


def test_a_new_story_that_cannot_be_gone_to_leaves_no_empty_draft(
    desk: NewsroomSession, writing: StorySession, ferry: Path
) -> None:
    ferry.write_text(THEIRS, "utf-8")
    assert not writing.save()
    before = {path.name for path in ferry.parent.glob("*.md")}, len(desk.catalogue.entries)
    assert not desk.new_story()
    assert desk.current is writing
    assert ({path.name for path in ferry.parent.glob("*.md")}, len(desk.catalogue.entries)) == before
    assert writing.conflict.keep_mine()


# -- the twelve scenes


def test_1_moved_and_nothing_unsaved_is_followed(desk: NewsroomSession, ferry: Path) -> None:
    moved = ferry.with_name("moved.md")
    ferry.rename(moved)
    desk._look_at_disk()
    assert desk.current is not None and desk.current.path == moved
    assert not ferry.exists()


def test_2_renamed_with_edits_goes_on_there_when_asked(
    desk: NewsroomSession, writing: StorySession, ferry: Path
) -> None:
    moved = ferry.with_name("renamed.md")
    ferry.rename(moved)
    desk._look_at_disk()
    assert writing.conflict.file_is_gone and desk.current is writing
    assert desk.moves.find() == moved
    assert desk.moves.follow(moved)
    assert moved.read_text("utf-8") == FERRY.replace("way*.", "way*. Mine.")
    assert not ferry.exists()


def test_3_deleted_with_edits_is_no_wish_to_delete(
    desk: NewsroomSession, writing: StorySession, ferry: Path
) -> None:
    ferry.unlink()
    desk._look_at_disk()
    assert writing.state.kind is SaveKind.CONFLICT and not ferry.exists()
    assert not writing.save() and not ferry.exists(), "nobody asked for it to be there again either"
    assert writing.conflict.keep_mine()
    assert "Mine." in ferry.read_text("utf-8")


def test_4_deleted_with_edits_keeps_nobody_from_other_stories(
    desk: NewsroomSession, writing: StorySession, ferry: Path, newsroom: Newsroom
) -> None:
    ferry.unlink()
    desk._look_at_disk()
    assert desk.open_story(newsroom.stories_folder / "other.md")
    assert desk.open_story(ferry), "what was written is offered again"
    assert desk.current is not None and "Mine." in desk.current.text
    assert not ferry.exists()


def test_5_deleted_and_saved_under_another_name(
    desk: NewsroomSession, writing: StorySession, ferry: Path, newsroom: Newsroom
) -> None:
    ferry.unlink()
    desk._look_at_disk()
    target = newsroom.stories_folder / "ferry-again.md"
    assert desk.moves.save_as(target, None)
    assert "Mine." in target.read_text("utf-8")
    assert desk.current is not None and desk.current.path == target


def test_6_deleted_while_a_save_runs(
    writing: StorySession, ferry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = placing.write_temporary

    def late(*args: object) -> Path:
        ferry.unlink()
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(placing, "write_temporary", late)
    assert not writing.save()
    assert writing.conflict.file_is_gone and "Mine." in writing.text and not ferry.exists()
    monkeypatch.undo()
    assert writing.conflict.keep_mine()


def test_7_the_folder_goes_and_comes_back(
    writing: StorySession, ferry: Path, newsroom: Newsroom, qtbot: QtBot
) -> None:
    away = newsroom.folder / "unmounted"
    newsroom.stories_folder.rename(away)
    writing.check_disk()
    assert "folder" in writing.state.message
    assert not writing.save() and not newsroom.stories_folder.exists()
    away.rename(newsroom.stories_folder)
    writing.check_disk()
    qtbot.waitUntil(lambda: writing.state.kind is SaveKind.SAVED, timeout=5_000)
    assert "Mine." in ferry.read_text("utf-8")


def test_8_another_file_takes_the_place_of_a_deleted_one(writing: StorySession, ferry: Path) -> None:
    ferry.unlink()
    writing.check_disk()
    ferry.write_text(THEIRS, "utf-8")
    writing.check_disk()
    assert not writing.conflict.file_is_gone
    merge = writing.conflict.compare()
    assert merge is not None and merge.is_clean and not writing.save()
    assert writing.conflict.take_merged(merge, merge.text())


def test_9_a_change_that_is_taken_back_ends_the_conflict(
    writing: StorySession, ferry: Path, qtbot: QtBot
) -> None:
    ferry.write_text(THEIRS, "utf-8")
    writing.check_disk()
    assert writing.state.kind is SaveKind.CONFLICT
    ferry.write_text(FERRY, "utf-8")
    writing.check_disk()
    qtbot.waitUntil(lambda: writing.state.kind is SaveKind.SAVED, timeout=5_000)
    assert "Mine." in ferry.read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="modes")
def test_10_made_read_only(writing: StorySession, ferry: Path) -> None:
    ferry.chmod(0o444)
    assert not writing.save()
    assert writing.state.kind is SaveKind.FAILED and "read-only" in writing.state.reason
    assert ferry.read_text("utf-8") == FERRY
    ferry.chmod(0o644)
    assert writing.save()


def test_11_made_unreadable(writing: StorySession, ferry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(placing, "read_bytes", refused)
    writing.check_disk()
    assert writing.state.kind is not SaveKind.CONFLICT, "what cannot be read is not gone"
    assert not writing.save() and writing.state.kind is SaveKind.FAILED
    monkeypatch.undo()
    assert ferry.read_text("utf-8") == FERRY
    assert writing.save()


def test_12_replaced_by_a_folder(
    desk: NewsroomSession, writing: StorySession, ferry: Path, newsroom: Newsroom
) -> None:
    ferry.unlink()
    ferry.mkdir()
    desk._look_at_disk()
    assert not writing.save() and ferry.is_dir()
    assert "Mine." in writing.text
    assert desk.recovery.flush()
    ferry.rmdir()
    writing.check_disk()
    writing.save()
    assert "Mine." in writing.text


# -- two writers


def _hammer(
    path: Path, name: str, until: float, write: object, said: list[str], random_: random.Random
) -> None:
    """Save as the real path does, again and again; each text names itself and the one it was made of."""
    number = 0
    while time.monotonic() < until:
        try:
            file = read_text(path)
        except StoryFileError:
            continue
        number += 1
        text = f"{name}-{number} of {file.text.partition(' ')[0]}"
        if random_.random() < 0.3:
            time.sleep(random_.random() / 500)
        try:
            write(path, text, file.digest)  # type: ignore[operator]
        except StoryFileError:
            continue
        said.append(text)


def _broken_links(path: Path, write: object, seconds: float) -> tuple[int, int]:
    """(saves that were said to be good, saves whose words nobody saw before they went). Every good save but the last is what
    the next good one was made of; two made of the same one mean that one was overwritten unseen."""
    path.write_text("start ", "utf-8")
    said: list[str] = []
    until = time.monotonic() + seconds
    writers = [
        threading.Thread(target=_hammer, args=(path, name, until, write, said, random.Random(name)))
        for name in ("a", "b")
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    parents = [text.rpartition(" ")[2] for text in said]
    return len(said), len(parents) - len(set(parents))


def test_two_writers_never_overwrite_each_other_unseen(tmp_path: Path) -> None:
    said, lost = _broken_links(tmp_path / "story.md", write_text, HAMMER_S)
    assert said > 20
    assert lost == 0


def test_a_control_that_checks_and_then_writes_does_overwrite(tmp_path: Path) -> None:
    def careless(path: Path, text: str, expected: str) -> None:
        if digest_of(path.read_bytes()) != expected:
            raise StoryFileError(path, "changed")
        time.sleep(0.001)
        path.write_text(text, "utf-8")

    _said, lost = _broken_links(tmp_path / "story.md", careless, 1.0)
    assert lost > 0


def test_two_sessions_at_one_file_lose_nothing(
    newsroom: Newsroom, ferry: Path, now: datetime, qtbot: QtBot
) -> None:
    """Both type and save for a while; who is refused merges. Every word that was typed is in the file at the end."""
    sessions = [StorySession(newsroom, ferry, read_text(ferry), lambda: now) for _ in range(2)]
    typed: list[str] = []
    for turn in range(16):
        session = sessions[turn % 2]
        word = f"word{turn}"
        cursor = QTextCursor(session.body.document)
        block = session.body.document.findBlockByNumber(
            turn % 2 if session.body.document.blockCount() > 1 else 0
        )
        cursor.setPosition(block.position() + block.length() - 1)
        cursor.insertText(f" {word}")
        typed.append(word)
        if not session.save():
            merge = session.conflict.compare()
            assert merge is not None and merge.is_clean
            assert session.conflict.take_merged(merge, merge.text())
    for session in sessions:
        session.check_disk()
        assert not session.is_dirty
    text = ferry.read_text("utf-8")
    assert all(word in text for word in typed)
    for session in sessions:
        session.close()
        session.deleteLater()  # never left to the collector, which knows no order among a session's parts


def test_a_missing_file_is_told_apart_from_one_that_cannot_be_looked_at(
    tmp_path: Path, now: datetime, qtbot: QtBot
) -> None:
    path = tmp_path / "story.md"
    path.write_text("a", "utf-8")
    copy = DiskCopy(path, FileText("a", digest_of(b"a")), lambda: now)
    path.unlink()
    copy.begin_conflict()
    assert copy.is_gone and copy.state.reason == "file moved or deleted"
    copy.discard_theirs()
    assert copy.save("a") and path.read_text("utf-8") == "a"
