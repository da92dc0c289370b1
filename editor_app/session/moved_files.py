"""The open story when its file is somewhere else: found again by its very text, gone on with there, or saved under another name.

Asks nobody: what a person has to decide is decided before anything here is called.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from editor_app.stories.story_file import StoryNotReadable, encode, read_text, write_text

if TYPE_CHECKING:
    from editor_app.session.newsroom_session import NewsroomSession


class MovedFiles:
    """Looks for files of one newsroom on behalf of the story being edited there."""

    def __init__(self, desk: NewsroomSession) -> None:
        self._desk = desk

    def find(self) -> Path | None:
        """Where the file of the open story is now: the one other story with the very text it had. None: nowhere."""
        session = self._desk.current
        if session is None or not session.conflict.file_is_gone or session.disk_text is None:
            return None
        size = len(encode(session.disk_text))
        same = [path for path in self._desk.newsroom.story_paths() if _size(path) == size]
        found = [path for path in same if _digest(path) == session.base_digest]
        return found[0] if len(found) == 1 else None

    def follow(self, path: Path) -> bool:
        """The open story's file was moved to `path`: write what is unsaved into it, and go on there.

        Raises `StoryChangedOnDisk` or `StorySaveFailed`; then nothing has changed.
        """
        session = self._desk.current
        if session is None:
            return False
        if session.is_dirty:
            with session.unpublished.saving(path, session.text, session.disk_text, session.base_digest):
                write_text(path, session.text, session.base_digest)
        self._desk.history.note_moved(session.path, path)
        self._desk.release.note_moved(session.path, path)
        return self._desk.go_on_at(path)

    def follow_unedited(self) -> None:
        """A story with nothing unsaved goes where its file went."""
        session = self._desk.current
        if (
            session is None
            or not session.conflict.file_is_gone
            or session.disk_text is None
            or session.is_dirty
        ):
            return
        moved = self.find()
        if moved is not None and self.follow(moved):
            self._desk.message.emit(f"The file was moved to {self._desk.newsroom.relative(moved)}")

    def save_as(self, path: Path, replaced: str | None) -> bool:
        """Write the open story into another file, and go on there if that is a story of this newsroom.

        `replaced` is the digest of what a person said may be replaced; None: nothing is there.
        Raises `StoryChangedOnDisk` or `StorySaveFailed`; then nothing has changed.
        """
        session = self._desk.current
        if session is None:
            return False
        with session.unpublished.saving(path, session.text, None, replaced):
            write_text(path, session.text, replaced)
        if path in self._desk.newsroom.story_paths():
            return self._desk.go_on_at(path)
        self._desk.message.emit(f"Saved a copy as {path}")
        return True


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _digest(path: Path) -> str | None:
    try:
        return read_text(path).digest
    except StoryNotReadable:
        return None
