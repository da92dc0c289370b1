"""Reads the stories of a newsroom for an export: only those whose files are not as they were the last time.

A file counts as unchanged when the system says that nothing about it has changed since it was read, and when it had
been left alone for a while by then; what is merely doubtful is read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from editor_app.publish.edition import Withheld
from editor_app.publish.ledger import Ledger, Stamp, stamp_of
from editor_app.publish.story_facts import StoryFacts, facts_from, facts_of
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story
from editor_app.stories.story_file import StoryNotReadable

_SETTLED_NS = 2_000_000_000  # as coarse as the time of any file system in use
_KEPT_CHARACTERS = 32_000_000

LookedAt = Callable[[int, int], None]


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


def read_changed(newsroom: Newsroom, known: Ledger, looked_at: LookedAt | None = None) -> Reading:
    """Every story's facts, from `known` where its file is as it was; `looked_at` hears how many of how many."""
    reading = Reading()
    room = _KEPT_CHARACTERS
    files = newsroom.story_files()
    for number, entry in enumerate(files, start=1):
        try:
            stamp = stamp_of(entry.stat())
        except OSError:
            stamp = (0, 0, 0, 0)
        path = entry.path
        before = known.stories.get(path)
        if (
            before is not None
            and before[0] == stamp
            and max(stamp[0], stamp[1]) < known.read_at - _SETTLED_NS
        ):
            reading.facts.append(facts_from(before[1]))
            reading.rows[path] = before
        else:
            reading.is_news = True
            try:
                story = newsroom.read(Path(path))
            except StoryNotReadable as error:
                reading.unreadable.append(Withheld(Path(path), str(error)))
                continue
            facts = facts_of(story, newsroom)
            reading.facts.append(facts)
            reading.rows[path] = (stamp, facts.plain())
            room -= len(story.body)
            if room > 0:
                reading.texts[path] = story
        if looked_at is not None:
            looked_at(number, len(files))
    if len(reading.rows) != len(known.stories):
        reading.is_news = True
    return reading
