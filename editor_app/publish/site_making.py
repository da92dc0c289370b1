"""Makes the files of a site that are not as they were, and stages them.

Loading what makes pages takes longer than an export with nothing to do; only an export that has something to do asks
for this module.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from editor_app.publish.edition import Edition
from editor_app.publish.feeds import FeedItem
from editor_app.publish.images import PictureFile
from editor_app.publish.ledger import PageRecord
from editor_app.publish.page_making import PageMaker
from editor_app.publish.reporting import Teller
from editor_app.publish.reuse import LastExport
from editor_app.publish.site_feeds import feed_item, planned_files, planned_item
from editor_app.publish.site_plan import PlannedPage, SitePlan
from editor_app.publish.staging import Staging
from editor_app.publish.story_facts import StoryFacts
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story

if TYPE_CHECKING:
    from editor_app.publish.crew import Crew

__all__ = ["SiteMaker"]


class SiteMaker:
    """Makes one edition's site.

    Args:
        texts: stories that were just read, by file.
        last: what can be used again.
        cache: where sized pictures and compiled templates are kept.

    Attributes:
        made: how each file of the site, and each feed item, came about.
    """

    def __init__(
        self, newsroom: Newsroom, edition: Edition, texts: dict[str, Story], last: LastExport, cache: Path
    ) -> None:
        self._edition, self._last = edition, last
        self._maker = PageMaker(newsroom, edition, texts, cache)
        self.made: dict[str, PageRecord] = {}
        self._used: dict[str, PictureFile] = dict(self._maker.renderer.used_pictures)

    def stage(self, staging: Staging, teller: Teller, crew: Crew | None = None) -> None:
        """Stage the whole site. Raises `StoryMoved`, `PageFault`, `ExportCancelled`, `ExportError` and OSError.

        `crew`: helpers that have met the edition and make the pages; without them they are made here.
        """
        renderer = self._maker.renderer
        pages = list(SitePlan(self._edition, renderer, self._maker.read).pages())
        stale = self._keep_fresh(pages, staging)
        if crew is not None:
            self._have_made(stale, crew, staging, teller)
        else:
            for done, (page, inputs) in enumerate(stale):
                teller.say("Writing pages", done, len(stale))
                self._stage(page, inputs, staging)
        teller.say("Writing feeds", len(stale), len(stale))
        files = planned_files(self._edition, renderer, pages, self._item_of)
        for page, inputs in self._keep_fresh(files, staging):
            self._stage(page, inputs, staging)
        for done, picture in enumerate(sorted(self._used.values(), key=lambda picture: picture.name)):
            teller.say("Writing pictures", done, len(self._used))
            if self._last.is_there(picture.name):  # its name is made from what it shows
                staging.keep(picture.name, self._last.digest(picture.name))
            else:
                staging.add(picture.name, picture.data.read_bytes())

    def _keep_fresh(
        self, pages: Iterable[PlannedPage], staging: Staging
    ) -> list[tuple[PlannedPage, bytes | None]]:
        """Keep what is as it was; return what is not, with its inputs."""
        stale: list[tuple[PlannedPage, bytes | None]] = []
        for page in pages:
            inputs = page.inputs()
            record = self._last.record(page.name, inputs)
            if record is None:
                stale.append((page, inputs))
                continue
            self._reuse(page.name, record)
            staging.keep(page.name, self._last.digest(page.name))
        return stale

    def _have_made(
        self, stale: list[tuple[PlannedPage, bytes | None]], crew: Crew, staging: Staging, teller: Teller
    ) -> None:
        """Have the pages made by helpers. In what order they come back changes nothing."""
        inputs = {page.name: inputs for page, inputs in stale}
        stories = {facts.page: facts.file for facts in self._edition.stories}

        def made(name: str, digest: bytes, is_new: bool, record: PageRecord) -> None:
            self._reuse(name, record._replace(inputs=inputs[name] or b""))
            staging.note(name, digest, is_new)

        crew.make([(name, stories.get(name, "")) for name in inputs], made, teller)

    def _item_of(self, facts: StoryFacts) -> FeedItem:
        item = planned_item(self._edition, self._maker.renderer, facts, self._maker.read)
        inputs = item.inputs()
        record = self.made.get(item.name) or self._last.record(item.name, inputs)
        if record is None:
            fields, record = self._maker.make(item)
            record = record._replace(inputs=inputs or b"", kept=(fields.decode(),))
        self._reuse(item.name, record)
        return feed_item(self._edition, facts, record.kept[0])

    def _stage(self, page: PlannedPage, inputs: bytes | None, staging: Staging) -> None:
        data, record = self._maker.make(page)
        self._reuse(page.name, record._replace(inputs=inputs or b""))
        staging.add(page.name, data)

    def _reuse(self, name: str, record: PageRecord) -> None:
        self.made[name] = record
        self._used.update((used[0], PictureFile(*used[:3], Path(used[3]))) for used in record.used)
