"""`stet export` where nothing has changed: answered before the command line itself is loaded.

A large archive is looked at in a tenth of a second; to load what parses commands, and what reads and makes pages, takes
several times as long. What is not plainly such an export, or not plainly at rest, is left to `cli`, which starts over.
"""

from __future__ import annotations

import os
import sys
import time


def answered(arguments: list[str]) -> bool:
    """Whether these arguments of `stet` ask for an export with nothing to do; if so, it has been said."""
    asked = _asked(arguments)
    if asked is None:
        return False
    folder, output, now = asked
    cache = _cache_folder()
    if cache is None:
        return False
    from editor_app.export_words import export_lines
    from editor_app.publish.at_rest import at_rest
    from editor_app.publish.clock_note import note_moment

    rest = at_rest(folder, output, now, cache)
    if rest is None:
        return False
    if not any(argument.startswith("--now") for argument in arguments):
        note_moment(os.path.realpath(folder), now)
    withheld = (rest.stories, rest.pages)
    lines = export_lines(0, rest.unchanged, 0, withheld, rest.broken_links, rest.front_page)
    try:
        print("\n".join(lines), flush=True)
    except BrokenPipeError:  # whoever read it has gone; nothing is left to flush at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    return True


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
