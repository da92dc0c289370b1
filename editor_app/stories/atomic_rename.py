"""Renames that cannot overwrite by accident: exchange two files, or take a name only when it is free.

Uses Linux's renameat2 where the system and the file system have it; callers learn by `RenameNotSupported` when not.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
from functools import cache
from pathlib import Path
from typing import Any

_AT_FDCWD = -100
_NOREPLACE = 1
_EXCHANGE = 2
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})


class RenameNotSupported(Exception):
    """The system or the file system has no such rename."""


class RenameHalfDone(OSError):
    """The file has both names, and neither can be taken from it."""


def exchange(one: Path, other: Path) -> None:
    """Swap two existing files in one step. Raises OSError, or `RenameNotSupported`."""
    _rename(one, other, _EXCHANGE)


def rename_to_free_name(source: Path, target: Path) -> None:
    """Rename `source` to `target`. Raises FileExistsError when `target` exists; never overwrites it.

    Raises OSError when it cannot be done; then only `source` is there, but for `RenameHalfDone`.
    """
    try:
        _rename(source, target, _NOREPLACE)
        return
    except RenameNotSupported:
        pass
    except OSError:
        if _has_moved(source, target):  # a share may do as it was told, and then not say so
            return
        raise
    try:
        os.link(source, target)
    except FileExistsError:
        if not _are_one(source, target):
            raise
    except OSError:
        if not _are_one(source, target):
            _rename_over_placeholder(source, target)
            return
    try:
        source.unlink()
    except OSError as error:
        _undo(source, target, error)


def _undo(source: Path, target: Path, error: OSError) -> None:
    """`source` could not be removed: so `target` must not stay. Unless it was, whatever was said of it."""
    try:
        source.stat()
        target.unlink()
    except FileNotFoundError:
        return
    except OSError:
        raise RenameHalfDone(*error.args) from error
    raise error


def _has_moved(source: Path, target: Path) -> bool:
    try:
        target.stat()
        source.stat()
    except FileNotFoundError as error:
        return error.filename == str(source)
    except OSError:
        pass
    return False


def _are_one(source: Path, target: Path) -> bool:
    try:
        return source.samefile(target)
    except OSError:
        return False


def _rename_over_placeholder(source: Path, target: Path) -> None:
    """For file systems without hard links: an exclusive, empty file holds the name until the rename."""
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        os.close(handle)
        source.replace(target)
    except OSError:
        if _has_moved(source, target):
            return
        with contextlib.suppress(OSError):
            source.stat()
            target.unlink()
        raise


def _rename(source: Path, target: Path, flags: int) -> None:
    call = _renameat2()
    if call is None:
        raise RenameNotSupported
    if call(_AT_FDCWD, os.fsencode(source), _AT_FDCWD, os.fsencode(target), flags) == 0:
        return
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        raise RenameNotSupported
    raise OSError(code, os.strerror(code), str(source), None, str(target))


@cache
def _renameat2() -> Any:
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return None
    call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    call.restype = ctypes.c_int
    return call
