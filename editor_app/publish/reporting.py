"""What an export says of itself: how far it is, what it did, why it could not."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from editor_app.publish.edition import Withheld

_TELLING_S = 1.0  # before that, the pace so far says little


class ExportError(Exception):
    """The site could not be written; `str()` is one sentence, and the site is as it was."""


class PageFault(Exception):
    """Something a page is made from cannot be used; `str()` is one sentence."""


class PictureUnusable(PageFault):
    """A picture that cannot be shown. `path` is the file, `reason` a short clause for a person."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"The picture {path.name} {reason}.")
        self.path = path
        self.reason = reason


class StoryMoved(Exception):
    """A story's file is not the one that the edition was made of: it has to be made again. `path` is that file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} changed during the export.")
        self.path = path


class ExportCancelled(Exception):
    """The person stopped the export; the site is as it was."""

    def __init__(self) -> None:
        super().__init__("The export was stopped. The site is as it was.")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an export is: what it is doing, and how many of how many (`total` 0: not known yet).

    `left`: about how many seconds this step will still take; None while nobody can tell.
    """

    step: str
    done: int
    total: int
    left: float | None = None


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export did; names are relative to the output folder.

    Attributes:
        front_page: the file of the front page.
        written: files that are new or changed.
        unchanged: files left as they were.
        removed: files of an earlier export that are no longer part of the site.
        withheld: stories that are not on the site, with the reason.
        broken_links: links inside the site that lead nowhere, a sentence each; known once they were looked up.
    """

    front_page: Path
    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    withheld: tuple[Withheld, ...]
    broken_links: tuple[str, ...] = ()


Report = Callable[[Progress], None]
IsCancelled = Callable[[], bool]


class Teller:
    """Says how far the export is, and asks whether to go on."""

    def __init__(self, progress: Report | None, cancelled: IsCancelled | None) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._step, self._begun = "", 0.0

    def say(self, step: str, done: int, total: int, stoppable: bool = True) -> None:
        """Tell the step. Raises `ExportCancelled` when the person wants to stop, unless it is too late for that."""
        if stoppable and self._cancelled is not None and self._cancelled():
            raise ExportCancelled
        if self._progress is None:
            return
        now = time.monotonic()
        if step != self._step:
            self._step, self._begun = step, now
        passed = now - self._begun
        is_known = passed >= _TELLING_S and 0 < done <= total
        self._progress(Progress(step, done, total, passed / done * (total - done) if is_known else None))
