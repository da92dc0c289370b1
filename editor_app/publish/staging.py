"""How new files reach an output folder: staged beside it, then moved in one by one, the front page last.

A file that would not change is not touched. Must not know what the files are.
"""

from __future__ import annotations

import ctypes
import os
import secrets
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from editor_app.publish.manifest import Manifest
from editor_app.publish.story_facts import digest_of

OUR_MARKS = (b'<meta name="generator" content="Stet">', b"<generator>Stet</generator>", b"Written by Stet")
_LAST = "index.html"
_SYNCS_AT_ONCE = 16
_MANY = 200  # from here on it costs less to wait for the whole file system once


class ForeignFile(Exception):
    """A file in the output folder that Stet did not write stands where one of its own would go."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} was not written by Stet and would be replaced.")
        self.path = path


class Staging:
    """One export on its way into `output`.

    Args:
        output: the folder of the site; made when it is missing.
        known: the files Stet wrote there last time.
    """

    def __init__(self, output: Path, known: Manifest) -> None:
        self._output = output
        self._known = known
        self._folder: Path | None = None
        self._made: set[Path] = set()
        self.files: dict[str, bytes] = {}
        self.changed: list[str] = []

    def add(self, name: str, data: bytes) -> bytes:
        """Stage one file of the site and return its digest. Raises OSError and `ForeignFile`."""
        digest = digest_of(data)
        self.files[name] = digest
        if self.put(name, data):
            self.changed.append(name)
        return digest

    def put(self, name: str, data: bytes) -> bool:
        """Write the staged file, without noting it; False when it would not change. For other processes' share."""
        target = self._output / name
        if _same(target, data):
            return False
        if name not in self._known.names and target.exists() and not _is_ours(target):
            raise ForeignFile(target)
        staged = self.folder() / name
        if staged.parent not in self._made:
            staged.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(staged.parent)
        staged.write_bytes(data)
        return True

    def keep(self, name: str, digest: bytes) -> None:
        """A file of the site that is as it should be."""
        self.files[name] = digest

    def settle(self) -> None:
        """See every staged file onto the disk, all at once: one after the other they would each wait. Raises OSError."""
        if not self.changed:
            return
        if len(self.changed) > _MANY and sync_all(self.folder()):
            return
        folder = self.folder()
        with ThreadPoolExecutor(_SYNCS_AT_ONCE) as pool:
            list(pool.map(_sync_file, (folder / name for name in self.changed)))
            list(pool.map(_sync_folder, [folder, *(path for path in folder.rglob("*") if path.is_dir())]))

    def gone(self) -> list[str]:
        """The files of the last export that this one does not have, and that are still there."""
        return sorted(
            name for name in self._known.names if name not in self.files and (self._output / name).is_file()
        )

    def move_in(self) -> None:
        """Put every staged file in its place, then take away what is gone. Raises OSError.

        `settle` comes first: no file may take another's place before it is on the disk.
        """
        if self._folder is not None and self._become_site(self._folder):
            return
        touched: set[Path] = set()
        for name in sorted(self.changed, key=_order):
            target = self._output / name
            if target.parent not in touched:
                _make_folder(self._output, target.parent)
                touched.add(target.parent)
            (self.folder() / name).replace(target)
        for name in self.gone():
            target = self._output / name
            with suppress(FileNotFoundError):
                target.unlink()
            _remove_empty(target.parent, self._output)
        if len(touched) > _MANY and sync_all(self._output):
            return
        with ThreadPoolExecutor(_SYNCS_AT_ONCE) as pool:
            list(pool.map(_sync_folder, touched))

    def _become_site(self, folder: Path) -> bool:
        """Where there is no site yet the staged folder becomes it, in one step."""
        try:
            if self._output.is_symlink() or any(self._output.iterdir()):
                return False
        except FileNotFoundError:
            pass
        except OSError:
            return False
        try:
            folder.replace(self._output)
        except OSError:  # a system that replaces no folder by another, or another disk
            return False
        self._folder = None
        _sync_folder(self._output.parent)
        return True

    def discard(self) -> None:
        """Remove what is still staged."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def folder(self) -> Path:
        """The folder where files are staged; made when it is first asked for."""
        if self._folder is None:
            self._output.parent.mkdir(parents=True, exist_ok=True)
            self._folder = self._output.parent / f".{self._output.name}-new-{secrets.token_hex(6)}"
            self._folder.mkdir()
        return self._folder


def _order(name: str) -> tuple[int, str]:
    """Pictures before the pages that show them, feeds and maps after the pages they name, the front page last."""
    if name == _LAST:
        return (3, name)
    if name.startswith("images/"):
        return (0, name)
    return (1, name) if name.endswith(".html") else (2, name)


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _is_ours(path: Path) -> bool:
    """Whether a file without an entry in our list carries our mark: the list may have been lost or left behind."""
    if path.suffix in (".jpg", ".webp") or (path.suffix == ".png" and path.parent.name == "images"):
        return True  # their names are made from their content
    try:
        with path.open("rb") as file:
            head = file.read(8192)
    except OSError:
        return False
    return (
        any(mark in head for mark in OUR_MARKS)
        or (path.suffix == ".json" and b"jsonfeed.org" in head)
        or (path.suffix == ".webmanifest" and b'"start_url": "./"' in head)
    )


def _make_folder(output: Path, folder: Path) -> None:
    """Make `folder`, replacing a link that would lead out of the output folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if not folder.resolve().is_relative_to(output.resolve()):
        raise OSError(0, "a link leads out of the folder", str(folder))


def _remove_empty(folder: Path, output: Path) -> None:
    while folder != output and folder.is_relative_to(output):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def sync_all(folder: Path) -> bool:
    """See everything on the file system of `folder` onto its disk. False where the system cannot. Raises OSError."""
    try:
        syncfs = ctypes.CDLL(None, use_errno=True).syncfs
    except (AttributeError, OSError, TypeError):
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(handle) != 0:
            fault = ctypes.get_errno()
            raise OSError(fault, os.strerror(fault), str(folder))
    finally:
        os.close(handle)
    return True


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
