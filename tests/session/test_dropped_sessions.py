"""A story that nobody holds any more goes quietly, whatever was done in it, and takes all that is its own along."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("seed", [1, 2])
def test_sessions_may_be_dropped_at_any_moment(tmp_path: Path, seed: int) -> None:
    command = [
        sys.executable,
        "-X",
        "faulthandler",
        "-m",
        "tests.session.dropped_sessions",
        str(tmp_path),
        "80",
    ]
    done = subprocess.run(
        [*command, str(seed)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == "still there: 0"
