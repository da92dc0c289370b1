"""One export: what is still as it was stays, what is not is made again, staged, and moved in.

Whether a file is still as it was is decided by what it is made from (`site_plan`), by the answers to the questions it
asked (`finding`) and by the file itself being there untouched. Must not decide who may read a story.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from editor_app.publish.edition import Edition
from editor_app.publish.feeds import FeedItem
from editor_app.publish.finding import answered
from editor_app.publish.ground import ground_of
from editor_app.publish.images import PictureFile, PictureShop
from editor_app.publish.ledger import Ledger, PageRecord, file_stamp
from editor_app.publish.manifest import Manifest
from editor_app.publish.page import PageRenderer
from editor_app.publish.reporting import ExportError, ExportReport, Teller
from editor_app.publish.site_feeds import feed_item, planned_files, planned_item
from editor_app.publish.site_plan import PlannedPage, SitePlan, quiet_until
from editor_app.publish.sitemap import NEWS_AGE
from editor_app.publish.staging import Staging
from editor_app.publish.story_facts import StoryFacts, facts_of
from editor_app.publish.story_reading import Reading, read_changed
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story
from editor_app.stories.story_file import StoryNotReadable

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class StoryMoved(Exception):
    """A story's file is not the one that the edition was made of: it has to be made again. `path` is that file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} changed during the export.")
        self.path = path


