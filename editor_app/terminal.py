"""What the command line shows: tables, progress, sentences on stderr, and whether a window could be opened at all.

Used by `cli` alone; decides nothing.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table
from rich.text import Text

from editor_app.stories.checks import CheckReport, Problem, Severity
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story

if TYPE_CHECKING:  # `stet --help` need not load the templates and pictures
    from editor_app.publish.site import ExportReport
    from editor_app.publish.site import Progress as ExportStep

_SCREENLESS_PLATFORMS = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs", "vkkhrdisplay")

_WIDE = 240
_WIDE_ENOUGH = 120  # columns: below, a table would break its words


@dataclass(frozen=True, slots=True)
class CheckSummary:
    """The checks of a whole newsroom at one moment: a story's path (relative), and the story with its report."""

    newsroom: Newsroom
    now: datetime
    reports: tuple[tuple[str, Story, CheckReport], ...]

    @classmethod
    def of(
        cls, newsroom: Newsroom, now: datetime, reports: Sequence[tuple[Story, CheckReport]]
    ) -> CheckSummary:
        """The summary of `reports`, by path."""
        named = sorted(
            ((newsroom.relative(story.path), story, report) for story, report in reports),
            key=lambda row: row[0],
        )
        return cls(newsroom, now, tuple(named))

    @property
    def must_fix(self) -> int:
        """How many problems stop publishing."""
        return sum(len(report.must_fix) for _path, _story, report in self.reports)

    @property
    def look_at(self) -> int:
        """How many problems are worth a look."""
        return sum(len(report.look_at) for _path, _story, report in self.reports)

    def as_json(self) -> dict[str, Any]:
        """Everything as plain values for `json.dumps`."""
        return {
            "newsroom": self.newsroom.settings.name,
            "now": self.now.isoformat(),
            "must_fix": self.must_fix,
            "look_at": self.look_at,
            "stories": [
                {
                    "path": path,
                    "slug": story.slug,
                    "title": story.meta.title,
                    "status": str(story.meta.status),
                    "problems": [_problem_as_json(problem) for problem in report.problems],
                }
                for path, story, report in self.reports
            ],
        }


def print_checks(summary: CheckSummary) -> None:
    """The problems as a table, then one line that counts them."""
    console = _output()
    rows = [(path, story, problem) for path, story, report in summary.reports for problem in report.problems]
    rows.sort(key=lambda row: row[2].severity is not Severity.MUST_FIX)
    if rows and console.width < _WIDE_ENOUGH:
        _print_by_story(console, rows)
    elif rows:
        _print_table(console, rows)
    stories = counted(len(summary.reports), "story", "stories")
    if not rows:
        console.print(f"{stories} checked, nothing to fix.")
        return
    console.print(f"{stories} checked: {summary.must_fix} must be fixed, {summary.look_at} to look at.")


def _print_table(console: Console, rows: Sequence[tuple[str, Story, Problem]]) -> None:
    """A line a problem, what stops publishing first."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column("Story", overflow="fold")
    table.add_column("Problem", overflow="fold")
    table.add_column("What to do", overflow="fold")
    for path, _story, problem in rows:
        table.add_row(_mark(problem), Text(path), Text(problem.title), Text(problem.advice))
    console.print(table)


def _print_by_story(console: Console, rows: Sequence[tuple[str, Story, Problem]]) -> None:
    """On a narrow screen four columns would break every name: each story once, its problems below it."""
    for wanted in dict.fromkeys(path for path, _story, _problem in rows):
        console.print(Text(wanted, "bold"))
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for path, _story, problem in rows:
            if path == wanted:
                table.add_row(_mark(problem), Text(f"{problem.title}\n{problem.advice}"))
        console.print(Padding(table, (0, 0, 1, 2)))


def _mark(problem: Problem) -> Text:
    stops = problem.severity is Severity.MUST_FIX
    return Text("Must fix", "bold red") if stops else Text("Look at", "yellow")


@contextmanager
def export_progress() -> Iterator[Callable[[ExportStep], None]]:
    """A progress bar on stderr while a site is written; gives the function to report each step to."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Reading stories", total=None)

        def report(step: ExportStep) -> None:
            bar.update(task, description=step.step, completed=step.done, total=step.total or None)

        yield report


def print_export(report: ExportReport) -> None:
    """What an export did, and where its front page is."""
    parts = [
        f"{counted(_number(report.written), 'file', 'files')} written",
        f"{_number(report.unchanged)} unchanged",
        f"{_number(report.removed)} removed",
    ]
    click.echo(", ".join(parts) + f". {counted(_number(report.withheld), 'story', 'stories')} withheld.")
    click.echo(f"Front page: {Path(report.front_page).as_uri()}")


def complain(sentence: str) -> None:
    """One sentence on stderr."""
    click.echo(f"stet: {sentence}", err=True)


def say_usage(error: click.UsageError) -> None:
    """How the command is used, and in one sentence what was wrong with this use of it."""
    if error.ctx is not None:
        click.echo(error.ctx.get_usage(), err=True)
    wrong_value = isinstance(error, click.BadParameter) and not isinstance(error, click.MissingParameter)
    complain(error.message if wrong_value else error.format_message())


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 story", "2 stories"."""
    return f"{number:,} {one if number == 1 else many}"


def why_no_window() -> str:
    """Why no window can be opened here, as a sentence; empty when one can."""
    if not sys.platform.startswith("linux"):
        return ""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in _SCREENLESS_PLATFORMS:
        return ""
    if os.environ.get("WAYLAND_DISPLAY"):
        return ""
    display = os.environ.get("DISPLAY", "")
    if not display:
        return "There is no screen to open a window on."
    return "" if _display_answers(display) else f"The screen {display} does not answer."


def drop_output() -> None:
    """Whoever read our output has gone: keep the interpreter from complaining about it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _output() -> Console:
    """Standard output; wide when nobody looks at it, so that each problem stays on its line for `grep`."""
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console = Console(highlight=False, width=_WIDE)
    return console


def _display_answers(display: str) -> bool:
    host, _, number = display.rpartition(":")
    number = number.split(".")[0]
    if host not in ("", "unix") or not number.isdigit():
        return True  # a screen elsewhere: only trying will tell
    for address in (f"\0/tmp/.X11-unix/X{number}", f"/tmp/.X11-unix/X{number}"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            try:
                connection.connect(address)
            except OSError:
                continue
            return True
    return False


def _problem_as_json(problem: Problem) -> dict[str, Any]:
    return {
        "id": problem.id,
        "severity": str(problem.severity),
        "title": problem.title,
        "advice": problem.advice,
        "field": problem.place.field,
        "block": problem.place.block,
    }


def _number(count: Any) -> int:
    return count if isinstance(count, int) else len(count)
