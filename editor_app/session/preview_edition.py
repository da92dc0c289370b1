"""Keeps what a preview needs to know of the newsroom's other stories: which are public, and under what headline.

Reads files in a thread, only those that changed, and speaks up only when readers would see a difference. Knows no
widget; hands out an `Edition` and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from editor_app.publish.edition import Edition
from editor_app.publish.public_story import PublicStories
from editor_app.session.errand import Errand
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story
from editor_app.stories.story_file import StoryNotReadable

GATHER_MS = 200


class PreviewEdition(QObject):
    """The edition that a preview is made with; `edition` is None until files were read.

    Signals:
        changed(Edition): the first edition, or one that differs for readers from the one before.
    """

    changed = Signal(object)

    def __init__(
        self, newsroom: Newsroom, clock: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._newsroom = newsroom
        self._clock = clock
        self._stories: dict[Path, Story] = {}
        self._stale: set[Path] | None = None
        self._is_stale = False
        self._errand = Errand(self)
        self._errand.finished.connect(self._take)
        self._errand.failed.connect(self._failed)
        self._seen: tuple[object, ...] | None = None
        self.edition: Edition | None = None
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(GATHER_MS)
        self._gather.timeout.connect(self._read)

    @property
    def is_reading(self) -> bool:
        """Whether files are being read, or are about to be."""
        return self._errand.is_running or self._gather.isActive()

    def start(self) -> None:
        """Read the whole newsroom, now; `changed` follows."""
        self._stale, self._is_stale = None, True
        self._read()

    def note_changed(self, paths: Iterable[Path] | None) -> None:
        """These files changed; None: any may have. Before `start` nothing is read, so nothing is stale."""
        if self.edition is None and not self._errand.is_running:
            return
        if paths is None or (self._is_stale and self._stale is None):
            self._stale = None
        else:
            self._stale = (self._stale or set()) | set(paths)
        self._is_stale = True
        self._gather.start()

    def renew(self) -> None:
        """Time has passed so that pages read differently: `changed` follows even when no story changed."""
        self._seen = None
        self.note_changed(())

    def _read(self) -> None:
        if self._errand.is_running or not self._is_stale:
            return
        stale, self._stale, self._is_stale = self._stale, None, False
        newsroom, now, known = self._newsroom, self._clock(), dict(self._stories)

        def work() -> tuple[dict[Path, Story], Edition]:
            stories = _read_again(newsroom, known, stale)
            return stories, Edition.of(newsroom, now, stories.values())

        self._errand.start(work)

    def _take(self, result: tuple[dict[Path, Story], Edition]) -> None:
        self._stories, edition = result
        seen = tuple(story.card for story in edition.stories)
        if self.edition is None or seen != self._seen:
            self._seen, self.edition = seen, edition
            self.changed.emit(edition)
        self._go_on()

    def _failed(self, _failure: Exception) -> None:
        self._go_on()

    def _go_on(self) -> None:
        if self._is_stale:
            self._gather.start()


def _read_again(newsroom: Newsroom, known: dict[Path, Story], stale: set[Path] | None) -> dict[Path, Story]:
    paths, public = newsroom.story_paths(), PublicStories(newsroom)
    stories: dict[Path, Story] = {}
    for path in paths:
        if stale is None or path in stale or path not in known:
            try:
                stories[path] = public.read(path)
            except StoryNotReadable:
                continue
        else:
            stories[path] = known[path]
    return stories
