"""Which line end a text uses. Pure."""

from __future__ import annotations

import re

LINE_END = re.compile(r"\r\n|\n|\r")


def newline_of(text: str) -> str:
    """The line end that `text` uses first; LF when it has none."""
    match = LINE_END.search(text)
    return match.group() if match else "\n"
