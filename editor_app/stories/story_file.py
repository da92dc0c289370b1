"""A story's file: read whole, and replaced in one step or not at all.

A save never overwrites what its writer has not seen: the file must still hold what was opened (by content, never by time),
or `StoryChangedOnDisk` is raised. On any failure the old file is untouched and no temporary file is left. Any bytes
survive reading and writing. Does not know what a story means.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from editor_app.stories import placing
from editor_app.stories.placing import digest_of, sync_folder

__all__ = [
    "FileText",
    "StoryChangedOnDisk",
    "StoryFileError",
    "StoryNotReadable",
    "StorySaveFailed",
    "StorySaveUnconfirmed",
    "decode",
    "digest_of",
    "encode",
    "read_text",
    "reason_unread",
    "sync_folder",
    "write_reason",
    "write_text",
]

_LONE_HALF = re.compile("[\ud800-\udc7f\udd00-\udfff]")
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


class StorySaveUnconfirmed(StorySaveFailed):
    """The file holds the text, which has `digest`, but the disk did not confirm it: a power cut may still undo that."""

    def __init__(self, path: Path, reason: str, digest: str) -> None:
        sentence = f"“{path.name}” is written, but the disk did not confirm that it will stay: {reason}."
        StoryFileError.__init__(self, path, sentence)
        self.reason = reason
        self.digest = digest


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


def read_text(path: Path) -> FileText:
    """The file's text and digest. Raises `StoryNotReadable`."""
    try:
        data = placing.read_bytes(path)
    except OSError as error:
        raise StoryNotReadable(path, reason_unread(error)) from error
    return FileText(decode(data), digest_of(data))


def write_text(path: Path, text: str, expected: str | None) -> str:
    """Replace the file's text in one step and return the new digest.

    `expected` is the digest the file must have now; None: a new file, nothing may be there. Symbolic links are followed to
    the file they name. Raises `StoryChangedOnDisk`, `StorySaveFailed` (then the file is as it was) or, of the latter,
    `StorySaveUnconfirmed` (then it holds the text, but may not after a power cut).
    """
    data = encode(text)
    try:
        target = _followed(path)
        if expected is None:
            placing.put_new(target, data)
        else:
            _replace(path, target, data, expected)
    except placing.NotExpected as refused:
        raise StoryChangedOnDisk(path, refused.found) from None
    except placing.NotConfirmed as doubt:
        raise StorySaveUnconfirmed(path, write_reason(doubt.cause), digest_of(data)) from doubt
    except OSError as error:
        raise StorySaveFailed(path, write_reason(error)) from error
    return digest_of(data)


def _followed(path: Path) -> Path:
    """The file that `path` names, by whatever links. Raises OSError: a link that cannot be read must not be replaced."""
    try:
        return Path(os.path.realpath(path, strict=True))
    except FileNotFoundError:
        return Path(os.path.realpath(path))


def _replace(path: Path, target: Path, data: bytes, expected: str) -> None:
    found = placing.digest_on_disk(target)
    if found == digest_of(data):
        placing.confirm(target)  # a save that was made but not confirmed; or nothing to change
        return
    if found != expected:
        raise placing.NotExpected(found)
    if not stat.S_IMODE(target.stat().st_mode) & 0o222 or not os.access(target, os.W_OK):
        raise StorySaveFailed(path, "the file is read-only")
    placing.replace(target, data, expected)


def write_reason(error: OSError) -> str:
    """Why a write failed, as half a sentence."""
    return _REASONS.get(error.errno or 0) or _system_words(error)


def reason_unread(error: OSError) -> str:
    """Why a file could not be read, as half a sentence."""
    if isinstance(error, FileNotFoundError):
        return "it is no longer there"
    if isinstance(error, PermissionError):
        return "this account may not read it"
    return _REASONS.get(error.errno or 0) or _system_words(error)


def _system_words(error: OSError) -> str:
    words = error.strerror or str(error) or "the system gave no reason"
    return words[:1].lower() + words[1:]
