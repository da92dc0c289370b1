"""The versions of a newsroom's stories: adding one, listing them, giving their texts back, thinning them as they grow old.

In `.stet/history` each machine has a folder of its own that no other machine writes, so a synced folder has nothing to
merge. In it each story has a folder: a log with one line a version, and the whole texts that the others are told by way
of. Whatever moment a program or a machine dies at, what was there before can be read. Nothing here is ever exported.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from editor_app.markup.counts import word_count
from editor_app.stories.front_matter import split
from editor_app.stories.history.deltas import DeltaDamaged, apply_delta, make_delta
from editor_app.stories.history.identity import Places
from editor_app.stories.history.lines import key_of, version_from, version_values, write_line
from editor_app.stories.history.log_file import LogLine, append, read_last, read_log, turn
from editor_app.stories.history.objects import keep_object, make_private, read_object, sweep
from editor_app.stories.history.timeline import merged
from editor_app.stories.history.version import (
    Listing,
    Version,
    VersionDamaged,
    VersionKind,
    VersionNotKept,
)
from editor_app.stories.placing import is_gone, is_there
from editor_app.stories.story_file import decode, digest_of, encode, write_reason

FOLDER = "history"
MOVES = "moves.log"
LOG = "log"
LONGEST_RUN = 64  # versions told by way of one whole text
LARGEST_DELTA = 8 * 1024


class History:
    """The versions of all stories of one newsroom, as kept by `machine()` and every other. Holds nothing in memory."""

    def __init__(self, newsroom_folder: Path, machine: Callable[[], str], who: str = "") -> None:
        self._newsroom = newsroom_folder
        self.folder = newsroom_folder / ".stet" / FOLDER
        self._machine = machine
        self._who = who

    @property
    def machine(self) -> str:
        """This machine's name in logs."""
        return self._machine()

    # -- adding

    def add(self, path: Path, text: str, kind: VersionKind, at: datetime, name: str = "") -> Version | None:
        """Keep `text` as a version of the story in `path`, on disk for certain when this returns.

        None when it is not kept because the newest version of this machine, or (of an opened story) any, has the same
        text already; published and named versions are always kept. Raises `VersionNotKept`.
        """
        data = encode(text)
        digest = digest_of(data)
        try:
            story_id = self.story_id(path, digest)
            folder = self._folder_of(self.machine, story_id)
            make_private(folder)
            with turn(folder):
                if self._is_known(folder, story_id, kind, digest):
                    return None
                base, delta, run = self._told(folder, story_id, data)
                version = Version(
                    key="", machine=self.machine, story_id=story_id, at=at, kind=kind, digest=digest,
                    words=word_count(split(text)[1]), size=len(data), path=self.relative(path), who=self._who,
                    name=name, base=base, delta=delta, run=run,
                )  # fmt: skip
                line = write_line(version_values(version))
                append(folder / LOG, line)
                return version.kept_at(key_of(line))
        except OSError as error:
            raise VersionNotKept(write_reason(error)) from error

    def _is_known(self, folder: Path, story_id: str, kind: VersionKind, digest: str) -> bool:
        if kind in (VersionKind.PUBLISHED, VersionKind.NAMED, VersionKind.BEFORE_CUT, VersionKind.RESTORED):
            return False
        if kind is VersionKind.OPENED:
            return any(version.digest == digest for version in self._versions_of(story_id)[0])
        last = read_last(folder / LOG)
        return last is not None and last.values.get("s") == digest

    def _told(self, folder: Path, story_id: str, data: bytes) -> tuple[str, bytes, int]:
        """How the text is told: base, delta and the length of the run; without a base it is kept whole by then."""
        last = read_last(folder / LOG)
        before = version_from(last.values, last.key, self.machine, story_id) if last else None
        if before is not None and before.run + 1 < LONGEST_RUN:
            base_digest = before.base or before.digest
            with contextlib.suppress(VersionDamaged):
                base = read_object(folder, base_digest)
                delta = make_delta(base, data)
                if len(delta) <= min(LARGEST_DELTA, 256 + len(data) // 6):
                    return base_digest, delta, before.run + 1
        sweep(folder)
        keep_object(folder, data)
        return "", b"", 0

    def take_back(self, version: Version, at: datetime) -> None:
        """Readers never got this version, which was kept as published. Raises `VersionNotKept`."""
        folder = self._folder_of(version.machine, version.story_id)
        line = write_line({"t": at.isoformat(), "k": VersionKind.TAKEN_BACK.value, "x": version.key})
        try:
            with turn(folder):
                append(folder / LOG, line)
        except OSError as error:
            raise VersionNotKept(write_reason(error)) from error

    # -- reading

    def versions(self, path: Path) -> Listing:
        """Every version of the story in `path`, of all machines, newest first."""
        logs, damaged = self._logs_of(self.story_id(path))
        return Listing(tuple(merged(logs)), damaged)

    def text(self, version: Version) -> str:
        """The whole file as it was. Raises `VersionDamaged`."""
        folder = self._folder_of(version.machine, version.story_id)
        if not version.base:
            return decode(read_object(folder, version.digest))
        try:
            data = apply_delta(read_object(folder, version.base), version.delta)
        except DeltaDamaged:
            data = b""
        if digest_of(data) != version.digest:
            raise VersionDamaged("This version is damaged on disk. Other versions are not touched.")
        return decode(data)

    def published(self, path: Path) -> Version | None:
        """The version readers were given last; None before the first publish that was kept."""
        return next((v for v in self.versions(path).versions if v.kind is VersionKind.PUBLISHED), None)

    def published_text(self, path: Path) -> str | None:
        """The whole file as readers were given it last, whatever was saved since. Raises `VersionDamaged`."""
        version = self.published(path)
        return self.text(version) if version is not None else None

    # -- whose history

    def relative(self, path: Path) -> str:
        """`path` as logs tell it."""
        with contextlib.suppress(ValueError):
            return path.relative_to(self._newsroom).as_posix()
        return path.as_posix()

    def story_id(self, path: Path, digest: str = "") -> str:
        """The id of the story in `path`. `digest`, of what it holds, helps to find the history of a renamed file."""
        told = self.relative(path)
        places = self._places()
        story_id = places.id_for(told)
        if told in places.id_at or self._has_history(story_id):
            return story_id
        return (self._orphan(told, digest, places) if digest else None) or story_id

    def moved(self, old: Path, new: Path, at: datetime) -> None:
        """The file at `old` is at `new` now: renamed, spiked or restored. Raises `VersionNotKept`."""
        self._tell_place(self.story_id(old), self.relative(new), at)

    def begin(self, path: Path, at: datetime) -> None:
        """A new story has just been made at `path`: it has no part in the history of one that was there before.

        Raises `VersionNotKept`.
        """
        told = self.relative(path)
        places = self._places()
        if self._has_history(places.id_for(told)):
            taken = Places.fresh_id(told, lambda one: one in places.path_of or self._has_history(one))
            self._tell_place(taken, told, at)

    def _tell_place(self, story_id: str, told: str, at: datetime) -> None:
        folder = self.folder / self.machine
        try:
            make_private(folder)
            with turn(folder):
                append(folder / MOVES, write_line({"t": at.isoformat(), "id": story_id, "p": told}))
        except OSError as error:
            raise VersionNotKept(write_reason(error)) from error

    def _places(self) -> Places:
        lines = [line.values for folder in self._machines() for line in read_log(folder / MOVES).lines]
        return Places.from_lines(sorted(lines, key=lambda values: _moment(values.get("t"))))

    def _orphan(self, told: str, digest: str, places: Places) -> str | None:
        """The history of a file that is gone, whose last version was just what the file at `told` holds."""
        for machine in self._machines():
            for folder in _story_folders(machine):
                last = read_last(folder / LOG)
                if last is None or last.values.get("s") != digest:
                    continue
                old = places.path_of.get(folder.name, str(last.values.get("p", "")))
                if old and is_gone(self._newsroom / old):
                    self._tell_place(folder.name, told, datetime.now(UTC))
                    return folder.name
        return None

    # -- where things lie

    def _folder_of(self, machine: str, story_id: str) -> Path:
        return self.folder / machine / story_id[:2] / story_id

    def own_folder(self, path: Path) -> Path:
        """The folder of a story's versions that this machine keeps."""
        return self._folder_of(self.machine, self.story_id(path))

    def _machines(self) -> list[Path]:
        with contextlib.suppress(OSError):
            return sorted(folder for folder in self.folder.iterdir() if folder.is_dir())
        return []

    def _has_history(self, story_id: str) -> bool:
        return any(is_there(folder / story_id[:2] / story_id / LOG) for folder in self._machines())

    def _versions_of(self, story_id: str) -> tuple[list[Version], int]:
        logs, damaged = self._logs_of(story_id)
        return [version for log in logs for version in log], damaged

    def _logs_of(self, story_id: str) -> tuple[list[list[Version]], int]:
        logs, damaged = [], 0
        for machine in self._machines():
            log = read_log(machine / story_id[:2] / story_id / LOG)
            logs.append(versions_in(log.lines, machine.name, story_id))
            damaged += log.damaged
        return logs, damaged


def versions_in(lines: tuple[LogLine, ...], machine: str, story_id: str) -> list[Version]:
    """The versions that these lines tell, in their order, each once."""
    found: dict[str, Version] = {}
    for line in lines:
        version = version_from(line.values, line.key, machine, story_id)
        if version is not None:
            found[version.key] = version
        elif (taken_back := found.get(str(line.values.get("x", "")))) is not None:
            found[taken_back.key] = replace(taken_back, kind=VersionKind.TAKEN_BACK)
    return list(found.values())


def _story_folders(machine: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return [Path(story.path) for shard in os.scandir(machine) if len(shard.name) == 2 and shard.is_dir() for story in os.scandir(shard)]  # fmt: skip
    return []


def _moment(told: object) -> datetime:
    with contextlib.suppress(ValueError, TypeError):
        moment = datetime.fromisoformat(str(told))
        if moment.tzinfo is not None:
            return moment
    return datetime.min.replace(tzinfo=UTC)
