"""What the command line shows: progress, sentences on stderr, and whether a window could be opened at all.

Used by `cli`; decides nothing.
"""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from editor_app.export_words import counted, export_lines

if TYPE_CHECKING:  # `stet --help` need not load the templates and pictures
    from editor_app.publish.site import ExportReport
    from editor_app.publish.site import Progress as ExportStep

_DRAWN_EVERY_S = 0.1
_SCREENLESS_PLATFORMS = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs", "vkkhrdisplay")


@contextmanager
def export_progress() -> Iterator[Callable[[ExportStep], None]]:
    """A progress bar on stderr while a site is written; gives the function to report each step to."""
    if not sys.stderr.isatty():  # nobody looks, and loading what draws takes longer than many an export
        yield lambda _step: None
        return

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[left]}"),
    )  # fmt: skip
    # Without a thread of its own that draws: helpers begin as doubles of a process with one thread.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("Reading stories", total=None, left="")
        drawn = 0.0

        def report(step: ExportStep) -> None:
            left = "" if step.left is None else f"about {time_left(step.left)} left"
            bar.update(task, description=step.step, completed=step.done, total=step.total or None, left=left)
            nonlocal drawn
            if (now := time.monotonic()) - drawn >= _DRAWN_EVERY_S:
                drawn = now
                bar.refresh()

        yield report


def print_export(report: ExportReport) -> None:
    """What an export did, and where its front page is."""
    pages = sum(entry.is_page for entry in report.withheld)
    lines = export_lines(
        len(report.written), len(report.unchanged), len(report.removed), (len(report.withheld) - pages, pages),
        report.broken_links, Path(report.front_page).as_uri(),
    )  # fmt: skip
    click.echo("\n".join(lines))


def time_left(seconds: float) -> str:
    """A stretch of time as one says it: "8 s", "2 min"."""
    return f"{max(1, round(seconds))} s" if seconds < 90 else f"{round(seconds / 60)} min"


def print_watched(report: ExportReport, moment: datetime, seconds: float) -> None:
    """One line for one export of many."""
    written, removed = len(report.written), len(report.removed)
    parts = [f"{counted(written, 'file', 'files')} written", *([f"{removed} removed"] if removed else [])]
    click.echo(f"{moment:%H:%M:%S}  {', '.join(parts)} in {seconds:.1f} s")


def complain(sentence: str) -> None:
    """One sentence on stderr."""
    click.echo(f"stet: {sentence}", err=True)


def say_usage(error: click.UsageError) -> None:
    """How the command is used, and in one sentence what was wrong with this use of it."""
    if error.ctx is not None:
        click.echo(error.ctx.get_usage(), err=True)
    wrong_value = isinstance(error, click.BadParameter) and not isinstance(error, click.MissingParameter)
    complain(error.message if wrong_value else error.format_message())


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
