"""How new files reach an output folder: staged beside it, then moved in one by one, the front page last.

A file that would not change is not touched. Must not know what the files are.
"""

from __future__ import annotations

import ctypes
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Container, Mapping, Sequence
from contextlib import suppress
from enum import Enum
from io import FileIO
from pathlib import Path

from editor_app.publish.manifest import Manifest
from editor_app.publish.story_facts import digest_of

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

OUR_MARKS = (b'<meta name="generator" content="Stet">', b"<generator>Stet</generator>", b"Written by Stet")
_LAST = "index.html"
_SYNCS_AT_ONCE = 16
_FEW = 4
_MANY = 200  # from here on it costs less to wait for the whole file system once
_FORGOTTEN_S = 24 * 60 * 60.0  # where the system does not tell whether anybody is at work in a folder


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
        folder: where another process is staging the same export, which this one has a share in; None: a new one.
    """

    def __init__(self, output: Path, known: Manifest, folder: Path | None = None) -> None:
        self._output = output
        self._known = known
        self._folder = folder
        self._lock: int | None = None
        self._made: set[str] = {""}
        self.files: dict[str, bytes] = {}
        self.changed: list[str] = []

    def add(self, name: str, data: bytes) -> bytes:
        """Stage one file of the site and return its digest. Raises OSError and `ForeignFile`."""
        digest, is_new = self.put(name, data)
        self.note(name, digest, is_new)
        return digest

    def note(self, name: str, digest: bytes, is_new: bool) -> None:
        """A file that was put here, perhaps by another process."""
        self.files[name] = digest
        if is_new:
            self.changed.append(name)

    def put(self, name: str, data: bytes) -> tuple[bytes, bool]:
        """Write the staged file without noting it. Returns its digest, and whether it differs from what readers have."""
        digest = digest_of(data)
        state = _state_of(f"{self._output}/{name}", data)
        if state is _State.SAME:
            return digest, False
        if state is _State.OTHER and name not in self._known.names and not _is_ours(self._output / name):
            raise ForeignFile(self._output / name)
        staged = f"{self.folder()}/{name}"
        parent = name.rpartition("/")[0]
        if parent not in self._made:
            _make_staged(f"{self.folder()}/{parent}")
            self._made.add(parent)
        with open(staged, "wb", buffering=0) as file:  # noqa: PTH123
            _write_all(file, data)
        return digest, True

    def keep(self, name: str, digest: bytes) -> None:
        """A file of the site that is as it should be."""
        self.files[name] = digest

    def keep_all(self, files: Mapping[str, bytes]) -> None:
        """The same for many files at once, before any other."""
        self.files = dict(files)

    def leave_out(self, name: str) -> None:
        """A file that was kept is none of the site's."""
        self.files.pop(name, None)

    def settle(self) -> None:
        """See every staged file onto the disk, all at once: one after the other they would each wait. Raises OSError."""
        if not self.changed:
            return
        if len(self.changed) > _MANY and sync_all(self.folder()):
            return
        folder = self.folder()
        _at_once(_sync_file, [folder / name for name in self.changed])
        _at_once(_sync_folder, [folder, *(path for path in folder.rglob("*") if path.is_dir())])

    def gone(self) -> list[str]:
        """The files of the last export that this one does not have, and that are still there."""
        missing = self._known.names - self.files.keys()
        return sorted(name for name in missing if (self._output / name).is_file())

    def move_in(self, whole: Container[str] = ()) -> None:
        """Put every staged file in its place, then take away what is gone. Raises OSError.

        `settle` comes first: no file may take another's place before it is on the disk.

        Stopped anywhere, no page that readers come to names one that is not there: first come pages that are not there
        yet, which no other names; then those there that are not of the `whole` site of the last export that reached its
        end, so that one cut short left them; then the others, the front page last.
        """
        if self._folder is not None and self._become_site(self._folder):
            return
        touched: set[Path] = set()
        present = {name for name in self.changed if (self._output / name).exists()}
        for name in sorted(
            self.changed, key=lambda name: (name == _LAST, name in present, name in whole, _order(name))
        ):
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
        _at_once(_sync_folder, list(touched))

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
        self._unlock()
        _sync_folder(self._output.parent)
        return True

    def discard(self) -> None:
        """Remove what is still staged, by this export or by one that is dead."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
        else:
            remove_forgotten(self._output)
        self._unlock()

    def folder(self) -> Path:
        """The folder where files are staged; made when it is first asked for, and those of dead exports removed."""
        if self._folder is None:
            self._output.parent.mkdir(parents=True, exist_ok=True)
            remove_forgotten(self._output)
            self._folder = self._output.parent / f".{self._output.name}-new-{secrets.token_hex(6)}"
            self._folder.mkdir()
            self._lock = _locked(self._folder)
        return self._folder

    def _unlock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def remove_forgotten(output: Path) -> None:
    """Remove what exports to `output` were staging when they were killed. An export at work holds a lock on its folder."""
    ours = re.compile(re.escape(f".{output.name}-new-") + r"[0-9a-f]{12}")
    try:
        found = [entry for entry in os.scandir(output.parent) if ours.fullmatch(entry.name)]
    except OSError:
        return
    for entry in found:
        if not entry.is_dir(follow_symlinks=False):
            continue
        lock = _locked(Path(entry.path))
        try:
            if lock is not None or _is_old(entry.path):
                shutil.rmtree(entry.path, ignore_errors=True)
        finally:
            if lock is not None:
                os.close(lock)


def _locked(folder: Path) -> int | None:
    """A lock on the folder for as long as this process lives; None when another has it, or there are none here."""
    if fcntl is None:
        return None
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _is_old(folder: str) -> bool:
    """Whether nobody can be at work there any more, where locks do not tell."""
    with suppress(OSError):
        return fcntl is None and time.time() - os.stat(folder).st_mtime > _FORGOTTEN_S  # noqa: PTH116
    return False


def _order(name: str) -> tuple[int, str]:
    """Pictures before the pages that show them, feeds and maps after the pages they name."""
    if name.startswith("images/"):
        return (0, name)
    return (1, name) if name.endswith(".html") else (2, name)


class _State(Enum):
    """What stands where a file would go."""

    NOTHING = 0
    SAME = 1
    OTHER = 2


def _state_of(path: str, data: bytes) -> _State:
    try:
        if os.stat(path).st_size != len(data):  # noqa: PTH116 - thousands of them
            return _State.OTHER
        return _State.SAME if Path(path).read_bytes() == data else _State.OTHER
    except (FileNotFoundError, NotADirectoryError):
        return _State.NOTHING
    except OSError:
        return _State.OTHER


def _make_staged(folder: str) -> None:
    """Make a folder; most of them, and there are thousands, lie in one that is there."""
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        return  # a helper has made it; where it is none, the file that goes there says so
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def _write_all(file: FileIO, data: bytes) -> None:
    """Write it all: a nearly full disk takes a part first and refuses the rest."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) or 0 :]


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


def _at_once(sync: Callable[[Path], None], paths: Sequence[Path]) -> None:
    if len(paths) < _FEW:
        for path in paths:
            sync(path)
        return
    from concurrent.futures import ThreadPoolExecutor  # an export with little to write need not load it

    with ThreadPoolExecutor(_SYNCS_AT_ONCE) as pool:
        list(pool.map(sync, paths))


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
