"""A text as words, spaces and signs. Pure."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")


def tokens_of(text: str) -> list[str]:
    """The parts that a comparison takes as one each; joined they are `text`."""
    return _TOKEN.findall(text)
