"""The process is killed while somebody types: what was typed over a second ago is offered to the next session, whole.

Five kills in `make test`; `STET_KILLS` says how many (`make torture`: a thousand).
"""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.stories.newsroom import Newsroom
from tests.torture.killed_typist import Left, Typists, end_while_typing, kill_while_typing

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")

KILLS = int(os.environ.get("STET_KILLS", "5"))
ENDS = max(1, KILLS // 10)


@pytest.fixture(scope="module")
def kills(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Typists]:
    typists = Typists(tmp_path_factory.mktemp("killed"), KILLS)
    yield typists
    typists.go_home()


@pytest.fixture(scope="module")
def ends(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Typists]:
    typists = Typists(tmp_path_factory.mktemp("ended"), ENDS)
    yield typists
    typists.go_home()


def numbers(text: str) -> list[int]:
    """The whole words typed into a text. They were typed in order: anything else is torn or lost in the middle."""
    return [int(number) for number in re.findall(r"\bw(\d{4})\b", text)]


def next_session(left: Left, environment: pytest.MonkeyPatch) -> NewsroomSession:
    """The same user comes back to the story."""
    for name, value in left.user.items():
        environment.setenv(name, value)
    desk = NewsroomSession(Newsroom.open(left.story.parent.parent), lambda: datetime.now(UTC))
    assert desk.open_story(left.story)
    return desk


def check_what_is_left(left: Left, environment: pytest.MonkeyPatch) -> None:
    """Neither file nor journal is torn, what was promised is there, and restoring it is one step of undo."""
    assert left.code == -signal.SIGKILL
    on_disk = left.story.read_text("utf-8")
    assert on_disk.startswith("---\ntitle: The long night") and numbers(on_disk) == list(
        range(1, len(numbers(on_disk)) + 1)
    )
    desk = next_session(left, environment)
    assert desk.current is not None
    offer = desk.recovery.offer
    if offer is not None:
        assert desk.recovery.restore()
        assert desk.current.text == offer.left.entry.text
    found = numbers(desk.current.text)
    assert found == list(range(1, len(found) + 1))
    assert len(found) >= left.promised, (
        f"{left.promised} words were typed over a second before the kill, {len(found)} are left"
    )
    if offer is not None:
        desk.current.undo_stack.undo()
        assert desk.current.text == on_disk
        desk.current.undo_stack.redo()
        assert desk.current.text == offer.left.entry.text
    assert desk.close()
    shutil.rmtree(left.story.parents[2])


@pytest.mark.parametrize("seed", range(KILLS))
def test_what_was_typed_over_a_second_before_a_kill_is_there(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, kills: Typists, seed: int
) -> None:
    check_what_is_left(kills.left_by(kill_while_typing, seed), monkeypatch)


def test_control_without_journal_and_autosave_the_same_kill_loses(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = kill_while_typing(tmp_path, 1, "careless")
    with pytest.raises(AssertionError, match="are left"):
        check_what_is_left(left, monkeypatch)


@pytest.mark.parametrize("seed", range(ENDS))
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_end_it_saves_without_a_word_and_leaves_nothing_to_recover(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, ends: Typists, number: signal.Signals, seed: int
) -> None:
    left = ends.left_by(end_while_typing, seed, int(number))
    assert left.code == 0
    assert len(numbers(left.story.read_text("utf-8"))) >= left.promised
    desk = next_session(left, monkeypatch)
    assert desk.recovery.offer is None
    assert desk.close()
    shutil.rmtree(left.story.parents[2])
