"""No packet leaves the machine from a preview. Needs a network namespace of its own, so it skips where none is to be had."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def empty_network() -> list[str]:
    """The command that runs another in an empty network; skips with the cause where it cannot."""
    unshare = shutil.which("unshare")
    if unshare is None or shutil.which("ip") is None:
        pytest.skip("needs unshare and ip (Linux)")
    command = [unshare, "--net"] if os.geteuid() == 0 else [unshare, "--map-root-user", "--net"]
    trial = subprocess.run([*command, "test", "-w", "/dev/net/tun"], capture_output=True, check=False)
    if trial.returncode:
        pytest.skip("this system allows no network namespace with a tunnel")
    return command


def _packets(kind: str) -> list[str]:
    command = [*empty_network(), sys.executable, "-m", "tests.ui.preview.leak_probe", kind]
    # Inside a namespace the user is root, as which Chromium needs its own sandbox off.
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_DISABLE_SANDBOX": "1"}
    environment.pop("QTWEBENGINE_CHROMIUM_FLAGS", None)
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr[-2000:]
    answer = json.loads(run.stdout.strip().splitlines()[-1])
    return answer["kinds"]


def test_the_preview_sends_no_packet(engine: None) -> None:
    assert _packets("guarded") == []


def test_an_ordinary_web_view_would_and_it_would_be_seen(engine: None) -> None:
    kinds = _packets("plain")
    assert any(kind.startswith("protocol 17 ") for kind in kinds), "no name was looked up"
    assert any(kind == "protocol 6 to 203.0.113.9" for kind in kinds), "no connection was tried"
