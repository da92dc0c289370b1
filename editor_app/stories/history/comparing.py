"""What became of a version: paragraph by paragraph and word by word, for the head of a story, its facts and its body.

Pure. Any two texts can be compared; one whose front matter cannot be read is compared by its body alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from editor_app.markup.blocks import slice_body
from editor_app.markup.counts import word_count, words_in
from editor_app.stories.alignment import edits
from editor_app.stories.history.reading import as_read, unseen
from editor_app.stories.history.tokens import tokens_of
from editor_app.stories.story import FrontMatter, Story

# What the workflow sets is no writing, and comparing it would only say that time has passed.
_NOT_COMPARED = frozenset({"title", "kicker", "description", "status", "date", "lastmod"})
_MANY = 2_000
_LONG = 6_000  # tokens; longer paragraphs are shown whole, before and after


class Mark(StrEnum):
    """What became of some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that had the same fate."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Passage:
    """A field of the head (`key` is its front-matter key) or a paragraph of the body (`key` empty)."""

    key: str
    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        """Whether any word of it is new or gone."""
        return any(piece.mark is not Mark.SAME for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts of a story, side by side as one. `facts` are only those that differ."""

    facts: tuple[Passage, ...]
    head: tuple[Passage, ...]
    body: tuple[Passage, ...]
    words_before: int
    words_after: int

    @property
    def changes(self) -> int:
        """How many fields and paragraphs differ."""
        return sum(passage.is_changed for passage in (*self.facts, *self.head, *self.body))

    def words(self, mark: Mark) -> int:
        """How many words of head and body were added or removed."""
        pieces = (piece for passage in (*self.head, *self.body) for piece in passage.pieces)
        return sum(words_in(piece.text) for piece in pieces if piece.mark is mark)


def compare(before: Story, after: Story) -> Comparison:
    """What makes `after` of `before`."""
    readable = before.is_readable and after.is_readable
    return Comparison(
        facts=tuple(_facts(before.meta, after.meta)) if readable else (),
        head=tuple(_head(before.meta, after.meta)) if readable else (),
        body=tuple(_body(_paragraphs(before.body), _paragraphs(after.body))),
        words_before=word_count(before.body),
        words_after=word_count(after.body),
    )


def compare_words(before: str, after: str) -> tuple[Piece, ...]:
    """`before` and `after` as one run of words; without the removed it is `after`, without the added it is `before`."""
    if before == after:
        return (Piece(after, Mark.SAME),) if after else ()
    one, other = tokens_of(before), tokens_of(after)
    if len(one) + len(other) > _LONG:
        return _pieces(((before, Mark.REMOVED), (after, Mark.ADDED)))
    matcher = SequenceMatcher(None, one, other, autojunk=len(one) + len(other) > _MANY)
    runs: list[tuple[list[str], list[str], list[str]]] = []  # what is removed, added, and the same after it
    for tag, start, end, low, high in matcher.get_opcodes():
        if tag == "equal":
            if not runs:
                runs.append(([], [], []))
            runs[-1][2].extend(other[low:high])
        elif runs and not runs[-1][2]:
            runs[-1][0].extend(one[start:end])
            runs[-1][1].extend(other[low:high])
        else:
            runs.append((one[start:end], other[low:high], []))
    return _pieces(_told(_closed_up(runs)))


def _closed_up(
    runs: Sequence[tuple[list[str], list[str], list[str]]],
) -> list[tuple[list[str], list[str], list[str]]]:
    """A space alone between two changes is part of them, so that a phrase is shown as one."""
    closed: list[tuple[list[str], list[str], list[str]]] = []
    for removed, added, same in runs:
        between = closed[-1] if closed else None
        if between is not None and (between[0] or between[1]) and not "".join(between[2]).strip():
            between[0].extend([*between[2], *removed])
            between[1].extend([*between[2], *added])
            closed[-1] = (between[0], between[1], list(same))
        else:
            closed.append((list(removed), list(added), list(same)))
    return closed


def _told(runs: Sequence[tuple[list[str], list[str], list[str]]]) -> Iterator[tuple[str, Mark]]:
    for removed, added, same in runs:
        yield "".join(removed), Mark.REMOVED
        yield "".join(added), Mark.ADDED
        yield "".join(same), Mark.SAME


def _pieces(told: Sequence[tuple[str, Mark]] | Iterator[tuple[str, Mark]]) -> tuple[Piece, ...]:
    return tuple(Piece(text, mark) for text, mark in told if text)


def _head(before: FrontMatter, after: FrontMatter) -> Iterator[Passage]:
    for key in ("kicker", "title", "description"):
        pieces = compare_words(getattr(before, key), getattr(after, key))
        if pieces:
            yield Passage(key, pieces)


def _facts(before: FrontMatter, after: FrontMatter) -> Iterator[Passage]:
    for key in FrontMatter.model_fields:
        if key in _NOT_COMPARED:
            continue
        one, other = getattr(before, key), getattr(after, key)
        if one != other:
            yield Passage(key, compare_words(_told_in_line(one), _told_in_line(other)))


def _told_in_line(value: Any) -> str:
    """A value of front matter on one line."""
    return ", ".join(_leaves(value.model_dump(mode="json") if hasattr(value, "model_dump") else value))


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(inner.model_dump(mode="json") if hasattr(inner, "model_dump") else inner)
    elif value not in (None, "", False):
        yield str(value)


def _paragraphs(body: str) -> list[str]:
    return [text for part in slice_body(body) if (text := part.strip())]


def _body(before: Sequence[str], after: Sequence[str]) -> Iterator[Passage]:
    at = low = 0
    for edit in edits(before, after):
        yield from _alike(before[at : edit.start], Mark.SAME)
        at, low = edit.end, edit.high
        gone, come = before[edit.start : edit.end], after[edit.low : edit.high]
        if len(gone) == 1 and len(come) == 1:
            # A link that leads elsewhere, or a word made bold, is a change: then the source says which.
            plain = unseen(gone[0]) == unseen(come[0]) and as_read(gone[0]) != as_read(come[0])
            shown = as_read if plain else str
            yield Passage("", compare_words(shown(gone[0]), shown(come[0])))
        else:
            yield from _alike(gone, Mark.REMOVED)
            yield from _alike(come, Mark.ADDED)
    yield from _alike(after[low:], Mark.SAME)


def _alike(texts: Sequence[str], mark: Mark) -> Iterator[Passage]:
    return (Passage("", (Piece(as_read(text), mark),)) for text in texts)
