"""Clears up the temporary files that saves left when their process, or the machine, ended on the way.

What such a file holds is looked at first: the version that was being replaced, or one that a file beside it holds, goes; anything
else may be the only copy of somebody's words and is kept in `.stet/conflicts`. Touches no file that a save may still be using.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from editor_app.stories import placing
from editor_app.stories.kept_aside import keep_aside
from editor_app.stories.lease import is_unfinished_lease
from editor_app.stories.placing import TemporaryName, digest_of, temporary_name
from editor_app.stories.story_file import StorySaveFailed, decode

STILL_IN_USE = timedelta(minutes=10)
_WORDS = (".md", ".yaml", ".txt")  # in files with another ending nobody wrote anything
_OURS = ".stet"
_UNPLACED = re.compile(rf"\.[0-9a-f]{{16}}{re.escape(placing.ENDING)}")
_HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Cleared:
    """How many files were removed, which were kept in `.stet/conflicts`, and which story got its text after all."""

    removed: int = 0
    kept: tuple[Path, ...] = ()
    finished: tuple[Path, ...] = ()


def clear_leftovers(newsroom_folder: Path, folders: tuple[Path, ...], now: datetime) -> Cleared:
    """Clear up in `folders`, with all that is in them, and in the newsroom's own. `now` is aware.

    What cannot be read, kept or removed stays for the next time. Reads no file but the left ones and those beside them.
    """
    removed, kept, finished = 0, list[Path](), list[Path]()
    for file, name in _left(newsroom_folder, folders, now):
        with contextlib.suppress(OSError, StorySaveFailed):
            if name is None:
                file.unlink()
                removed += 1
                continue
            data = placing.read_bytes(file)
            if target := _promised_place(file, name, data):
                file.replace(target)
                placing.sync_folder(target.parent)
                finished.append(target)
                continue
            if not _is_known(file, name, data):
                kept.append(keep_aside(newsroom_folder, Path(name.place), decode(data), now))
            file.unlink()
            removed += 1
    return Cleared(removed, tuple(kept), tuple(finished))


def _left(
    newsroom_folder: Path, folders: tuple[Path, ...], now: datetime
) -> Iterator[tuple[Path, TemporaryName | None]]:
    """Files, and what their names tell; None: a lease, or a file of Stet's own, which is made anew from what is elsewhere."""
    for where, names in _names(newsroom_folder, folders):
        for name in names:
            if name.startswith(".") and (name.endswith(placing.ENDING) or is_unfinished_lease(name)):
                file = Path(where, name)
                told = temporary_name(file)
                is_ours = (
                    told is not None
                    or is_unfinished_lease(name)
                    or (_OURS in file.parts and _UNPLACED.fullmatch(name))
                )
                if is_ours and _is_left(file, now):
                    yield file, told


def _names(newsroom_folder: Path, folders: tuple[Path, ...]) -> Iterator[tuple[str, list[str]]]:
    with contextlib.suppress(OSError):
        yield str(newsroom_folder), [entry.name for entry in newsroom_folder.iterdir()]
    for folder in (*folders, newsroom_folder / _OURS):
        for where, below, names in os.walk(folder):
            if _HISTORY in below and Path(where).name == _OURS:
                below.remove(_HISTORY)  # it has many folders, and sweeps them itself
            yield where, names


def _is_left(file: Path, now: datetime) -> bool:
    with contextlib.suppress(OSError):
        about = file.lstat()
        # A rename does not change when a file was written, but on most systems when its name was changed is told, too.
        last = max(about.st_mtime, about.st_ctime)
        return stat.S_ISREG(about.st_mode) and now.timestamp() - last > STILL_IN_USE.total_seconds()
    return False


def _promised_place(file: Path, name: TemporaryName, data: bytes) -> Path | None:
    """The empty file that held a name for this whole new one, where the file system has neither links nor a safe rename."""
    target = file.with_name(name.place)
    if name.base != placing.NEW or not name.says_own(digest_of(data)) or not data:
        return None
    try:
        return target if target.is_file() and target.stat().st_size == 0 else None
    except OSError:
        return None


def _is_known(file: Path, name: TemporaryName, data: bytes) -> bool:
    digest = digest_of(data)
    if not data or name.says_base(digest) or not name.place.endswith(_WORDS):
        return True
    return any(_digest(other) == digest for other in _beside(file, name))


def _beside(file: Path, name: TemporaryName) -> list[Path]:
    with contextlib.suppress(OSError):
        return [
            other for other in file.parent.iterdir() if other.name.startswith(name.place) and other.is_file()
        ]
    return []


def _digest(path: Path) -> str | None:
    with contextlib.suppress(OSError):
        return placing.digest_on_disk(path)
    return None
