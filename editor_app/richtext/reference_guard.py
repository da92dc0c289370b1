"""Keeps Python 3.11 alive under PySide 6.12.

Its binary wheel returns None, True and False without taking a reference, as Python 3.12 and later allow, where these
objects are immortal. On 3.11 each such call gives one reference away, and when the last is gone the interpreter stops:
measured, one lost by every call of a method that returns nothing, so that a few thousand edits of a QTextDocument
suffice. The guard gives these objects more references than a session could ever use up.
"""

from __future__ import annotations

import ctypes
import sys

_PLENTY = 1 << 40 if sys.maxsize > 1 << 32 else 1 << 28


def guard_singletons() -> bool:
    """Make the singletons of an interpreter without immortal objects as good as immortal. True when that was needed."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return False
    for singleton in (None, True, False, NotImplemented, Ellipsis):
        if sys.getrefcount(singleton) < _PLENTY // 2:
            ctypes.c_ssize_t.from_address(id(singleton)).value += _PLENTY
    return True
