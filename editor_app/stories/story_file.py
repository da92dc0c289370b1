"""A story's file: read whole, and replaced in one step or not at all.

A save never overwrites what its writer has not seen: the file must still hold what was opened (by content, never by time),
or `StoryChangedOnDisk` is raised. On any failure the old file is untouched and no temporary file is left. Any bytes
survive reading and writing. Does not know what a story means.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from editor_app.stories import atomic_rename

MAX_BYTES = 50 * 1024 * 1024
_TEMPORARY_ENDING = ".stet-tmp"
_LONE_HALF = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EROFS: "the disk can only be read",
    errno.EACCES: "this account may not write there",
    errno.EPERM: "this account may not write there",
    errno.EIO: "the disk reported a fault",
    errno.ENOENT: "its folder is gone",
    errno.ENOTDIR: "its folder is gone",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "its symbolic links lead in a circle",
}


class StoryFileError(Exception):
    """What can go wrong with a story's file. `path` is the file that was asked for; str() is one sentence."""

    def __init__(self, path: Path, sentence: str) -> None:
        super().__init__(sentence)
        self.path = path


class StoryNotReadable(StoryFileError):
    """The file cannot be read. `reason` is half a sentence."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, f"Could not read “{path.name}”: {reason}.")
        self.reason = reason


class StoryChangedOnDisk(StoryFileError):
    """The file is not the one that was opened. `found` is the digest of what is there, None when nothing is."""

    def __init__(self, path: Path, found: str | None) -> None:
        what = "it is no longer there" if found is None else "it was changed by another program"
        super().__init__(path, f"Did not save “{path.name}”: {what} since it was opened.")
        self.found = found


class StorySaveFailed(StoryFileError):
    """The file could not be written; the old one stands. `reason` is half a sentence."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, f"Could not save “{path.name}”: {reason}. The file is as it was before.")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class FileText:
    """A file's text, and the SHA-256 of its bytes in hexadecimal."""

    text: str
    digest: str


def decode(data: bytes) -> str:
    """Bytes as text; what is not UTF-8 becomes lone surrogates, so that `encode` gives the same bytes back."""
    return data.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """The inverse of `decode`. A lone half of a character that no byte stands for becomes the replacement mark."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return _LONE_HALF.sub("\ufffd", text).encode("utf-8", "surrogateescape")


def digest_of(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_text(path: Path) -> FileText:
    """The file's text and digest. Raises `StoryNotReadable`."""
    try:
        data = _read_bytes(path)
    except OSError as error:
        raise StoryNotReadable(path, _read_reason(error)) from error
    return FileText(decode(data), digest_of(data))


def write_text(path: Path, text: str, expected: str | None) -> str:
    """Replace the file's text in one step and return the new digest.

    `expected` is the digest the file must have now; None: a new file, nothing may be there. Symbolic links are followed to
    the file they name. Raises `StoryChangedOnDisk` or `StorySaveFailed`; then the file is as it was.
    """
    data = encode(text)
    try:
        target = Path(os.path.realpath(path))
        if expected is None:
            _write_new(path, target, data)
        else:
            _replace(path, target, data, expected)
    except OSError as error:
        raise StorySaveFailed(path, write_reason(error)) from error
    return digest_of(data)


def _write_new(path: Path, target: Path, data: bytes) -> None:
    if (found := _digest_on_disk(target)) is not None:
        raise StoryChangedOnDisk(path, found)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = _write_temporary(target, data, None)
    try:
        atomic_rename.rename_to_free_name(temporary, target)
    except FileExistsError:
        raise StoryChangedOnDisk(path, _digest_on_disk(target)) from None
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(target.parent)


def _replace(path: Path, target: Path, data: bytes, expected: str) -> None:
    found = _digest_on_disk(target)
    if found == digest_of(data):
        _sync_existing(target)  # a save that was made but not confirmed; or nothing to change
        return
    if found != expected:
        raise StoryChangedOnDisk(path, found)
    mode = stat.S_IMODE(target.stat().st_mode)
    if not mode & 0o222 or not os.access(target, os.W_OK):
        raise StorySaveFailed(path, "the file is read-only")
    temporary = _write_temporary(target, data, mode)
    try:
        if (found := _digest_on_disk(target)) != expected:
            raise StoryChangedOnDisk(path, found)
        _put_in_place(path, temporary, target, expected, digest_of(data))
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(target.parent)


def _put_in_place(path: Path, temporary: Path, target: Path, expected: str, own: str) -> None:
    try:
        atomic_rename.exchange(temporary, target)
    except atomic_rename.RenameNotSupported:
        temporary.replace(target)
        return
    displaced = _digest_on_disk(temporary)
    if displaced == expected:
        return
    # Somebody wrote between the last look and the swap. Theirs goes back to its place; ours is still in the editor.
    try:
        atomic_rename.exchange(temporary, target)
    except OSError:
        # The file was taken away in that moment: theirs is in our hands alone.
        _keep_beside(temporary, target)
    else:
        if _digest_on_disk(temporary) != own:
            # In that moment somebody saved what was made of ours: kept beside the story, under a name that says so.
            _keep_beside(temporary, target)
    raise StoryChangedOnDisk(path, displaced)


def _keep_beside(temporary: Path, target: Path) -> None:
    digest = _digest_on_disk(temporary) or secrets.token_hex(4)
    for number in range(100):
        name = f"{target.stem} (conflict {digest[:8]}{f' {number}' if number else ''}){target.suffix}"
        with contextlib.suppress(FileExistsError):
            atomic_rename.rename_to_free_name(temporary, target.with_name(name))
            return


def _write_temporary(target: Path, data: bytes, mode: int | None) -> Path:
    """A new file beside `target` that holds `data`, on disk for certain. Removed again on any failure.

    `mode` None: the permissions any new file of this account gets.
    """
    temporary = target.with_name(f".{target.name[:80]}.{secrets.token_hex(6)}{_TEMPORARY_ENDING}")
    handle = os.open(
        temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_FOLLOW | _BINARY, 0o666 if mode is None else 0o600
    )
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
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


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


def _read_bytes(path: Path) -> bytes:
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise OSError(errno.EINVAL, "it is not a file")
    if about.st_size > MAX_BYTES:
        raise OSError(errno.EFBIG, f"it is larger than {MAX_BYTES // 1024 // 1024} MB")
    return path.read_bytes()


def _digest_on_disk(path: Path) -> str | None:
    try:
        return digest_of(_read_bytes(path))
    except FileNotFoundError:
        return None


def _sync_existing(target: Path) -> None:
    handle = os.open(target, os.O_RDONLY | _BINARY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Put the folder's own entries on disk, so that a rename in it survives a power cut. Raises OSError."""
    if os.name == "nt":
        return  # a folder cannot be opened there; the file's own fsync has to do
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_reason(error: OSError) -> str:
    """Why a write failed, as half a sentence."""
    return _REASONS.get(error.errno or 0) or _system_words(error)


def _read_reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "it is no longer there"
    if isinstance(error, PermissionError):
        return "this account may not read it"
    return _REASONS.get(error.errno or 0) or _system_words(error)


def _system_words(error: OSError) -> str:
    words = error.strerror or str(error) or "the system gave no reason"
    return words[:1].lower() + words[1:]
