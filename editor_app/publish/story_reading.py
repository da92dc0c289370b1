"""Reads the stories of a newsroom for an export: only those whose files are not as they were the last time.

A file counts as unchanged when the system says that nothing about it has changed since it was read, and when it had
been left alone for a while by then; what is merely doubtful is read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from editor_app.publish.at_rest import stamps_of_stories, to_read
from editor_app.publish.edition import Withheld
from editor_app.publish.ledger import Ledger, Stamp
from editor_app.publish.public_story import PublicStories
from editor_app.publish.reporting import Teller
from editor_app.publish.story_facts import StoryFacts, facts_from, facts_of
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story
from editor_app.stories.story_file import StoryNotReadable

_KEPT_CHARACTERS = 32_000_000

Row = tuple[Any, ...]
"""A story's facts as a plain tuple."""


@dataclass(slots=True)
class Reading:
    """What was found.

    Attributes:
        facts: every story that could be read, by its file.
        stamps: the state that each of these files was read in.
        changes: what is not as it was: file -> what was known of the story, and what is; None: there was, or is, none.
        unreadable: stories whose files cannot be read.
        texts: stories that were read just now, as many as fit in memory; their pages are likely to be made next.
    """

    facts: dict[str, StoryFacts] = field(default_factory=dict)
    stamps: dict[str, Stamp] = field(default_factory=dict)
    changes: dict[str, tuple[StoryFacts | None, StoryFacts | None]] = field(default_factory=dict)
    unreadable: list[Withheld] = field(default_factory=list)
    texts: dict[str, Story] = field(default_factory=dict)


class Readers(Protocol):
    """Whoever reads stories for an export, several at once."""

    def read(
        self, paths: Sequence[str], read: Callable[[str, Row | None, str], None], teller: Teller
    ) -> None:
        """Tell `read` of each file: its facts as a plain tuple, or why it cannot be read."""
        ...


def read_changed(
    newsroom: Newsroom,
    known: Ledger,
    teller: Teller,
    readers_for: Callable[[int], Readers | None],
    stamps: dict[str, Stamp] | None = None,
) -> Reading:
    """Every story's facts, from `known` where its file is as it was.

    Args:
        readers_for: gives those who help to read so many stories, or None.
        stamps: the state of each story's file, where somebody has looked just now.

    Raises `ExportCancelled`.
    """
    reading = Reading()
    public = PublicStories(newsroom)
    folders = str(newsroom.stories_folder), str(newsroom.folder)
    reading.stamps = stamps or stamps_of_stories(*folders, public.marked)
    changed = to_read(reading.stamps, known.stamps, known.read_at)
    changed.sort(key=lambda path: path.replace(os.sep, "\0"))  # the order of stories
    fresh: dict[str, StoryFacts] = {}

    def read(path: str, row: Row | None, reason: str) -> None:
        if row is None:
            reading.unreadable.append(Withheld(Path(path), reason))
        else:
            fresh[path] = facts_from(row)

    readers = readers_for(len(changed))
    if readers is not None:
        readers.read(changed, read, teller)
    else:
        _read_here(newsroom, public, changed, read, reading.texts, teller)
    for path in changed:
        if path not in fresh:
            del reading.stamps[path]  # it is tried again the next time
    if not changed and len(reading.stamps) == len(known.stamps):
        reading.stamps = known.stamps  # the very same, which tells that there is nothing to keep
    _compare(reading, known, fresh)
    return reading


def _compare(reading: Reading, known: Ledger, fresh: dict[str, StoryFacts]) -> None:
    """Note what is not as it was, and every story's facts: the very same ones where nothing has changed."""
    before, stamps = known.facts, reading.stamps
    for path, now in fresh.items():
        if (then := before.get(path)) != now:
            reading.changes[path] = (then, now)
    if len(before) != len(stamps) or reading.changes:
        reading.changes.update((path, (then, None)) for path, then in before.items() if path not in stamps)
    if not reading.changes:
        reading.facts = before
        return
    reading.facts = dict(before)
    for path, (_then, now) in reading.changes.items():
        if now is None:
            del reading.facts[path]
        else:
            reading.facts[path] = now


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
