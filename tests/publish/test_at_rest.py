"""That nothing has to be done is told from the state of files alone, and never when there is the least doubt."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from editor_app.publish import at_rest
from editor_app.publish.at_rest import AtRest
from editor_app.stories.unpublished import FOLDER
from tests.publish.conftest import Desk

LONG_AGO_NS = -(10**15)


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as left alone at once."""
    monkeypatch.setattr(at_rest, "SETTLED_NS", LONG_AGO_NS)


@pytest.fixture
def paper(desk: Desk, settled: None) -> Desk:
    """A newsroom that was exported just now."""
    desk.picture("fog.jpg")
    desk.story("fog", "image: {src: ../images/fog.jpg, alt: Fog}\n", "![x](../images/late.jpg)\n")
    desk.story("held", "embargo: 2026-11-17T15:00:00Z\n")
    desk.story("draft", status="draft")
    (desk.folder / "pages").mkdir()
    (desk.folder / "pages" / "about.md").write_text(
        "---\ntitle: About\nstatus: draft\n---\n\nUs.\n", encoding="utf-8"
    )
    desk.export()
    return desk


def look(desk: Desk, later: timedelta = timedelta(0)) -> AtRest | None:
    moment = (desk.now + later).timestamp()
    return at_rest.at_rest(str(desk.folder), str(desk.output), moment, str(desk.cache))


def test_it_says_what_the_export_would_say(paper: Desk) -> None:
    rest, report = look(paper), paper.export()
    assert rest is not None
    assert report.written == ()
    assert rest.unchanged == len(report.unchanged)
    assert (rest.stories, rest.pages) == (2, 1)
    assert rest.front_page == report.front_page.as_uri()
    assert look(paper) is not None


def append(desk: Desk, name: str) -> None:
    with (desk.folder / name).open("a", encoding="utf-8") as file:
        file.write("\n")


CHANGES: dict[str, Callable[[Desk], object]] = {
    "a story was edited": lambda desk: append(desk, "stories/fog.md"),
    "a draft was edited": lambda desk: append(desk, "stories/draft.md"),
    "a story came": lambda desk: desk.story("new"),
    "a story went": lambda desk: (desk.folder / "stories" / "draft.md").unlink(),
    "a story became a folder": lambda desk: (
        (desk.folder / "stories" / "draft.md").unlink(),
        (desk.folder / "stories" / "draft.md").mkdir(),
    ),
    "settings changed": lambda desk: desk.settings("feed_items: 3\n"),
    "a theme came": lambda desk: (
        (desk.folder / "theme").mkdir(),
        (desk.folder / "theme" / "site.css").write_text("p{}", encoding="utf-8"),
    ),
    "a standing page changed": lambda desk: append(desk, "pages/about.md"),
    "a picture changed": lambda desk: desk.picture("fog.jpg", colour="red"),
    "a missed picture came": lambda desk: desk.picture("late.jpg"),
    "a page was edited": lambda desk: (desk.output / "index.html").write_text("mine", encoding="utf-8"),
    "a page was touched": lambda desk: os.utime(desk.output / "404.html"),
    "a page was removed": lambda desk: (desk.output / "404.html").unlink(),
    "the list of our files went": lambda desk: next((desk.folder / ".stet" / "published").glob("*.json")).unlink(),
    "work was marked as unpublished": lambda desk: (
        (desk.folder / ".stet" / FOLDER).mkdir(),
        (desk.folder / ".stet" / FOLDER / "0123").write_text("a mark", encoding="utf-8"),
    ),
    "the ledger was cut off": lambda desk: os.truncate(ledger_of(desk), ledger_of(desk).stat().st_size // 2),
    "the ledger went": lambda desk: ledger_of(desk).unlink(),
}  # fmt: skip


def ledger_of(desk: Desk) -> Path:
    (path,) = (path for path in (desk.cache / "sites").iterdir() if not path.suffix)
    return path


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_changes_is_looked_into(paper: Desk, change: Callable[[Desk], object]) -> None:
    assert look(paper) is not None
    change(paper)
    assert look(paper) is None
    paper.export()
    assert look(paper) is not None


def test_time_that_changes_something_is_seen(paper: Desk) -> None:
    assert look(paper, timedelta(minutes=20)) is not None
    assert look(paper, timedelta(hours=1)) is None  # the embargo has ended
    assert look(paper, timedelta(minutes=-1)) is None


def test_another_zone_of_the_machine_is_seen(paper: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert look(paper) is None


def test_what_was_changed_just_now_is_in_doubt(desk: Desk) -> None:
    """The clock of a file system may be too coarse to tell a second change from the first."""
    desk.story("fog")
    desk.export()
    assert look(desk) is None


def test_nothing_large_is_loaded_for_it(paper: Desk) -> None:
    script = (
        "import sys\n"
        "from editor_app.publish import at_rest\n"
        f"at_rest.SETTLED_NS = {LONG_AGO_NS}\n"
        "rest = at_rest.at_rest(*sys.argv[1:3], float(sys.argv[3]), sys.argv[4])\n"
        "print(rest is not None, {'pydantic', 'jinja2', 'PIL', 'yaml', 'click'} & set(sys.modules))\n"
    )
    arguments = [str(paper.folder), str(paper.output), str(paper.now.timestamp()), str(paper.cache)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    told = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True, env=environment
    )  # fmt: skip
    assert told.stdout == "True set()\n"
