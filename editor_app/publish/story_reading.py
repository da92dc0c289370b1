"""Reads the stories of a newsroom for an export: only those whose files are not as they were the last time.

A file counts as unchanged when the system says that nothing about it has changed since it was read, and when it had
been left alone for a while by then; what is merely doubtful is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from editor_app.publish.edition import Withheld
from editor_app.publish.ledger import Ledger, Stamp, stamp_of
from editor_app.publish.public_story import PublicStories
from editor_app.publish.reporting import Teller
from editor_app.publish.story_facts import StoryFacts, facts_from, facts_of
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story
from editor_app.stories.story_file import StoryNotReadable

_SETTLED_NS = 2_000_000_000  # as coarse as the time of any file system in use
_KEPT_CHARACTERS = 32_000_000

Row = tuple[Any, ...]
"""A story's facts as a plain tuple."""


@dataclass(slots=True)
class Reading:
    """What was found.

    Attributes:
        facts: every story that could be read.
        rows: each story's file -> the state it was read in, and its facts as the ledger keeps them.
        unreadable: stories whose files cannot be read.
        texts: stories that were read just now, as many as fit in memory; their pages are likely to be made next.
        is_news: whether any file is not as it was.
    """

    facts: list[StoryFacts] = field(default_factory=list)
    rows: dict[str, tuple[Stamp, tuple[Any, ...]]] = field(default_factory=dict)
    unreadable: list[Withheld] = field(default_factory=list)
    texts: dict[str, Story] = field(default_factory=dict)
    is_news: bool = False


class Readers(Protocol):
    """Whoever reads stories for an export, several at once."""

    def read(
        self, paths: Sequence[str], read: Callable[[str, Row | None, str], None], teller: Teller
    ) -> None:
        """Tell `read` of each file: its facts as a plain tuple, or why it cannot be read."""
        ...


def read_changed(
    newsroom: Newsroom, known: Ledger, teller: Teller, readers_for: Callable[[int], Readers | None]
) -> Reading:
    """Every story's facts, from `known` where its file is as it was.

    `readers_for` gives those who help to read so many stories, or None. Raises `ExportCancelled`.
    """
    reading = Reading()
    public = PublicStories(newsroom)
    states, changed = _states_of(newsroom, known, public)
    reading.is_news = bool(changed) or len(states) != len(known.stories)
    fresh: dict[str, StoryFacts] = {}

    def read(path: str, row: Row | None, reason: str) -> None:
        if row is None:
            reading.unreadable.append(Withheld(Path(path), reason))
        else:
            reading.rows[path] = (states[path], row)
            fresh[path] = facts_from(row)

    readers = readers_for(len(changed))
    if readers is not None:
        readers.read(changed, read, teller)
    else:
        _read_here(newsroom, public, changed, read, reading.texts, teller)
    looked_into = set(changed)
    for path in states:
        if path not in looked_into:
            reading.rows[path] = known.stories[path]
            reading.facts.append(facts_from(known.stories[path][1]))
        elif path in fresh:
            reading.facts.append(fresh[path])
    return reading


def _states_of(
    newsroom: Newsroom, known: Ledger, public: PublicStories
) -> tuple[dict[str, Stamp], list[str]]:
    """The state of each story's file, in the order of stories, and the files that have to be read."""
    states: dict[str, Stamp] = {}
    changed: list[str] = []
    settled = known.read_at - _SETTLED_NS
    for entry in newsroom.story_files():
        try:
            stamp = public.stamp(entry.path, stamp_of(entry.stat()))
        except OSError:
            stamp = (0, 0, 0, 0)
        states[entry.path] = stamp
        before = known.stories.get(entry.path)
        if before is None or before[0] != stamp or max(stamp[0], stamp[1]) >= settled:
            changed.append(entry.path)
    return states, changed


def _read_here(
    newsroom: Newsroom,
    public: PublicStories,
    paths: Sequence[str],
    read: Callable[[str, Row | None, str], None],
    texts: dict[str, Story],
    teller: Teller,
) -> None:
    room = _KEPT_CHARACTERS
    for done, path in enumerate(paths, start=1):
        try:
            story = public.read(Path(path))
        except StoryNotReadable as error:
            read(path, None, str(error))
        else:
            read(path, facts_of(story, newsroom).plain(), "")
            room -= len(story.body)
            if room > 0:
                texts[path] = story
        teller.say("Reading stories", done, len(paths))
