"""What `stet export` answers before the command line is loaded, and what it leaves to it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from editor_app import quick_export
from editor_app.publish import at_rest, side_look
from editor_app.publish.site import export_site
from editor_app.stories.newsroom import Newsroom

ROOT = Path(__file__).parents[1]
NOON = "2026-11-17T12:00:00+00:00"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["serve", "x"],
        ["export"],
        ["export", "a", "b"],
        ["export", "a", "--watch"],
        ["export", "a", "-h"],
        ["export", "a", "--output"],
        ["export", "a", "--output", "x", "--output", "y"],
        ["export", "a", "--now", "tomorrow"],
        ["export", "a", "--now", "2026-11-17T12:00:00"],  # which zone, the newsroom knows
        ["export", "--", "a"],
    ],
)
def test_what_is_not_plainly_an_export_is_left_to_the_command_line(arguments: list[str]) -> None:
    assert not quick_export.answered(arguments)


def test_the_cache_is_where_the_export_has_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for value in ("", "  ", str(tmp_path)):
        monkeypatch.setenv("XDG_CACHE_HOME", value)
        found = quick_export._cache_folder()
        assert found is None or Path(found) == user_cache_path("stet", appauthor=False)


@pytest.mark.skipif(
    quick_export._cache_folder() is None, reason="only Linux has its folders in the environment"
)
def test_it_says_what_the_command_line_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(at_rest, "SETTLED_NS", -(10**15))
    folder = tmp_path / "newsroom"
    (folder / "stories").mkdir(parents=True)
    (folder / "newsroom.yaml").write_text("name: Courier\nurl: https://courier.example\n", encoding="utf-8")
    story = "---\ntitle: Fog\nstatus: published\ndate: 2026-11-17T10:00:00Z\n---\n\nSee [that](/nowhere/).\n"
    (folder / "stories" / "fog.md").write_text(story, encoding="utf-8")
    (folder / "stories" / "ice.md").write_text("---\ntitle: Ice\nstatus: draft\n---\n", encoding="utf-8")
    newsroom = Newsroom.open(folder)
    moment = datetime.fromisoformat(NOON).astimezone(UTC)
    assert not quick_export.answered(["export", str(folder), "--now", NOON])
    report = export_site(newsroom, newsroom.output_folder, moment)
    (link,) = report.broken_links

    monkeypatch.chdir(tmp_path)
    for arguments in (
        ["newsroom"],
        [f"{folder}/"],
        ["newsroom", f"--output={folder}/site"],
        ["newsroom/newsroom.yaml"],
    ):
        told = quick_export.answered(["export", *arguments, "--now", NOON])
        assert told is (arguments != ["newsroom/newsroom.yaml"])
        if told:
            files = len(report.written)
            assert capsys.readouterr().out == (
                f"0 files written, {files} unchanged, 0 removed. 1 story withheld.\n"
                f"Look at: {link}\nFront page: {(folder / 'site' / 'index.html').as_uri()}\n"
            )
    assert not quick_export.answered(["export", "newsroom", "--output", "elsewhere", "--now", NOON])
    assert not quick_export.answered(["export", "newsroom/../newsroom", "--now", NOON])


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A newsroom of three stories that was exported just now, and whose files count as left alone at once."""
    if quick_export._cache_folder() is None:
        pytest.skip("only Linux has its folders in the environment")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(at_rest, "SETTLED_NS", -(10**15))
    folder = tmp_path / "newsroom"
    (folder / "stories").mkdir(parents=True)
    (folder / "newsroom.yaml").write_text("name: Courier\nurl: https://courier.example\n", encoding="utf-8")
    for name in ("fog", "ice", "mud"):
        write(folder, name, f"On {name}.")
    newsroom = Newsroom.open(folder)
    export_site(newsroom, newsroom.output_folder, datetime.fromisoformat(NOON))
    return newsroom


def write(folder: Path, name: str, text: str, headline: str = "") -> None:
    head = f"title: {headline or name}\nsection: News\nstatus: published\ndate: 2026-11-17T10:00:00Z\n"
    (folder / "stories" / f"{name}.md").write_text(f"---\n{head}---\n\n{text}\n", encoding="utf-8")


def site(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


CHANGES: dict[str, Callable[[Path], object]] = {
    "the text of a story": lambda folder: write(folder, "ice", "It thawed."),
    "its headline": lambda folder: write(folder, "ice", "On ice.", "Thaw"),
    "a story more": lambda folder: write(folder, "rain", "It rained."),
    "a story less": lambda folder: (folder / "stories" / "ice.md").unlink(),
    "a page was edited": lambda folder: (folder / "site" / "index.html").write_text("mine", encoding="utf-8"),
    "a page was removed": lambda folder: (folder / "site" / "news" / "fog" / "index.html").unlink(),
}


@pytest.mark.parametrize("beside", [False, True], ids=["here", "beside"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_few_changes_are_made_before_the_command_line_is_loaded(
    paper: Newsroom, change: Callable[[Path], object], beside: bool, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    if beside:
        monkeypatch.setattr(at_rest, "_WORTH_A_PROCESS", 0)
        monkeypatch.setattr(side_look, "_can_part", lambda: True)
    change(paper.folder)
    assert quick_export.answered(["export", str(paper.folder), "--now", NOON])
    assert re.match(
        r"\d+ files? written, \d+ unchanged, \d+ removed. 0 stories withheld.", capsys.readouterr().out
    )
    fresh = paper.folder.parent / "fresh"
    export_site(paper, fresh, datetime.fromisoformat(NOON), cache=paper.folder.parent / "other")
    assert site(paper.output_folder) == site(fresh)


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "newsroom.yaml").write_text("name: Courier\nurl: https://other.example\n"),
        lambda folder: (folder / "newsroom.yaml").write_text("name: ["),
        lambda folder: [write(folder, f"rain-{number}", "It rained.") for number in range(60)],
        lambda folder: (folder / "theme").mkdir() or (folder / "theme" / "site.css").write_text("p{}"),
        lambda folder: [
            (folder / "site" / "news" / "rain").write_text("not ours"),
            write(folder, "rain", "It rained."),
        ],
    ],
    ids=["settings", "faulty settings", "many stories", "a theme", "a foreign file"],
)
def test_what_is_more_or_fails_is_left_to_the_command_line(
    paper: Newsroom, change: Callable[[Path], object], capsys: pytest.CaptureFixture[str]
) -> None:
    before = site(paper.output_folder)
    change(paper.folder)
    assert not quick_export.answered(["export", str(paper.folder), "--now", NOON])
    assert not capsys.readouterr().out
    after = site(paper.output_folder)
    assert {name: after[name] for name in before} == before


def test_the_process_ends_with_what_it_said(paper: Newsroom) -> None:
    """It ends at once, without taking apart what it holds; what was said is out by then, and the code is right."""
    write(paper.folder, "ice", "It thawed.")
    command = [sys.executable, "-m", "editor_app", "export", str(paper.folder), "--now", NOON]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert re.match(r"\d+ files written, ", told.stdout)
    assert "Front page: file://" in told.stdout
    assert not told.stderr
    (paper.folder / "newsroom.yaml").write_text("name: [", encoding="utf-8")
    told = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert told.returncode == 1
    assert told.stderr.startswith("stet: ")


def test_a_person_who_waits_is_told_how_far_it_is(
    paper: Newsroom, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(quick_export, "_MOMENT_S", 0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    write(paper.folder, "ice", "It thawed.")
    assert quick_export.answered(["export", str(paper.folder), "--now", NOON])
    assert "Reading stories" in capsys.readouterr().err
