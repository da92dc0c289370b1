"""The process is killed while it saves: no acknowledged save is lost, and no file is torn.

A hundred and twenty kills in `make test`; ten times `STET_KILLS` in `make torture`: ten thousand.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
KILLS = 10 * int(os.environ.get("STET_KILLS", "12"))

pytestmark = pytest.mark.skipif(os.name == "nt", reason="fork and SIGKILL")


def kill(folder: Path, kills: int, *more: str) -> dict[str, int]:
    command = [sys.executable, "-m", "tests.torture.killed_saves", str(folder), str(kills), "1", *more]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=36_000)
    return json.loads(done.stdout)


def test_no_acknowledged_save_is_lost_and_no_file_is_torn(tmp_path: Path) -> None:
    told = kill(tmp_path / "lanes", KILLS)
    print(told)
    assert told["kills"] == KILLS and told["acknowledged"] > KILLS // 4
    assert told["lost"] == 0 and told["torn"] == 0


def test_control_the_same_kills_tear_a_file_that_is_written_in_place(tmp_path: Path) -> None:
    assert kill(tmp_path / "lanes", 80, "careless")["torn"] > 0
