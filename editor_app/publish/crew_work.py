"""What a helper of a large export does: reads stories, then makes pages and stages them, until its owner is gone.

Runs in a process of its own. Says nothing to a person; what goes wrong is sent to the owner. Loads what makes pages only
when it is running, since the owner's process reads this module too.
"""

from __future__ import annotations

import gc
import marshal
import traceback
from collections.abc import Sequence
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from editor_app.publish.link_proof import typed_links
from editor_app.publish.public_story import PublicStories
from editor_app.publish.reporting import PageFault, StoryMoved
from editor_app.publish.staging import ForeignFile
from editor_app.publish.story_facts import facts_from, facts_of
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story
from editor_app.stories.story_file import StoryNotReadable

if TYPE_CHECKING:
    from editor_app.publish.page_making import PageMaker

_OBJECTS_BETWEEN_COLLECTIONS = 200_000
_KEPT_CHARACTERS = 21_000_000  # by all helpers together


def work(
    owner: Connection, newsroom: Newsroom, cache: Path, count: int, not_ours: Sequence[Connection] = ()
) -> None:
    """Do what `owner` asks for, one thing after the other; `count` helpers share the memory.

    `not_ours` are ends of pipes that came along with the process.
    """
    for end in not_ours:
        end.close()
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    helper = Helper(newsroom, cache, _KEPT_CHARACTERS // count)
    while True:
        try:
            task, *given = marshal.loads(owner.recv_bytes())
        except (EOFError, OSError):
            return
        try:
            told = getattr(helper, {"read": "read", "edition": "meet", "make": "make"}[task])(*given)
            answer = ("", told)
        except Exception as error:
            answer = _told(error)
        if answer[1] is None:
            continue
        try:
            owner.send_bytes(marshal.dumps(answer))
        except OSError:
            return


class Helper:
    """One helper. `room`: how many characters of text it may keep from reading to making."""

    def __init__(self, newsroom: Newsroom, cache: Path, room: int) -> None:
        self._newsroom, self._cache, self._room = newsroom, cache, room
        self._public = PublicStories(newsroom)
        self._texts: dict[str, Story] = {}
        self._edition: tuple[Any, ...] = ()
        self._maker: PageMaker | None = None
        self._pages: dict[str, Any] = {}

    def read(self, paths: list[str]) -> list[tuple[str, tuple[Any, ...] | None, str]]:
        """Facts of each story as a plain tuple, or why its file cannot be read."""
        found: list[Story | str] = []
        for path in paths:
            try:
                found.append(self._public.read(Path(path)))
            except StoryNotReadable as error:
                found.append(str(error))
        return [self._told(path, each) for path, each in zip(paths, found, strict=True)]

    def _told(self, path: str, found: Story | str) -> tuple[str, tuple[Any, ...] | None, str]:
        if isinstance(found, str):
            return path, None, found
        self._room -= len(found.body)
        if self._room > 0:
            self._texts[path] = found
        return path, facts_of(found, self._newsroom).plain(), ""

    def meet(self, *edition: Any) -> None:
        """Hear of the edition; nothing is made of it before a page is asked for."""
        self._edition = edition

    def make(self, names: list[str]) -> list[tuple[str, bytes, bool, tuple[Any, ...], list[str]]]:
        """Make these pages and stage them: name, digest, whether it is new, its record without the inputs, its typed links."""
        maker = self._maker or self._begin()
        site = self._newsroom.settings.url
        told: list[tuple[str, bytes, bool, tuple[Any, ...], list[str]]] = []
        made = maker.make_all(self._pages[name] for name in names)
        for name, (data, record) in zip(names, made, strict=True):
            told.append((name, *self._staging.put(name, data), tuple(record), typed_links(data, name, site)))
        return told

    def _begin(self) -> PageMaker:
        from editor_app.publish.edition import Edition
        from editor_app.publish.manifest import Manifest
        from editor_app.publish.page_making import PageMaker
        from editor_app.publish.site_plan import SitePlan
        from editor_app.publish.staging import Staging

        now, rows, folder, output, known = self._edition
        facts = [facts_from(row) for row in marshal.loads(rows)]
        edition = Edition.of(self._newsroom, datetime.fromisoformat(now), facts)
        self._edition = ()
        maker = self._maker = PageMaker(self._newsroom, edition, self._texts, self._cache)
        self._pages = {page.name: page for page in SitePlan(edition, maker.renderer, maker.read).pages()}
        self._staging = Staging(Path(output), Manifest(frozenset(known)), Path(folder))
        gc.freeze()  # the edition stays, and need not be gone through again
        return maker


def _told(error: Exception) -> tuple[str, list[Any]]:
    if isinstance(error, StoryMoved):
        return "moved", [str(error.path)]
    if isinstance(error, PageFault):
        return "page", [str(error)]
    if isinstance(error, ForeignFile):
        return "foreign", [str(error.path)]
    if isinstance(error, OSError):
        return "system", [error.errno or 0, error.strerror or "", str(error.filename or "")]
    return "broken", ["".join(traceback.format_exception(error))]
