"""Listings: `pre` whose lines are code. Every blank of it counts, so it comes as a fenced block and not as prose.

A `pre` that says nothing of code is prose: mail programs use it for plain text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from editor_app.intake.pasted.flow import without_junk

_OF_CODE = re.compile(
    r"(?:^|\s)(?:hljs|highlight\S*|sourceCode|(?:lang|language|brush)[-:]\S+|codehilite)(?:\s|$)"
)
_TICKS = re.compile("`{3,}")


@dataclass(slots=True)
class Listing:
    """One `pre` that is open: its text so far, and whether it was found to be code."""

    is_code: bool = False
    _parts: list[str] = field(default_factory=list)

    def look_at(self, name: str, classes: str) -> None:
        """Learn from an element in or around it."""
        if name in ("code", "samp") or _OF_CODE.search(classes):
            self.is_code = True

    def add(self, text: str) -> None:
        """Go on with its text."""
        self._parts.append(text)

    def source(self) -> str:
        """The fenced block; empty when there is nothing in it."""
        text = without_junk("".join(self._parts).replace("\r\n", "\n").replace("\r", "\n"))
        lines = [line.replace("\u00a0", " ").rstrip() for line in text.split("\n")]
        while lines and not lines[0]:
            lines.pop(0)
        while lines and not lines[-1]:
            lines.pop()
        if not lines:
            return ""
        ticks = max(map(len, _TICKS.findall(text)), default=2)
        fence = "`" * (ticks + 1)
        return "\n".join((fence, *lines, fence))
