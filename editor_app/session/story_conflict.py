"""Ends a conflict between the text on screen and the file, which somebody else changed or took away.

Whatever is decided, no version is lost: the one that gives way is kept beside the story first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor_app.session.saving import DiskCopy
from editor_app.stories.front_matter import read_story
from editor_app.stories.kept_aside import keep_versions
from editor_app.stories.merging import Merge, merge
from editor_app.stories.story import Story

if TYPE_CHECKING:
    from editor_app.session.story_session import StorySession


class StoryConflict:
    """The ways out of a conflict of one open story; each raises `StorySaveFailed` when nothing can be written."""

    def __init__(self, session: StorySession, disk: DiskCopy) -> None:
        self._session = session
        self._disk = disk

    @property
    def theirs(self) -> Story | None:
        """While in conflict: the story as it is on disk; None when its file is gone."""
        if self._disk.theirs is None:
            return None
        session = self._session
        return read_story(session.path, self._disk.theirs.text, session.newsroom.timezone)

    @property
    def file_is_gone(self) -> bool:
        """Whether nothing is saved because there is no file any more."""
        return self._disk.is_gone

    def compare(self) -> Merge | None:
        """Both versions beside what they were made of; None when the file is gone or there is no conflict."""
        self._session.settle()
        theirs = self._disk.theirs
        return merge(self._disk.text, self._session.text, theirs.text) if theirs is not None else None

    def keep_mine(self) -> bool:
        """Go on with the text on screen; the version on disk is kept. True when it is saved."""
        if self._session.is_beginning:
            return False  # the rest is nowhere but in the file
        if self._disk.theirs is not None:
            self._keep(self._disk.theirs.text)
        self._disk.discard_theirs()
        return self._session.save()

    def take_theirs(self) -> bool:
        """Go on with the version on disk, as one step of undo; the text on screen is kept."""
        self._session.settle()
        theirs = self._disk.theirs
        return theirs is not None and self._settle("Use file on disk", theirs.text, self._session.text)

    def take_merged(self, merged: Merge, text: str) -> bool:
        """Go on with `text`, made of both versions, as one step of undo; both are kept whole.

        False, and nothing changes, when one of the versions is no longer the one that was merged.
        """
        self._session.settle()
        theirs, mine = self._disk.theirs, self._session.text
        if theirs is None or (merged.mine, merged.theirs) != (mine, theirs.text):
            return False
        return self._settle("Merge", text, mine, theirs.text)

    def _settle(self, label: str, text: str, *kept: str) -> bool:
        self._keep(*kept)
        self._disk.discard_theirs()
        self._session.set_approved(False)
        self._session.replace_text(label, text)
        return self._session.save()

    def _keep(self, *versions: str) -> None:
        session = self._session
        keep_versions(session.newsroom.folder, session.path, versions, session.clock())
