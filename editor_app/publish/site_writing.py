"""One export: reads what changed, has made again what that changes, moves it in, and remembers.

What has to be made again is for `reuse` and `site_making` to know. Must not decide who may read a story.
"""

from __future__ import annotations

import os
import time
from collections.abc import Container, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from editor_app.publish.at_rest import Seen, keep_usual_output, ledger_name
from editor_app.publish.edition import Edition
from editor_app.publish.ground import ground_of, parts_of
from editor_app.publish.kept_pictures import KeptPictures
from editor_app.publish.last_edition import LastEdition
from editor_app.publish.ledger import Ledger, Output, Stamp, file_stamp, pictures_of
from editor_app.publish.ledger_file import State
from editor_app.publish.link_proof import proved
from editor_app.publish.manifest import Manifest, file_of_list
from editor_app.publish.reporting import ExportError, ExportReport, Teller
from editor_app.publish.reuse import LastExport
from editor_app.publish.staging import Staging, remove_forgotten
from editor_app.publish.standing import standing_of
from editor_app.publish.story_facts import seconds_of
from editor_app.publish.story_reading import Reading, read_changed
from editor_app.publish.time_check import TimeCheck
from editor_app.publish.timing import quiet_until
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.unpublished import UnpublishedWork

if TYPE_CHECKING:
    from editor_app.publish.crew import Crew
    from editor_app.publish.narrowing import Doubt
    from editor_app.publish.site_making import SiteMaker

_WORTH_HELPERS = 400  # stories; below it their start costs more than they save
_MOST_HELPERS = 8


