"""Makes the files of a site that are not as they were, and stages them.

Loading what makes pages takes longer than an export with nothing to do; only an export that has something to do asks
for this module.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count, takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from editor_app.publish.edition import Edition
from editor_app.publish.images import PictureFile
from editor_app.publish.ledger import ITEM_MARK, PageRecord, PageRecords
from editor_app.publish.link_proof import typed_links
from editor_app.publish.narrowing import FEW, Doubt, in_doubt
from editor_app.publish.page_making import PageMaker
from editor_app.publish.picture_preparing import prepare_pictures
from editor_app.publish.reporting import Teller
from editor_app.publish.reuse import LastExport
from editor_app.publish.site_plan import PlannedPage, SitePlan
from editor_app.publish.staging import Staging
from editor_app.publish.story_facts import StoryFacts
from editor_app.publish.story_reading import Reading
from editor_app.stories.newsroom import Newsroom

if TYPE_CHECKING:
    from editor_app.publish.crew import Crew
    from editor_app.publish.feeds import FeedItem

__all__ = ["SiteMaker"]

Stale = list[tuple[PlannedPage, bytes | None]]


class SiteMaker:
    """Makes one edition's site.

    Args:
        reading: the stories, and which of them have changed.
        last: what can be used again.
        cache: where sized pictures and compiled templates are kept.

    Attributes:
        made: how each file of the site, and each feed item, came about.
        typed: the links that somebody typed in each page that was made now.
        others: the pages that are no stories' as site maps list them: file, path, last change.
        frame: a digest of what every page names: sections and the year.
    """

    def __init__(
        self, newsroom: Newsroom, edition: Edition, reading: Reading, last: LastExport, cache: Path
    ) -> None:
        self._newsroom, self._edition, self._last = newsroom, edition, last
        self._changes, self._texts = reading.changes, reading.texts
        self._maker = PageMaker(newsroom, edition, reading.texts, cache)
        self._plan = SitePlan(edition, self._maker.renderer, self._maker.read)
        self.frame = self._plan.frame
        self.made = PageRecords()
        self.others: tuple[tuple[str, str, float | None], ...] = ()
        self.typed: dict[str, list[str]] = {}
        self._items: dict[str, PageRecord] = {}
        self._anew: set[str] = set()  # what was made just now, or is no more
        self._used: dict[str, PictureFile] = dict(self._maker.renderer.used_pictures)

    def doubt(self, touched: Iterable[str]) -> Doubt | None:
        """What has to be looked into, where that is little; None: everything. `touched`: files that are not as they were left."""
        known, edition, touched = self._last.known, self._edition, set(touched)
        is_little = (
            known.about.get("frame") == self.frame
            and known.made_at <= edition.moment < known.quiet_until
            and not (edition.has_rivals or known.about.get("has_rivals", True))
            and len(self._changes) + len(touched) <= FEW
            and all(name.endswith(".html") for name in touched)
        )
        return in_doubt(known, edition, self._changes, touched) if is_little else None

    def stage(self, staging: Staging, teller: Teller, crew: Crew | None = None) -> None:
        """Stage the whole site. Raises `StoryMoved`, `PageFault`, `ExportCancelled`, `ExportError` and OSError.

        `crew`: helpers that have met the edition and make the pages; without them they are made here.
        """
        pages = list(self._plan.pages())
        stale = self._keep_fresh(pages, staging)
        if crew is not None:
            self._have_made(stale, crew, staging, teller)
        else:
            self._prepare_pictures(stale, teller)
            self._make(stale, staging, teller)
        teller.say("Writing feeds", len(stale), len(stale))
        articles = {facts.page for facts in self._edition.stories}
        self.others = _listed(page for page in pages if page.name not in articles)
        self._make(self._keep_fresh(self._files(), staging), staging, None)
        self._stage_pictures(staging, teller)

    def stage_some(self, doubt: Doubt, staging: Staging, teller: Teller) -> None:
        """Stage the whole site, of which only what is in doubt is looked into. Raises as `stage` does."""
        known = self._last.known
        self.made = known.pages.copy()
        pages = list(self._plan.some(doubt.names, doubt.groups))
        gone = self._gone(doubt, {page.name for page in pages})
        files: list[PlannedPage] = []
        if doubt.maps or doubt.feeds:
            from editor_app.publish.sitemap import is_map  # the text of one story alone is on no map

            self._note_others(pages, gone)
            files = [file for file in self._files() if doubt.maps or not is_map(file.name)]
            if doubt.maps:
                planned = {file.name for file in files}
                maps = {name for name in known.outputs if is_map(name) and name not in planned}
                gone |= maps - {facts.page for facts in self._edition.stories}
        else:
            self.others = known.about["others"]
        staging.keep_all({name: left[0] for name, left in known.outputs.items() if name not in gone})
        if files:  # by now each feed has asked for its items
            items = {name for name in self.made.packed if name.startswith(ITEM_MARK)}
            self._drop(items - self._items.keys())
        self._drop(gone)
        stale = self._keep_fresh(pages, staging)
        self._prepare_pictures(stale, teller)
        self._make(stale, staging, teller)
        self._make(self._keep_fresh(files, staging), staging, None)
        if self._other_pictures():
            self._restage_pictures(staging, teller)

    # --- pages

    def _keep_fresh(self, pages: Iterable[PlannedPage], staging: Staging) -> Stale:
        """Keep what is as it was; return what is not, with its inputs."""
        stale: Stale = []
        for page in pages:
            inputs = page.inputs()
            record = self._last.record(page.name, inputs)
            if record is None:
                stale.append((page, inputs))
                continue
            self._keep(page.name, record)
            staging.keep(page.name, self._last.digest(page.name))
        return stale

    def _make(self, stale: Stale, staging: Staging, teller: Teller | None) -> None:
        made = self._maker.make_all(page for page, _inputs in stale)
        for done, (page, inputs) in enumerate(stale):
            if teller is not None:
                teller.say("Writing pages", done, len(stale))
            data, record = next(made)
            self._note(page.name, record._replace(inputs=inputs or b""))
            self.typed[page.name] = typed_links(data, page.name, self._newsroom.settings.url)
            staging.add(page.name, data)

    def _have_made(self, stale: Stale, crew: Crew, staging: Staging, teller: Teller) -> None:
        """Have the pages made by helpers. In what order they come back changes nothing."""
        inputs = {page.name: inputs for page, inputs in stale}
        stories = {facts.page: facts.file for facts in self._edition.stories}

        def made(name: str, digest: bytes, is_new: bool, record: PageRecord, typed: list[str]) -> None:
            self._note(name, record._replace(inputs=inputs[name] or b""))
            self.typed[name] = typed
            staging.note(name, digest, is_new)

        crew.make([(name, stories.get(name, "")) for name in inputs], made, teller)

    def _gone(self, doubt: Doubt, planned: set[str]) -> set[str]:
        """What is in doubt, was a page, and is one no more."""
        outputs = self._last.known.outputs
        names = set(doubt.names)
        for group in doubt.groups:
            names.add(f"{group[1:]}index.html")
            numbered = (f"{group[1:]}page/{number}/index.html" for number in count(1))
            names.update(takewhile(outputs.__contains__, numbered))
        return {name for name in names if name in outputs and name not in planned}

    def _drop(self, names: Iterable[str]) -> None:
        for name in names:
            self._anew.add(name)
            self.made.drop(name)

    def _note(self, name: str, record: PageRecord) -> None:
        self._anew.add(name)
        self.made.put(name, record)
        self._use(record)

    def _keep(self, name: str, record: PageRecord) -> None:
        self.made.keep(name, self._last.known.pages)
        self._use(record)

    # --- feeds and maps

    def _files(self) -> Iterable[PlannedPage]:
        from editor_app.publish.site_feeds import (
            planned_files,
        )  # the text of an older story alone is in no feed

        listed = [(path, changed) for _name, path, changed in self.others]
        return planned_files(self._edition, self._maker.renderer, listed, self._item_of)

    def _note_others(self, pages: Iterable[PlannedPage], gone: set[str]) -> None:
        """What site maps list beside stories, where only `pages` were looked into."""
        articles = {facts.page for facts in self._edition.stories}
        listed = {entry[0]: entry for entry in _listed(page for page in pages if page.name not in articles)}
        known: tuple[tuple[str, str, float | None], ...] = self._last.known.about["others"]
        names = {entry[0] for entry in known}
        if gone & names or not listed.keys() <= names:  # their order is that of all lists
            beside = self._plan.beside_stories()
            self.others = _listed(page for page in beside if page.name not in articles)
        else:
            self.others = tuple(listed.get(entry[0]) or entry for entry in known)

    def _item_of(self, facts: StoryFacts) -> FeedItem:
        from editor_app.publish.site_feeds import feed_item, planned_item  # as above

        item = planned_item(self._edition, self._maker.renderer, facts, self._maker.read)
        inputs = item.inputs()
        record = self._items.get(item.name)
        if record is None:
            record = self._last.record(item.name, inputs)
            if record is not None:
                self._keep(item.name, record)
            else:
                fields, record = self._maker.make(item)
                record = record._replace(inputs=inputs or b"", kept=(fields.decode(),))
                self._note(item.name, record)
            self._items[item.name] = record
        return feed_item(self._edition, facts, record.kept[0])

    # --- pictures

    def _prepare_pictures(self, stale: Stale, teller: Teller) -> None:
        names = {page.name for page, _inputs in stale}
        stories = [facts for facts in self._edition.stories if facts.page in names]
        if any(facts.image for facts in stories) or self._texts:
            prepare_pictures(self._newsroom, self._maker.shop, stories, self._texts, teller)

    def _use(self, record: PageRecord) -> None:
        if record.used:
            self._used.update((used[0], PictureFile(*used[:3], Path(used[3]))) for used in record.used)

    def _stage_pictures(self, staging: Staging, teller: Teller) -> None:
        for done, picture in enumerate(sorted(self._used.values(), key=lambda picture: picture.name)):
            teller.say("Writing pictures", done, len(self._used))
            if self._last.is_there(picture.name):  # its name is made from what it shows
                staging.keep(picture.name, self._last.digest(picture.name))
            else:
                staging.add(picture.name, picture.data.read_bytes())

    def _other_pictures(self) -> bool:
        """Whether the site shows other pictures than before."""
        then = self._last.known.pages
        for name in self._anew:
            before, after = then.get(name), self.made.get(name)
            if (before.used if before else ()) != (after.used if after else ()):
                return True
        return False

    def _restage_pictures(self, staging: Staging, teller: Teller) -> None:
        for _name, record in self.made.all():
            self._use(record)
        for name in [name for name in staging.files if name.startswith("images/") and name not in self.made]:
            if name not in self._used:
                staging.leave_out(name)
        self._stage_pictures(staging, teller)


def _listed(pages: Iterable[PlannedPage]) -> tuple[tuple[str, str, float | None], ...]:
    return tuple((page.name, page.path, page.changed) for page in pages if page.path)
