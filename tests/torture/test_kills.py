"""The process is killed while somebody types: what was typed over a second ago is offered to the next session, whole.

Five kills in `make test`; `STET_KILLS` says how many (`make torture`: a thousand).
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.stories.newsroom import Newsroom, create_newsroom

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")

KILLS = int(os.environ.get("STET_KILLS", "5"))
ENDS = max(1, KILLS // 10)
ROOT = Path(__file__).resolve().parent.parent.parent
PROMISE_S = 1.0
STORY = "---\ntitle: The long night\nstatus: draft\n---\n" + "The tide was out, and stayed out.\n\n" * 120


@dataclass
class Typed:
    """What the typist said it typed: numbers of words, and when."""

    words: list[tuple[int, float]] = field(default_factory=list)
    end: threading.Event = field(default_factory=threading.Event)

    def until(self, moment: float) -> int:
        """The last word that was typed by then."""
        return max((number for number, at in self.words if at <= moment), default=0)


@contextmanager
def typist(room: Path, seed: int, *more: str) -> Iterator[tuple[subprocess.Popen[str], Typed]]:
    """The application, typing; everything of it is gone at the end."""
    command = [sys.executable, "-m", "tests.torture.typist", str(room), str(seed), *more]
    typed = Typed()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    )  # fmt: skip

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            with suppress(ValueError):
                number, at = line.split()
                typed.words.append((int(number), float(at)))
        typed.end.set()

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        deadline = time.monotonic() + 60
        while not typed.words and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.02)
        assert typed.words, "nobody began to type"
        yield process, typed
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        listener.join(10)
        assert process.stdout is not None
        process.stdout.close()


def make_room(folder: Path) -> Path:
    room = create_newsroom(folder, "The Courier", url="https://courier.example", timezone="UTC")
    story = room.stories_folder / "night.md"
    story.write_text(STORY, encoding="utf-8")
    return story


def numbers(text: str) -> list[int]:
    """The whole words typed into a text. They were typed in order: anything else is torn or lost in the middle."""
    return [int(number) for number in re.findall(r"\bw(\d{4})\b", text)]


def next_session(story: Path) -> NewsroomSession:
    desk = NewsroomSession(Newsroom.open(story.parent.parent), lambda: datetime.now(UTC))
    assert desk.open_story(story)
    return desk


def kill_while_typing(folder: Path, seed: int, *more: str) -> tuple[Path, int, float]:
    """Type, kill; returns the story, the last word typed over a second before, and the moment."""
    luck = random.Random(seed)
    story = make_room(folder)
    with typist(folder, seed, *more) as (process, typed):
        time.sleep(luck.uniform(1.1, 2.4))
        moment = time.monotonic()
        process.kill()
        typed.end.wait(10)
        return story, typed.until(moment - PROMISE_S), moment


def check_what_is_left(story: Path, promised: int) -> None:
    """Neither file nor journal is torn, what was promised is there, and restoring it is one step of undo."""
    on_disk = story.read_text("utf-8")
    assert on_disk.startswith("---\ntitle: The long night") and numbers(on_disk) == list(
        range(1, len(numbers(on_disk)) + 1)
    )
    desk = next_session(story)
    assert desk.current is not None
    offer = desk.recovery.offer
    if offer is not None:
        assert desk.recovery.restore()
        assert desk.current.text == offer.left.entry.text
    found = numbers(desk.current.text)
    assert found == list(range(1, len(found) + 1))
    assert len(found) >= promised, (
        f"{promised} words were typed over a second before the kill, {len(found)} are left"
    )
    if offer is not None:
        desk.current.undo_stack.undo()
        assert desk.current.text == on_disk
        desk.current.undo_stack.redo()
        assert desk.current.text == offer.left.entry.text
    assert desk.close()


@pytest.mark.parametrize("seed", range(KILLS))
def test_what_was_typed_over_a_second_before_a_kill_is_there(tmp_path: Path, qtbot: QtBot, seed: int) -> None:
    story, promised, _moment = kill_while_typing(tmp_path / "room", seed)
    check_what_is_left(story, promised)


def test_control_without_journal_and_autosave_the_same_kill_loses(tmp_path: Path, qtbot: QtBot) -> None:
    story, promised, _moment = kill_while_typing(tmp_path / "room", 1, "careless")
    with pytest.raises(AssertionError, match="are left"):
        check_what_is_left(story, promised)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("seed", range(ENDS))
def test_told_to_end_it_saves_without_a_word_and_leaves_nothing_to_recover(
    tmp_path: Path, qtbot: QtBot, number: signal.Signals, seed: int
) -> None:
    story = make_room(tmp_path / "room")
    with typist(tmp_path / "room", seed) as (process, typed):
        time.sleep(0.3)
        said = len(typed.words)
        process.send_signal(number)
        assert process.wait(20) == 0
        typed.end.wait(10)
    assert len(numbers(story.read_text("utf-8"))) >= said
    desk = next_session(story)
    assert desk.recovery.offer is None
    assert desk.close()
