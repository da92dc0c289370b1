"""Helpers change how long an export takes, and nothing else."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from editor_app.publish import crew
from editor_app.publish.crew import Crew
from editor_app.publish.reporting import ExportCancelled, ExportError, Progress
from editor_app.publish.site_writing import helpers_for
from tests.publish.conftest import Desk

ROOT = Path(__file__).parents[2]
Snapshot = Callable[[Path], dict[str, bytes]]


@pytest.fixture(autouse=True)
def no_helper_left() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


@pytest.fixture
def archive(desk: Desk) -> Desk:
    desk.picture("fog.jpg", (640, 400))
    for number in range(60):
        section = ("News", "Harbour", "Weather")[number % 3]
        image = "image: {src: ../images/fog.jpg, alt: Fog}\n" if number % 10 == 0 else ""
        desk.story(
            f"story-{number}",
            f"section: {section}\ntags: [Fog, Ice]\nauthors: [Ana]\n{image}",
            f"See [](story-{(number + 1) % 60}.md).\n\n> Quoted\n",
            status="draft" if number % 7 == 6 else "published",
        )
    (desk.folder / "stories" / "damaged.md").write_text(
        "---\nstatus: [published\n---\nText\n", encoding="utf-8"
    )
    return desk


def test_one_and_several_write_the_same(archive: Desk, snapshot: Snapshot, tmp_path: Path) -> None:
    reports = [archive.export(output=tmp_path / f"site-{count}", helpers=count) for count in (0, 1, 2)]
    alone, one, two = (snapshot(tmp_path / f"site-{count}") for count in (0, 1, 2))
    assert alone == one == two
    assert len(alone) > 60
    assert reports[0].written == reports[2].written
    assert reports[0].withheld == reports[2].withheld


def test_what_helpers_made_is_used_again(archive: Desk) -> None:
    archive.export(helpers=2)
    assert archive.export(helpers=0).written == ()
    archive.story("story-3", "section: News\n", "Another text.\n")
    report = archive.export(helpers=2)
    assert "news/story-3/index.html" in report.written
    assert "harbour/story-1/index.html" not in report.written
    assert archive.export().written == ()


def test_a_killed_helper_is_told_in_one_sentence(archive: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.export()
    before = archive.page("index.html")
    for number in range(60):
        archive.story(f"story-{number}", "section: News\n")

    def kill_one(its: Crew, *given: object) -> None:
        helper = its._helpers[0][0]
        assert helper.pid
        os.kill(helper.pid, signal.SIGKILL)
        made(its, *given)  # type: ignore[arg-type]

    made = Crew.make
    monkeypatch.setattr(Crew, "make", kill_one)
    with pytest.raises(ExportError, match="A helper that was writing pages ended"):
        archive.export(helpers=2)
    assert archive.page("index.html") == before
    assert not list(archive.output.parent.glob(".site-new-*"))
    monkeypatch.undo()
    assert archive.export(helpers=2).written


@pytest.mark.parametrize("step", ["Reading stories", "Writing pages"])
def test_stop_ends_helpers_and_leaves_nothing(archive: Desk, step: str) -> None:
    heard: list[Progress] = []

    with pytest.raises(ExportCancelled):
        archive.export(
            helpers=2,
            progress=heard.append,
            cancelled=lambda: any(each.step == step for each in heard),
        )
    assert not archive.output.exists()
    assert sorted(path.name for path in archive.output.parent.iterdir()) in (
        ["newsroom"],
        ["cache", "newsroom"],
    )


def test_stop_is_heard_while_helpers_start(archive: Desk) -> None:
    started = time.monotonic()
    with pytest.raises(ExportCancelled):
        archive.export(helpers=2, cancelled=lambda: True)
    assert time.monotonic() - started < 5


def test_helpers_serve_an_export_in_a_thread(archive: Desk) -> None:
    """A running window exports in a thread of its own."""
    reports: list[object] = []
    thread = threading.Thread(target=lambda: reports.append(archive.export(helpers=2)))
    thread.start()
    thread.join(60)
    assert len(reports) == 1
    assert (archive.output / "index.html").is_file()


ALONE = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from editor_app.publish.crew import Crew
from editor_app.publish.site import export_site
from editor_app.stories.newsroom import Newsroom
folder, output, cache, now, end = sys.argv[1:]

class Told(Crew):
    def make(self, *given):
        print(*(helper.pid for helper, _ours in self._helpers), flush=True)
        if end == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        super().make(*given)

sys.modules["editor_app.publish.crew"].Crew = Told
export_site(Newsroom.open(Path(folder)), Path(output), datetime.fromisoformat(now), cache=Path(cache), helpers=3, alone=True)
"""


def run_alone(archive: Desk, folder: Path, end: str) -> subprocess.CompletedProcess[str]:
    given = [str(archive.folder), str(folder / "site"), str(folder / "cache"), archive.now.isoformat(), end]
    return subprocess.run(
        [sys.executable, "-c", ALONE, *given], capture_output=True, text=True, check=False, cwd=ROOT
    )


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere helpers are started anew")
def test_doubles_of_the_command_line_write_the_same(
    archive: Desk, snapshot: Snapshot, tmp_path: Path
) -> None:
    told = run_alone(archive, tmp_path / "alone", "")
    assert told.returncode == 0, told.stderr
    assert len(told.stdout.splitlines()[0].split()) == 3
    archive.export(output=tmp_path / "here", helpers=0)
    assert snapshot(tmp_path / "alone" / "site") == snapshot(tmp_path / "here")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere helpers are started anew")
def test_doubles_end_when_the_command_line_is_killed(archive: Desk, tmp_path: Path) -> None:
    """Each has a copy of its owner's end of every pipe, and would wait for ever if it kept them."""
    told = run_alone(archive, tmp_path, "killed")
    assert told.returncode == -signal.SIGKILL
    helpers = [int(number) for number in told.stdout.split()]
    assert len(helpers) == 3
    end = time.monotonic() + 20
    while any(is_at_work(helper) for helper in helpers):
        assert time.monotonic() < end, "helpers go on though nobody waits for them"
        time.sleep(0.02)


def is_at_work(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"  # one that has ended, and nobody has asked how


def test_a_process_with_threads_is_not_doubled() -> None:
    """A thread of the owner may hold a lock, which its double would wait for in vain."""
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert crew._doubling().get_start_method() == "spawn"
    finally:
        stop.set()
        thread.join()


def test_a_fault_in_the_theme_is_told_as_ever(archive: Desk) -> None:
    part = archive.folder / "theme" / "article.html"
    part.parent.mkdir()
    part.write_text("{{ story.hedline }}", encoding="utf-8")
    with pytest.raises(ExportError, match=r"theme file article\.html, line 1 .*hedline"):
        archive.export(helpers=2)


def test_a_foreign_file_is_never_replaced_by_a_helper(archive: Desk) -> None:
    target = archive.output / "news" / "story-0" / "index.html"
    target.parent.mkdir(parents=True)
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match="Stet did not write it"):
        archive.export(helpers=2)
    assert target.read_text(encoding="utf-8") == "mine"
    assert [path for path in archive.output.rglob("*") if path.is_file()] == [target]


def test_small_newsrooms_need_no_helpers() -> None:
    assert helpers_for(100) == 0
    assert helpers_for(10_000) <= 8
