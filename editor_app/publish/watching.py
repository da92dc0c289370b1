"""Writes a site again whenever what it is made from changes: for theme work, and for a desk that publishes from files.

Looks at the state of the files now and then instead of asking the system to tell: that works on every disk. Ends when
it is told to. Must not print anything.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from editor_app.publish.ground import ground_of
from editor_app.publish.last_edition import LastEdition
from editor_app.publish.reporting import ExportError, ExportReport
from editor_app.publish.site import export_site
from editor_app.publish.time_check import TimeCheck, TimeDoubtful
from editor_app.stories.newsroom import SETTINGS_FILE, Newsroom, NewsroomError
from editor_app.stories.unpublished import FOLDER as UNPUBLISHED_FOLDER

LOOK_S = 0.4
"""How often the files are looked at, in seconds; in a large newsroom less often, so that looking never takes a tenth."""
_RATHER_S = 60.0  # an embargo may end without any file changing
_SHARE_OF_TIME = 10

Exported = Callable[[ExportReport, float], None]
Failed = Callable[[str], None]
Wait = Callable[[float], bool]


class Watch:
    """Watches one newsroom.

    Args:
        folder: the newsroom.
        output: where the site is written; None: as the newsroom's settings have it, now or later.
        clock: gives the moment (aware) that a site is written for.
        exported: hears of each export that wrote or removed something, and of the first, also after a failure; with
            the seconds it took.
        failed: hears why a site could not be written, in one sentence; once, until something changes.
        cache: as `export_site` has it.
        is_public: readers get the site, so that the clock has to be believed first.
    """

    def __init__(
        self,
        folder: Path,
        output: Path | None,
        clock: Callable[[], datetime],
        exported: Exported,
        failed: Failed,
        cache: Path | None = None,
        *,
        is_public: bool = False,
    ) -> None:
        self._folder, self._output, self._clock = folder, output, clock
        self._is_public = is_public
        self._exported, self._failed, self._cache = exported, failed, cache
        self._is_first = self._is_due = True
        self._memory = LastEdition()

    def run(self, wait: Wait) -> None:
        """Export now and after every change until `wait`, given seconds to wait, returns True."""
        written: object = None
        looked_before: object = None
        exported_at = 0.0
        while True:
            begun = time.monotonic()
            state = self._state()
            took = time.monotonic() - begun
            is_due = state != written or begun - exported_at > _RATHER_S
            if is_due and (state == looked_before or self._is_first):  # somebody may still be writing
                self._export()
                written, exported_at = state, time.monotonic()
            looked_before = state
            if wait(max(LOOK_S, took * _SHARE_OF_TIME)):
                return

    def _export(self) -> None:
        started = time.perf_counter()
        try:
            newsroom = Newsroom.open(self._folder)
            output = self._output or newsroom.output_folder
            report = export_site(
                newsroom,
                output,
                self._clock(),
                cache=self._cache,
                memory=self._memory,
                time_check=TimeCheck(newsroom, output) if self._is_public else None,
            )
        except TimeDoubtful as doubt:
            self._fail(f"{doubt} If the time is right, say so once: stet export NEWSROOM --time-is-right")
            return
        except (ExportError, NewsroomError) as error:
            self._fail(" ".join(str(error).split()))
            return
        if self._is_due or report.written or report.removed:
            self._exported(report, time.perf_counter() - started)
        self._is_first = self._is_due = False

    def _fail(self, sentence: str) -> None:
        self._is_due = True  # that all is well again is told, even if nothing has to be written for it
        self._failed(sentence)

    def _state(self) -> object:
        """What tells whether anything has changed; compared and nothing else."""
        try:
            newsroom = Newsroom.open(self._folder)
        except NewsroomError as error:
            return (str(error), _stamp(self._folder / SETTINGS_FILE))
        stories = [(entry.path, _stamp(entry)) for entry in newsroom.story_files()]
        folders = (newsroom.images_folder, newsroom.private_folder / UNPUBLISHED_FOLDER)
        return ground_of(newsroom), stories, [list(_states(folder)) for folder in folders]


def _states(folder: Path | str) -> Iterator[tuple[str, object]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _states(entry.path)
        else:
            yield entry.path, _stamp(entry)


def _stamp(file: Path | os.DirEntry[str]) -> object:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
