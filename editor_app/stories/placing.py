"""Bytes put into their place in a folder: whole, on the disk for certain, and never over what the caller has not seen.

They are written beside the place under another name, put on the disk, read back, and only then given their name, in one step.
What was displaced is looked at: if it is not what was expected, it goes back. Wherever a system call fails or the process ends,
the place holds the old bytes or the new, and nobody's bytes are only in a file that will be deleted. `leftovers` clears up
after processes that ended on the way. Does not know what the bytes mean.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from editor_app.stories import atomic_rename
from editor_app.stories.recovery.locking import try_lock

MAX_BYTES = 50 * 1024 * 1024
ENDING = ".stet-tmp"
NEW = "new"  # in a temporary file's name where others tell what they replace
_MARK = 16  # digits of a digest
_NAME = re.compile(
    rf"\.(.*)\.(new|[0-9a-f]{{{_MARK}}})\.([0-9a-f]{{{_MARK}}})\.[0-9a-f]{{6}}{re.escape(ENDING)}", re.S
)
_LONGEST_NAME = 120  # bytes of the place's own name in the temporary one's: file systems take 255 in all
_TURN_ATTEMPTS = 100
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_FOLLOW | _BINARY


class NotExpected(Exception):
    """The place does not hold what it was said to. `found` is the digest of what is there, None when nothing is."""

    def __init__(self, found: str | None) -> None:
        super().__init__("the place does not hold what was expected")
        self.found = found


class NotConfirmed(Exception):
    """The new bytes are in their place, but the disk did not say that they will stay. `cause` is what it said."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(str(cause))
        self.cause = cause


@dataclass(frozen=True, slots=True)
class TemporaryName:
    """What the name of a temporary file tells: the place's name (its beginning, if long), and marks of two digests.

    `base` is `NEW` when nothing was to be replaced.
    """

    place: str
    base: str
    own: str

    def says_base(self, digest: str) -> bool:
        """Whether that is the digest of what was to be replaced."""
        return self.base == digest[:_MARK]

    def says_own(self, digest: str) -> bool:
        """Whether that is the digest of what was to be put there."""
        return self.own == digest[:_MARK]


def temporary_name(path: Path) -> TemporaryName | None:
    """What the name of a file tells, if it is one of ours."""
    found = _NAME.fullmatch(path.name)
    return TemporaryName(found[1], found[2], found[3]) if found else None


