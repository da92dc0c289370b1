"""`stet export` where nothing or little has changed: answered before the command line itself is loaded.

A large archive is looked at in a tenth of a second; to load what parses commands, and what reads and makes pages, takes
several times as long. What is not plainly such an export is left to `cli`, which starts over; so is one that fails, since
it fails there in the same way, and there a person is told.
"""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:  # `typing` takes a while to load
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from editor_app.publish.at_rest import Seen
    from editor_app.publish.reporting import Progress

_FEW = 40  # stories
_MOMENT_S = 0.5


def answered(arguments: list[str]) -> bool:
    """Whether these arguments of `stet` ask for an export with nothing or little to do; if so, it is done and said."""
    asked = _asked(arguments)
    cache = _cache_folder()
    if asked is None or cache is None:
        return False
    from editor_app.publish.at_rest import look, rest_of

    folder, output, now = asked
    seen = look(folder, output, now, cache)
    if seen is None or len(seen.changed) > _FEW:
        return False
    is_clock = not any(argument.startswith("--now") for argument in arguments)
    if seen.is_quiet:
        rest = rest_of(seen)
        if rest is not None:
            if is_clock:
                _note(folder, now)
            _say(0, rest.unchanged, 0, (rest.stories, rest.pages), rest.broken_links, rest.front_page)
            return True
    return _exported(folder, output, now, seen, is_clock=is_clock)


def _exported(folder: str, output: str | None, now: float, seen: Seen, *, is_clock: bool) -> bool:
    """Whether the site was written, and it was said."""
    seen.look_beside()
    from datetime import UTC, datetime  # what follows takes a while to load, and the look goes on meanwhile
    from pathlib import Path

    from editor_app.publish.site import export_site
    from editor_app.publish.time_check import TimeCheck
    from editor_app.stories.newsroom import Newsroom

    progress = _LateProgress() if sys.stderr.isatty() else None
    try:
        newsroom = Newsroom.open(Path(folder).absolute())
        place = newsroom.output_folder if output is None else Path(output)
        check = TimeCheck(newsroom, place, is_clock=is_clock)
        moment = datetime.fromtimestamp(now, UTC)
        report = export_site(newsroom, place, moment, progress, time_check=check, seen=seen, alone=True)
    except Exception:  # whatever it is, it is told there, see above
        return False
    finally:
        if progress is not None:
            progress.end()
    pages = sum(entry.is_page for entry in report.withheld)
    _say(
        len(report.written), len(report.unchanged), len(report.removed), (len(report.withheld) - pages, pages),
        report.broken_links, report.front_page.as_uri(),
    )  # fmt: skip
    return True


class _LateProgress:
    """The progress bar of the command line, loaded only for an export that takes longer than a moment."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._bar: AbstractContextManager[Callable[[Progress], None]] | None = None
        self._tell: Callable[[Progress], None] | None = None

    def __call__(self, step: Progress) -> None:
        """Show how far it is."""
        if self._tell is None:
            if time.monotonic() - self._begun < _MOMENT_S:
                return
            from editor_app.terminal import export_progress

            self._bar = export_progress()
            self._tell = self._bar.__enter__()
        self._tell(step)

    def end(self) -> None:
        """Take it off the screen."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)


def _note(folder: str, now: float) -> None:
    from editor_app.publish.clock_note import note_moment

    note_moment(os.path.realpath(folder), now)


def _say(
    written: int,
    unchanged: int,
    removed: int,
    withheld: tuple[int, int],
    broken_links: tuple[str, ...],
    front_page: str,
) -> None:
    from editor_app.export_words import export_lines

    try:
        print(
            "\n".join(export_lines(written, unchanged, removed, withheld, broken_links, front_page)),
            flush=True,
        )
    except BrokenPipeError:  # whoever read it has gone; nothing is left to flush at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _asked(arguments: list[str]) -> tuple[str, str | None, float] | None:
    """Newsroom, output folder if one is named, and moment of a plain `export`; None when it is anything else."""
    if not arguments or arguments[0] != "export":
        return None
    folders: list[str] = []
    given: dict[str, str] = {}
    rest = iter(arguments[1:])
    for argument in rest:
        if not argument.startswith("-"):
            folders.append(argument)
            continue
        name, has_value, value = argument.partition("=")
        if name not in ("--output", "--now") or name in given:
            return None
        given[name] = value if has_value else next(rest, "")
        if not given[name]:
            return None
    now = _moment(given["--now"]) if "--now" in given else time.time()
    if len(folders) != 1 or not folders[0] or now is None:
        return None
    if any(f"{os.pardir}{os.sep}" in f"{place}{os.sep}" for place in (*folders, given.get("--output", ""))):
        return None  # where that leads, if the folder is a link, the file system has to say
    output = os.path.abspath(given["--output"]) if "--output" in given else None  # noqa: PTH100
    return folders[0], output, now


def _moment(text: str) -> float | None:
    """Seconds since 1970; None without a zone, which is the newsroom's to know."""
    from datetime import datetime

    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.timestamp() if moment.tzinfo is not None else None


def _cache_folder() -> str | None:
    """The user's cache folder as `platformdirs` has it; None where only that can tell."""
    if not sys.platform.startswith("linux"):
        return None
    base = os.environ.get("XDG_CACHE_HOME", "").strip()
    if base and not os.path.isabs(base):  # noqa: PTH117
        return None
    home = os.path.expanduser("~")  # noqa: PTH111
    return f"{base or f'{home}/.cache'}/stet"
