"""What is public of a story: the one place that every page, feed, list and map takes a story's text and front matter from.

That is what its file says, unless Stet itself saved the file as work that is not published yet: then it is the text that
readers were given last. What takes a story back counts as soon as the file says it. Must not decide who may read; the gate does.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from editor_app.stories.front_matter import read_story
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import FrontMatterProblem, Story
from editor_app.stories.unpublished import Mark, UnpublishedWork
from editor_app.stories.workflow import Status

_CONFLICT = re.compile(
    r" \(conflict [0-9a-f]{8}(?: \d+)?\)\.|\.sync-conflict-\d|\bconflicted copy\b", re.IGNORECASE
)
_A_COPY = (FrontMatterProblem(1, "", "The file is a copy that a conflict left. Rename it to publish it."),)


class PublicStories:
    """Reads the stories of one newsroom as readers may have them.

    Which files are unpublished work is looked up now, and for a story's own file once more after it is read: whoever
    saves meanwhile marks the file first.
    """

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._work = UnpublishedWork(newsroom.folder)
        self._marks = self._work.load()

    def read(self, path: Path) -> Story:
        """The story in this file as far as it is public. Raises `StoryNotReadable`."""
        story, digest = self._newsroom.read_with_digest(path)
        mark = self._work.mark_of(path)
        if mark is None or not (mark.covers(digest) or mark.sent == digest):
            mark = self._marks.by_digest.get(digest)
        if mark is not None and mark.sent != digest:
            story = public_of(story, mark, self._newsroom)
        return replace(story, problems=_A_COPY) if is_conflict_copy(path.name) else story

    @property
    def marked(self) -> dict[str, int]:
        """What is known of unpublished work, as a number for each story's file."""
        return dict(self._marks.states)


def is_conflict_copy(name: str) -> bool:
    """Whether a file is named as what Stet or a program that syncs folders leaves when two have written one story.

    Nobody decided to publish such a copy, and its story is there beside it.
    """
    return "conflict" in name and _CONFLICT.search(name) is not None


def public_of(story: Story, mark: Mark, newsroom: Newsroom) -> Story:
    """What is public of `story`, whose file is unpublished work.

    Its status, its faults and a later embargo are the file's, so that nothing stays on the site that was taken back; that
    it is published, and that an embargo ends, is only what was published.
    """
    if story.problems:
        return story
    status = story.meta.status
    if status is Status.PUBLISHED and (mark.public is None or mark.is_withdrawn):
        return replace(story, meta=story.meta.model_copy(update={"status": Status.READY}))
    if mark.public is None:
        return story
    public = read_story(story.path, mark.public, newsroom.timezone)
    embargo = _later(public.meta.embargo, story.meta.embargo)
    return replace(public, meta=public.meta.model_copy(update={"status": status, "embargo": embargo}))


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((moment for moment in (one, other) if moment is not None), default=None)
