"""Words of a story inside a sentence of the tool: each keeps its own direction of writing."""

from __future__ import annotations

_FIRST_STRONG, _POP = "\u2068", "\u2069"


def isolated(words: str) -> str:
    """`words`, which may be Arabic, for use in an English sentence (or the other way round) without turning it round."""
    return f"{_FIRST_STRONG}{words}{_POP}"
