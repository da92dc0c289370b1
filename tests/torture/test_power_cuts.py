"""The power is cut while Stet saves: nothing that it said was saved is lost. On ext4 and XFS, in images mounted for it.

Twenty-one cuts each in `make test`, half of `STET_KILLS` in `make torture`: five hundred. Needs root, loop devices and mkfs; where they are not to be
had the order of the calls is still looked at.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.torture.scenarios import SCENARIOS

ROOT = Path(__file__).resolve().parent.parent.parent
CUTS = max(21, int(os.environ.get("STET_KILLS", "42")) // 2)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux's own way to drop a file system")


@pytest.fixture
def power(tmp_path: Path) -> Iterator[Path]:
    """A folder for the image: in memory where there is one, so that the disk of this machine is spared."""
    memory = Path("/dev/shm")
    folder = (memory if os.access(memory, os.W_OK) else tmp_path) / f"stet-power-{os.getpid()}"
    yield folder
    subprocess.run(["umount", folder / "mounted"], capture_output=True, check=False)
    shutil.rmtree(folder, ignore_errors=True)


def cut(folder: Path, kind: str, cuts: int, *more: str) -> dict[str, int]:
    command = [sys.executable, "-m", "tests.torture.cut_power", str(folder), kind, str(cuts), "1", *more]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=36_000)
    told = json.loads(done.stdout)
    if "not_possible" in told:
        pytest.skip(f"no power to cut here: {told['not_possible']}")
    return told


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount")
@pytest.mark.parametrize("kind", ["ext4", "xfs"])
def test_a_power_cut_loses_nothing_that_was_said_to_be_saved(power: Path, kind: str) -> None:
    told = cut(power, kind, CUTS)
    print(kind, told)
    assert told["cuts"] == CUTS and told["acknowledged"] >= CUTS // 2
    assert told["lost"] == 0 and told["torn"] == 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount")
@pytest.mark.parametrize("kind", ["ext4", "xfs"])
def test_control_without_syncing_the_same_cuts_lose(power: Path, kind: str) -> None:
    told = cut(power, kind, 14, "careless")
    assert told["lost"] + told["torn"] > 0


@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace here")
@pytest.mark.parametrize(
    "name", ["story", "new-folders", "newsroom", "dictionary", "picture", "whole-version", "journal-begun"]
)
def test_bytes_then_name_then_folder(tmp_path: Path, name: str) -> None:
    """What is on the disk before it gets its name, and whose name is on the disk before anybody is told, survives any cut."""
    faults = unsynced(calls_of(tmp_path, name))
    assert not faults, faults


@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace here")
def test_control_a_name_before_its_bytes_is_seen() -> None:
    calls = [
        ("openat", "/r/.t", "3"),
        ("write", "3", ""),
        ("rename", "/r/.t", "/r/a"),
        ("openat", "/r", "4"),
        ("fsync", "4", ""),
    ]
    assert unsynced(calls) == ["/r/a got its name before its bytes were on the disk"]
    calls = [("openat", "/r/.t", "3"), ("write", "3", ""), ("fsync", "3", ""), ("rename", "/r/.t", "/r/a")]
    assert unsynced(calls) == ["the names in /r are not on the disk"]


def calls_of(base: Path, name: str) -> list[tuple[str, str, str]]:
    """The calls of one scenario that change anything below `base`: (call, first, second)."""
    script = (
        "import sys; from pathlib import Path; from tests.torture import scenarios\n"
        "base = Path(sys.argv[1]); (one,) = [one for one in scenarios.SCENARIOS if one.name == sys.argv[2]]\n"
        "one.prepare(base); Path('/stet-begins').exists(); one.act(base); Path('/stet-ends').exists()"
    )
    assert name in [one.name for one in SCENARIOS]
    written = base.parent / f"{base.name}-calls"
    done = subprocess.run(
        ["strace", "-o", written, "-s", "4096", sys.executable, "-c", script, base, name],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"strace may not be used here: {done.stderr[-200:]}")
    lines = (
        written.read_text("utf-8", "replace")
        .partition("/stet-begins")[2]
        .partition("/stet-ends")[0]
        .splitlines()
    )
    return [call for line in lines if (call := _call(line, str(base))) is not None]


def _call(line: str, base: str) -> tuple[str, str, str] | None:
    name, _bracket, rest = line.partition("(")
    if " = -1 " in line:
        return None
    paths = [path for path in re.findall(r'"((?:[^"\\]|\\.)*)"', rest) if path.startswith(base)]
    handle = rest.partition(",")[0].rstrip(")").partition(")")[0]
    if name == "openat" and paths:
        call = "create" if "O_CREAT" in rest else "openat"
        return (call, paths[0], line.rpartition("= ")[2].strip())
    if name in ("rename", "renameat2", "link") and len(paths) == 2:
        return ("rename", paths[0], paths[1])
    if name == "mkdir" and paths:
        return ("mkdir", paths[0], "")
    if name in ("write", "fsync", "fdatasync"):
        return ("write" if name == "write" else "fsync", handle, "")
    return None


def unsynced(calls: list[tuple[str, str, str]]) -> list[str]:
    """What a power cut could take: bytes that had a name before they were on the disk, and names that never were."""
    opened: dict[str, str] = {}
    unwritten: set[str] = set()
    unnamed: set[str] = set()
    faults: list[str] = []
    for call, first, second in calls:
        if call in ("openat", "create"):
            opened[second] = first
            if call == "create":
                unnamed.add(os.path.dirname(first))  # noqa: PTH120 - text, not a path of this machine
        elif call == "write" and first in opened:
            unwritten.add(opened[first])
        elif call == "fsync" and first in opened:
            unwritten.discard(opened[first])
            unnamed.discard(opened[first])
        elif call == "rename":
            if first in unwritten:
                faults.append(f"{second} got its name before its bytes were on the disk")
                unwritten.discard(first)
            unnamed.add(os.path.dirname(second))  # noqa: PTH120
        elif call == "mkdir":
            unnamed.add(os.path.dirname(first))  # noqa: PTH120
    faults += [f"the bytes of {path} are not on the disk" for path in sorted(unwritten)]
    return faults + [f"the names in {folder} are not on the disk" for folder in sorted(unnamed)]
