"""A monkey at the real window: no crash, no fault, no file torn or lost, never still for two seconds.

`STET_MONKEY` says how many actions (`make torture`: 24,000, two thousand of each seed), `STET_SEED` which; the same seed begins the same run again.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from editor_app.intake.sample import copy_sample
from editor_app.stories.recovery.record import read_last
from editor_app.stories.story_file import read_text

ACTIONS = int(os.environ.get("STET_MONKEY", "150"))
SEED = int(os.environ.get("STET_SEED", "0")) or (int(time.time()) if "STET_MONKEY" in os.environ else 7)
ROOT = Path(__file__).resolve().parents[2]
A_RUN = 2_000  # actions: then the next seed, on a fresh newsroom
FAULTS = ("Traceback", "Fatal Python error", "Frozen for", "Segmentation")

_BEGINNING = re.compile(r"---\ntitle:\nstatus: draft\n(?:section: [^\n]*\n)?---\n")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="an X screen of its own")


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[str]:
    """An X screen that nobody else looks at."""
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        pytest.skip("needs Xvfb and xdotool")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(
        command, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    if not number:
        server.wait(10)
        pytest.skip("no X screen can be had")
    yield f":{number}"
    server.terminate()
    server.wait(10)


def _play(folder: Path, screen: str, seed: int, actions: int) -> tuple[int, str, str]:
    """Run it to its end and have it closed by the system. Returns the exit code, what it told and what went wrong."""
    environment = os.environ | {
        "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "PYTHONFAULTHANDLER": "1", "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.torture.monkey", str(folder), str(seed), str(actions)]
    told, wrong = folder.with_suffix(".told"), folder.with_suffix(".wrong")
    with told.open("w") as out, wrong.open("w") as err:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=err)
        try:
            deadline = time.monotonic() + 120 + actions / 2
            while process.poll() is None and "DONE" not in told.read_text() and time.monotonic() < deadline:
                time.sleep(0.2)
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            code = process.wait(60)
        finally:
            process.kill()
            process.wait()
    return code, told.read_text("utf-8", "replace"), wrong.read_text("utf-8", "replace")


def _check_files(folder: Path, told: str, begun: dict[str, str]) -> None:
    """Each file is as the program, or the other writer, last said it saved it, or as it was at the beginning (`begun`).

    One that was made meanwhile is as it was when it was opened; one that was moved is as some file was. To the byte, all of them.
    """
    said: dict[str, set[str]] = {path: {digest} for path, digest in begun.items()}
    for line in told.splitlines():
        word, _, rest = line.partition(" ")
        path, _, digest = rest.rpartition(" ")
        if word == "SAVED" or (word == "OPENED" and path not in begun):
            said.setdefault(path, set()).add(digest)
    anywhere = set().union(*said.values())
    for path in sorted((folder / "stories").rglob("*.md")):
        text = read_text(path).text
        is_beginning = _BEGINNING.fullmatch(text) is not None  # made, while the open story could not be left
        assert is_beginning or _digest(text) in said.get(str(path), anywhere), f"{path} is torn"
    strange = [path for path in (folder / "stories").rglob("*") if path.is_file() and path.suffix != ".md"]
    assert strange == [], "something was left behind"


def _files(folder: Path) -> dict[str, str]:
    """The digest of each story."""
    return {str(path): _digest(read_text(path).text) for path in (folder / "stories").rglob("*.md")}


def _check_last(told: str) -> None:
    """What was on screen at the end is in the file, or waits in a journal."""
    last = next((line for line in told.splitlines() if line.startswith("LAST ")), "")
    if not last:
        return
    name, digest = last.removeprefix("LAST ").rsplit(" ", 1)
    path = Path(name)
    held = {_digest(read_text(path).text)} if path.exists() else set()
    journals = Path(os.environ["XDG_DATA_HOME"]).rglob("*.journal")
    held |= {_digest(entry.text) for journal in journals if (entry := read_last(journal.read_bytes()).entry)}
    assert digest in held, f"what was typed into {name} is nowhere"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def test_a_monkey_breaks_nothing(tmp_path: Path, screen: str) -> None:
    left, seed = ACTIONS, SEED
    while left > 0:
        folder = tmp_path / f"seed-{seed}"
        copy_sample(folder, datetime.now(UTC))
        begun = _files(folder)
        code, told, wrong = _play(folder, screen, seed, min(left, A_RUN))
        case = f"seed {seed}, {min(left, A_RUN)} actions, exit code {code}"
        assert not any(fault in wrong for fault in FAULTS), f"{case}:\n{wrong[-6000:]}\n{told[-1500:]}"
        # It may have found the way to Quit: that is no crash, and the next one goes on.
        played = sum(line[:1].isdigit() for line in told.splitlines())
        assert code == 0 and played, f"{case}:\n{wrong[-6000:]}\n{told[-1500:]}"
        _check_files(folder, told, begun)
        _check_last(told)
        left, seed = left - played, seed + 1
