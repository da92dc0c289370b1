"""Takes old versions out of this machine's logs: first only moved aside, deleted a week later.

Touches nothing that another machine keeps. Dies at any moment without a loss: what is moved is written there first.
"""

from __future__ import annotations

import contextlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

from editor_app.stories.history.keeper import LOG, History, versions_in
from editor_app.stories.history.log_file import LogLine, append, read_log, replace_log, turn
from editor_app.stories.history.objects import make_private, object_files, sweep
from editor_app.stories.history.thinning import DELETED_AFTER, keys_to_keep
from editor_app.stories.history.version import VersionNotKept
from editor_app.stories.placing import is_there
from editor_app.stories.story_file import sync_folder, write_reason

ASIDE = "thinned"
WORTH_IT = 24  # versions; a log is not written anew for a few
_STAMP = "%Y%m%dT%H%M%SZ"


def thin(history: History, path: Path, now: datetime, worth_it: int = WORTH_IT) -> int:
    """Move the versions of the story in `path` aside that have grown too old; how many. Raises `VersionNotKept`."""
    folder = history.own_folder(path)
    if not is_there(folder / LOG):
        return 0
    try:
        with turn(folder):
            return _thin(history, folder, now, worth_it)
    except OSError as error:
        raise VersionNotKept(write_reason(error)) from error


def delete_thinned(history: History, now: datetime) -> None:
    """Delete what was moved aside more than a week ago. What cannot be deleted waits for the next time."""
    for stamped in (history.folder / history.machine / ASIDE).glob("*"):
        moved = _moment(stamped.name)
        if moved is not None and now - moved > DELETED_AFTER:
            with contextlib.suppress(OSError):
                shutil.rmtree(stamped)


def _thin(history: History, folder: Path, now: datetime, worth_it: int) -> int:
    lines = read_log(folder / LOG).lines
    versions = versions_in(lines, history.machine, folder.name)
    known = {version.key for version in versions}
    kept = keys_to_keep(versions, now)
    staying = [line for line in lines if line.key in kept or line.key not in known]
    leaving = [line for line in lines if line.key in known and line.key not in kept]
    if len(leaving) < worth_it:
        return 0
    aside = history.folder / history.machine / ASIDE / now.astimezone(UTC).strftime(_STAMP) / folder.name
    make_private(aside)
    append(aside / LOG, b"".join(line.raw for line in leaving))
    replace_log(folder / LOG, staying)
    for digest in _texts(leaving) - _texts(staying):
        for place in object_files(folder, digest):
            place.replace(aside / place.name)
    sync_folder(aside)
    sync_folder(folder)
    sweep(folder)
    return len(leaving)


def _texts(lines: list[LogLine]) -> set[str]:
    """The whole texts these versions need."""
    return {str(line.values.get("b") or line.values.get("s")) for line in lines}


def _moment(name: str) -> datetime | None:
    try:
        return datetime.strptime(name, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
