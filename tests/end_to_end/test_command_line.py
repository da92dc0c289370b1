"""The main job through the command line: wire copy in, its front matter set in the file, a checked and exported page out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.conftest import WIRE


def stet(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "editor_app", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)


@pytest.fixture
def drafted(tmp_path: Path, room: Path) -> Path:
    wire = tmp_path / "lens.txt"
    wire.write_text(WIRE, encoding="utf-8")
    done = stet("import", wire, "--into", room)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def test_from_wire_copy_to_published_page(room: Path, drafted: Path, tmp_path: Path) -> None:
    text = drafted.read_text(encoding="utf-8")
    assert "title: Lighthouse lens stolen from Gull Holm\n" in text
    assert "status: draft\n" in text
    assert "level: breaking\n" in text
    assert text.count("Lighthouse lens stolen") == 1
    assert "[Flood warning for lower Merrow as river nears 2019 peak](merrow-flood.md)" in text
    for network in ("facebook", "x", "linkedin", "pinterest", "whatsapp"):
        assert network in text
    assert "— all two tonnes of it" in text
    assert "“We locked the door." in text

    # What an editor sets, in any text editor; a colleague takes Pinterest out.
    text = (
        text.replace("status: draft", "status: published\nsection: Harbour\ndate: 2026-11-01T09:00:00+00:00")
        .replace("title: Lighthouse lens stolen", "title: Great lens stolen")
        .replace("level: breaking\n", "level: breaking\n  alert: Lens stolen from Gull Holm light\n")
        .replace("pinterest", "telegram")
        .replace("the lighthouse trust said", "the **lighthouse trust** said")
    )
    head, body = text.split("\n---\n", 1)
    drafted.write_text(f"{head}\nrelated:\n- story: seed-library\n---\n{body}", encoding="utf-8")

    found = json.loads(stet("check", room, "--json").stdout)
    assert found

    site = tmp_path / "site"
    done = stet("export", room, "--output", site)
    assert done.returncode == 0, done.stderr
    page = (site / f"harbour/{drafted.stem}/index.html").read_text(encoding="utf-8")
    assert "Great lens stolen from Gull Holm</h1>" in page
    assert "the <strong>lighthouse trust</strong> said" in page
    assert "data-breaking-until=" in page
    assert "Library seed exchange gives away its 1,000th packet" in page
    assert "t.me/share" in page
    assert "pinterest.com/pin" not in page
    assert "Lens stolen from Gull Holm light" in (site / "index.html").read_text(encoding="utf-8")
    assert drafted.stem in (site / "feed.xml").read_text(encoding="utf-8")


def test_a_draft_is_nowhere_in_the_site(room: Path, drafted: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert stet("export", room, "--output", site).returncode == 0
    for file in site.rglob("*"):
        if file.is_file():
            assert b"Lighthouse lens" not in file.read_bytes(), file
            assert b"lighthouse-lens" not in file.read_bytes(), file


def test_the_moment_decides_what_is_public(room: Path, drafted: Path, tmp_path: Path) -> None:
    text = drafted.read_text(encoding="utf-8")
    stamped = "status: published\ndate: 2026-11-01T09:00:00+00:00\nembargo: 2031-01-01T06:00:00+00:00"
    drafted.write_text(text.replace("status: draft", stamped), encoding="utf-8")
    before, after = tmp_path / "before", tmp_path / "after"
    early = ("export", room, "--output", before, "--now", "2031-01-01T05:59:59+00:00")
    assert stet(*early).returncode == 1  # years after the newest file: that the time is right has to be said
    assert stet(*early, "--time-is-right").returncode == 0
    late = ("export", room, "--output", after, "--now", "2031-01-01T06:00:00+00:00")
    assert stet(*late, "--time-is-right").returncode == 0
    assert not list(before.rglob("lighthouse-lens*"))
    assert list(after.rglob("lighthouse-lens*"))


def test_bad_input_is_one_sentence_and_exit_code_1(room: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    stories = sorted((room / "stories").rglob("*"))
    done = stet("import", empty, "--into", room)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert sorted((room / "stories").rglob("*")) == stories
    assert stet("export", tmp_path / "nowhere", "--output", tmp_path / "site").returncode == 1
    assert stet("check").returncode == 2
