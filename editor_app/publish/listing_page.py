"""How the stories of a section, an author or a tag are parted into pages that stay as they are once they are full."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.publish.edition import Group
from editor_app.publish.story_facts import StoryFacts

PAGE_LENGTH = 30


@dataclass(frozen=True, slots=True)
class ListingPage:
    """One page of a group's stories.

    The group's own page has its newest stories, from 30 to 59 of them. Older ones fill pages of 30, counted from the
    oldest, so that a page once full stays as it is however many stories follow.

    Attributes:
        kind: `section`, `author`, `tag` or `latest`.
        number: 0 for the group's own page, else the page's number from the oldest.
        full: how many pages are full.
    """

    kind: str
    group: Group
    number: int
    full: int

    @property
    def path(self) -> str:
        """The page's address on the site."""
        return self._path_of(self.number)

    @property
    def newer(self) -> str:
        """The address of the page of newer stories; empty when there is none."""
        return "" if self.number == 0 else self._path_of(0 if self.number == self.full else self.number + 1)

    @property
    def older(self) -> str:
        """The address of the page of older stories; empty when there is none."""
        number = self.full if self.number == 0 else self.number - 1
        return self._path_of(number) if number else ""

    @property
    def stories(self) -> tuple[StoryFacts, ...]:
        """The stories this page shows, newest first."""
        stories = self.group.stories
        if self.number == 0:
            return stories[: len(stories) - self.full * PAGE_LENGTH]
        start = len(stories) - self.number * PAGE_LENGTH
        return stories[start : start + PAGE_LENGTH]

    def _path_of(self, number: int) -> str:
        return f"{self.group.path}page/{number}/" if number else self.group.path
