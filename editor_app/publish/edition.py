"""What readers may see at one moment: the only collection that templates are built from.

`Edition.of` asks the publish gate once about every story; nothing else in `publish/` looks at a status. Of a
withdrawn story it keeps the address alone, so that no word of it can reach a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from editor_app.publish.addresses import UnsafeAddress, file_of
from editor_app.stories.breaking import Breaking, Level
from editor_app.stories.gate import is_public, withheld_reason
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.slugs import slug_from
from editor_app.stories.story import Story
from editor_app.stories.story_file import StoryNotReadable
from editor_app.stories.workflow import Status

_EARLIEST = datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class KilledPage:
    """The address a withdrawn story had, and the language its notice is written in. Nothing else of it."""

    path: str
    language: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """A story that is not on the site, and why, in one sentence."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Group:
    """Stories that share a section, an author or a tag. `path` is the address of the page that lists them."""

    name: str
    path: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A newsroom's public stories at `now` (aware), newest first, and what belongs to them.

    `paths` gives each story's page path by the story's file; `withheld` says what was left out, and why.
    """

    newsroom: Newsroom
    now: datetime
    stories: tuple[Story, ...]
    killed: tuple[KilledPage, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    paths: dict[Path, str] = field(default_factory=dict)
    _by_slug: dict[str, Story] = field(default_factory=dict)
    _by_stem: dict[str, Story] = field(default_factory=dict)
    _by_section: dict[str, tuple[Story, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, newsroom: Newsroom, now: datetime, stories: Iterable[Story] | None = None) -> Edition:
        """The edition of `newsroom` at `now`; `stories` None: every story file of the newsroom is read."""
        public: list[Story] = []
        killed: list[KilledPage] = []
        withheld: list[Withheld] = []
        if stories is None:
            stories = read_stories(newsroom, withheld)
        for story in stories:
            if is_public(story, now):
                public.append(story)
                continue
            withheld.append(Withheld(story.path, withheld_reason(story, now) or "It is not published."))
            if _leaves_notice(story, now):
                killed.append(KilledPage(newsroom.address_path(story), language_of(story, newsroom)))
        kept, paths, clashing = _with_own_addresses(newsroom, public)
        kept.sort(key=lambda story: (published_at(story), story.slug), reverse=True)
        return cls(
            newsroom,
            now,
            tuple(kept),
            _notices(killed, paths),
            tuple(sorted([*withheld, *clashing], key=lambda entry: str(entry.path))),
            paths,
            {story.slug: story for story in reversed(kept)},
            {story.path.stem: story for story in reversed(kept)},
            _by_section(newsroom, kept),
        )

    def withholding(self, more: Iterable[Withheld]) -> Edition:
        """The same edition, with more stories named that are not in it."""
        entries = sorted([*self.withheld, *more], key=lambda entry: str(entry.path))
        return replace(self, withheld=tuple(entries))

    def by_slug(self, slug: str) -> Story | None:
        """The public story of that slug, or None."""
        return self._by_slug.get(slug)

    def by_target(self, target: str) -> Story | None:
        """The public story that a link such as `../2026/ferry.md#quay` names, by slug or by file name, or None."""
        name = target.partition("#")[0].partition("?")[0].rstrip("/").rpartition("/")[2]
        stem = name.removesuffix(".md")
        return self._by_slug.get(stem) or self._by_stem.get(stem)

    def path_of(self, story: Story) -> str:
        """The page path of a story, public or (for a preview) not."""
        return self.paths.get(story.path) or self.newsroom.address_path(story)

    def breaking(self) -> tuple[Story, ...]:
        """Public stories whose label is in force: breaking before developing, the newest alert first."""
        return tuple(sorted((s for s in self.stories if in_force(s, self.now)), key=_urgency))

    def sections(self) -> tuple[Group, ...]:
        """The newsroom's sections in its order that have stories, then any others by name."""
        order = list(self.newsroom.settings.sections)
        known = {slug_from(name): index for index, name in enumerate(order)}
        groups = self._grouped("/{}/", lambda story: (section_of(story, self.newsroom),))
        return tuple(sorted(groups, key=lambda g: (known.get(g.path.strip("/"), len(order)), g.name)))

    def newest_of_section(self, section: str, count: int) -> tuple[Story, ...]:
        """The newest stories of the section with that slug, at most `count`."""
        return self._by_section.get(section, ())[:count]

    def authors(self) -> tuple[Group, ...]:
        """One group for each byline, by name."""
        return self._grouped("/authors/{}/", lambda story: story.meta.authors)

    def tags(self) -> tuple[Group, ...]:
        """One group for each tag, by name."""
        return self._grouped("/tags/{}/", lambda story: story.meta.tags)

    def _grouped(self, pattern: str, names_of) -> tuple[Group, ...]:
        found: dict[str, tuple[str, dict[Path, Story]]] = {}
        for story in self.stories:
            for name in names_of(story):
                if name.strip():
                    path = pattern.format(slug_from(name))
                    found.setdefault(path, (name.strip(), {}))[1][story.path] = story
        groups = (Group(name, path, tuple(members.values())) for path, (name, members) in found.items())
        return tuple(sorted(groups, key=lambda group: (group.name.casefold(), group.path)))