class SiteWriter:
    """One export of one newsroom to one folder.

    Args:
        cache: where sized pictures, compiled templates and the ledgers of exports are kept.
        helpers: how many processes share the work; None: as many as pay, 0: none but this one.
        memory: what this process remembers of its last export; None: nothing.
        time_check: looks whether `now` can be believed; None: it can.
        seen: what somebody saw just now of the stories and the site.
        alone: this process has one thread and no window, so that helpers may begin as its doubles.
    """

    def __init__(
        self,
        newsroom: Newsroom,
        output: Path,
        now: datetime,
        teller: Teller,
        cache: Path,
        helpers: int | None = None,
        memory: LastEdition | None = None,
        time_check: TimeCheck | None = None,
        seen: Seen | None = None,
        *,
        alone: bool = False,
    ) -> None:
        self._newsroom, self._output, self._now, self._teller = newsroom, output, now, teller
        self._cache, self._helpers = cache, helpers
        self._crew: Crew | None = None
        self._memory = memory or LastEdition()
        self._time_check, self._seen, self._alone = time_check, seen, alone
        self._ledger_file = Path(ledger_name(str(newsroom.folder), str(output), str(cache)))

    def write(self) -> ExportReport:
        """Write what has to be written. Raises `StoryMoved` when a story changed meanwhile; nothing is moved in then."""
        try:
            return self._write()
        finally:
            self._dismiss()

    def _write(self) -> ExportReport:
        started, left, seen = self._begin()
        parts = parts_of(self._newsroom)
        ground = ground_of(self._newsroom, parts)
        if left.ground != ground:
            seen = None
        known = left if left.ground == ground else Ledger()
        stamps = seen.stamps if seen else None
        reading = read_changed(self._newsroom, known, self._teller, self._crew_for, stamps)
        if self._time_check is not None:
            changes = (stamp[0] for stamp in reading.stamps.values())
            self._time_check.look(self._now, reading.facts.values(), changes)
        edition = self._edition(known, reading)
        manifest = self._manifest(known)
        last = LastExport(known, self._output, edition)
        touched = seen.touched() if seen else last.touched()
        about: State = {"ground": ground, "parts": parts, "read_at": started}
        if not touched and self._is_quiet(last, reading, edition, manifest):
            about = {**known.about, **about}
            looked_at = Ledger(
                about, reading.stamps, reading.facts, known.pages, known.outputs, known.pictures
            )
            self._keep(known, looked_at, edition)
            remove_forgotten(self._output)
            return self._report(edition, (), tuple(sorted(known.outputs)), (), known.about["broken_links"])

        from editor_app.publish.site_making import SiteMaker  # slow to load, see there

        staging = Staging(self._output, manifest)
        try:
            maker = SiteMaker(self._newsroom, edition, reading, last, self._cache)
            doubt = self._doubt(maker, last, touched, manifest)
            if doubt is not None:
                maker.stage_some(doubt, staging, self._teller)
            else:
                self._stage_all(maker, staging, last, reading, manifest)
            staging.settle()
            gone = self._move_in(staging, manifest, left.outputs)
        finally:
            self._dismiss()  # before their folder is removed under their hands
            staging.discard()
        changed = frozenset(staging.changed)
        if any(name.startswith("images/") for name in changed):
            KeptPictures(self._cache / "pictures").prune()
        unchanged = tuple(sorted(name for name in staging.files if name not in changed))
        report = proved(
            self._report(edition, tuple(sorted(changed)), unchanged, tuple(gone)),
            self._newsroom,
            self._cache,
            maker.typed,
        )
        about |= {
            "frame": maker.frame, "others": maker.others, "has_rivals": edition.has_rivals,
            "made_at": edition.moment, "broken_links": report.broken_links,
            "quiet_until": self._quiet_until(known, reading, edition, is_narrow=doubt is not None),
        }  # fmt: skip
        before = known if doubt is not None else Ledger()
        pictures, about["missed"] = pictures_of(maker.made, before)
        outputs = self._outputs(known, staging, touched)
        self._keep(
            known, Ledger(about, reading.stamps, reading.facts, maker.made, outputs, pictures), edition
        )
        return report

    def _begin(self) -> tuple[int, Ledger, Seen | None]:
        """When the look at the stories begins, the ledger of the last export, and what was seen beside that very one."""
        started, seen = time.time_ns(), self._seen
        if seen is not None and seen.path == str(self._ledger_file) and (left := Ledger.seen(seen)):
            return seen.begun, left, seen
        return started, self._memory.ledger(self._ledger_file), None

    def _edition(self, known: Ledger, reading: Reading) -> Edition:
        edition = None if reading.unreadable else self._memory.edition(known)
        if edition is not None and known.made_at <= (seconds_of(self._now) or 0.0) < known.quiet_until:
            changed = list(reading.changes.values())
            texts = [
                now for then, now in changed if then is not None and now is not None and then.card == now.card
            ]
            if len(texts) == len(changed):
                edition = edition.with_texts(texts) if texts else edition
                return replace(edition, now=self._now)
        return Edition.of(self._newsroom, self._now, reading.facts.values()).withholding(
            [*reading.unreadable, *standing_of(self._newsroom).withheld]
        )

    def _manifest(self, known: Ledger) -> Manifest:
        """The list of our files; not read again when it is the one that the last export left."""
        if known.about.get("manifest") == self._manifest_state():
            return Manifest(frozenset(known.outputs))
        return Manifest.of(self._newsroom.private_folder, self._output)

    def _manifest_state(self) -> tuple[str, Stamp | None]:
        path = str(file_of_list(self._newsroom.private_folder, self._output))
        return path, file_stamp(path)

    def _doubt(
        self, maker: SiteMaker, last: LastExport, touched: Iterable[str], manifest: Manifest
    ) -> Doubt | None:
        """What has to be looked into; None: everything."""
        known = last.known
        if not known.pages or manifest.names != known.outputs.keys() or not last.shows_same_pictures():
            return None
        return maker.doubt(touched)

    def _stage_all(
        self, maker: SiteMaker, staging: Staging, last: LastExport, reading: Reading, manifest: Manifest
    ) -> None:
        crew = self._crew or self._crew_for(0 if last.known.pages else len(reading.facts))
        if crew is not None:
            facts = list(reading.facts.values())
            crew.meet(self._now, facts, staging.folder(), self._output, manifest.names)
        maker.stage(staging, self._teller, crew)

    def _report(
        self,
        edition: Edition,
        written: tuple[str, ...],
        unchanged: tuple[str, ...],
        removed: tuple[str, ...],
        broken_links: tuple[str, ...] = (),
    ) -> ExportReport:
        front_page = self._output / "index.html"
        return ExportReport(front_page, written, unchanged, removed, edition.withheld, broken_links)

    # --- what is kept for the next export

    def _quiet_until(self, known: Ledger, reading: Reading, edition: Edition, *, is_narrow: bool) -> float:
        if not is_narrow:
            return quiet_until(edition, reading.facts.values())
        changed = (now for _then, now in reading.changes.values() if now is not None)
        return min(known.quiet_until, quiet_until(edition, changed))

    def _keep(self, known: Ledger, ledger: Ledger, edition: Edition) -> None:
        """Keep what this export read and wrote; `known` is what the one before left."""
        standing = sum(entry.is_page for entry in edition.withheld)
        folder, output = str(self._newsroom.folder), str(self._output)
        ledger.about |= {
            "folder": folder,
            "output": output,
            "front_page": (self._output / "index.html").as_uri(),
            "manifest": self._manifest_state(),
            "marked": dict(UnpublishedWork(self._newsroom.folder).load().states),
            "withheld": (len(edition.withheld) - standing, standing),
        }
        ledger.save(self._ledger_file, known)
        if self._output == self._newsroom.output_folder:
            keep_usual_output(folder, output, str(self._cache))
        self._memory.keep(self._ledger_file, ledger, edition)

    def _dismiss(self) -> None:
        if self._crew is not None:
            self._crew.close()

    def _crew_for(self, count: int) -> Crew | None:
        """Helpers for so many stories, where they are worth their start."""
        wanted = helpers_for(count) if self._helpers is None else self._helpers
        if wanted and self._crew is None:
            from editor_app.publish.crew import Crew  # slow to load, too

            with suppress(OSError):  # where no process can be started, this one does it all
                self._crew = Crew(self._newsroom, self._cache, wanted, alone=self._alone)
        return self._crew

    def _is_quiet(self, last: LastExport, reading: Reading, edition: Edition, manifest: Manifest) -> bool:
        """Whether nothing at all has happened since the last export, so that there is nothing to look into."""
        known = last.known
        return (
            not reading.changes
            and bool(known.outputs)
            and known.made_at <= edition.moment < known.quiet_until
            and manifest.names == known.outputs.keys()
            and last.shows_same_pictures()
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
        if names == manifest.names:
            Manifest.note_written(private, self._output, self._now)
        else:
            Manifest(names).save(private, self._output, self._now)
        self._teller.say("Moving the pages in", 1, 1, stoppable=False)
        return gone

    def _outputs(self, known: Ledger, staging: Staging, touched: Iterable[str]) -> dict[str, Output]:
        """Every file of the site as it lies there now."""
        files, left = staging.files, known.outputs
        outputs = dict(left) if left.keys() <= files.keys() else {n: left[n] for n in left if n in files}
        for name in {*staging.changed, *touched, *(files.keys() - left.keys())}:
            stamp = file_stamp(f"{self._output}/{name}") if name in files else None
            if stamp is not None:
                outputs[name] = (files[name], stamp[2], stamp[0])
        return outputs


def helpers_for(count: int) -> int:
    """How many processes are worth their start for `count` stories to read and pages to make; 0: none."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if count < _WORTH_HELPERS or cores == 1:
        return 0
    return min(cores, _MOST_HELPERS)