def digest_of(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_bytes(path: Path) -> bytes:
    """All bytes of a regular file of at most `MAX_BYTES`. Raises OSError."""
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise OSError(errno.EINVAL, "it is not a file")
    if about.st_size > MAX_BYTES:
        raise OSError(errno.EFBIG, f"it is larger than {MAX_BYTES // 1024 // 1024} MB")
    return path.read_bytes()


def digest_on_disk(path: Path) -> str | None:
    """The digest of a file; None when there is certainly none. Raises OSError."""
    try:
        return digest_of(read_bytes(path))
    except FileNotFoundError:
        return None


def is_there(path: Path) -> bool:
    """Whether anything is there. False as well when that cannot be looked at."""
    try:
        path.stat()
    except OSError:
        return False
    return True


def is_gone(path: Path) -> bool:
    """Whether there is certainly nothing; what this account may not look at is not gone."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def put_new(target: Path, data: bytes) -> None:
    """Make a file where none is, with the folders it is in. Raises `NotExpected`, `NotConfirmed` or OSError."""
    if (found := digest_on_disk(target)) is not None:
        raise NotExpected(found)
    make_folder(target.parent)
    temporary = write_temporary(target, data)
    try:
        atomic_rename.rename_to_free_name(temporary, target)
    except FileExistsError:
        raise NotExpected(digest_on_disk(target)) from None
    except atomic_rename.RenameHalfDone as error:
        raise NotConfirmed(error) from error
    finally:
        _remove(temporary)  # nobody else's bytes can be in it
    _confirm(target.parent)


def replace(target: Path, data: bytes, expected: str) -> None:
    """Make `target`, a file with the digest `expected`, hold `data`. Raises `NotExpected`, `NotConfirmed` or OSError."""
    own = digest_of(data)
    mode = stat.S_IMODE(target.stat().st_mode)
    temporary = write_temporary(target, data, mode, expected)
    try:
        if (found := digest_on_disk(target)) != expected:
            raise NotExpected(found)
        _put_in_place(temporary, target, expected, own)
    finally:
        _clear(temporary, target, (own, expected))
    _confirm(target.parent)


def confirm(target: Path) -> None:
    """Have on the disk what is in its place already. Raises `NotConfirmed`."""
    try:
        handle = os.open(target, os.O_RDONLY | _BINARY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise NotConfirmed(error) from error
    _confirm(target.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, all on the disk for certain. Raises OSError."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    with contextlib.suppress(FileExistsError):
        folder.mkdir()
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Put the folder's own entries on the disk, so that a rename in it survives a power cut. Raises OSError."""
    if os.name == "nt":
        return  # a folder cannot be opened there; the file's own fsync has to do
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_temporary(target: Path, data: bytes, mode: int | None = None, base: str = NEW) -> Path:
    """A new file beside `target` that holds `data`, on the disk for certain. Removed again on any failure.

    `mode` None: the permissions any new file of this account gets. `base` is the digest of what it is to replace.
    """
    temporary = _beside(target, base, digest_of(data))
    handle = os.open(temporary, _FLAGS, 0o666 if mode is None else 0o600)
    try:
        try:
            _write_all(handle, data)
            if mode is not None:
                _keep_owner_and_mode(handle, target, mode)
            os.fsync(handle)
        finally:
            os.close(handle)
        if temporary.read_bytes() != data:
            raise OSError(errno.EIO, "what was read back is not what was written")
    except BaseException:
        _remove(temporary)
        raise
    return temporary


def _put_in_place(temporary: Path, target: Path, expected: str, own: str) -> None:
    try:
        atomic_rename.exchange(temporary, target)
    except atomic_rename.RenameNotSupported:
        with _turn(target.parent):
            _put_over_backup(temporary, target, expected, own)
        return
    except OSError:
        if not _has(target, own):  # a share may do as it was told, and still say that it did not
            raise
    try:
        displaced = digest_on_disk(temporary)
    except OSError as error:
        # What was displaced cannot be looked at. It goes back, whatever it is; else it stays beside, for `leftovers`.
        try:
            atomic_rename.exchange(temporary, target)
        except OSError:
            raise NotConfirmed(error) from error
        raise
    if displaced == expected:
        return
    # Somebody wrote between the last look and the swap. Theirs goes back to its place; ours is still in the editor.
    # If the file was taken away in that moment, or somebody saved what was made of ours, `_clear` keeps what is in our hands.
    with contextlib.suppress(OSError):
        atomic_rename.exchange(temporary, target)
    raise NotExpected(displaced)


def _put_over_backup(temporary: Path, target: Path, expected: str, own: str) -> None:
    """For file systems that cannot swap: what is replaced has a second name, or a copy, until it was looked at."""
    backup = _beside(target, expected, own)
    is_linked = True
    try:
        os.link(target, backup)
    except OSError:
        is_linked = False
        backup = write_temporary(target, read_bytes(target), 0o600, expected)
    try:
        if (found := digest_on_disk(backup)) != expected:
            raise NotExpected(found)
        if is_linked and not target.samefile(backup):
            raise NotExpected(digest_on_disk(target))
        try:
            temporary.replace(target)
        except OSError:
            if not _has(target, own):
                raise
        try:
            displaced = digest_on_disk(backup) if is_linked else expected
        except OSError as error:
            raise NotConfirmed(error) from error
        if displaced != expected:  # somebody wrote into the file itself, in that very moment
            if _has(target, own):
                backup.replace(target)
            raise NotExpected(displaced)
    finally:
        _clear(backup, target, (expected,))


@contextlib.contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """While this lasts, no other Stet on this machine replaces a file in the folder without swapping. Where folders
    cannot be locked, as on shares, there is a moment in which two of them may: who has a story open is known by its lease."""
    handle = -1
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
    try:
        for _attempt in range(_TURN_ATTEMPTS):
            if handle < 0 or try_lock(handle):
                break
            time.sleep(0.01)
        yield
    finally:
        with contextlib.suppress(OSError):
            os.close(handle)


def _beside(target: Path, base: str, own: str) -> Path:
    name = os.fsdecode(os.fsencode(target.name)[:_LONGEST_NAME])
    if os.fsencode(name) != os.fsencode(target.name):
        name = os.fsencode(name).decode("utf-8", "ignore")  # no half of a letter at its end
    return target.with_name(f".{name}.{base[:_MARK]}.{own[:_MARK]}.{secrets.token_hex(3)}{ENDING}")


def _clear(temporary: Path, target: Path, known: tuple[str, ...]) -> None:
    """Remove a temporary file if it holds what we know; what somebody else wrote gets a name that says so."""
    with contextlib.suppress(OSError):  # what cannot be looked at stays: `leftovers` deals with it
        digest = digest_on_disk(temporary)
        if digest is None:
            return
        if digest in known:
            temporary.unlink()
        else:
            keep_beside(temporary, target, digest)


def keep_beside(file: Path, target: Path, digest: str) -> Path | None:
    """Give a file that is nobody's to delete a name beside `target`. Raises OSError."""
    for number in range(100):
        name = f"{target.stem} (conflict {digest[:8]}{f' {number}' if number else ''}){target.suffix}"
        with contextlib.suppress(FileExistsError):
            atomic_rename.rename_to_free_name(file, target.with_name(name))
            sync_folder(target.parent)
            return target.with_name(name)
    return None


def _confirm(folder: Path) -> None:
    try:
        sync_folder(folder)
    except OSError as error:
        raise NotConfirmed(error) from error


def _has(path: Path, digest: str) -> bool:
    try:
        return digest_on_disk(path) == digest
    except OSError:
        return False


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        written = os.write(handle, rest)
        if written <= 0:
            raise OSError(errno.EIO, "the disk took no more bytes")
        rest = rest[written:]


def _keep_owner_and_mode(handle: int, target: Path, mode: int) -> None:
    if not hasattr(os, "fchmod"):
        return
    with contextlib.suppress(OSError):  # only root may give a file away; a group one is not in cannot be kept
        old = target.stat()
        new = os.fstat(handle)
        if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, mode)
