"""Whatever stops an export, readers have whole pages, and the next export repairs the rest."""

from __future__ import annotations

import contextlib
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import unquote

import pytest

from editor_app.publish.site import ExportError, export_site
from editor_app.publish.staging import remove_forgotten
from editor_app.stories.newsroom import Newsroom
from tests.publish.conftest import Desk
from tests.publish.test_incremental import files

KILLS = max(6, int(os.environ.get("STET_EXAMPLES", "120")) // 10)
EXPORT = """
import sys
from datetime import datetime
from pathlib import Path
from editor_app.publish.site import export_site
from editor_app.stories.newsroom import Newsroom
if __name__ == "__main__":
    folder, output, cache, helpers, now = sys.argv[1:]
    print("ready", flush=True)
    export_site(Newsroom.open(Path(folder)), Path(output), datetime.fromisoformat(now), cache=Path(cache), helpers=int(helpers),
        alone=True)
"""
_LINK = re.compile(r'\shref="([^"#?:]+)(?:#[^"]*)?"')


def fill(desk: Desk, version: int) -> None:
    """A newsroom of which each version has other stories, and other words in those that stay."""
    for number in range(30):
        slug = f"story-{number}"
        if (number + version) % 5 == 0:
            (desk.folder / "stories" / f"{slug}.md").unlink(missing_ok=True)
        else:
            body = f"Version {version}. See [](story-{(number + 7) % 30}.md).\n"
            desk.story(
                slug,
                f"section: {('News', 'Harbour')[(number + version) % 2]}\ntags: [Fog {version % 3}]\n",
                body,
            )


def export_killed_after(desk: Desk, script: Path, seconds: float, helpers: int) -> None:
    arguments = [str(desk.folder), str(desk.output), str(desk.cache), str(helpers), desk.now.isoformat()]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        [sys.executable, str(script), *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()


def assert_whole(site: Path) -> None:
    """Every page is whole, and none that readers come to by links names a page that is not there."""
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert text.startswith("<!DOCTYPE html>"), page
        assert text.endswith("</html>\n"), page
    waiting = [front] if (front := (site / "index.html").resolve()).exists() else []
    seen = set(waiting)
    while waiting:
        page = waiting.pop()
        for link in _LINK.findall(page.read_text(encoding="utf-8")):
            target = (page.parent / unquote(link)).resolve()
            assert target.exists(), f"{page.relative_to(site.resolve())} links to {link}"
            if target.suffix == ".html" and target not in seen:
                seen.add(target)
                waiting.append(target)


def test_killed_anywhere_the_site_is_whole_and_the_next_export_repairs_it(desk: Desk, tmp_path: Path) -> None:
    script = tmp_path / "export.py"
    script.write_text(EXPORT, encoding="utf-8")
    foreign = desk.output / "mine" / "notes.txt"
    foreign.parent.mkdir(parents=True)
    foreign.write_text("mine", encoding="utf-8")
    chance = random.Random(4)
    fill(desk, 0)
    started = time.monotonic()
    export_killed_after(desk, script, 60, 0)
    whole = time.monotonic() - started
    for version in range(1, KILLS + 1):
        fill(desk, version)
        export_killed_after(desk, script, chance.uniform(0.1, whole), version % 3 if version % 4 == 0 else 0)
        assert_whole(desk.output)
        assert foreign.read_text(encoding="utf-8") == "mine"
    desk.export()
    assert_whole(desk.output)
    fresh = tmp_path / "fresh"
    export_site(Newsroom.open(desk.folder), fresh, desk.now, cache=tmp_path / "fresh-cache")
    assert {name: data for name, data in files(desk.output).items() if name != "mine/notes.txt"} == files(
        fresh
    )
    assert not list(desk.output.parent.glob(".site-new-*"))


@pytest.mark.parametrize("stopped_at", range(0, 60, 7))
def test_stopped_while_moving_in_no_page_links_into_the_void(
    desk: Desk, stopped_at: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fill(desk, 0)
    desk.export()
    fill(desk, 1)
    moved = 0
    replace = Path.replace

    class Killed(BaseException):
        pass

    def counted(path: Path, target: Path) -> Path:
        nonlocal moved
        if ".site-new-" in str(path):
            if moved == stopped_at:
                raise Killed
            moved += 1
        return replace(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", counted)
        with contextlib.suppress(Killed):
            desk.export()
    assert_whole(desk.output)
    desk.export()
    fresh = tmp_path / "fresh"
    export_site(Newsroom.open(desk.folder), fresh, desk.now, cache=tmp_path / "fresh-cache")
    assert files(desk.output) == files(fresh)


def test_only_what_dead_exports_left_is_removed(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    dead = tmp_path / ".site-new-0123456789ab"
    dead.mkdir()
    (dead / "index.html").write_text("half", encoding="utf-8")
    others = [
        tmp_path / name for name in (".site-new-mine", ".other-new-0123456789ab", "site-new-0123456789ab")
    ]
    for other in others:
        other.mkdir()
    remove_forgotten(tmp_path / "site")
    assert sorted(tmp_path.iterdir()) == sorted(others)


def test_an_export_at_work_keeps_its_folder(desk: Desk) -> None:
    pytest.importorskip("fcntl")
    from editor_app.publish.manifest import Manifest
    from editor_app.publish.staging import Staging

    working = Staging(desk.output, Manifest(frozenset()))
    folder = working.folder()
    remove_forgotten(desk.output)
    assert folder.is_dir()
    working.discard()
    assert not folder.exists()


@pytest.fixture
def small_disk(tmp_path: Path):
    """A file system with room for little."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("A small disk can be made by root alone, where mounting is allowed.")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="tmpfs is Linux's")
@pytest.mark.parametrize("helpers", [0, 2])
def test_on_a_full_disk_the_site_stays_as_it_was(desk: Desk, small_disk: Path, helpers: int) -> None:
    output = small_disk / "site"
    desk.story("first", "section: News\n")
    desk.export(output=output)
    before = files(output)
    for number in range(60):
        desk.story(f"story-{number}", "section: News\n", "Words. " * 400)
    with pytest.raises(ExportError, match="no space left"):
        desk.export(output=output, helpers=helpers)
    assert files(output) == before
    assert [path.name for path in small_disk.iterdir()] == ["site"]
    for number in range(60):
        (desk.folder / "stories" / f"story-{number}.md").unlink()
    assert not desk.export(output=output).removed
    assert files(output) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_where_nothing_may_be_written_one_sentence_says_so(desk: Desk, tmp_path: Path) -> None:
    desk.story("first", "section: News\n")
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    with pytest.raises(ExportError, match="Could not write the site"):
        desk.export(output=locked / "site")


def test_an_export_with_nothing_to_do_clears_away_what_a_dead_one_left(desk: Desk) -> None:
    pytest.importorskip("fcntl")
    fill(desk, 0)
    desk.export()
    dead = desk.output.parent / f".{desk.output.name}-new-0123456789ab"
    dead.mkdir()
    desk.export()
    assert not dead.exists()
