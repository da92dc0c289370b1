"""Matching what a person types against names: letters in order, word beginnings first. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

_WHOLE, _PREFIX, _WORD, _RUN, _LETTER, _GAP = 1000, 400, 60, 30, 10, 2


@dataclass(frozen=True, slots=True)
class Match:
    """How well (higher is better), and which letters of the text were meant (start, end)."""

    score: int
    spans: tuple[tuple[int, int], ...]


def match(query: str, text: str) -> Match | None:
    """Match a query against a text; None when its letters are not there in order.

    Whole words of the query may come in any order ("page cop" finds "Copy page address").
    """
    wanted, have = _folded(query.strip()), _folded(text)
    if not wanted:
        return Match(0, ())
    if wanted == have:
        return Match(_WHOLE, ((0, len(text)),))
    words = _match_words(wanted.split(), have)
    if words is not None:
        return words
    return _match_letters(wanted.replace(" ", ""), have)


def _folded(text: str) -> str:
    """Case folded letter by letter; one that would become two keeps its place, so that spans fit the text."""
    return "".join(folded if len(folded := letter.casefold()) == 1 else letter for letter in text)


def _match_words(words: list[str], text: str) -> Match | None:
    spans, score = [], 0
    for word in words:
        at = _find(word, text, spans)
        if at < 0:
            return None
        spans.append((at, at + len(word)))
        score += (
            (_PREFIX if at == 0 else _WORD * 3 if _starts_word(text, at) else _RUN)
            + len(word) * _LETTER
            - at // 4
        )
    return Match(score - len(text) // 8, tuple(sorted(spans)))


def _find(word: str, text: str, taken: list[tuple[int, int]]) -> int:
    """Where a word is, preferably where a word begins, never over what is taken."""
    best, at = -1, text.find(word)
    while at >= 0:
        free = all(at + len(word) <= start or at >= end for start, end in taken)
        if free and _starts_word(text, at):
            return at
        if free and best < 0:
            best = at
        at = text.find(word, at + 1)
    return best


def _match_letters(letters: str, text: str) -> Match | None:
    """Letters in order, as in "pfp" for "Publish front page"; too scattered is no match."""
    positions: list[int] = []
    at = 0
    for letter in letters:
        found = _next(letter, text, at)
        if found < 0:
            return None
        positions.append(found)
        at = found + 1
    starts = sum(1 for position in positions if _starts_word(text, position))
    runs = sum(1 for one, other in pairwise(positions) if other == one + 1)
    if starts + runs < len(letters) * 2 / 3:
        return None
    spread = positions[-1] - positions[0] - len(positions) + 1
    score = starts * _WORD + runs * _RUN + len(letters) * _LETTER - spread * _GAP
    return Match(max(1, score // 2), _joined(positions))


def _next(letter: str, text: str, start: int) -> int:
    """The next place of a letter: right here, else where a word begins, else anywhere."""
    if start < len(text) and text[start] == letter:
        return start
    at = text.find(letter, start)
    first = at
    while at >= 0:
        if _starts_word(text, at):
            return at
        at = text.find(letter, at + 1)
    return first


def _starts_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def _joined(positions: list[int]) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for position in positions:
        if spans and spans[-1][1] == position:
            spans[-1] = (spans[-1][0], position + 1)
        else:
            spans.append((position, position + 1))
    return tuple(spans)
