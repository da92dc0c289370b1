"""Every system call of every way of saving fails in turn, in every way a disk can fail, or is the last of its process.

`make test` takes a sample of the cases of each scenario, `make torture` all of them. The C library's calls are met by a small library that is
compiled here; without a compiler, or elsewhere than on Linux, these tests are skipped and say so.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.torture.scenarios import SCENARIOS

ROOT = Path(__file__).resolve().parent.parent.parent
IS_FULL = "STET_KILLS" in os.environ
SHARE = 1 if IS_FULL else 60

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="LD_PRELOAD, fork and signals of Linux")


@pytest.fixture(scope="session")
def storage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that misbehaves."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        pytest.skip("no C compiler to build the storage that fails")
    library = tmp_path_factory.mktemp("storage") / "storage.so"
    source = Path(__file__).with_name("storage.c")
    made = subprocess.run(
        [compiler, "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        pytest.skip(f"the storage that fails cannot be built here: {made.stderr[:200]}")
    return library


@pytest.fixture
def base() -> Iterator[Path]:
    """A folder in memory where there is one: these disks fail, but need not be slow."""
    memory = Path("/dev/shm")
    folder = (memory if os.access(memory, os.W_OK) else Path("/tmp")) / f"stet-faults-{os.getpid()}"
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def tortured(storage: Path, base: Path, share: int, *names: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture.faults", base, str(share), *names],
        cwd=ROOT, env={**os.environ, "LD_PRELOAD": str(storage)}, capture_output=True, text=True, timeout=3_600, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_no_moment_of_any_save_is_dangerous(storage: Path, base: Path) -> None:
    told = tortured(storage, base, SHARE)
    print(told)
    assert not told["violations"], "\n".join(told["violations"][:20])
    assert not told["broke"]
    assert min(told["killed"], told["told"], told["done"]) > 2 * len(SCENARIOS)


def test_control_writing_in_place_is_caught(storage: Path, base: Path) -> None:
    told = tortured(storage, base, 1, "in place")
    found = " ".join(told["violations"])
    assert "dies-before  (write): torn" in found
    assert "fails ENOSPC (write): torn" in found
    assert "flipped  (write): said to be saved, and is not" in found


@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace here")
def test_the_calls_that_are_met_are_all_that_change_anything(
    storage: Path, base: Path, tmp_path: Path
) -> None:
    """Of what the kernel sees a save do, nothing that writes goes past the library."""
    script = (
        "import sys; from pathlib import Path; from tests.torture import faults, scenarios\n"
        "base = Path(sys.argv[1]); disk = faults.Disk()\n"
        "scenarios.room_with_story(base); scenarios.replace_story(base)\n"
        "(base / scenarios.FERRY).write_text(scenarios.OLD)\n"
        "disk.arm(base, faults.Case('', 0, 0, 0, (False, False, False))); Path('/stet-begins').exists()\n"
        "scenarios.replace_story(base); Path('/stet-ends').exists()\n"
        "print(' '.join(disk.trace()))"
    )
    written = tmp_path / "calls"
    done = subprocess.run(
        ["strace", "-o", written, "-E", f"LD_PRELOAD={storage}", sys.executable, "-c", script, base],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"strace may not be used here: {done.stderr[-200:]}")
    lines = written.read_text().partition("/stet-begins")[2].partition("/stet-ends")[0].splitlines()
    calls = [line.partition("(")[0] for line in lines]
    changing = ("write", "fsync", "fdatasync", "renameat2", "rename", "unlink", "fchmod", "mkdir", "link")
    seen = [call for call in calls if call in changing]
    met = done.stdout.split()
    assert seen, calls
    assert len(seen) == sum(1 for name in met if name in (*changing, "exchange", "renamenew"))
    assert not [
        call
        for call in calls
        if call in ("pwrite64", "writev", "ftruncate", "openat2", "io_uring_enter", "mmap2")
    ]
