"""What the checks look at, and the list they write their findings on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from editor_app.stories.checks.body_facts import BodyFacts, facts_of
from editor_app.stories.checks.report import CheckReport, Place, Problem, Severity
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import FrontMatter, Story
from editor_app.stories.story_entry import StoryEntry


class Subject:
    """One story with everything a check may need to know. Reads the body once, when first asked."""

    def __init__(
        self,
        story: Story,
        newsroom: Newsroom,
        lookup: Callable[[str], StoryEntry | None],
        *,
        now: datetime,
        others: tuple[StoryEntry, ...],
    ) -> None:
        self.story = story
        self.newsroom = newsroom
        self.lookup = lookup
        self.now = now
        self.others = others

    @property
    def meta(self) -> FrontMatter:
        """The story's front matter."""
        return self.story.meta

    @property
    def language(self) -> str:
        """The BCP 47 tag of the story's language, the newsroom's where it names none."""
        return (self.meta.language or self.newsroom.settings.language or "en").replace("_", "-")

    @property
    def primary_language(self) -> str:
        """The language without its country, in small letters: `en`."""
        return self.language.partition("-")[0].casefold()

    @cached_property
    def body(self) -> BodyFacts:
        """What the body holds."""
        return facts_of(self.story.body)

    @cached_property
    def words(self) -> int:
        """How many words the body has; of a body that was looked at before, only new slices are counted."""
        return self.body.words

    def time(self, moment: datetime) -> str:
        """`moment` as the desk says it, in the newsroom's zone: `14:32`, `today 14:32`, `Tue 17 Nov 14:32`."""
        local = moment.astimezone(self.newsroom.timezone)
        today = self.now.astimezone(self.newsroom.timezone).date()
        if local.date() == today:
            return f"today {local:%H:%M}"
        year = "" if local.year == today.year else f" {local.year}"
        return f"{local:%a} {local.day} {local:%b}{year} {local:%H:%M}"


@dataclass(slots=True)
class Findings:
    """Gathers problems and what passed."""

    problems: list[Problem] = field(default_factory=list)
    passes: list[str] = field(default_factory=list)
    told: set[tuple[str, str]] = field(default_factory=set)

    def must_fix(self, check: str, title: str, advice: str, place: Place) -> None:
        """Something that blocks publishing."""
        self.problems.append(Problem(check, Severity.MUST_FIX, title, advice, place))

    def look_at(self, check: str, title: str, advice: str, place: Place) -> None:
        """Something that does not."""
        self.problems.append(Problem(check, Severity.LOOK_AT, title, advice, place))

    def once(self, check: str, about: str) -> bool:
        """Whether this is the first time that `check` has something to say about `about`."""
        is_first = (check, about) not in self.told
        self.told.add((check, about))
        return is_first

    def passed(self, sentence: str) -> None:
        """Something that was looked at and is right."""
        self.passes.append(sentence)

    def report(self, raised: frozenset[str]) -> CheckReport:
        """The report; problems whose id is in `raised` block publishing as well."""
        problems = [
            Problem(found.id, Severity.MUST_FIX, found.title, found.advice, found.place)
            if found.id in raised
            else found
            for found in self.problems
        ]
        problems.sort(key=lambda found: found.severity != Severity.MUST_FIX)
        return CheckReport(tuple(problems), tuple(self.passes))
