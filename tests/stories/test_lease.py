from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
from dataclasses import asdict, replace
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from editor_app.stories import lease as leases
from editor_app.stories.lease import Hold, Lease, lease_path, read_lease
from editor_app.stories.newsroom import create_newsroom

OPENERS, ROUNDS = 8, 10


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "shared" / "ferry.md"
    path.parent.mkdir()
    path.write_text("The ferry.\n", "utf-8")
    return path


@pytest.fixture
def locks(tmp_path: Path) -> Path:
    return tmp_path / "locks"


def elsewhere(beat: int = 7) -> Lease:
    """A lease of another machine, whose clock nobody knows."""
    return Lease("their-id", "Maren Oduya", "newsdesk-2", "another machine", "another boot", 41, "100", beat)


def put(story: Path, lease: Lease) -> None:
    lease_path(story).write_text(json.dumps(asdict(lease)), "utf-8")


def test_the_first_has_it_and_the_second_hears_who(story: Path, locks: Path) -> None:
    first, second = Hold(story, locks, "Maren Oduya"), Hold(story, locks, "Tomas Brandt")
    assert first.take()
    assert not second.take()
    assert second.other is not None and second.other.user == "Maren Oduya"
    first.let_go()
    assert not lease_path(story).exists()
    assert second.take()
    second.let_go()


def test_another_account_of_this_machine_counts_though_it_has_other_locks(
    story: Path, tmp_path: Path
) -> None:
    first, second = Hold(story, tmp_path / "a"), Hold(story, tmp_path / "b")
    assert first.take()
    assert not second.take()
    first.let_go()


def test_a_lease_of_another_machine_counts_whatever_its_clock_says(story: Path, locks: Path) -> None:
    put(story, elsewhere())
    os.utime(lease_path(story), (0, 0))  # three days off, or fifty years
    hold = Hold(story, locks)
    assert not hold.take()
    assert hold.other == elsewhere()


def test_a_stale_lease_is_taken_only_if_it_stands_as_it_was_seen(story: Path, locks: Path) -> None:
    put(story, elsewhere(beat=8))
    hold = Hold(story, locks)
    assert not hold.take(elsewhere(beat=7))
    assert read_lease(story) == elsewhere(beat=8)
    assert hold.take(elsewhere(beat=8))
    assert read_lease(story) == hold._own
    hold.let_go()


def test_whoever_was_taken_over_hears_of_it_with_the_next_beat(story: Path, locks: Path) -> None:
    hold = Hold(story, locks)
    assert hold.take()
    put(story, elsewhere())
    assert not hold.beat()
    assert hold.other == elsewhere()
    hold.let_go()
    assert read_lease(story) == elsewhere(), "what is not ours is left alone"


def test_a_beat_is_seen_and_puts_back_what_was_tidied_away(story: Path, locks: Path) -> None:
    hold = Hold(story, locks)
    assert hold.take()
    inode = lease_path(story).stat().st_ino
    assert hold.beat() and hold.beat()
    seen = read_lease(story)
    assert seen is not None and seen.beat == 2
    assert lease_path(story).stat().st_ino == inode, "in place: the folder's watchers hear nothing"
    lease_path(story).unlink()
    assert hold.beat()
    assert read_lease(story) is not None
    hold.let_go()


@pytest.mark.parametrize("left", ["another boot", "no such process", "another process of the same number"])
def test_what_a_dead_process_of_this_machine_left_is_cleaned(story: Path, locks: Path, left: str) -> None:
    maker = Hold(story, locks)._own
    dead = {
        "another boot": replace(maker, id="dead", boot="before"),
        "no such process": replace(maker, id="dead", pid=2**22 + 1),
        "another process of the same number": replace(maker, id="dead", started="1"),
    }[left]
    put(story, dead)
    hold = Hold(story, locks)
    assert hold.take()
    hold.let_go()


def test_a_lease_that_cannot_be_understood_is_somebody_s(story: Path, locks: Path) -> None:
    lease_path(story).write_bytes(b"\xff{")
    hold = Hold(story, locks)
    assert not hold.take()
    assert hold.other is not None and hold.take(hold.other)
    hold.let_go()


def test_a_folder_that_cannot_be_written_does_without(
    story: Path, locks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> int:
        raise PermissionError

    hold = Hold(story, locks)
    locks.mkdir()
    real = os.open
    monkeypatch.setattr(
        leases.os, "open", lambda path, *a, **k: refused() if ".~lock" in str(path) else real(path, *a, **k)
    )
    assert hold.take() and hold.beat()
    hold.let_go()


def test_a_lease_is_no_story(tmp_path: Path) -> None:
    room = create_newsroom(tmp_path / "room", "The Courier", url="https://courier.example", timezone="UTC")
    path = room.create_story("Ferry").path
    hold = Hold(path, tmp_path / "locks")
    assert hold.take()
    assert room.story_paths() == [path]
    hold.let_go()


def _claim(story: str, locks: str, together: Barrier, answers: object) -> None:
    hold = Hold(Path(story), Path(locks))
    together.wait(60)
    answers.put(hold.take())  # type: ignore[attr-defined]
    together.wait(60)  # nobody lets go before everybody has asked
    hold.let_go()


def _holders(story: Path, locks: list[Path]) -> int:
    context = multiprocessing.get_context("fork")
    answers, together = context.Queue(), context.Barrier(len(locks))
    claims = [
        context.Process(target=_claim, args=(str(story), str(place), together, answers)) for place in locks
    ]
    for claim in claims:
        claim.start()
    held = sum(answers.get(timeout=60) for _claim in claims)
    for claim in claims:
        claim.join(60)
    return held


@pytest.mark.skipif(os.name == "nt", reason="fork")
@pytest.mark.parametrize("apart", [False, True], ids=["one account", "accounts of their own"])
def test_of_eight_openers_one_has_it(story: Path, tmp_path: Path, apart: bool) -> None:
    for number in range(ROUNDS // 2):
        locks = [tmp_path / f"{number}-{index if apart else 0}" for index in range(OPENERS)]
        assert _holders(story, locks) == 1
        assert not lease_path(story).exists()


@pytest.mark.skipif(os.name == "nt", reason="fork")
def test_a_control_without_locks_and_leases_has_more_than_one_holder(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Hold, "_lock", lambda _self: True)
    monkeypatch.setattr(Hold, "_put_new", lambda _self: True)
    assert _holders(story, [tmp_path] * OPENERS) > 1


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_the_story_of_a_killed_holder_is_taken_at_once(story: Path, locks: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from editor_app.stories.lease import Hold\n"
        "hold = Hold(Path(sys.argv[1]), Path(sys.argv[2])); print(hold.take(), flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(story), str(locks)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None and holder.stdout.readline() == "True\n"
    hold = Hold(story, locks)
    assert not hold.take()
    holder.send_signal(signal.SIGKILL)
    holder.wait(10)
    holder.stdout.close()
    assert hold.take()
    hold.let_go()
