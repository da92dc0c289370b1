"""A story too large to be edited can be read; nothing of it is changed, and it is said why."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor_app.session.holding import HoldKind
from editor_app.session.newsroom_session import NewsroomSession
from editor_app.stories import large_files
from editor_app.stories.large_files import LARGEST_MB, SHOWN_BYTES, is_large, read_beginning
from editor_app.stories.lease import lease_path
from editor_app.stories.newsroom import Newsroom
from tests.session.conftest import FERRY
from tests.session.test_recovery import type_into


@pytest.fixture
def desk(newsroom: Newsroom, now: datetime, qtbot: QtBot) -> Iterator[NewsroomSession]:
    made = NewsroomSession(newsroom, lambda: now)
    yield made
    made.leave_story(even_lost=True)
    made.close()


@pytest.fixture
def huge(newsroom: Newsroom) -> Path:
    """A story of 21 MB."""
    path = newsroom.stories_folder / "huge.md"
    paragraph = "The ferry ran *aground* at the [quay](https://quay.example), they said. " * 4 + "\n\n"
    path.write_text("---\ntitle: Huge\n---\n\n" + paragraph * (21 * 1024 * 1024 // len(paragraph)), "utf-8")
    return path


def test_what_counts_is_the_file_s_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    for size, large in ((LARGEST_MB * 1024 * 1024, False), (LARGEST_MB * 1024 * 1024 + 1, True)):
        with file.open("wb") as made:
            made.truncate(size)
        assert is_large(file) is large
    assert not is_large(tmp_path / "gone.md")


def test_a_large_story_is_open_at_once_and_its_file_is_left_alone(
    desk: NewsroomSession, huge: Path, qtbot: QtBot
) -> None:
    before = huge.stat()
    began = time.process_time()
    assert desk.open_story(huge) and desk.current is not None
    assert time.process_time() - began < 1
    session = desk.current
    assert session.meta.title == "Huge" and not session.is_dirty and session.is_read_only
    assert SHOWN_BYTES / 2 < len(session.text) <= SHOWN_BYTES and session.text.endswith("said. \n\n")
    session.edit("Headline", title="Small")
    session.replace_text("Restore", "gone")
    session.set_read_only(False)
    type_into(session, " More.")
    assert session.is_read_only and not session.save() and not session.conflict.keep_mine()
    assert not desk.publishing.mark_published() and desk.history.save_version("mine") is None
    assert desk.publishing.export_page(huge.parent) is None
    told: list[str] = []
    desk.trouble.connect(told.append)
    assert not desk.duplicate(huge) and told
    session.undo_stack.undo()
    assert desk.close_story()
    assert (huge.stat().st_size, huge.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert sorted(path.name for path in huge.parent.iterdir()) == ["ferry.md", "huge.md"]
    assert desk.history.keeper.versions(huge).versions == ()


def test_its_list_waits_for_no_large_story(desk: NewsroomSession, huge: Path) -> None:
    began = time.process_time()
    desk.load()
    assert time.process_time() - began < 0.5
    entry = desk.catalogue.by_path(huge)
    assert entry is not None and entry.is_large and entry.headline == "Huge"


def test_a_story_that_grows_too_large_or_is_cut_down_is_read_as_it_is(
    desk: NewsroomSession, huge: Path, ferry: Path
) -> None:
    whole = huge.read_bytes()
    assert desk.open_story(ferry) and desk.current is not None
    ferry.write_bytes(whole)
    desk._look_at_disk()
    assert desk.hold.kind is HoldKind.LARGE and len(desk.current.text) <= SHOWN_BYTES
    ferry.write_bytes(whole + b"One more.\n")
    desk._look_at_disk()
    assert desk.hold.kind is HoldKind.LARGE and not desk.current.is_dirty
    ferry.write_text(FERRY, "utf-8")
    desk._look_at_disk()
    assert desk.hold.kind is HoldKind.OURS and desk.current.text == FERRY
    ferry.unlink()
    desk._look_at_disk()
    assert desk.current.text == FERRY and desk.current.conflict.file_is_gone


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (b"a\n\nb\n\nc", b"a\n\nb\n\n"),
        (b"a\r\n\r\nb\r\nc", b"a\r\n\r\nb\r\n"),
        ("éééé".encode()[:-1], "ééé".encode()),
        (b"\xff\xfe\xff\xff\xff", b"\xff\xfe\xff\xff\xff"),
    ],
)
def test_it_is_cut_where_a_paragraph_a_line_or_a_character_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, shown: bytes
) -> None:
    monkeypatch.setattr(large_files, "SHOWN_BYTES", len(data))
    file = tmp_path / "a.md"
    file.write_bytes(data + b"x")
    assert read_beginning(file).text.encode("utf-8", "surrogateescape") == shown
    file.write_bytes(data)
    assert read_beginning(file).text.encode("utf-8", "surrogateescape") == data


def test_a_large_story_is_read_only_and_says_so(
    desk: NewsroomSession, ferry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_files, "LARGEST_MB", 0.0001)
    told: list[str] = []
    desk.trouble.connect(told.append)
    assert desk.open_story(ferry) and desk.current is not None
    assert desk.hold.kind is HoldKind.LARGE and not desk.hold.may_write
    assert desk.current.is_read_only and not desk.take_over()
    assert desk.refuses(desk.current) and "larger than 20 MB" in told[-1]
    assert not lease_path(ferry).exists(), "whoever has another program may edit it"
    assert desk.close_story() and ferry.read_text("utf-8") == FERRY


def test_the_next_story_can_be_written(
    desk: NewsroomSession, newsroom: Newsroom, ferry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = newsroom.stories_folder / "small.md"
    small.write_text("---\ntitle: Small\n---\nFew.\n", "utf-8")
    monkeypatch.setattr(large_files, "LARGEST_MB", 0.0001)
    assert desk.open_story(ferry) and desk.open_story(small) and desk.current is not None
    assert desk.hold.kind is HoldKind.OURS
    type_into(desk.current, " More.")
    assert desk.current.save() and "More." in small.read_text("utf-8")
