"""The last moment that a newsroom's site was looked after by a clock that was believed, kept in `.stet/clock`.

Loads next to nothing: an export with nothing to do keeps it, too. Says nothing about what follows from it.
"""

from __future__ import annotations

import os

BELIEVED_S = 14 * 86_400.0
"""So far ahead of the last moment a clock is believed by itself, in seconds: a newsroom may have been closed for a while."""


def note_moment(folder: str, moment: float, *, is_sure: bool = False) -> None:
    """Keep the moment (seconds since 1970) if the one before makes it likely, or somebody is sure of it.

    Where it cannot be kept, the newsroom's newest file stands for it.
    """
    place, last = f"{folder}/.stet/clock", last_noted(folder)
    if last is not None and not is_sure and not last <= moment <= last + BELIEVED_S:
        return
    try:
        os.makedirs(f"{folder}/.stet", mode=0o700, exist_ok=True)  # noqa: PTH103 - pathlib takes a while to load
        with open(f"{place}.new", "w", encoding="ascii") as file:  # noqa: PTH123
            file.write(f"{moment:.3f}\n")
        os.replace(f"{place}.new", place)  # noqa: PTH105
    except OSError:
        return


def last_noted(folder: str) -> float | None:
    """The moment that was kept last; None when there is none."""
    try:
        with open(f"{folder}/.stet/clock", encoding="ascii") as file:  # noqa: PTH123
            moment = float(file.read())
    except (OSError, ValueError):
        return None
    return moment if abs(moment) < float("inf") else None
