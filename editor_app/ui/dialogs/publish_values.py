"""What the publish dialog is given and what it answers: plain values, no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Protocol

# What the export says it is doing, in its order; steps it does not know yet are added as they come.
EXPORT_STEPS = (
    "Reading stories",
    "Preparing pictures",
    "Writing pages",
    "Writing feeds",
    "Writing pictures",
    "Moving the pages in",
)


class NetworkLink(Protocol):
    """One network's own share page with everything filled in."""

    @property
    def network(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def address(self) -> str: ...


@dataclass(frozen=True, slots=True)
class PublishSummary:
    """The story about to be published, as the dialog's head and right side say it.

    Attributes:
        level: "breaking" or "developing" while a label is in force, else empty; `level_words` is its label.
        is_update: whether readers have an earlier version.
        now: when the checks ran, aware.
        embargo: aware; None without one.
        output: the folder the site is written to, as a person reads it.
    """

    headline: str
    address: str
    now: datetime
    zone: tzinfo
    output: str
    section: str = ""
    level: str = ""
    level_words: str = ""
    is_update: bool = False
    embargo: datetime | None = None

    @property
    def is_embargoed(self) -> bool:
        """Whether an embargo lies ahead."""
        return self.embargo is not None and self.embargo > self.now


@dataclass(frozen=True, slots=True)
class PublishChoices:
    """What the person chose. `at`: an aware time to go live, None for now; `lift_embargo` only after typed consent."""

    at: datetime | None = None
    mark_updated: bool = True
    lift_embargo: bool = False


@dataclass(frozen=True, slots=True)
class PublishOutcome:
    """What publishing did. `written` and `removed` name files inside `folder`; `seconds` is how long it took;
    `broken_links` are links inside the site that lead nowhere, a sentence each.
    """

    address: str
    at: datetime
    seconds: float
    folder: str
    written: Sequence[str] = ()
    unchanged: int = 0
    removed: Sequence[str] = ()
    links: Sequence[NetworkLink] = ()
    goes_live: datetime | None = None
    notes: Sequence[str] = field(default_factory=tuple)
    broken_links: Sequence[str] = ()