class SiteWriter:
    """One export of one newsroom to one folder.

    Args:
        cache: where sized pictures and the ledgers of exports are kept.
    """

    def __init__(self, newsroom: Newsroom, output: Path, now: datetime, teller: Teller, cache: Path) -> None:
        self._newsroom, self._output, self._now, self._teller = newsroom, output, now, teller
        self._pictures = cache / "pictures"
        name = sha256(f"{newsroom.folder}\0{output}".encode("utf-8", "surrogateescape")).hexdigest()[:20]
        self._ledger_file = cache / "sites" / name
        self._texts: dict[str, Story] = {}
        self._made: dict[str, PageRecord] = {}
        self._used: dict[str, PictureFile] = {}

    def write(self) -> ExportReport:
        """Write what has to be written. Raises `StoryMoved` when a story changed meanwhile; nothing is moved in then."""
        started = time.time_ns()
        ground, known = ground_of(self._newsroom), Ledger.load(self._ledger_file)
        if known.ground != ground:
            known = Ledger()
        reading = read_changed(
            self._newsroom, known, lambda done, total: self._teller.say("Reading stories", done, total)
        )
        self._texts = reading.texts
        edition = Edition.of(self._newsroom, self._now, reading.facts).withholding(reading.unreadable)
        manifest = Manifest.of(self._newsroom.private_folder, self._output)
        if self._is_quiet(known, reading, edition, manifest):
            unchanged = tuple(sorted(known.outputs))
            return ExportReport(self._output / "index.html", (), unchanged, (), edition.withheld)
        staging = Staging(self._output, manifest)
        try:
            self._stage(edition, staging, known)
            staging.settle()
            gone = self._move_in(staging, manifest)
        finally:
            staging.discard()
        self._remember(known, reading, edition, staging, ground, started)
        changed = set(staging.changed)
        return ExportReport(
            front_page=self._output / "index.html",
            written=tuple(sorted(changed)),
            unchanged=tuple(sorted(name for name in staging.files if name not in changed)),
            removed=tuple(gone),
            withheld=edition.withheld,
        )

    def _is_quiet(self, known: Ledger, reading: Reading, edition: Edition, manifest: Manifest) -> bool:
        """Whether nothing at all has happened since the last export, so that there is nothing to look into."""
        return (
            not reading.is_news
            and bool(known.outputs)
            and known.made_at <= edition.moment < known.quiet_until
            and manifest.names == known.outputs.keys()
            and all(self._is_there(known, name) for name in known.outputs)
            and all(self._holds(record, edition) for record in known.pages.values() if record.pictures)
        )

    # --- making ---

    def _stage(self, edition: Edition, staging: Staging, known: Ledger) -> None:
        renderer = PageRenderer(self._newsroom, edition, shop=PictureShop(self._pictures))
        self._used.update(renderer.used_pictures)
        plan = SitePlan(edition, renderer, self._read)
        pages = list(plan.pages())
        stale = self._keep_fresh(pages, edition, staging, known)
        for done, page in enumerate(stale):
            self._teller.say("Writing pages", done, len(stale))
            staging.add(page.name, self._make(page, renderer))
        self._teller.say("Writing feeds", len(stale), len(stale))

        def item_of(facts: StoryFacts) -> FeedItem:
            item = planned_item(edition, renderer, facts, self._read)
            if self._keep_fresh([item], edition, staging, known):
                fields = self._make(item, renderer).decode()
                self._made[item.name] = self._made[item.name]._replace(kept=(fields,))
            return feed_item(edition, facts, self._made[item.name].kept[0])

        for page in self._keep_fresh(
            planned_files(edition, renderer, pages, item_of), edition, staging, known
        ):
            staging.add(page.name, self._make(page, renderer))
        self._stage_pictures(staging, known)

    def _keep_fresh(
        self, pages: Iterable[PlannedPage], edition: Edition, staging: Staging, known: Ledger
    ) -> list[PlannedPage]:
        """Keep what is as it was; return what is not."""
        stale: list[PlannedPage] = []
        for page in pages:
            record = known.pages.get(page.name)
            is_item = record is not None and bool(record.kept)
            if (
                record is None
                or page.inputs is None
                or record.inputs != page.inputs
                or not (is_item or self._is_there(known, page.name))
                or not self._holds(record, edition)
                or not all(self._has_picture(known, used) for used in record.used)
            ):
                stale.append(page)
                continue
            self._made[page.name] = record
            self._used.update((used[0], PictureFile(*used[:3], Path(used[3]))) for used in record.used)
            if not is_item:
                staging.keep(page.name, known.outputs[page.name][0])
        return stale

    def _make(self, page: PlannedPage, renderer: PageRenderer) -> bytes:
        renderer.begin()
        data = encoded(page.render())
        finder, used = renderer.finder, renderer.used_pictures
        self._used.update(used)
        self._made[page.name] = PageRecord(
            page.inputs or b"",
            tuple(finder.targets.items()),
            tuple(
                (story, src, found, file_stamp(found) if found else None)
                for (story, src), found in finder.pictures.items()
            ),
            tuple(
                (file.name, file.width, file.height, str(file.data))
                for name, file in used.items()
                if name not in renderer.framing_pictures
            ),
        )
        return data

    def _stage_pictures(self, staging: Staging, known: Ledger) -> None:
        for done, picture in enumerate(sorted(self._used.values(), key=lambda picture: picture.name)):
            self._teller.say("Writing pictures", done, len(self._used))
            if self._is_there(known, picture.name):  # its name is made from what it shows
                staging.keep(picture.name, known.outputs[picture.name][0])
            else:
                staging.add(picture.name, picture.data.read_bytes())

    def _read(self, facts: StoryFacts) -> Story:
        """The text of a story, if it is still the one that the edition was made of."""
        story = self._texts.get(facts.file)
        if story is not None:
            return story
        try:
            story = self._newsroom.read(facts.path)
        except StoryNotReadable as error:
            raise StoryMoved(facts.path) from error
        if facts_of(story, self._newsroom) != facts:
            raise StoryMoved(facts.path)
        return story

    # --- what is as it was ---

    def _is_there(self, known: Ledger, name: str) -> bool:
        """Whether the file is there as the last export left it."""
        output = known.outputs.get(name)
        if output is None:
            return False
        try:
            found = os.stat(f"{self._output}/{name}")  # noqa: PTH116 - thousands of them
        except (OSError, ValueError):
            return False
        return (found.st_size, found.st_mtime_ns) == output[1:]

    def _holds(self, record: PageRecord, edition: Edition) -> bool:
        """Whether the questions the file asked have the answers they had."""
        for story, src, found, stamp in record.pictures:
            if found:
                if file_stamp(found) != stamp:
                    return False
            elif self._newsroom.picture_path(Path(story), src) is not None:
                return False
        return answered(edition, record.targets)

    def _has_picture(self, known: Ledger, used: tuple[str, int, int, str]) -> bool:
        return self._is_there(known, used[0]) or Path(used[3]).is_file()

    # --- putting in place ---

    def _move_in(self, staging: Staging, manifest: Manifest) -> list[str]:
        """Put everything in its place; the one step that can stop half-way. Returns the files that were removed."""
        gone, names = staging.gone(), frozenset(staging.files)
        self._teller.say("Moving the pages in", 0, 1)
        private = self._newsroom.private_folder
        if not names <= manifest.names:
            # Until the new list is saved, both exports' files count as ours: whatever stops us, nothing is orphaned.
            Manifest(manifest.names | names).save(private, self._output, self._now)
        try:
            staging.move_in()
        except OSError as fault:
            reason = (fault.strerror or "the disk did not answer").lower()
            raise ExportError(
                f"Not every page could be put in its place: {fault.filename or self._output}: {reason}. "
                "What is there is whole; export again to finish."
            ) from fault
        Manifest(names).save(private, self._output, self._now)
        self._teller.say("Moving the pages in", 1, 1, stoppable=False)
        return gone

    def _remember(
        self, known: Ledger, reading: Reading, edition: Edition, staging: Staging, ground: bytes, started: int
    ) -> None:
        changed = set(staging.changed)
        outputs: dict[str, tuple[bytes, int, int]] = {}
        for name, digest in staging.files.items():
            before = known.outputs.get(name)
            if before is not None and name not in changed and before[0] == digest:
                outputs[name] = before
            elif (stamp := file_stamp(f"{self._output}/{name}")) is not None:
                outputs[name] = (digest, stamp[2], stamp[0])
        stories = {facts.file: (reading.stamps[facts.file], facts.plain()) for facts in reading.facts}
        Ledger(
            ground, started, stories, self._made, outputs,
            quiet_until(edition, reading.facts, NEWS_AGE), edition.moment,
        ).save(self._ledger_file)  # fmt: skip


def encoded(text: str) -> bytes:
    """UTF-8; what no page may hold (control characters, halves of characters) becomes the replacement character."""
    return _NO_TEXT.sub("\ufffd", text).encode("utf-8")
