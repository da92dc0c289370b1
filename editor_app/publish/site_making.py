"""Makes the files of a site that are not as they were, and stages them.

Loading what makes pages takes longer than an export with nothing to do; only an export that has something to do asks
for this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from editor_app.publish.edition import Edition
from editor_app.publish.feeds import FeedItem
from editor_app.publish.images import PictureFile, PictureShop
from editor_app.publish.ledger import PageRecord, file_stamp
from editor_app.publish.page import PageRenderer, theme_of
from editor_app.publish.reporting import StoryMoved, Teller
from editor_app.publish.reuse import LastExport
from editor_app.publish.site_feeds import feed_item, planned_files, planned_item
from editor_app.publish.site_plan import PlannedPage, SitePlan
from editor_app.publish.staging import Staging
from editor_app.publish.story_facts import StoryFacts, facts_of
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story
from editor_app.stories.story_file import StoryNotReadable

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


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
        self._newsroom, self._edition, self._texts, self._last = newsroom, edition, texts, last
        theme, shop = theme_of(newsroom, cache / "templates"), PictureShop(cache / "pictures")
        self._renderer = PageRenderer(newsroom, edition, shop=shop, theme=theme)
        self.made: dict[str, PageRecord] = {}
        self._used: dict[str, PictureFile] = dict(self._renderer.used_pictures)

    def stage(self, staging: Staging, teller: Teller) -> None:
        """Stage the whole site. Raises `StoryMoved`, `PageFault`, `ExportCancelled` and OSError."""
        pages = list(SitePlan(self._edition, self._renderer, self._read).pages())
        stale = self._keep_fresh(pages, staging)
        for done, page in enumerate(stale):
            teller.say("Writing pages", done, len(stale))
            staging.add(page.name, self._make(page))
        teller.say("Writing feeds", len(stale), len(stale))
        files = planned_files(self._edition, self._renderer, pages, self._item_of)
        for page in self._keep_fresh(files, staging):
            staging.add(page.name, self._make(page))
        for done, picture in enumerate(sorted(self._used.values(), key=lambda picture: picture.name)):
            teller.say("Writing pictures", done, len(self._used))
            if self._last.is_there(picture.name):  # its name is made from what it shows
                staging.keep(picture.name, self._last.digest(picture.name))
            else:
                staging.add(picture.name, picture.data.read_bytes())

    def _keep_fresh(self, pages: Iterable[PlannedPage], staging: Staging) -> list[PlannedPage]:
        """Keep what is as it was; return what is not."""
        stale: list[PlannedPage] = []
        for page in pages:
            record = self._last.record(page.name, page.inputs)
            if record is None:
                stale.append(page)
                continue
            self._reuse(page.name, record)
            staging.keep(page.name, self._last.digest(page.name))
        return stale

    def _item_of(self, facts: StoryFacts) -> FeedItem:
        item = planned_item(self._edition, self._renderer, facts, self._read)
        record = self.made.get(item.name) or self._last.record(item.name, item.inputs)
        if record is not None:
            self._reuse(item.name, record)
        else:
            fields = self._make(item).decode()
            record = self.made[item.name] = self.made[item.name]._replace(kept=(fields,))
        return feed_item(self._edition, facts, record.kept[0])

    def _reuse(self, name: str, record: PageRecord) -> None:
        self.made[name] = record
        self._used.update((used[0], PictureFile(*used[:3], Path(used[3]))) for used in record.used)

    def _make(self, page: PlannedPage) -> bytes:
        renderer = self._renderer
        renderer.begin()
        data = encoded(page.render())
        finder, used = renderer.finder, renderer.used_pictures
        self._used.update(used)
        self.made[page.name] = PageRecord(
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


def encoded(text: str) -> bytes:
    """UTF-8; what no page may hold (control characters, halves of characters) becomes the replacement character."""
    return _NO_TEXT.sub("\ufffd", text).encode("utf-8")
