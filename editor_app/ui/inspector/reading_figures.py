"""Figures about how a story reads: words, the average sentence and the longest. No widgets."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NOT_TEXT = re.compile(r"```.*?```|<[^>]*>|!\[[^\]]*\]\([^)]*\)|https?://\S+", re.DOTALL)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')]*\s+(?=[\"“‘'(]?[^\Wa-z])|\n\s*\n|[。！？]")
_WORD = re.compile(r"[\w’'-]*\w", re.UNICODE)


@dataclass(frozen=True, slots=True)
class ReadingFigures:
    """`average` and `longest` are in words a sentence."""

    words: int
    average: int
    longest: int


def reading_figures(body: str) -> ReadingFigures:
    """The figures of a story's Markdown body."""
    text = _LINK.sub(r"\1", _NOT_TEXT.sub(" ", body))
    lengths = [length for sentence in _SENTENCE_END.split(text) if (length := len(_WORD.findall(sentence)))]
    words = sum(lengths)
    return ReadingFigures(words, round(words / len(lengths)) if lengths else 0, max(lengths, default=0))
