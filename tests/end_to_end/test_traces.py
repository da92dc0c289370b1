"""What a session leaves behind: the words of a draft are in the newsroom and in the app's data folder, for this account alone."""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from editor_app.stories.newsroom import create_newsroom
from tests.publish.canaries import holders

SECRET = "qzsecretzq"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home of its own, with a folder for everything a program may want to keep."""
    folder = tmp_path / "home"
    for name in ("data", "config", "cache", "state", "run", "tmp"):
        (folder / name).mkdir(parents=True, mode=0o700)
    return folder


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A newsroom without pictures, which would only take time."""
    made = create_newsroom(tmp_path / "courier", "The Courier", url="https://courier.example")
    out = made.stories_folder / "out.md"
    out.write_text("---\ntitle: Out\nstatus: published\ndate: 2026-11-01T10:00:00Z\n---\n\nOut.\n", "utf-8")
    return made.folder


def run(home: Path, room: Path, story: Path, *more: str) -> subprocess.Popen[str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    own = {
        "HOME": home, "TMPDIR": home / "tmp", "XDG_DATA_HOME": home / "data", "XDG_CONFIG_HOME": home / "config",
        "XDG_CACHE_HOME": home / "cache", "XDG_STATE_HOME": home / "state", "XDG_RUNTIME_DIR": home / "run",
        "QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_DISABLE_SANDBOX": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.end_to_end.secret_writer", str(room), str(story), SECRET, *more]
    return subprocess.Popen(
        command, env=kept | {name: str(value) for name, value in own.items()}, cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def traces(home: Path) -> list[str]:
    """Files below the home that hold the secret, whatever they are wrapped in."""
    return holders(home, {"secret": SECRET}).get("secret", [])


def others_may_read(folder: Path) -> list[str]:
    return [str(path) for path in (folder, *folder.rglob("*")) if path.stat().st_mode & 0o077]


@pytest.mark.parametrize("end", ["closed", "killed"])
def test_a_draft_leaves_words_nowhere_else(tmp_path: Path, home: Path, room: Path, end: str) -> None:
    story = room / "stories" / "secret.md"
    story.write_text("---\ntitle: A draft\nstatus: draft\nsection: Harbour\n---\n\nFirst words.\n", "utf-8")
    writer = run(home, room, story, *(["killed"] if end == "killed" else []))
    try:
        if end == "killed":
            assert writer.stdout is not None and writer.stdout.readline() == "ready\n"
            writer.kill()
        _said, errors = writer.communicate(timeout=90)
    finally:
        writer.kill()
    assert end == "killed" or writer.returncode == 0, errors
    assert SECRET not in errors
    data = home / "data" / "stet"
    assert data.is_dir() and others_may_read(data) == []
    assert [name for name in traces(home) if not name.startswith("data/stet/")] == []
    logs = [path for path in home.rglob("*.log*") if path.is_file()]
    assert (end == "killed" or logs) and not any(
        SECRET in path.read_text("utf-8", "replace") for path in logs
    )
    site = room / "site"
    assert (site / "index.html").exists() and not holders(site, {"secret": SECRET})
    history = room / ".stet" / "history"
    assert others_may_read(history) == []
    found = holders(room, {"secret": SECRET}).get("secret", [])  # the control
    assert "stories/secret.md" in found and any(name.startswith(".stet/history/") for name in found)
    if end == "killed":
        assert any(
            name.startswith("data/stet/") for name in traces(home)
        )  # what was typed last is in the journal


def test_the_search_finds_a_journal(home: Path) -> None:
    """The control: a record is compressed somewhere in the middle of a file."""
    (home / "tmp" / "x").write_bytes(b"STETJ" * 20 + zlib.compress(f"… {SECRET} …".encode()))
    assert traces(home) == ["tmp/x"]
