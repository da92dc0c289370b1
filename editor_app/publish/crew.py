"""Helper processes that share the work of a large export: each reads and renders what it is given.

They are started anew, or as doubles of a process that says it is alone (the command line: one thread, no window), which
spares each of them the loading of modules; either way they take and return plain values. What they write lies in the
staging folder and counts for nothing until this process says so. Whoever opens a crew closes it, whatever happens.
"""

from __future__ import annotations

import gc
import marshal
import multiprocessing
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from editor_app.publish.crew_work import work
from editor_app.publish.ledger import PageRecord
from editor_app.publish.reporting import ExportError, PageFault, StoryMoved, Teller
from editor_app.publish.staging import ForeignFile
from editor_app.publish.story_facts import StoryFacts
from editor_app.stories.newsroom import Newsroom

_AT_A_TIME = 32
_AHEAD = 2  # so that no helper waits for its next portion
_LOOK_S = 0.1

Read = Callable[[str, tuple[Any, ...] | None, str], None]
Made = Callable[[str, bytes, bool, PageRecord, list[str]], None]


class Crew:
    """The helpers of one export.

    Args:
        count: how many.
        cache: where sized pictures and compiled templates are kept.
        alone: this process has one thread and no window, so that it may be doubled.
    """

    def __init__(self, newsroom: Newsroom, cache: Path, count: int, *, alone: bool = False) -> None:
        context = _doubling() if alone else multiprocessing.get_context("spawn")
        is_double = context.get_start_method() == "fork"
        self._helpers: list[tuple[BaseProcess, Connection]] = []
        self._readers: dict[str, int] = {}
        try:
            for _ in range(count):
                ours, theirs = context.Pipe()
                # A double has our ends of all pipes; one that kept them would not hear that this process is gone.
                not_its_own = [other for _helper, other in self._helpers] + [ours] if is_double else []
                given = (theirs, newsroom, cache, count, not_its_own)
                helper = context.Process(target=work, args=given, daemon=True)  # type: ignore[attr-defined]  # each context has it; their base does not say so
                try:
                    with _deaf_to_ctrl_c():
                        helper.start()
                except BaseException:
                    ours.close()
                    raise
                finally:
                    theirs.close()
                self._helpers.append((helper, ours))
        except BaseException:
            self.close()
            raise

    def read(self, paths: Sequence[str], read: Read, teller: Teller) -> None:
        """Have the stories in these files read; `read` hears of each: its facts as a plain tuple, or why it cannot be read.

        A story's page is later made by the helper that read it, who still has its text.
        """
        done = 0
        waiting = deque(paths)
        for number, told in self._shared_out("read", lambda _number: _take(waiting), len(paths)):
            for path, row, reason in told:
                self._readers[path] = number
                read(path, row, reason)
            done += len(told)
            teller.say("Reading stories", done, len(paths))

    def meet(
        self, now: datetime, stories: Sequence[StoryFacts], folder: Path, output: Path, known: frozenset[str]
    ) -> None:
        """Tell the helpers which edition they make pages of, and where to stage them."""
        rows = marshal.dumps([facts.plain() for facts in stories])
        for _helper, ours in self._helpers:
            self._send(ours, ("edition", now, rows, str(folder), str(output), sorted(known)))

    def make(self, pages: Sequence[tuple[str, str]], made: Made, teller: Teller) -> None:
        """Have these pages made and staged; `made` hears of each: its digest, whether it is new, how it came about, its typed links.

        Args:
            pages: the name of each page, and the file of the story whose page it is, or "".
        """
        own: list[deque[str]] = [deque() for _ in self._helpers]
        shared: deque[str] = deque()
        for name, story in pages:
            number = self._readers.get(story)
            (shared if number is None else own[number]).append(name)

        def portion(number: int) -> list[str]:
            longest = max(own, key=len)
            return _take(own[number] or shared or longest)

        done = 0
        for _number, told in self._shared_out("make", portion, len(pages)):
            for name, digest, is_new, record, typed in told:
                made(name, digest, is_new, PageRecord._make(record), typed)
            done += len(told)
            teller.say("Writing pages", done, len(pages))

    def close(self) -> None:
        """End every helper, whatever it is doing."""
        for helper, ours in self._helpers:
            ours.close()
            helper.kill()
        for helper, _ours in self._helpers:
            helper.join()
            helper.close()
        self._helpers = []

    def _shared_out(
        self, task: str, portion: Callable[[int], list[str]], total: int
    ) -> Iterator[tuple[int, list[Any]]]:
        """Give out work until there is none, and yield what comes back; an empty list tells only that time has passed."""
        numbers = {ours: number for number, (_helper, ours) in enumerate(self._helpers)}
        for _ in range(_AHEAD):
            for ours, number in numbers.items():
                if names := portion(number):
                    self._send(ours, (task, names))
        done = 0
        while done < total:
            ready = wait(list(numbers), _LOOK_S)
            if not ready:
                yield 0, []
            for ours in ready:
                number = numbers[ours]  # type: ignore[index]  # `wait` gives what it was given
                told = self._receive(ours)  # type: ignore[arg-type]  # as above
                if names := portion(number):
                    self._send(ours, (task, names))  # type: ignore[arg-type]  # as above
                done += len(told)
                yield number, told

    def _send(self, ours: Connection, message: tuple[Any, ...]) -> None:
        try:
            ours.send_bytes(marshal.dumps(_plain(message)))
        except OSError as error:
            raise _lost() from error

    def _receive(self, ours: Connection) -> list[Any]:
        try:
            fault, told = marshal.loads(ours.recv_bytes())
        except (EOFError, OSError) as error:
            raise _lost() from error
        if fault:
            raise _fault(fault, told)
        return told


def _doubling() -> BaseContext:
    """How helpers start that are doubles of this process, with all that they need loaded before; anew where that may not be."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return multiprocessing.get_context("spawn")
    from editor_app.publish import page_making, site_plan  # noqa: F401 - loaded once for all

    gc.freeze()  # what is shared stays shared as long as nobody writes on it
    return multiprocessing.get_context("fork")


def _take(waiting: deque[str]) -> list[str]:
    return [waiting.popleft() for _ in range(min(_AT_A_TIME, len(waiting)))]


def _plain(message: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(part.isoformat() if isinstance(part, datetime) else part for part in message)


def _lost() -> ExportError:
    return ExportError(
        "A helper that was writing pages ended before it was done. The site is as it was; export again."
    )


def _fault(kind: str, told: Any) -> Exception:
    """What went wrong in a helper, as it would have been raised here."""
    match kind:
        case "moved":
            return StoryMoved(Path(told[0]))
        case "page":
            return PageFault(told[0])
        case "foreign":
            return ForeignFile(Path(told[0]))
        case "system":
            return OSError(told[0], told[1], told[2] or None)
    return HelperBroke(told[0])


class HelperBroke(Exception):
    """A fault of Stet's own in a helper; `str()` is its traceback."""


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """What is started here does not hear Ctrl+C: this process does, and ends it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        with suppress(OSError):
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
