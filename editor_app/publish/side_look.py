"""A look taken in a process beside this one, while this one loads what the answer is needed for.

Only by a process that has one thread and goes on with nothing else: the command line before it has loaded anything.
Elsewhere, and whenever anything goes wrong, the look is taken here when it is asked for. Must not change anything.
"""

from __future__ import annotations

import marshal
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # `typing` takes a while to load
    from collections.abc import Callable
    from typing import NoReturn

_AT_A_TIME = 1 << 16


class SideLook:
    """One look.

    Args:
        look: takes it; gives names in plain text.
    """

    def __init__(self, look: Callable[[], list[str]]) -> None:
        self._look = look
        self._process, self._answer = _begun(look) if _can_part() else (0, -1)

    def found(self) -> list[str]:
        """What was found; asked for once."""
        if self._answer < 0:
            return self._look()
        data = b""
        with open(self._answer, "rb", buffering=0) as answer:  # noqa: PTH123 - pathlib takes a while to load
            while part := answer.read(_AT_A_TIME):
                data += part
        _process, status = os.waitpid(self._process, 0)
        self._answer = -1
        return self._look() if status else marshal.loads(data)


def _can_part() -> bool:
    """Whether this process can be doubled without harm, and a second processor would go on with the double."""
    is_alone = "threading" not in sys.modules
    return is_alone and hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1


def _begun(look: Callable[[], list[str]]) -> tuple[int, int]:
    """The process that looks, and where its answer comes from; -1: nowhere."""
    answer, told = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(answer)
        os.close(told)
        return 0, -1
    if process == 0:
        _tell(told, look)
    os.close(told)
    return process, answer


def _tell(told: int, look: Callable[[], list[str]]) -> NoReturn:
    """In the process beside: look, tell, and be gone, without anything that ends a program in an orderly way."""
    status = 1
    try:
        rest = memoryview(marshal.dumps(look()))
        while rest:
            rest = rest[os.write(told, rest) :]
        status = 0
    finally:
        os._exit(status)
