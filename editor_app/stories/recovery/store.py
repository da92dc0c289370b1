"""What sessions left behind: finds the journals of dead processes, lets one program at a time have each, keeps them thirty days.

A journal is moved, never deleted, before its thirty days are over. A journal of a living process, of another version or of nobody
we know is left alone. Does not decide what to do with a text.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import platformdirs

from editor_app.stories.placing import is_there
from editor_app.stories.recovery.journal import ENDING, make_private
from editor_app.stories.recovery.locking import try_lock
from editor_app.stories.recovery.record import Entry, Found, Nature, read_last
from editor_app.stories.story_file import sync_folder

KEPT_FOR = timedelta(days=30)
_KEPT = "kept"
_STAMP = "%Y%m%dT%H%M%SZ"
_STAMPED = re.compile(r"(\d{8}T\d{6}Z) ")
_MAX_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """The last state of one story in one session that ended without saving it, and the files that tell it."""

    entry: Entry
    files: tuple[Path, ...]


def recovery_places() -> tuple[Path, ...]:
    """This account's folders for journals, the best first; the second is memory where the system has such."""
    first = platformdirs.user_data_path("stet", appauthor=False) / "recovery"
    running = os.environ.get("XDG_RUNTIME_DIR", "")
    second = Path(running) / "stet" if running else platformdirs.user_state_path("stet", appauthor=False)
    return (first, second / "recovery")


class RecoveryStore:
    """The journals in `places`. What it hands out is locked against other programs until it is kept or let go."""

    def __init__(self, places: Sequence[Path]) -> None:
        self.places = tuple(places)
        self._held: dict[Path, int] = {}

    def look(self, now: datetime) -> list[LeftBehind]:
        """Claim what is left behind and nobody else has; the newest first. Torn journals that tell nothing are moved away."""
        gathered: dict[str, list[tuple[Path, Found]]] = {}
        for place in self.places:
            for file in _journals(place):
                if file in self._held:
                    continue
                found = self._claim(file)
                if found is not None:
                    name = found.entry.identity if found.entry is not None else file.name
                    gathered.setdefault(name, []).append((file, found))
        left: list[LeftBehind] = []
        for parts in gathered.values():
            best = max(parts, key=lambda part: part[1].sequence)[1].entry
            files = tuple(file for file, _found in parts)
            if best is not None:
                left.append(LeftBehind(best, files))
            else:
                self.keep(files, now)
        return sorted(left, key=lambda one: one.entry.at, reverse=True)

    def keep(self, files: Iterable[Path], now: datetime) -> bool:
        """Move journals away, to be kept for thirty days. False when one could not be moved: it will be offered again."""
        moved = True
        for file in files:
            if file.parent.name == _KEPT:
                continue
            kept = file.parent / _KEPT / f"{now.astimezone(UTC).strftime(_STAMP)} {file.name}"
            try:
                make_private(kept.parent)
                if os.name == "nt":
                    self._let_go(file)  # a file that is open cannot be moved there
                file.rename(kept)
                sync_folder(kept.parent)
                sync_folder(file.parent)
            except FileNotFoundError:
                pass
            except OSError:
                moved = False
                continue
            self._let_go(file)
        return moved

    def release(self, files: Iterable[Path]) -> None:
        """Let another program have these."""
        for file in files:
            self._let_go(file)

    def kept(self) -> list[LeftBehind]:
        """What was moved away and has not been thrown away yet, the newest first."""
        left: list[LeftBehind] = []
        for place in self.places:
            for file in _journals(place / _KEPT):
                found = _read(file)
                if found is not None and found.entry is not None:
                    left.append(LeftBehind(found.entry, (file,)))
        return sorted(left, key=lambda one: one.entry.at, reverse=True)

    def sweep(self, now: datetime) -> None:
        """Throw away what has been kept for thirty days."""
        for place in self.places:
            for file in _journals(place / _KEPT):
                stamp = _STAMPED.match(file.name)
                if stamp is None:
                    continue
                since = datetime.strptime(stamp[1], _STAMP).replace(tzinfo=UTC)
                if now - since > KEPT_FOR:
                    with contextlib.suppress(OSError):
                        file.unlink()

    def close(self) -> None:
        """Let go of everything; whoever looks next may have it."""
        for file in list(self._held):
            self._let_go(file)

    def _claim(self, file: Path) -> Found | None:
        """What is in a file that no living process writes; None when it is not ours to have."""
        try:
            handle = os.open(file, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        except OSError:
            return None
        if not try_lock(handle):
            _close(handle)
            return None
        found = _read(file)  # only now: until it was locked somebody might have been writing
        if found is None or found.nature is Nature.FOREIGN or not is_there(file):
            _close(handle)
            return None
        self._held[file] = handle
        return found

    def _let_go(self, file: Path) -> None:
        handle = self._held.pop(file, None)
        if handle is not None:
            _close(handle)


def _journals(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return sorted(
                Path(entry.path)
                for entry in entries
                if entry.name.endswith(ENDING) and entry.is_file(follow_symlinks=False)
            )
    except OSError:
        return []


def _close(handle: int) -> None:
    with contextlib.suppress(OSError):
        os.close(handle)


def _read(file: Path) -> Found | None:
    try:
        if file.stat().st_size > _MAX_BYTES:
            return None
        return read_last(file.read_bytes())
    except (OSError, MemoryError):
        return None
