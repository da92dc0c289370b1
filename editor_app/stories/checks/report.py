"""What a check says: a problem with its severity, its sentence and its place, and the whole report. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """MUST_FIX blocks publishing, LOOK_AT does not."""

    MUST_FIX = "must_fix"
    LOOK_AT = "look_at"


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look.

    `field` is a front-matter key (`title`, `image`, `breaking`), a part of one (`related:0`, `share:x`), `body`,
    `front_matter`, or `newsroom` for what only `newsroom.yaml` can mend. `block` is the index of the body slice, None outside the body.
    """

    field: str
    block: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing found. `id` names the check; `title` says what is, `advice` what to do, a sentence each."""

    id: str
    severity: Severity
    title: str
    advice: str
    place: Place


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All problems, what must be fixed first, and what was looked at and is right, in words."""

    problems: tuple[Problem, ...]
    passed: tuple[str, ...]

    @property
    def must_fix(self) -> tuple[Problem, ...]:
        """The problems that block publishing."""
        return tuple(problem for problem in self.problems if problem.severity == Severity.MUST_FIX)

    @property
    def look_at(self) -> tuple[Problem, ...]:
        """The problems that do not."""
        return tuple(problem for problem in self.problems if problem.severity == Severity.LOOK_AT)