def read_stories(
    newsroom: Newsroom, withheld: list[Withheld], looked_at: Callable[[int, int], None] | None = None
) -> Iterator[Story]:
    """Every story of the newsroom; one whose file cannot be read goes to `withheld`.

    `looked_at` hears how many of how many files have been read.
    """
    paths = newsroom.story_paths()
    for number, path in enumerate(paths, start=1):
        try:
            yield newsroom.read(path)
        except StoryNotReadable as error:
            withheld.append(Withheld(path, str(error)))
        if looked_at is not None:
            looked_at(number, len(paths))


def section_of(story: Story, newsroom: Newsroom) -> str:
    """The section as `newsroom.yaml` writes it; as the story writes it when it is none of those."""
    section = story.meta.section.strip()
    return newsroom.settings.section_name(section) or section


def published_at(story: Story) -> datetime:
    """When readers first saw the story; a story without a date sorts last."""
    return story.meta.date or _EARLIEST


def updated_at(story: Story) -> datetime:
    """The story's last significant change: the latest of its date, `lastmod` and corrections."""
    moments = [
        story.meta.date,
        story.meta.lastmod,
        *(correction.date for correction in story.meta.corrections),
    ]
    return max((moment for moment in moments if moment is not None), default=_EARLIEST)


def language_of(story: Story, newsroom: Newsroom) -> str:
    """The BCP 47 language of a story: its own, else the newsroom's."""
    return story.meta.language or newsroom.settings.language


def in_force(story: Story, now: datetime) -> Breaking | None:
    """The story's breaking status while its label shows, else None."""
    breaking = story.meta.breaking
    return breaking if breaking is not None and breaking.in_force(now) else None


def level_of(story: Story) -> Level | None:
    """How urgent the story says it is, in force or not."""
    return story.meta.breaking.level if story.meta.breaking else None


def _urgency(story: Story) -> tuple[bool, float, str]:
    breaking = story.meta.breaking
    if breaking is None or breaking.since is None:
        return (True, 0.0, story.slug)
    return (breaking.level is not Level.BREAKING, -breaking.since.timestamp(), story.slug)


def _leaves_notice(story: Story, now: datetime) -> bool:
    """Whether readers once had this story, so that its address owes them a notice."""
    meta = story.meta
    was_public = meta.date is not None and meta.date <= now and (meta.embargo is None or meta.embargo <= now)
    return meta.status is Status.KILLED and story.is_readable and was_public


def _with_own_addresses(
    newsroom: Newsroom, public: list[Story]
) -> tuple[list[Story], dict[Path, str], list[Withheld]]:
    """Each story with an address that is a file of its own; the one that was published first keeps it."""
    kept: list[Story] = []
    paths: dict[Path, str] = {}
    taken: dict[str, Story] = {}
    withheld: list[Withheld] = []
    for story in sorted(
        public, key=lambda story: (story.meta.date is None, published_at(story), str(story.path))
    ):
        path = newsroom.address_path(story)
        try:
            file = file_of(path).casefold()
        except (UnsafeAddress, UnicodeDecodeError):
            withheld.append(
                Withheld(story.path, f"Its address {path} cannot be the name of a page. Give it a slug.")
            )
            continue
        if file in taken:
            reason = f"Its address {path} belongs to {taken[file].path.name} already. Give it another slug."
            withheld.append(Withheld(story.path, reason))
            continue
        taken[file] = story
        paths[story.path] = path
        kept.append(story)
    return kept, paths, withheld


def _by_section(newsroom: Newsroom, stories: list[Story]) -> dict[str, tuple[Story, ...]]:
    found: dict[str, list[Story]] = {}
    for story in stories:
        section = section_of(story, newsroom)
        if section:
            found.setdefault(slug_from(section), []).append(story)
    return {section: tuple(members) for section, members in found.items()}


def _notices(killed: list[KilledPage], paths: dict[Path, str]) -> tuple[KilledPage, ...]:
    used = {file_of(path).casefold() for path in paths.values()}
    notices: dict[str, KilledPage] = {}
    for page in sorted(killed, key=lambda page: (page.path, page.language)):
        try:
            file = file_of(page.path).casefold()
        except (UnsafeAddress, UnicodeDecodeError):
            continue
        if file not in used:
            notices.setdefault(file, page)
    return tuple(notices.values())
