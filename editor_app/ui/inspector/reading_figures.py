"""Figures about how a story reads: words, the average sentence and the longest. No widgets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from editor_app.markup.counts import word_count, words_in

_NOT_TEXT = re.compile(
    r"```.*?```|<[^>]*>|!\[[^\]]*\]\([^)]*\)|https?://\S+|^[ ]{0,3}(?:#+|>|[-*+]|\d+\.)[ ]", re.S | re.M
)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')]*\s+(?=[\"“‘'(]?[^\Wa-z])|\n\s*\n|[。！？]")


@dataclass(frozen=True, slots=True)
class ReadingFigures:
    """`average` and `longest` are in words a sentence."""

    words: int
    average: int
    longest: int


def reading_figures(body: str) -> ReadingFigures:
    """The figures of a story's Markdown body."""
    text = _LINK.sub(r"\1", _NOT_TEXT.sub(" ", body))
    lengths = [length for sentence in _SENTENCE_END.split(text) if (length := words_in(sentence))]
    average = round(sum(lengths) / len(lengths)) if lengths else 0
    return ReadingFigures(word_count(body), average, max(lengths, default=0))
