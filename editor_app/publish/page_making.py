"""Makes one page at a time of one edition's site, and notes what it was made from.

Used by whoever writes a site, in this process or in a helper's; both make the same bytes. Writes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from editor_app.publish.edition import Edition
from editor_app.publish.images import PictureShop
from editor_app.publish.ledger import PageRecord, file_stamp
from editor_app.publish.page import PageNotes, PageRenderer, Steps, theme_of
from editor_app.publish.public_story import PublicStories
from editor_app.publish.reporting import StoryMoved
from editor_app.publish.site_plan import PlannedPage
from editor_app.publish.story_facts import StoryFacts, facts_of
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story
from editor_app.stories.story_file import StoryNotReadable

_AT_ONCE = 32
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_CONTROLS = bytes(code for code in (*range(32), 127) if chr(code) not in "\t\n\r")


class PageMaker:
    """Makes the pages of one edition.

    Args:
        texts: stories that were just read, by file; the others are read when their pages are made.
        cache: where sized pictures and compiled templates are kept.

    Attributes:
        renderer: renders the pages; a `SitePlan` is made with it.
        shop: makes the pictures they show.
    """

    def __init__(self, newsroom: Newsroom, edition: Edition, texts: dict[str, Story], cache: Path) -> None:
        self._newsroom, self._texts, self._public = newsroom, texts, PublicStories(newsroom)
        theme, shop = theme_of(newsroom, cache / "templates"), PictureShop(cache / "pictures")
        self.renderer = PageRenderer(newsroom, edition, shop=shop, theme=theme)
        self.shop = shop

    def make(self, page: PlannedPage) -> tuple[bytes, PageRecord]:
        """The file's content and how it came about; its inputs are for the caller to note.

        Raises `StoryMoved`, `PageFault` and OSError.
        """
        return next(self.make_all((page,)))

    def make_all(self, pages: Iterable[PlannedPage]) -> Iterator[tuple[bytes, PageRecord]]:
        """The same of each page, in order.

        A few are made at once, each step of all of them before the next: what a step needs is then at hand in the
        processor, which takes a quarter off its time.
        """
        waiting = iter(pages)
        while together := list(islice(waiting, _AT_ONCE)):
            made = self._made(together)
            files = [encoded(html) for html, _notes in made]
            yield from zip(files, (self._record(notes) for _html, notes in made), strict=True)

    def _made(self, pages: list[PlannedPage]) -> list[tuple[str, PageNotes]]:
        html, notes = [""] * len(pages), [PageNotes() for _ in pages]
        begun: list[tuple[int, Steps]] = []
        for number, page in enumerate(pages):
            self.renderer.turn_to(notes[number])
            made = page.render()
            if isinstance(made, str):
                html[number] = made
            else:
                begun.append((number, made))
        while begun:
            left = []
            for number, steps in begun:
                self.renderer.turn_to(notes[number])
                try:
                    next(steps)
                    left.append((number, steps))
                except StopIteration as last:
                    html[number] = last.value
            begun = left
        return list(zip(html, notes, strict=True))

    def _record(self, notes: PageNotes) -> PageRecord:
        framing = self.renderer.framing_pictures
        return PageRecord(
            b"",
            tuple(notes.targets.items()),
            tuple(
                (story, src, found, file_stamp(found) if found else None)
                for (story, src), found in notes.pictures.items()
            ),
            tuple(
                (file.name, file.width, file.height, str(file.data))
                for name, file in notes.used.items()
                if name not in framing
            ),
        )

    def read(self, facts: StoryFacts) -> Story:
        """The text of a story, if it is still the one that the edition was made of. Raises `StoryMoved`."""
        story = self._texts.get(facts.file)
        if story is not None:
            return story
        try:
            story = self._public.read(facts.path)
        except StoryNotReadable as error:
            raise StoryMoved(facts.path) from error
        if facts_of(story, self._newsroom) != facts:
            raise StoryMoved(facts.path)
        return story


def encoded(text: str) -> bytes:
    """UTF-8; what no page may hold (control characters, halves of characters) becomes the replacement character."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        return _NO_TEXT.sub("\ufffd", text).encode("utf-8")
    if len(data.translate(None, _CONTROLS)) == len(data):  # a table look-up, where the pattern takes a walk
        return data
    return _NO_TEXT.sub("\ufffd", text).encode("utf-8")
