"""What `stet check` shows: the problems of a whole newsroom, as a table or as plain values.

Used by `cli`; judges nothing.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from editor_app.stories.checks import CheckReport, Problem, Severity
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story
from editor_app.terminal import counted

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


def _output() -> Console:
    """Standard output; wide when nobody looks at it, so that each problem stays on its line for `grep`."""
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console = Console(highlight=False, width=_WIDE)
    return console


def _problem_as_json(problem: Problem) -> dict[str, Any]:
    return {
        "id": problem.id,
        "severity": str(problem.severity),
        "title": problem.title,
        "advice": problem.advice,
        "field": problem.place.field,
        "block": problem.place.block,
    }
