"""Lets readers have what was written: the story being edited when it is published, its banner alone when that goes up or down.

What is released is a version in the history and on disk for certain before the site is written. A program that ends in
between leaves a site that the next export, by whomever, finishes; a site that cannot be written has it taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from editor_app.publish.public_story import PublicStories
from editor_app.publish.time_check import TimeDoubtful
from editor_app.session.story_session import StorySession
from editor_app.stories.front_matter import FrontMatterUnreadable, read_story, with_values
from editor_app.stories.gate import is_public
from editor_app.stories.history.version import Version, VersionKind
from editor_app.stories.story_file import StoryNotReadable, read_text, write_reason
from editor_app.stories.unpublished import Mark, UnpublishedWork

if TYPE_CHECKING:
    from editor_app.session.newsroom_session import NewsroomSession


@dataclass(frozen=True, slots=True)
class _Released:
    """What was released last, and the mark and the version that tell of it."""

    path: Path
    text: str
    mark: Mark | None
    version: Version | None


class Release(QObject):
    """The releasing of one open newsroom's stories."""

    def __init__(self, desk: NewsroomSession) -> None:
        super().__init__(desk)
        self._desk = desk
        self._work = UnpublishedWork(desk.newsroom.folder)
        self._released: _Released | None = None

    def release(self) -> bool:
        """Let readers have the story being edited as it is saved. False, and somebody is told, when that cannot be kept."""
        session = self._desk.current
        if session is None:
            return False
        text = session.text
        try:
            mark = self._work.release(session.path, text)
        except OSError as error:
            self._desk.trouble.emit(f"The story cannot be published: {write_reason(error)}.")
            return False
        version = self._desk.history.note_published(session.path, text)
        self._released = _Released(session.path, text, mark, version)
        session.look_at_mark()
        return True

    def address_readers_have(self) -> str:
        """The path on the site where readers have the story being edited; empty when they have none of it."""
        session = self._desk.current
        if session is None:
            return ""
        try:
            public = PublicStories(self._desk.newsroom).read(session.path)
        except StoryNotReadable:
            return ""
        return self._desk.newsroom.address_path(public) if is_public(public, self._desk.clock()) else ""

    def take_back(self) -> None:
        """The site could not be written: what was released last is unpublished work again."""
        released, self._released = self._released, None
        if released is None:
            return
        if released.mark is not None:
            try:
                self._work.put_back(released.path, released.mark, released.text)
            except OSError as error:
                self._desk.trouble.emit(
                    f"“{released.path.name}” goes out with the next export: that it must not could not be kept, "
                    f"because {write_reason(error)}."
                )
        if released.version is not None:
            self._desk.history.note_taken_back(released.version)
        self._look(released.path)

    def settle(self) -> None:
        """The site has what was released last."""
        released, self._released = self._released, None
        if released is not None:
            self._work.settle(released.path, released.text)
            self._look(released.path)

    def send_banner(self) -> None:
        """Let readers have the breaking level of the story being edited, as it is saved, and nothing else of it."""
        session = self._desk.current
        mark = self._work.mark_of(session.path) if session is not None else None
        if (
            session is None
            or mark is None
            or mark.public is None
            or not mark.covers(session.base_digest or "")
        ):
            return
        zone = self._desk.newsroom.timezone
        try:
            public = with_values(
                read_story(session.path, mark.public, zone), {"breaking": session.meta.breaking}, zone
            )
            self._work.replace_public(session.path, public.text, session.text)
        except (FrontMatterUnreadable, ValueError):
            return
        except OSError as error:
            self._desk.trouble.emit(f"The banner stays as it is: {write_reason(error)}.")
        self._look(session.path)

    def note_moved(self, old: Path, new: Path) -> None:
        """A story's file was renamed, spiked or restored: what readers have of it is what they had."""
        self._work.moved(old, new)

    # -- what a program that ended on the way left

    def finish_interrupted(self) -> None:
        """Write the site if a story was published and nobody knows whether the site was written since."""
        sent = [
            path
            for path, mark in self._work.load().by_path.items()
            if mark.sent and self._is_there(Path(path), mark)
        ]
        if not sent:
            return
        job = self._desk.publishing.job()
        job.finished.connect(lambda _report: self._finished(sent))
        job.failed.connect(self._not_finished)
        job.start()

    def _is_there(self, path: Path, mark: Mark) -> bool:
        """Whether the file still is what was published; then it is a version, if it was not one yet."""
        try:
            file = read_text(path)
        except StoryNotReadable:
            return False
        if file.digest != mark.sent:
            return False
        keeper = self._desk.history.keeper
        last = keeper.versions(path).versions
        if not any(version.digest == mark.sent and version.kind is VersionKind.PUBLISHED for version in last):
            self._desk.history.note_published(path, file.text)
        return True

    def _finished(self, paths: list[str]) -> None:
        for path in map(Path, paths):
            try:
                self._work.settle(path, read_text(path).text)
            except StoryNotReadable:
                continue
            self._look(path)
        names = ", ".join(f"“{self._headline(Path(path))}”" for path in paths[:3])
        self._desk.message.emit(f"Stet ended while it published {names}. The site is written now.")

    def _not_finished(self, failure: Exception) -> None:
        if not isinstance(failure, TimeDoubtful):  # then a person is asked
            self._desk.trouble.emit(f"The site is not written yet: {failure}")

    def _headline(self, path: Path) -> str:
        entry = self._desk.catalogue.by_path(path)
        return entry.title if entry is not None else path.stem

    def _look(self, path: Path) -> None:
        session: StorySession | None = self._desk.current
        if session is not None and session.path == path:
            session.look_at_mark()
        self._desk.refresh(path)
