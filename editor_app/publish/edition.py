"""What readers may see at one moment: the only collection that templates are built from.

It holds facts, not texts, so that an archive of any size fits. `Edition.of` asks the publish gate once about every story; nothing else in `publish/` looks at a status. Of a
withdrawn story it keeps the address alone, so that no word of it can reach a page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from editor_app.publish.addresses import UnsafeAddress, file_of, key_of
from editor_app.publish.public_story import PublicStories
from editor_app.publish.story_facts import StoryFacts, facts_of, moment_of, seconds_of
from editor_app.stories.breaking import Level
from editor_app.stories.gate import may_be_read, why_withheld
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.slugs import slug_from
from editor_app.stories.story import Story
from editor_app.stories.story_file import StoryNotReadable
from editor_app.stories.workflow import Status

_STATUSES = {str(status): status for status in Status}


@dataclass(frozen=True, slots=True)
class KilledPage:
    """The address a withdrawn story had, and the language its notice is written in. Nothing else of it."""

    path: str
    language: str


@dataclass(frozen=True, slots=True)
class MovedPage:
    """An address that a story had before; `target` is the one it has now."""

    path: str
    target: str
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """A story, or a page of the newsroom's own, that is not on the site, and why, in one sentence."""

    path: Path
    reason: str
    is_page: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Stories that share a section, an author or a tag. `path` is the address of the page that lists them."""

    name: str
    path: str
    stories: tuple[StoryFacts, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A newsroom's public stories at `now` (aware), newest first, and what belongs to them.

    `withheld` says what was left out, and why. `has_rivals`: some of that would be in it if another story were not.
    """

    newsroom: Newsroom
    now: datetime
    stories: tuple[StoryFacts, ...]
    killed: tuple[KilledPage, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    _by_slug: dict[str, StoryFacts] = field(default_factory=dict)
    _by_stem: dict[str, StoryFacts] = field(default_factory=dict)
    _by_section: dict[str, tuple[StoryFacts, ...]] = field(default_factory=dict)
    _places: dict[str, int] = field(default_factory=dict)
    has_rivals: bool = False

    @classmethod
    def of(
        cls, newsroom: Newsroom, now: datetime, stories: Iterable[Story | StoryFacts] | None = None
    ) -> Edition:
        """The edition of `newsroom` at `now`; `stories` None: every story file of the newsroom is read."""
        public: list[StoryFacts] = []
        killed: list[KilledPage] = []
        withheld: list[Withheld] = []
        if stories is None:
            stories = read_stories(newsroom, withheld)
        moment = seconds_of(now) or 0.0
        for story in stories:
            facts = story if isinstance(story, StoryFacts) else facts_of(story, newsroom)
            if _is_public(facts, now):
                public.append(facts)
                continue
            withheld.append(_withheld(facts, newsroom, now))
            if _leaves_notice(facts, moment):
                killed.append(KilledPage(facts.address, facts.language))
        kept, clashing, has_rivals = _with_own_addresses(public)
        kept.sort(key=time_key, reverse=True)
        by_section, places = _by_section(kept)
        return cls(
            newsroom,
            now,
            tuple(kept),
            _notices(killed, kept),
            tuple(sorted([*withheld, *clashing], key=lambda entry: str(entry.path))),
            {facts.slug: facts for facts in reversed(kept)},
            {facts.stem: facts for facts in reversed(kept)},
            by_section,
            places,
            has_rivals,
        )

    def with_texts(self, changed: Iterable[StoryFacts]) -> Edition:
        """The same edition with other words in the text of these stories, and all that lists and links show as it was."""
        new = {facts.file: facts for facts in changed}
        sections = {facts.section_slug for facts in new.values()} & self._by_section.keys()
        return replace(
            self,
            stories=_exchanged(self.stories, new),
            _by_slug=_with_values(self._by_slug, new),
            _by_stem=_with_values(self._by_stem, new),
            _by_section={**self._by_section, **{s: _exchanged(self._by_section[s], new) for s in sections}},
        )

    @property
    def moment(self) -> float:
        """`now` in seconds since 1970, as story facts count."""
        return seconds_of(self.now) or 0.0

    def withholding(self, more: Iterable[Withheld]) -> Edition:
        """The same edition, with more stories named that are not in it."""
        entries = sorted([*self.withheld, *more], key=lambda entry: str(entry.path))
        return replace(self, withheld=tuple(entries))

    def by_slug(self, slug: str) -> StoryFacts | None:
        """The public story of that slug, or None."""
        return self._by_slug.get(slug)

    def by_target(self, target: str) -> StoryFacts | None:
        """The public story that a link such as `../2026/ferry.md#quay` names, by slug or by file name, or None."""
        key = key_of(target)
        return self._by_slug.get(key) or self._by_stem.get(key)

    def breaking(self) -> tuple[StoryFacts, ...]:
        """Public stories whose label is in force: breaking before developing, the newest alert first."""
        return tuple(sorted((facts for facts in self.stories if self.is_in_force(facts)), key=_urgency))

    def moved(self) -> Iterator[MovedPage]:
        """The addresses that stories had before. Where a page of the site is by now, it has the better right to be there."""
        for facts in self.stories:
            for alias in facts.aliases:
                yield MovedPage(alias, facts.address, facts.title, facts.language)

    def is_in_force(self, facts: StoryFacts) -> bool:
        """Whether the story's label shows now."""
        return facts.breaking is not None and facts.breaking.in_force(self.moment)

    def is_label_over(self, facts: StoryFacts) -> bool:
        """Whether the story's label has come to its end."""
        until = facts.breaking.until if facts.breaking is not None else None
        return until is not None and until <= self.moment

    def sections(self) -> tuple[Group, ...]:
        """The newsroom's sections in its order that have stories, then any others by name."""
        order = list(self.newsroom.settings.sections)
        known = {slug_from(name): index for index, name in enumerate(order)}
        groups = [
            Group(members[0].section.strip(), f"/{slug}/", members)
            for slug, members in self._by_section.items()
        ]
        return tuple(sorted(groups, key=lambda g: (known.get(g.path.strip("/"), len(order)), g.name)))

    def more_of_section(self, facts: StoryFacts, count: int) -> tuple[StoryFacts, ...]:
        """Other stories of the section, at most `count`: the one published after it, then those before it.

        Not the newest ones: then every story published would change the page of every other one in its section.
        """
        stories = self._by_section.get(facts.section_slug, ())
        place = self._places.get(facts.file)
        if place is None:  # not public: a preview
            return stories[:count]
        found = (*stories[max(0, place - 1) : place], *stories[place + 1 : place + count + 1])[:count]
        missing = count - len(found)
        return (*stories[max(0, place - 1 - missing) : max(0, place - 1)], *found) if missing else found

    def of_section(self, slug: str) -> tuple[StoryFacts, ...]:
        """The public stories of the section with that slug, newest first."""
        return self._by_section.get(slug, ())

    def authors(self, paths: Collection[str] | None = None) -> tuple[Group, ...]:
        """One group for each byline, by name; `paths`: only those whose lists are there."""
        return self._grouped(author_path, lambda facts: facts.authors, paths)

    def tags(self, paths: Collection[str] | None = None) -> tuple[Group, ...]:
        """One group for each tag, by name; `paths`: only those whose lists are there."""
        return self._grouped(tag_path, lambda facts: facts.tags, paths)

    def _grouped(
        self,
        path_of: Callable[[str], str],
        names_of: Callable[[StoryFacts], Iterable[str]],
        paths: Collection[str] | None = None,
    ) -> tuple[Group, ...]:
        named: dict[str, list[StoryFacts]] = {}
        for facts in self.stories if paths is None or paths else ():
            for name in names_of(facts):
                if name in named:
                    named[name].append(facts)
                else:
                    named[name] = [facts]
        found: dict[str, tuple[str, list[list[StoryFacts]]]] = {}
        for name, stories in named.items():
            if name.strip():
                path = path_of(name)
                if paths is None or path in paths:
                    found.setdefault(path, (name.strip(), []))[1].append(stories)
        groups = (Group(name, path, _joined(lists)) for path, (name, lists) in found.items())
        return tuple(sorted(groups, key=lambda group: (group.name.casefold(), group.path)))


def _joined(lists: list[list[StoryFacts]]) -> tuple[StoryFacts, ...]:
    """The stories of several names for one thing, each once, newest first, as each list is."""
    if len(lists) == 1:
        return tuple({facts.file: facts for facts in lists[0]}.values())  # a story may name a tag twice
    members = {facts.file: facts for stories in lists for facts in stories}
    return tuple(sorted(members.values(), key=time_key, reverse=True))


def _exchanged(stories: tuple[StoryFacts, ...], new: Mapping[str, StoryFacts]) -> tuple[StoryFacts, ...]:
    return tuple([new.get(facts.file, facts) for facts in stories])


def _with_values(named: dict[str, StoryFacts], new: Mapping[str, StoryFacts]) -> dict[str, StoryFacts]:
    """The same dictionary with these stories in the places where they stood."""
    found = dict(named)
    for facts in new.values():
        for key in (facts.slug, facts.stem):
            if key in found and found[key].file == facts.file:
                found[key] = facts
    return found


def read_stories(
    newsroom: Newsroom, withheld: list[Withheld], looked_at: Callable[[int, int], None] | None = None
) -> Iterator[Story]:
    """Every story of the newsroom as far as it is public; one whose file cannot be read goes to `withheld`.

    `looked_at` hears how many of how many files have been read.
    """
    paths, public = newsroom.story_paths(), PublicStories(newsroom)
    for number, path in enumerate(paths, start=1):
        try:
            yield public.read(path)
        except StoryNotReadable as error:
            withheld.append(Withheld(path, str(error)))
        if looked_at is not None:
            looked_at(number, len(paths))


def _is_public(facts: StoryFacts, now: datetime) -> bool:
    """The gate, asked once about each story."""
    embargo = None if facts.embargo_at is None else moment_of(facts.embargo_at)
    return may_be_read(_STATUSES[facts.status], embargo, not facts.fault, now)


def _withheld(facts: StoryFacts, newsroom: Newsroom, now: datetime) -> Withheld:
    embargo = None if facts.embargo_at is None else moment_of(facts.embargo_at).astimezone(newsroom.timezone)
    reason = why_withheld(_STATUSES[facts.status], embargo, facts.fault, now)
    return Withheld(facts.path, reason or "It is not published.")


def section_path(name: str) -> str:
    """The address of a section's list."""
    return f"/{slug_from(name)}/"


def author_path(name: str) -> str:
    """The address of a byline's list."""
    return f"/authors/{slug_from(name)}/"


def tag_path(name: str) -> str:
    """The address of a tag's list."""
    return f"/tags/{slug_from(name)}/"


def time_key(facts: StoryFacts) -> tuple[bool, float, str]:
    """When readers first saw it; stories without a date come before all others."""
    return (facts.dated_at is not None, facts.dated_at or 0.0, facts.slug)


def _urgency(facts: StoryFacts) -> tuple[bool, float, str]:
    label = facts.breaking
    if label is None or label.since is None:
        return (True, 0.0, facts.slug)
    return (label.level != Level.BREAKING, -label.since, facts.slug)


def _leaves_notice(facts: StoryFacts, moment: float) -> bool:
    """Whether readers once had this story, so that its address owes them a notice."""
    was_public = (
        facts.dated_at is not None
        and facts.dated_at <= moment
        and (facts.embargo_at is None or facts.embargo_at <= moment)
    )
    return facts.status == Status.KILLED and not facts.fault and was_public


def _with_own_addresses(public: list[StoryFacts]) -> tuple[list[StoryFacts], list[Withheld], bool]:
    """Each story with an address that is a file of its own; the one that was published first keeps it.

    Also those that have none, and whether any of them has none because another has it.
    """
    kept: list[StoryFacts] = []
    taken: dict[str, StoryFacts] = {}
    withheld: list[Withheld] = []
    has_rivals = False
    for facts in sorted(
        public, key=lambda facts: (facts.dated_at is None, facts.dated_at or 0.0, facts.file)
    ):
        if not facts.page:
            reason = f"Its address {facts.address} cannot be the name of a page. Give it a slug."
            withheld.append(Withheld(facts.path, reason))
            continue
        file = facts.page.casefold()
        if file in taken:
            has_rivals = True
            reason = f"Its address {facts.address} belongs to {taken[file].path.name} already. Give it another slug."
            withheld.append(Withheld(facts.path, reason))
            continue
        taken[file] = facts
        kept.append(facts)
    return kept, withheld, has_rivals


def _by_section(
    stories: list[StoryFacts],
) -> tuple[dict[str, tuple[StoryFacts, ...]], dict[str, int]]:
    """The stories of each section by its slug, and the place of each story's file among them."""
    found: dict[str, list[StoryFacts]] = {}
    places: dict[str, int] = {}
    for facts in stories:
        if facts.section_slug:
            members = found.setdefault(facts.section_slug, [])
            places[facts.file] = len(members)
            members.append(facts)
    return {section: tuple(members) for section, members in found.items()}, places


def _notices(killed: list[KilledPage], kept: list[StoryFacts]) -> tuple[KilledPage, ...]:
    if not killed:
        return ()
    used = {facts.page.casefold() for facts in kept}
    notices: dict[str, KilledPage] = {}
    for page in sorted(killed, key=lambda page: (page.path, page.language)):
        try:
            file = file_of(page.path).casefold()
        except (UnsafeAddress, UnicodeDecodeError):
            continue
        if file not in used:
            notices.setdefault(file, page)
    return tuple(notices.values())
