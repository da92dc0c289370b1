"""Which files of a site may differ from what the last export left, when a few stories have changed and nothing else has.

To look into every file of a large archive takes longer than to make the few that change. What is named here may be too
much, never too little: each file named goes through the same look as in a whole export, and a test compares the two ways.
Must not make anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from editor_app.publish.addresses import file_of
from editor_app.publish.edition import Edition, author_path, section_path, tag_path, time_key
from editor_app.publish.ledger import ITEM_MARK, Ledger
from editor_app.publish.listing_page import PAGE_LENGTH
from editor_app.publish.site_pages import CORRECTIONS_PATH, LATEST_PATH
from editor_app.publish.story_facts import StoryFacts
from editor_app.publish.story_views import MORE_STORIES

FEW = 40
"""So many changes are few: the cost of looking around each of them must stay far below that of looking at everything."""
_AROUND = 2

Changes = Mapping[str, tuple[StoryFacts | None, StoryFacts | None]]
"""Each changed story's file -> what was known of it, and what is; None: there was, or is, no such story."""


@dataclass(slots=True)
class Doubt:
    """What has to be looked into.

    Attributes:
        names: files.
        groups: addresses of sections, authors and tags; all pages of their lists.
        maps: whether site maps may have changed.
        feeds: whether feeds may have.
    """

    names: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    maps: bool = False
    feeds: bool = False


def in_doubt(known: Ledger, edition: Edition, changes: Changes, touched: Iterable[str]) -> Doubt:
    """What may differ from what `known` says, where these stories have changed and these files were meddled with."""
    doubt = Doubt(set(touched))
    doubt.feeds = any(not name.endswith(".html") for name in doubt.names)
    doubt.maps = doubt.feeds
    feed_length = edition.newsroom.settings.feed_items + len(changes)
    for then, now in changes.values():
        both = [facts for facts in (then, now) if facts is not None]
        doubt.names.update(facts.page for facts in both if facts.page)
        for alias in (alias for facts in both for alias in facts.aliases):
            doubt.names.add(file_of(alias))
            doubt.groups.add(alias)  # should a list be there
        if then is not None and now is not None and then.card == now.card:  # its own text alone
            doubt.feeds |= _is_in_feed(edition, now, feed_length)
            continue
        doubt.maps = doubt.feeds = True
        doubt.names.add("index.html")
        for facts in both:
            _doubt_around(doubt, known, edition, facts, len(changes))
        doubt.names.update(_latest(known, edition, then, now, len(changes)))
    if any(name.startswith(ITEM_MARK) for name in doubt.names):
        doubt.feeds = True
    return doubt


def place_of(stories: Sequence[StoryFacts], facts: StoryFacts) -> int:
    """Where the story stands, or would stand, among `stories`, newest first."""
    key, low, high = time_key(facts), 0, len(stories)
    while low < high:
        middle = (low + high) // 2
        if time_key(stories[middle]) > key:
            low = middle + 1
        else:
            high = middle
    return low


def _doubt_around(doubt: Doubt, known: Ledger, edition: Edition, facts: StoryFacts, count: int) -> None:
    """Doubt the pages that link to the story, that name it beside their own, and the lists it is in."""
    doubt.names |= known.pages.naming({facts.slug, facts.stem})
    doubt.groups |= {author_path(name) for name in facts.authors if name.strip()}
    doubt.groups |= {tag_path(name) for name in facts.tags if name.strip()}
    if facts.section.strip():
        doubt.groups.add(section_path(facts.section))
    if facts.corrections:
        doubt.names.add(f"{CORRECTIONS_PATH[1:]}index.html")
    members = edition.of_section(facts.section_slug)
    place, reach = place_of(members, facts), MORE_STORIES + _AROUND + count
    doubt.names.update(other.page for other in members[max(0, place - reach) : place + reach])


def _is_in_feed(edition: Edition, facts: StoryFacts, length: int) -> bool:
    return (
        place_of(edition.stories, facts) < length
        or place_of(edition.of_section(facts.section_slug), facts) < length
    )


def _latest(
    known: Ledger, edition: Edition, then: StoryFacts | None, now: StoryFacts | None, count: int
) -> set[str]:
    """The pages of the list of all stories that may differ.

    They are counted from the oldest: a story that comes or goes moves those that are newer from page to page.
    """
    total = len(edition.stories)
    full = max(0, total // PAGE_LENGTH - 1)
    places = [place_of(edition.stories, facts) for facts in (then, now) if facts is not None]
    stays = False
    if then is not None and now is not None and time_key(then) == time_key(now):
        is_public = edition.stories[places[1] : places[1] + 1] == (now,)
        stays = (then.page in known.outputs) == is_public
    oldest = _number_at(max(places) + count + _AROUND, total)
    newest = _number_at(max(0, min(places) - count - _AROUND), total) if stays else full + count + _AROUND
    numbers = {0, *range(full - _AROUND, full + count + _AROUND), *range(oldest, newest + 1)}
    base = LATEST_PATH[1:]
    return {
        f"{base}page/{number}/index.html" if number else f"{base}index.html"
        for number in numbers
        if number >= 0
    }


def _number_at(place: int, total: int) -> int:
    """The number of the full page that the story at this place is on, or would be."""
    return max(0, (total - place + PAGE_LENGTH - 1) // PAGE_LENGTH)
