"""Whole texts in a folder, each named after its SHA-256, each twice, because others are told by way of them.

Written under another name, put on disk for certain, and only then renamed: at no moment is there half a text under its name.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import zlib
from pathlib import Path

from editor_app.stories.history.deltas import MAX_TEXT
from editor_app.stories.history.version import VersionDamaged
from editor_app.stories.story_file import digest_of, sync_folder

ENDINGS = (".z", ".z2")
TEMPORARY = ".stet-tmp"
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


def keep_object(folder: Path, data: bytes) -> str:
    """Make sure that `folder` holds `data`, on disk for certain; its digest. Raises OSError."""
    digest = digest_of(data)
    packed: bytes | None = None
    for ending in ENDINGS:
        place = folder / f"{digest}{ending}"
        if _unpacked(place, digest) is None:
            packed = packed if packed is not None else zlib.compress(data, 9)
            put_in_place(place, packed)
    sync_folder(folder)
    return digest


def read_object(folder: Path, digest: str) -> bytes:
    """The text of this digest, from either copy. Raises `VersionDamaged`."""
    for ending in ENDINGS:
        data = _unpacked(folder / f"{digest}{ending}", digest)
        if data is not None:
            return data
    raise VersionDamaged(
        "The text of this version is missing or damaged on disk. Other versions are not touched."
    )


def object_files(folder: Path, digest: str) -> list[Path]:
    """The files that hold this text."""
    return [place for ending in ENDINGS if (place := folder / f"{digest}{ending}").exists()]


def put_in_place(place: Path, data: bytes) -> None:
    """Make `place` a file that holds `data`, or leave what is there. Raises OSError."""
    temporary = place.with_name(f".{secrets.token_hex(8)}{TEMPORARY}")
    handle = os.open(temporary, _FLAGS, 0o600)
    try:
        try:
            write_all(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
        if temporary.read_bytes() != data:
            raise OSError(errno.EIO, "what was read back is not what was written")
        temporary.replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def sweep(folder: Path) -> None:
    """Remove what a crash left half written. Call it when nobody else writes there."""
    for place in folder.glob(f".*{TEMPORARY}"):
        with contextlib.suppress(OSError):
            place.unlink()


def write_all(handle: int, data: bytes) -> None:
    """Write to the last byte; a disk that takes only some of them is asked again. Raises OSError."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for this account alone. Raises OSError."""
    if folder.is_dir():
        return
    make_private(folder.parent)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    sync_folder(folder.parent)


def _unpacked(place: Path, digest: str) -> bytes | None:
    try:
        packed = place.read_bytes()
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(packed, MAX_TEXT)
    except (OSError, zlib.error):
        return None
    return data if digest_of(data) == digest else None
