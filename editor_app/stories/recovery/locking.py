"""Whether the process that writes a journal still lives: it holds a lock that the system takes from the dead."""

from __future__ import annotations

import os

_FAR_BYTE = 1 << 62  # Windows locks bytes; this one is behind the end of any journal


def try_lock(handle: int) -> bool:
    """Lock the open file until it is closed or this process ends. False when another opening of it has the lock."""
    try:
        if os.name == "nt":
            _lock_byte(handle)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # A file system without locks. Better that two programs offer the same text than that none does.
        return os.name != "nt"
    return True


def _lock_byte(handle: int) -> None:
    import msvcrt

    lock = vars(msvcrt)
    os.lseek(handle, _FAR_BYTE, os.SEEK_SET)
    lock["locking"](handle, lock["LK_NBLCK"], 1)
