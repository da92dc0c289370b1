"""What `stet export` answers before the command line is loaded, and what it leaves to it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from editor_app import quick_export
from editor_app.publish import at_rest, story_reading
from editor_app.publish.site import export_site
from editor_app.stories.newsroom import Newsroom

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
    for module, name in ((at_rest, "SETTLED_NS"), (story_reading, "_SETTLED_NS")):
        monkeypatch.setattr(module, name, -(10**15))
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
    os.utime(folder / "site" / "index.html")
    assert not quick_export.answered(["export", "newsroom", "--now", NOON])
