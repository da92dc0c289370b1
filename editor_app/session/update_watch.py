"""Whether a change of a story's body moves its timed updates, which stand on the page in sections of their own.

A section cannot be patched block by block: which blocks are in it, and its number, follow from other blocks. Looks at the
blocks that were touched, and at the order only where that changed and there are updates. Knows no page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from editor_app.publish.live_updates import may_have_updates

_BOUNDARY = re.compile(
    r"\s{0,3}(?:#|<h[1-6hr]|(?:[-*_][ \t]*){3,}\s*$)|[^\n]+\n(?:=+|-+)[ \t]*(?:\n|$)|\[\^", re.IGNORECASE
)
_OPENING = re.compile(r"\s*(?:\*\*|__)([^*_\n]{1,60})")


class UpdateWatch:
    """What of a body's blocks the sections of the page follow from, as of the last whole page."""

    def __init__(self) -> None:
        self._roles: dict[str, str] = {}
        self._order: tuple[str, ...] = ()
        self._has_updates = False

    @property
    def has_updates(self) -> bool:
        """Whether there may be updates among the blocks."""
        return self._has_updates

    def look(self, runs: Iterable[tuple[str, str]]) -> None:
        """A page was made of these blocks: key and Markdown, from the top down."""
        runs = tuple(runs)
        self._has_updates = any(may_have_updates(source) for _key, source in runs)
        self._order = tuple(key for key, _source in runs) if self._has_updates else ()
        self._roles = (
            {key: role for key, source in runs if (role := _role(source))} if self._has_updates else {}
        )

    def is_moved(self, touched: Iterable[tuple[str, str]], order: Sequence[str] | None) -> bool:
        """Whether the sections may be others now: these blocks have new text, and this is the order where it changed."""
        touched = tuple(touched)
        if not self._has_updates:
            return any(_role(source).startswith("*") for _key, source in touched)
        if any(_role(source) != self._roles.get(key, "") for key, source in touched):
            return True
        if order is None:
            return False
        now, before = frozenset(order), frozenset(self._order)
        if any(key not in now for key in self._roles):
            return True
        stayed = [key for key in order if key in before]
        is_moved = stayed != [key for key in self._order if key in now]
        self._order = tuple(order)
        return is_moved


def _role(source: str) -> str:
    """What a block is to the updates: the beginning of one (with its words in bold), the end of one, or nothing."""
    if may_have_updates(source):
        opening = _OPENING.match(source)
        return f"*{opening[1] if opening else ''}"
    return "-" if _BOUNDARY.match(source) else ""
