"""A folder of what was made once and can be made again, by key; what was not asked for longest goes first.

Two exports may use it at once: an entry appears whole or not at all, and nothing that was used within a day is taken.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

MOST_BYTES = 2_000_000_000
OLDEST_S = 180 * 86_400
_USED_LATELY_S = 86_400
_PRUNED = ".pruned"


class KeptPictures:
    """The folder.

    Args:
        folder: made when it is not there.
        clock: seconds since 1970.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._clock = clock
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def find(self, key: str) -> Path | None:
        """The file kept under `key`, noted as used; None when there is none."""
        path = self.place(key)
        try:
            used = path.stat().st_mtime
        except OSError:
            return None
        now = self._clock()
        if now - used > _USED_LATELY_S:
            with contextlib.suppress(OSError):
                os.utime(path, (now, now))
        return path

    def place(self, key: str) -> Path:
        """Where `key` is kept."""
        return self._folder / key[:2] / key

    def keep(self, key: str, data: bytes) -> Path:
        """Keep `data` under `key`. Raises OSError."""
        target = self.place(key)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return target

    def prune(self, most_bytes: int = MOST_BYTES, oldest_s: float = OLDEST_S) -> int:
        """Take out what was not used for `oldest_s` seconds, and more until `most_bytes` are left; at most once a day.

        Returns how many files went. Failing costs space and nothing else.
        """
        now, mark = self._clock(), self._folder / _PRUNED
        with contextlib.suppress(OSError):
            if 0 <= now - mark.stat().st_mtime < _USED_LATELY_S:
                return 0
        with contextlib.suppress(OSError):
            mark.touch()
            os.utime(mark, (now, now))
        entries = sorted(self._entries())
        total, gone = sum(size for _used, size, _path in entries), 0
        for used, size, path in entries:
            age = now - used
            if age < _USED_LATELY_S or (age < oldest_s and total <= most_bytes):
                break
            with contextlib.suppress(OSError):
                os.unlink(path)  # noqa: PTH108 - thousands of them
                total, gone = total - size, gone + 1
        return gone

    def _entries(self) -> list[tuple[float, int, str]]:
        found: list[tuple[float, int, str]] = []
        with contextlib.suppress(OSError):
            for folder in os.scandir(self._folder):
                if folder.is_dir(follow_symlinks=False):
                    for entry in os.scandir(folder.path):
                        state = entry.stat(follow_symlinks=False)
                        found.append((state.st_mtime, state.st_size, entry.path))
        return found
