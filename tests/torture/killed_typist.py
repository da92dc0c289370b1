"""Somebody types in the real application until its process is killed, or told to end; three of them at once, ahead of who checks.

Each has a newsroom and user folders of its own. They are looked after by processes that do nothing else: one that was checking at the
same time would kill late, and late is easier. No Qt here.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from editor_app.stories.newsroom import create_newsroom

ROOT = Path(__file__).resolve().parent.parent.parent
PROMISE_S = 1.0
AT_ONCE = 3
STORY = "---\ntitle: The long night\nstatus: draft\n---\n" + "The tide was out, and stayed out.\n\n" * 120
_USER_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "HOME")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Left:
    """What a process left behind: the story, the words that must be there, how it ended, and its user's folders."""

    story: Path
    promised: int
    code: int
    user: dict[str, str]


@dataclass
class Typed:
    """What the typist said it typed: numbers of words, and when."""

    words: list[tuple[int, float]] = field(default_factory=list)
    end: threading.Event = field(default_factory=threading.Event)

    def until(self, moment: float) -> int:
        """The last word that was typed by then."""
        return max((number for number, at in self.words if at <= moment), default=0)


@contextmanager
def typist(
    room: Path, seed: int, user: dict[str, str], *more: str
) -> Iterator[tuple[subprocess.Popen[str], Typed]]:
    """The application, typing; everything of it is gone at the end."""
    command = [sys.executable, "-m", "tests.torture.typist", str(room), str(seed), *more]
    typed = Typed()
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | user, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        start_new_session=True,
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


def make_user(folder: Path) -> dict[str, str]:
    """The environment of a user who has never used Stet."""
    for name in _USER_FOLDERS:
        (folder / name.lower()).mkdir(mode=0o700, parents=True)
    return {name: str(folder / name.lower()) for name in _USER_FOLDERS}


def make_room(folder: Path) -> Path:
    """A newsroom with one story; returns the story."""
    room = create_newsroom(folder, "The Courier", url="https://courier.example", timezone="UTC")
    story = room.stories_folder / "night.md"
    story.write_text(STORY, encoding="utf-8")
    return story


def kill_while_typing(folder: Path, seed: int, *more: str) -> Left:
    """Type, kill. What was typed over a second before is promised."""
    luck = random.Random(seed)
    user, story = make_user(folder), make_room(folder / "room")
    with typist(folder / "room", seed, user, *more) as (process, typed):
        time.sleep(luck.uniform(1.1, 2.4))
        moment = time.monotonic()
        process.kill()
        typed.end.wait(10)
        return Left(story, typed.until(moment - PROMISE_S), process.wait(), user)


def end_while_typing(folder: Path, seed: int, number: int) -> Left:
    """Type, tell the process to end and wait for it. All that was typed by then is promised."""
    user, story = make_user(folder), make_room(folder / "room")
    with typist(folder / "room", seed, user) as (process, typed):
        time.sleep(0.3)
        said = len(typed.words)
        process.send_signal(number)
        code = process.wait(20)
        typed.end.wait(10)
    return Left(story, said, code, user)


class Typists:
    """Several at work at once: while one run is checked, the next ones are under way already."""

    def __init__(self, folder: Path, runs: int) -> None:
        self._folder, self._runs = folder, runs
        self._pool = ProcessPoolExecutor(AT_ONCE, multiprocessing.get_context("spawn"))
        self._under_way: dict[tuple[str, int], Future[Left]] = {}

    def left_by(self, act: Callable[..., Left], seed: int, *more: object) -> Left:
        """What this run left; those that follow it are begun."""
        for one in range(seed, min(seed + AT_ONCE + 1, max(self._runs, seed + 1))):
            key = (f"{act.__name__}{more}", one)
            if key not in self._under_way:
                place = self._folder / f"{len(self._under_way)}"
                self._under_way[key] = self._pool.submit(act, place, one, *more)
        return self._under_way[f"{act.__name__}{more}", seed].result()

    def go_home(self) -> None:
        """None is left running."""
        self._pool.shutdown(cancel_futures=True)
