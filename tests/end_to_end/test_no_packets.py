"""The application opens no connection that nobody asked for. Needs a network namespace, so it skips where none is to be had."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from editor_app.stories.newsroom import create_newsroom
from tests.ui.preview.test_leaks import ROOT, empty_network

OUT = "http://203.0.113.9/leak"
STORY = f"""---
title: A story that phones home
status: published
date: 2026-11-01T10:00:00Z
image: {{src: {OUT}.jpg, alt: x}}
related: [{{url: {OUT}/related, title: There}}]
share: {{networks: [facebook, x, linkedin, pinterest, whatsapp]}}
---

![x]({OUT}.png) and ![x](//leak.example/x.png)

<link rel="preconnect" href="https://leak.example"><img src="{OUT}.gif"><iframe src="{OUT}/frame"></iframe>

<style>@import "{OUT}.css";</style><script>fetch("{OUT}/s")</script>

[there]({OUT}/link)

Words.
"""
WHOLE = os.environ.get("STET_WHOLE_SUITE", "")
PARTS = ("tests/ui", "tests/end_to_end", "tests/session", "tests/intake")


def packets_of(tmp_path: Path, *command: str, seconds: int = 120) -> list[str]:
    """The kinds of packets that the command sent, in a home of its own."""
    home = tmp_path / "home"
    folders = {name: home / name.lower() for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    # Inside a namespace the user is root, as which Chromium needs its own sandbox off.
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "QTWEBENGINE_DISABLE_SANDBOX": "1",
        "HOME": str(home),
    }
    environment |= {name: str(folder) for name, folder in folders.items()}
    environment |= {"RES_OPTIONS": "timeout:1 attempts:1"}  # nobody answers there
    environment.pop("QTWEBENGINE_CHROMIUM_FLAGS", None)
    run = subprocess.run(
        [*empty_network(), sys.executable, "-m", "tests.end_to_end.packet_probe", *command],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=seconds, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    answer = json.loads(run.stdout.strip().splitlines()[-1])
    assert answer["returned"] == 0, f"{answer['said']}\nPackets: {answer['kinds']}"
    return answer["kinds"]


def test_a_day_at_the_desk_sends_no_packet(tmp_path: Path) -> None:
    """Open, write, preview, keep a version, write the site, meet a fault, close: beside a story full of addresses."""
    room = create_newsroom(tmp_path / "courier", "The Courier", url="https://courier.example")
    story = room.stories_folder / "home.md"
    story.write_text(STORY, "utf-8")
    (room.stories_folder / "other.md").write_text(STORY.replace("that phones", "that also phones"), "utf-8")
    command = (
        sys.executable,
        "-m",
        "tests.end_to_end.secret_writer",
        str(room.folder),
        str(story),
        "qzsecretzq",
    )
    assert packets_of(tmp_path, *command) == []
    assert (room.output_folder / "home" / "index.html").exists()  # it was all done


@pytest.mark.parametrize(
    ("asks", "kind"),
    [
        ("import socket; socket.create_connection(('203.0.113.9', 80))", "protocol 6 to 203.0.113.9"),
        ("import socket; socket.getaddrinfo('leak.example', 80)", "protocol 17 "),
    ],
)
def test_a_program_that_asked_would_be_seen(tmp_path: Path, asks: str, kind: str) -> None:
    """The control."""
    patient = f"import socket, contextlib\nsocket.setdefaulttimeout(0.5)\nwith contextlib.suppress(OSError):\n    {asks}"
    assert any(found.startswith(kind) for found in packets_of(tmp_path, sys.executable, "-c", patient))


@pytest.mark.skipif(
    not WHOLE, reason="the whole suite takes long: STET_WHOLE_SUITE=1, as `make torture` has it"
)
def test_the_whole_suite_sends_no_packet(tmp_path: Path) -> None:
    ours = "not test_leaks and not test_no_packets and not test_wire_to_page"
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", ours, *PARTS)
    assert packets_of(tmp_path, *command, seconds=7_200) == []
