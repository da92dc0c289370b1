"""What the last export to a folder read and wrote, so that the next one does only what has to be done again.

A cache and nothing more: it lies in the user's cache folder, readable by nobody else, may be lost at any time, and one that
is damaged or from another Stet counts as none. Which files of the site are ours is not its business (`manifest`).
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
import tempfile
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

_VERSION = 1
_DIGEST = 32

Stamp = tuple[int, int, int, int]
"""What the system says of a file: change of content and of the file itself in nanoseconds, size, number."""


class PageRecord(NamedTuple):
    """How one file of the site came about.

    Attributes:
        inputs: a digest of everything it was made from, but for what follows.
        targets: links to stories as (as written, what they led to).
        pictures: pictures as (story's file, `src` as written, file found, its stamp).
        used: the picture files it names, as (name, width, height, where its data is kept).
        kept: what else is worth keeping of it: for a feed item its words.
    """

    inputs: bytes
    targets: tuple[tuple[str, Any], ...] = ()
    pictures: tuple[tuple[str, str, str, Any], ...] = ()
    used: tuple[tuple[str, int, int, str], ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(slots=True)
class Ledger:
    """One site's ledger.

    Attributes:
        ground: a digest of what everything depends on: settings, theme, Stet itself.
        read_at: when the stories were looked at, in nanoseconds since 1970.
        stories: each story's file -> its stamp and its facts as a plain tuple.
        pages: each file of the site, and each feed item -> how it was made.
        outputs: each file of the site -> its digest, size and time.
        quiet_until: until when (seconds since 1970) the passing of time alone changes nothing.
    """

    ground: bytes = b""
    read_at: int = 0
    stories: dict[str, tuple[Stamp, tuple[Any, ...]]] = field(default_factory=dict)
    pages: dict[str, PageRecord] = field(default_factory=dict)
    outputs: dict[str, tuple[bytes, int, int]] = field(default_factory=dict)
    quiet_until: float = 0.0
    made_at: float = 0.0

    @classmethod
    def load(cls, path: Path) -> Ledger:
        """The ledger in this file; an empty one when there is none that can be trusted."""
        try:
            data = path.read_bytes()
        except OSError:
            return cls()
        if blake2b(data[_DIGEST:], digest_size=_DIGEST).digest() != data[:_DIGEST]:
            return cls()
        try:
            head, *rest = marshal.loads(data[_DIGEST:])
            if head != _head():
                return cls()
            ground, read_at, stories, pages, outputs, quiet_until, made_at = rest
        except (ValueError, EOFError, TypeError):
            return cls()
        made = {name: PageRecord._make(record) for name, record in pages.items()}
        return cls(ground, read_at, stories, made, outputs, quiet_until, made_at)

    def save(self, path: Path) -> None:
        """Keep it. That it cannot be kept costs time at the next export and nothing else."""
        content = (
            _head(), self.ground, self.read_at, self.stories,
            {name: tuple(record) for name, record in self.pages.items()},
            self.outputs, self.quiet_until, self.made_at,
        )  # fmt: skip
        data = marshal.dumps(content)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".ledger-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(blake2b(data, digest_size=_DIGEST).digest())
                    file.write(data)
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise


def stamp_of(found: os.stat_result) -> Stamp:
    """What of a file's state tells that it is still the one that was read."""
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def file_stamp(path: str) -> Stamp | None:
    """The stamp of the file at `path`; None when there is none."""
    try:
        return stamp_of(os.stat(path))  # noqa: PTH116 - thousands of them: a Path for each costs more than the look
    except (OSError, ValueError):
        return None


def _head() -> tuple[int, str]:
    return (_VERSION, sys.version)
