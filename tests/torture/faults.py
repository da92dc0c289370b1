"""Runs each scenario once for every system call it makes and every way in which that call can go wrong; says what was violated.

`LD_PRELOAD=storage.so python -m tests.torture.faults FOLDER SHARE [NAME ...]`: one JSON object on standard output. SHARE n runs
every nth case only. Each case is a process of its own, forked, so a kill is a real one. No Qt.
"""

from __future__ import annotations

import ctypes
import errno
import itertools
import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from tests.torture import scenarios
from tests.torture.scenarios import CONTROL, SCENARIOS, Outcome, Scenario, litter, outcome_of, tidy

COUNT, FAIL, DIE_BEFORE, DIE_AFTER, DIE_HALF, SHORT, FLIP, FAIL_AFTER, FAIL_ON = range(9)
CODES = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EDQUOT)
# What can be done and still be said not to have been done, by a share that lost the answer or a disk that is failing.
DONE_ALL_THE_SAME = ("fsync", "close", "exchange", "renamenew", "rename", "link", "unlink", "mkdir")


@dataclass(frozen=True, slots=True)
class Case:
    """At which call what happens; `lacks` are those of the file system. `only` names the calls that count, all if empty."""

    scenario: str
    at: int
    how: int
    code: int
    lacks: tuple[bool, bool, bool]
    only: str = ""

    def __str__(self) -> str:
        ways = [
            "fine",
            "fails",
            "dies-before",
            "dies-after",
            "dies-half",
            "short",
            "flipped",
            "done-but-fails",
            "fails-from-then-on",
        ]
        return f"{self.scenario}{list(map(int, self.lacks))} call {self.at} {self.only} {ways[self.how]} {errno.errorcode.get(self.code, '')}"


class Disk:
    """The storage that was loaded ahead of the C library."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.storage_trace.restype = ctypes.c_char_p

    def arm(self, base: Path, case: Case) -> None:
        self._library.storage_deny(*map(int, case.lacks))
        self._library.storage_arm(os.fsencode(base), case.at, case.how, case.code, case.only.encode())

    def pause(self, paused: bool) -> None:
        self._library.storage_pause(int(paused))

    def trace(self) -> list[str]:
        self._library.storage_disarm()
        return self._library.storage_trace().decode().split()

    def struck(self) -> bool:
        return bool(self._library.storage_struck())


def run(disk: Disk, base: Path, scenario: Scenario, case: Case) -> tuple[Outcome, list[str], bool]:
    """Do it in a process of its own: what it said, the calls it made, and whether the fault came to pass."""
    listening, telling = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(listening)
        outcome = Outcome("done")
        try:
            disk.arm(base, case)
            scenario.act(base)
        except Exception as failure:
            disk.trace()
            outcome = outcome_of(failure)
        told = {"outcome": asdict(outcome), "trace": disk.trace(), "struck": disk.struck()}
        os.write(telling, json.dumps(told).encode())
        os._exit(0)
    os.close(telling)
    with os.fdopen(listening, "rb") as answers:
        answer = answers.read()
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return Outcome("killed"), [], True
    told = json.loads(answer)
    return Outcome(**told["outcome"]), told["trace"], told["struck"]


def cases(scenario: Scenario, lacks: tuple[bool, bool, bool], trace: list[str]) -> Iterator[Case]:
    """Every call, every way."""
    for at, name in enumerate(trace, 1):
        kinds = [(DIE_BEFORE, 0), (DIE_AFTER, 0)]
        kinds += [(FAIL, code) for code in CODES]
        kinds += [(FAIL_ON, code) for code in CODES]
        if name == "write":
            kinds += [(DIE_HALF, 0), (SHORT, 0), (FLIP, 0)]
        if name in DONE_ALL_THE_SAME:
            kinds.append((FAIL_AFTER, errno.EIO))
        for how, code in kinds:
            yield Case(scenario.name, at, how, code, lacks)


def violations(disk: Disk, base: Path, scenario: Scenario, case: Case) -> tuple[Outcome, list[str]]:
    """Prepare, write with the fault, tidy as the next start does, and judge."""
    shutil.rmtree(base, ignore_errors=True)
    base.mkdir(parents=True)
    scenario.prepare(base)
    outcome, _trace, _struck = run(disk, base, scenario, case)
    found = [] if outcome.kind != "broke" else [f"nobody was told: {outcome.sentence}"]
    if (
        case.lacks[2]
        and outcome.kind == "told"
        and any(not file.stat().st_size for file in base.rglob("fresh.md"))
    ):
        outcome = replace(outcome, held_name=True)
    tidy(base)
    try:
        if outcome.kind != "broke":
            found += scenario.faults_after(base, outcome)
        found += litter(base)
    except Exception as failure:
        found.append(f"cannot be judged: {type(failure).__name__}: {failure}")
    return outcome, found


def torture(base: Path, share: int, names: list[str]) -> dict[str, object]:
    """All scenarios, or those of these names; every `share`th case."""
    disk = Disk()
    scenarios.paused.pause = staticmethod(disk.pause)
    chosen = [one for one in (*SCENARIOS, CONTROL) if one.name in names or (not names and one is not CONTROL)]
    counts = {"cases": 0, "killed": 0, "told": 0, "done": 0, "broke": 0}
    wrong: list[str] = []
    turn = itertools.count()
    for scenario in chosen:
        for lacks in scenario.ways:
            shutil.rmtree(base, ignore_errors=True)
            base.mkdir(parents=True)
            scenario.prepare(base)
            run(disk, base, scenario, Case(scenario.name, 0, COUNT, 0, lacks))  # whatever is imported late
            shutil.rmtree(base)
            base.mkdir(parents=True)
            scenario.prepare(base)
            _outcome, trace, _struck = run(disk, base, scenario, Case(scenario.name, 0, COUNT, 0, lacks))
            for case in cases(scenario, lacks, trace):
                if next(turn) % share:
                    continue
                outcome, found = violations(disk, base, scenario, case)
                counts["cases"] += 1
                counts[outcome.kind] += 1
                wrong += [f"{case} ({trace[case.at - 1]}): {one}" for one in found]
    shutil.rmtree(base, ignore_errors=True)
    return {**counts, "violations": wrong}


if __name__ == "__main__":
    print(json.dumps(torture(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])))
