"""One story as lists, desks and links know it: a cheap value without its body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from editor_app.markup.counts import word_count
from editor_app.stories import gate
from editor_app.stories.breaking import Breaking
from editor_app.stories.story import Story
from editor_app.stories.workflow import Status


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """One story as a list shows it.

    Attributes:
        path: absolute path of the file.
        headline, kicker, standfirst, section, authors, tags: as in front matter; empty when not there.
        date, lastmod, embargo: aware, None when not there.
        modified: when the file was written (aware).
        words: of the body; not counted when it is large.
        corrected: whether it carries a correction.
        broken: front matter is not wholly valid, so it is never public and opens as source.
        related_slugs: the stories its "Also read" list names.
        named: whether the slug is written in front matter (else it is the file's name).
        edited: it says that it is published, but readers do not have what it says now.
        unseen: it says that it is published, but readers have nothing of it.
        is_large: its file is too large to be edited; only its beginning was read.
    """

    path: Path
    slug: str
    headline: str
    kicker: str
    standfirst: str
    section: str
    status: Status
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    breaking: Breaking | None
    embargo: datetime | None
    date: datetime | None
    lastmod: datetime | None
    modified: datetime
    words: int
    corrected: bool
    broken: bool
    related_slugs: tuple[str, ...]
    named: bool = False
    edited: bool = False
    is_large: bool = False
    unseen: bool = False

    def is_public(self, now: datetime) -> bool:
        """Whether readers may see it at `now` (aware), by the one gate."""
        return not self.unseen and gate.may_be_read(self.status, self.embargo, not self.broken, now)

    @property
    def changed(self) -> datetime:
        """The moment a list sorts it by: its last significant change once readers have seen it, else the file's.

        A date that lies after the file was written is a plan, not a change.
        """
        if self.status in (Status.PUBLISHED, Status.KILLED):
            return min(self.lastmod or self.date or self.modified, self.modified)
        return self.modified

    @property
    def title(self) -> str:
        """The headline, or the slug while there is none."""
        return self.headline or self.slug


def entry_of(
    story: Story,
    modified: datetime,
    *,
    edited: bool = False,
    unseen: bool = False,
    is_large: bool = False,
) -> StoryEntry:
    """The entry of this story, whose file was written at `modified` (aware); `edited` and the like as in `StoryEntry`."""
    meta = story.meta
    return StoryEntry(
        path=story.path,
        slug=story.slug,
        headline=meta.title,
        kicker=meta.kicker,
        standfirst=meta.description,
        section=meta.section,
        status=meta.status,
        authors=meta.authors,
        tags=meta.tags,
        breaking=meta.breaking,
        embargo=meta.embargo,
        date=meta.date,
        lastmod=meta.lastmod,
        modified=modified,
        words=0 if is_large else word_count(story.body),
        corrected=bool(meta.corrections),
        broken=bool(story.problems),
        related_slugs=tuple(link.story for link in meta.related if link.story),
        named=bool(meta.slug),
        edited=edited and meta.status is Status.PUBLISHED,
        is_large=is_large,
        unseen=unseen and meta.status is Status.PUBLISHED,
    )
