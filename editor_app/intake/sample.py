"""The sample newsroom: copies what Stet ships (`seeds/`) to where it can be worked on, and makes it current.

The seeds were written as of one moment, `WRITTEN_AT`. In the copy, every date-time in a story (ISO 8601 with a zone, as
Stet writes them) is moved by the same whole number of quarter hours, so that the moment of copying takes the place of
`WRITTEN_AT`: breaking labels are in force, embargoes lie ahead, "published today" is today. The times that updates begin
with go along. Nothing else changes, not a byte. The seeds themselves are never written to.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import platformdirs

from editor_app.locations import seeds_folder

WRITTEN_AT = datetime(2026, 11, 17, 14, 33, tzinfo=UTC)
"""The moment the seeds are written for: what is breaking in them is breaking then."""

_STEP = timedelta(minutes=15)
_INTERVAL = timedelta(minutes=37)
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)")
_UPDATE = re.compile(rb"(?m)^\*\*(\d\d):(\d\d)\*\*(?= )")
_ZONE = ZoneInfo("Europe/London")  # the sample newsroom's


class SampleNotMade(Exception):
    """The sample newsroom could not be copied; nothing was left behind. `str()` is one sentence for a person."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"The sample newsroom could not be put into {folder}: {reason}.")
        self.folder = folder
        self.reason = reason


def sample_newsroom(now: datetime, data_folder: Path | None = None) -> Path:
    """The person's own copy of the sample newsroom: made on the first call, kept as it is ever after.

    `now` is aware; `data_folder` is the app's data folder, by default the user's. Raises `SampleNotMade`.
    """
    data = data_folder or platformdirs.user_data_path("stet", appauthor=False)
    for name in _names():
        folder = data / "sample" / name
        if (folder / "newsroom.yaml").is_file():
            return folder
        if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            copy_sample(folder, now)
            return folder
    raise AssertionError("the names never end")


def copy_sample(folder: Path, now: datetime, seeds: Path | None = None) -> None:
    """Copy the sample newsroom to `folder`, which does not exist yet or is empty, with its dates moved to `now`.

    Raises `SampleNotMade`.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise SampleNotMade(folder, "there is something in it already")
        folder.parent.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise SampleNotMade(folder, (error.strerror or str(error)).lower()) from error
    try:
        _copy_tree(seeds or seeds_folder(), staged / "copy", now)
        if folder.exists():
            folder.rmdir()
        (staged / "copy").rename(folder)
    except OSError as error:
        raise SampleNotMade(folder, (error.strerror or str(error)).lower()) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _names() -> Iterator[str]:
    """A folder that holds something else, such as what is left of a sample, is nobody's to clear: take the next name."""
    yield "ostrey-courier"
    yield from (f"ostrey-courier-{number}" for number in count(2))


def moved_to(data: bytes, now: datetime) -> bytes:
    """The bytes of a sample story with every date-time and update in them moved so that `WRITTEN_AT` becomes `now` (aware).

    The move is a whole number of quarter hours and never reaches beyond `now`.
    """
    by = (now - WRITTEN_AT) // _STEP * _STEP
    first = _MOMENT.search(data)
    told = (_moment(first.group()) if first else None) or WRITTEN_AT
    data = _MOMENT.sub(lambda found: _moved(found.group(), by), data)
    return _UPDATE.sub(lambda found: _moved_update(int(found[1]), int(found[2]), told, by), data)


def _moved_update(hour: int, minute: int, told: datetime, by: timedelta) -> bytes:
    """The time of day that an update begins with, in the newsroom's zone as it is at its new place.

    `told`: the first moment that its story tells of.
    """
    written = told.astimezone(_ZONE).replace(hour=hour, minute=minute, second=0)
    if told - written > timedelta(hours=12):
        written += timedelta(days=1)
    moved = (written.astimezone(UTC) + by).astimezone(_ZONE)
    return f"**{moved:%H:%M}**".encode("ascii")


def _moved(written: bytes, by: timedelta) -> bytes:
    moment = _moment(written, by)
    if moment is None:
        return written
    separator = "T" if b"T" in written else " "
    text = moment.isoformat(separator, "seconds" if written[16:17] == b":" else "minutes")
    return (text.replace("+00:00", "Z") if written.endswith(b"Z") else text).encode("ascii")


def _moment(written: bytes, by: timedelta = timedelta()) -> datetime | None:
    try:
        return datetime.fromisoformat(written.decode("ascii").replace("Z", "+00:00")) + by
    except (ValueError, OverflowError):
        return None


def _copy_tree(source: Path, target: Path, now: datetime) -> None:
    for path in sorted(source.rglob("*")):
        relative = path.relative_to(source)
        if any(part.startswith((".", "__")) for part in relative.parts):
            continue
        copy = target / relative
        if path.is_dir():
            copy.mkdir(parents=True, exist_ok=True)
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        data = path.read_bytes()
        copy.write_bytes(moved_to(data, now) if path.suffix == ".md" else data)
    _date_files(target, now)


def _date_files(folder: Path, now: datetime) -> None:
    """Give each story's file the time a newsroom would have given it, since lists sort drafts by it.

    That is the last moment it tells of, if it is past; the others lie behind `now` at intervals, as a day's work does.
    """
    silent = 0
    for story in sorted((folder / "stories").rglob("*.md")):
        told = [_moment(found) for found in _MOMENT.findall(story.read_bytes())]
        past = [moment for moment in told if moment is not None and moment <= now]
        if not past:
            silent += 1
        written = (max(past) if past else now - silent * _INTERVAL).timestamp()
        os.utime(story, (written, written))
