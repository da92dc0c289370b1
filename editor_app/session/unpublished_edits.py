"""Whether readers have what the open story's file says: saves it so that nothing goes out before somebody publishes it.

Knows the file and its mark in `.stet/unpublished`; decides nothing about the site.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from editor_app.stories.newsroom import Newsroom
from editor_app.stories.unpublished import Mark, UnpublishedWork


class ReadersHave(StrEnum):
    """What readers have of a story that says it is published."""

    THIS = "this"  # or will have it when the site is next written
    EARLIER = "earlier"
    NOTHING = "nothing"


class UnpublishedEdits(QObject):
    """The unpublished work on one open story.

    Signals:
        changed(): readers have something else of it now than they had.
    """

    changed = Signal()

    def __init__(self, newsroom: Newsroom, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._newsroom, self._path = newsroom, path
        self._work = UnpublishedWork(newsroom.folder)
        self.readers_have = ReadersHave.THIS

    def saving(
        self, path: Path, text: str, before: str | None, expected: str | None
    ) -> AbstractContextManager[None]:
        """Within it `text` is saved into the file, marked as unpublished first unless readers may have it."""
        return self._work.saving(path, text, before, expected, self._newsroom.timezone)

    def look(self, digest: str | None) -> None:
        """The file has this digest now, or its mark may be another: see what readers have."""
        mark = self._work.mark_of(self._path)
        found = readers_have(mark, digest or "")
        if found is not self.readers_have:
            self.readers_have = found
            self.changed.emit()


def readers_have(mark: Mark | None, digest: str) -> ReadersHave:
    """What readers have of a story whose file has this digest, if it says that it is published."""
    if mark is None or not mark.covers(digest):
        return ReadersHave.THIS
    return ReadersHave.NOTHING if mark.public is None or mark.is_withdrawn else ReadersHave.EARLIER
