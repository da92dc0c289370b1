"""One export: reads what changed, has made again what that changes, moves it in, and remembers.

What has to be made again is for `reuse` and `site_making` to know. Must not decide who may read a story.
"""

from __future__ import annotations

import os
import time
from collections.abc import Container
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from editor_app.publish.edition import Edition
from editor_app.publish.ground import ground_of
from editor_app.publish.kept_pictures import KeptPictures
from editor_app.publish.ledger import Ledger, file_stamp
from editor_app.publish.manifest import Manifest
from editor_app.publish.reporting import ExportError, ExportReport, Teller
from editor_app.publish.reuse import LastExport
from editor_app.publish.staging import Staging
from editor_app.publish.standing import standing_of
from editor_app.publish.story_reading import Reading, read_changed
from editor_app.publish.timing import quiet_until
from editor_app.stories.newsroom import Newsroom

if TYPE_CHECKING:
    from editor_app.publish.crew import Crew

_WORTH_HELPERS = 400  # stories; below it their start costs more than they save
_MOST_HELPERS = 8


class SiteWriter:
    """One export of one newsroom to one folder.

    Args:
        cache: where sized pictures, compiled templates and the ledgers of exports are kept.
        helpers: how many processes share the work; None: as many as pay, 0: none but this one.
    """

    def __init__(
        self,
        newsroom: Newsroom,
        output: Path,
        now: datetime,
        teller: Teller,
        cache: Path,
        helpers: int | None = None,
    ) -> None:
        self._newsroom, self._output, self._now, self._teller = newsroom, output, now, teller
        self._cache, self._helpers = cache, helpers
        self._crew: Crew | None = None
        name = sha256(f"{newsroom.folder}\0{output}".encode("utf-8", "surrogateescape")).hexdigest()[:20]
        self._ledger_file = cache / "sites" / name

    def write(self) -> ExportReport:
        """Write what has to be written. Raises `StoryMoved` when a story changed meanwhile; nothing is moved in then."""
        try:
            return self._write()
        finally:
            self._dismiss()

    def _write(self) -> ExportReport:
        started = time.time_ns()
        ground, left = ground_of(self._newsroom), Ledger.load(self._ledger_file)
        known = left if left.ground == ground else Ledger()
        reading = read_changed(self._newsroom, known, self._teller, self._crew_for)
        edition = Edition.of(self._newsroom, self._now, reading.facts).withholding(
            [*reading.unreadable, *standing_of(self._newsroom).withheld]
        )
        manifest = Manifest.of(self._newsroom.private_folder, self._output)
        last = LastExport(known, self._output, edition)
        if self._is_quiet(last, reading, edition, manifest):
            unchanged = tuple(sorted(known.outputs))
            return ExportReport(self._output / "index.html", (), unchanged, (), edition.withheld)

        from editor_app.publish.site_making import SiteMaker  # slow to load, see there

        staging = Staging(self._output, manifest)
        try:
            crew = self._crew or self._crew_for(0 if known.pages else len(reading.facts))
            if crew is not None:
                crew.meet(self._now, reading.facts, staging.folder(), self._output, manifest.names)
            maker = SiteMaker(self._newsroom, edition, reading.texts, last, self._cache)
            maker.stage(staging, self._teller, crew)
            staging.settle()
            gone = self._move_in(staging, manifest, left.outputs)
        finally:
            self._dismiss()  # before their folder is removed under their hands
            staging.discard()
        Ledger(
            ground, started, reading.rows, maker.made, self._outputs(known, staging),
            quiet_until(edition, reading.facts), edition.moment,
        ).save(self._ledger_file)  # fmt: skip
        changed = set(staging.changed)
        if any(name.startswith("images/") for name in changed):
            KeptPictures(self._cache / "pictures").prune()
        return ExportReport(
            front_page=self._output / "index.html",
            written=tuple(sorted(changed)),
            unchanged=tuple(sorted(name for name in staging.files if name not in changed)),
            removed=tuple(gone),
            withheld=edition.withheld,
        )

    def _dismiss(self) -> None:
        if self._crew is not None:
            self._crew.close()

    def _crew_for(self, count: int) -> Crew | None:
        """Helpers for so many stories, where they are worth their start."""
        wanted = helpers_for(count) if self._helpers is None else self._helpers
        if wanted and self._crew is None:
            from editor_app.publish.crew import Crew  # slow to load, too

            with suppress(OSError):  # where no process can be started, this one does it all
                self._crew = Crew(self._newsroom, self._cache, wanted)
        return self._crew

    def _is_quiet(self, last: LastExport, reading: Reading, edition: Edition, manifest: Manifest) -> bool:
        """Whether nothing at all has happened since the last export, so that there is nothing to look into."""
        known = last.known
        return (
            not reading.is_news
            and bool(known.outputs)
            and known.made_at <= edition.moment < known.quiet_until
            and manifest.names == known.outputs.keys()
            and all(last.is_there(name) for name in known.outputs)
            and all(last.holds(record) for record in known.pages.values() if record.pictures)
        )

    def _move_in(self, staging: Staging, manifest: Manifest, whole: Container[str]) -> list[str]:
        """Put everything in its place; the one step that can stop half-way. Returns the files that were removed."""
        gone, names = staging.gone(), frozenset(staging.files)
        self._teller.say("Moving the pages in", 0, 1)
        private = self._newsroom.private_folder
        if not names <= manifest.names:
            # Until the new list is saved, both exports' files count as ours: whatever stops us, nothing is orphaned.
            Manifest(manifest.names | names).save(private, self._output, self._now)
        try:
            staging.move_in(whole)
        except OSError as fault:
            reason = (fault.strerror or "the disk did not answer").lower()
            raise ExportError(
                f"Not every page could be put in its place: {fault.filename or self._output}: {reason}. "
                "What is there is whole; export again to finish."
            ) from fault
        Manifest(names).save(private, self._output, self._now)
        self._teller.say("Moving the pages in", 1, 1, stoppable=False)
        return gone

    def _outputs(self, known: Ledger, staging: Staging) -> dict[str, tuple[bytes, int, int]]:
        """Every file of the site as it lies there now."""
        changed = set(staging.changed)
        outputs: dict[str, tuple[bytes, int, int]] = {}
        for name, digest in staging.files.items():
            before = known.outputs.get(name)
            if before is not None and name not in changed and before[0] == digest:
                outputs[name] = before
            elif (stamp := file_stamp(f"{self._output}/{name}")) is not None:
                outputs[name] = (digest, stamp[2], stamp[0])
        return outputs


def helpers_for(count: int) -> int:
    """How many processes are worth their start for `count` stories to read and pages to make; 0: none."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if count < _WORTH_HELPERS or cores == 1:
        return 0
    return min(cores, _MOST_HELPERS)
