"""Which files a site has, what each is made from, and how it is made.

A file's `inputs` stand for everything it shows but for the stories and pictures its text names, which are noted while
it is made. Two editions that give a file the same inputs give it the same content; a test compares the two ways to it.
Must not write anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from editor_app.publish.addresses import file_of
from editor_app.publish.edition import Edition
from editor_app.publish.listing_page import ListingPage
from editor_app.publish.page import PageRenderer, Steps
from editor_app.publish.site_pages import CORRECTIONS_PATH
from editor_app.publish.story_facts import StoryFacts, digest_of
from editor_app.publish.story_views import MORE_STORIES
from editor_app.publish.timing import day_of, year_of
from editor_app.stories.story import Story

ReadStory = Callable[[StoryFacts], Story]


class PlannedPage(NamedTuple):
    """A page to be written.

    Attributes:
        name: its file, relative to the site.
        path: its address on the site; empty for one that search engines are not to keep.
        inputs: gives what it is made from; None: it is made at every export.
        render: makes it, at once or step by step.
        changed: its last change in seconds since 1970, or None.
    """

    name: str
    path: str
    inputs: Callable[[], bytes | None]
    render: Callable[[], str | Steps]
    changed: float | None = None


class SitePlan:
    """The plan of one edition's site.

    Args:
        read: gives a story's text; raises when it is not the one the edition knows.
    """

    def __init__(self, edition: Edition, renderer: PageRenderer, read: ReadStory) -> None:
        self._edition = edition
        self._renderer = renderer
        self._read = read
        self._day, self._year = day_of(edition), year_of(edition)
        self._states: dict[str, bytes] = {}
        groups = [(group.name, group.path) for group in renderer.sections()]
        self.frame = digest_of(repr((groups, self._year)).encode("utf-8", "surrogatepass"))

    def pages(self) -> Iterator[PlannedPage]:
        """Every page, those whose addresses matter most first: a later page never takes the place of an earlier one."""
        articles, lists = self._articles(self._edition.stories), self._lists(self._renderer.listings())
        yield from _once_each((self._framing(), articles, self._without_lists(), lists, self._moved()))

    def some(self, names: Container[str], groups: Collection[str]) -> Iterator[PlannedPage]:
        """Of all pages those with these names, and those of the lists at these addresses, in the same order."""
        listings = [
            listing
            for listing in self._renderer.listings(groups)
            if listing.group.path in groups or _file_of(listing) in names
        ]
        listed = {_file_of(listing) for listing in listings}
        stories = [facts for facts in self._edition.stories if facts.page in names or facts.page in listed]
        framing = (page for page in self._framing() if page.name in names)
        others = (page for page in self._without_lists() if page.name in names or page.name in listed)
        places = {
            *listed,
            *(f"{path[1:]}index.html" for path in groups),
        }  # of lists that are, and that are no more
        moved = (page for page in self._moved() if page.name in names or page.name in places)
        yield from _once_each((framing, self._articles(stories), others, self._lists(listings), moved))

    def beside_stories(self) -> Iterator[PlannedPage]:
        """The pages that are no story's, in the same order."""
        lists = self._lists(self._renderer.listings())
        yield from _once_each((self._framing(), self._without_lists(), lists, self._moved()))

    def state(self, facts: StoryFacts) -> bytes:
        """What a card of this story depends on."""
        known = self._states.get(facts.file)
        if known is not None:
            return known
        updated = facts.updated_at or 0.0
        flags = (
            self._edition.is_in_force(facts),
            self._day[0] <= updated < self._day[1],
            self._year[0] <= updated < self._year[1],
        )
        state = self._states[facts.file] = facts.card + bytes(flags)
        return state

    def article_inputs(self, facts: StoryFacts) -> bytes:
        """What the page of a story depends on."""
        others = self._edition.more_of_section(facts, MORE_STORIES)
        label = self._edition.is_in_force(facts), self._edition.is_label_over(facts)
        own = (self.frame, facts.digest, facts.card, bytes(label))
        if facts.dated_at is None:  # its page shows the present day
            own = (*own, repr(self._day).encode())
        return digest_of(b"".join((*own, *map(self.state, others))))

    def _framing(self) -> Iterator[PlannedPage]:
        yield PlannedPage(
            "index.html", "/", _unknown, self._renderer.front_page, _newest(self._edition.stories)
        )
        yield PlannedPage("404.html", "", lambda: self.frame, self._renderer.not_found)

    def _articles(self, stories: Iterable[StoryFacts]) -> Iterator[PlannedPage]:
        for facts in stories:
            changed = facts.updated_at if facts.dated_at is not None else None
            yield PlannedPage(
                facts.page,
                facts.address,
                partial(self.article_inputs, facts),
                partial(self._article, facts),
                changed,
            )

    def _without_lists(self) -> Iterator[PlannedPage]:
        renderer, edition = self._renderer, self._edition
        for killed in edition.killed:
            inputs = partial(self._of, killed.path, killed.language)
            yield PlannedPage(
                file_of(killed.path), "", inputs, lambda killed=killed: renderer.killed_notice(killed)
            )
        corrected = [facts for facts in edition.stories if facts.corrections]
        yield PlannedPage(
            file_of(CORRECTIONS_PATH), CORRECTIONS_PATH,
            lambda: self._of("corrections", *map(self.state, corrected)), renderer.corrections_page,
        )  # fmt: skip
        for page in renderer.standing_pages():  # the ground of an export knows their texts
            yield PlannedPage(
                file_of(page.path), page.path, partial(self._of, "standing", page.path),
                lambda page=page: renderer.standing_page(page), page.changed,
            )  # fmt: skip

    def _lists(self, listings: Iterable[ListingPage]) -> Iterator[PlannedPage]:
        for listing in listings:
            yield PlannedPage(
                _file_of(listing), listing.path, partial(self._listing_inputs, listing),
                partial(self._renderer.listing, listing), _newest(listing.stories),
            )  # fmt: skip

    def _moved(self) -> Iterator[PlannedPage]:
        for moved in self._edition.moved():
            yield PlannedPage(
                file_of(moved.path), "", partial(self._of, moved.path, moved.target, moved.title, moved.language),
                partial(self._renderer.moved_page, moved),
            )  # fmt: skip

    def _article(self, facts: StoryFacts) -> Steps:
        return self._renderer.article_steps(lambda: self._read(facts), facts)

    def _listing_inputs(self, listing: ListingPage) -> bytes:
        about = (listing.kind, listing.group.name, listing.number, listing.newer, listing.older)
        return self._of(*about, b"".join(map(self.state, listing.stories)))

    def _of(self, *parts: object) -> bytes:
        return digest_of(self.frame + repr(parts).encode("utf-8", "surrogatepass"))


def _once_each(parts: Iterable[Iterable[PlannedPage]]) -> Iterator[PlannedPage]:
    taken: set[str] = set()
    for part in parts:
        for page in part:
            if page.name not in taken:
                taken.add(page.name)
                yield page


def _file_of(listing: ListingPage) -> str:
    return f"{listing.path[1:]}index.html"


def _unknown() -> None:
    """The inputs of a page that is made at every export."""


def _newest(stories: Sequence[StoryFacts]) -> float | None:
    changes = [facts.updated_at for facts in stories if facts.dated_at is not None]
    return max((change for change in changes if change is not None), default=None)
