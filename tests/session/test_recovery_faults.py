"""A fault, or the end of the process, at every single call of the system while a text is being recovered: it is never lost."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.recovery import journal as journal_module
from editor_app.stories.recovery.store import RecoveryStore, recovery_places
from tests.session.test_recovery import type_into

CALLS = ("open", "write", "read", "lseek", "fsync", "close", "mkdir", "rename", "replace", "unlink", "fstat")
MANY = 400


class Died(BaseException):
    """The process ended here."""


class Faults:
    """Lets the `nth` of all calls of the system fail, or the process end at it."""

    def __init__(self, patch: pytest.MonkeyPatch, nth: int, fault: Callable[[], BaseException]) -> None:
        self.count, self._nth, self._fault, self.is_dead = 0, nth, fault, False
        for name in CALLS:
            patch.setattr(os, name, self._counted(getattr(os, name)))
        patch.setattr(journal_module, "_sync", self._counted(journal_module._sync))

    def _counted(self, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **more: object) -> object:
            self.count += 1
            if self.is_dead:
                raise Died  # the dead write nothing, whatever their code would do on its way out
            if self.count == self._nth:
                fault = self._fault()
                self.is_dead = isinstance(fault, Died)
                raise fault
            return real(*arguments, **more)

        return call


def bury(desk: NewsroomSession) -> None:
    """What the system does for a dead process: its files are closed, its locks are gone, its timers are none."""
    journal = desk.recovery._journal
    assert journal is not None and desk.current is not None and desk._hold is not None
    journal._journal.close()
    journal._pause.stop()
    journal._latest.stop()
    desk.recovery.close()
    desk.current._autosave.stop()
    desk._hold.end()


def everything_kept(newsroom: Newsroom, now: datetime) -> list[str]:
    """The texts that the next session could give back."""
    store = RecoveryStore(recovery_places())
    texts = [left.entry.text for left in (*store.look(now), *store.kept())]
    store.close()
    return [*texts, *(path.read_text("utf-8") for path in newsroom.story_paths())]


@pytest.fixture
def fresh(newsroom: Newsroom, ferry: Path, now: datetime, qtbot: QtBot) -> Iterator[Callable[[], str]]:
    """Each call makes the state after a crash anew, with the file changed meanwhile, and returns the text that was typed."""
    original = ferry.read_text("utf-8")

    def make() -> str:
        for place in recovery_places():
            for file in (*place.rglob("*.journal"), *place.glob("kept/*")):
                file.unlink(missing_ok=True)
        ferry.write_text(original, "utf-8")
        desk = NewsroomSession(newsroom, lambda: now)
        assert desk.open_story(ferry) and desk.current is not None
        type_into(desk.current, " Two tugs came.")
        text = desk.current.text
        assert desk.recovery.flush()
        bury(desk)
        ferry.write_text(original.replace("ran aground", "is afloat"), "utf-8")
        return text

    yield make


@pytest.mark.parametrize("answer", ["restore", "discard"])
@pytest.mark.parametrize("fault", [lambda: OSError(5, "fault"), Died], ids=["fault", "death"])
def test_at_every_call(
    answer: str,
    fault: Callable[[], BaseException],
    fresh: Callable[[], str],
    newsroom: Newsroom,
    ferry: Path,
    now: datetime,
) -> None:
    nth = 0
    for nth in range(1, MANY):
        text = fresh()
        desk = NewsroomSession(newsroom, lambda: now)
        assert desk.open_story(ferry) and desk.recovery.offer is not None
        theirs = ferry.read_text("utf-8")
        with pytest.MonkeyPatch.context() as patch:
            faults = Faults(patch, nth, fault)
            with contextlib.suppress(Died):
                getattr(desk.recovery, answer)()
        bury(desk)
        kept = everything_kept(newsroom, now)
        assert text in kept, f"lost when call {nth} failed"
        aside = [file.read_text("utf-8") for file in (newsroom.private_folder / "conflicts").glob("*.md")]
        assert theirs in (*kept, *aside)
        if faults.count < nth:
            break
    assert 3 < nth < MANY - 1  # every call had its turn


def test_control_deleting_before_the_new_journal_is_written_would_lose(
    fresh: Callable[[], str], newsroom: Newsroom, ferry: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = fresh()
    desk = NewsroomSession(newsroom, lambda: now)
    assert desk.open_story(ferry) and desk.recovery.offer is not None
    for file in desk.recovery.offer.left.files:
        file.unlink()
    monkeypatch.setattr(desk.recovery, "flush", lambda: (_ for _ in ()).throw(Died()))
    with contextlib.suppress(Died):
        desk.recovery.restore()
    bury(desk)
    assert text not in everything_kept(newsroom, now)
