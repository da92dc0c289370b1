"""A version of a story as a value: when and why it was kept, and where its text lies. Reads and writes nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class VersionKind(StrEnum):
    """Why a version was kept."""

    PUBLISHED = "published"
    NAMED = "named"
    AUTOSAVED = "autosaved"
    OPENED = "opened"
    ON_DISK = "on disk"
    BEFORE_RESTORE = "before restore"
    RESTORED = "restored"
    BEFORE_CUT = "before cut"
    TAKEN_BACK = "taken back"  # it was to be published, but the site could not be written


KEPT_FOR_EVER = frozenset({VersionKind.PUBLISHED, VersionKind.NAMED, VersionKind.BEFORE_CUT})


class HistoryError(Exception):
    """What can go wrong with versions; str() is a sentence for the person."""


class VersionDamaged(HistoryError):
    """The text of a version cannot be read back as it was kept."""


class VersionNotKept(HistoryError):
    """A version could not be written. `reason` is half a sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Could not keep a version: {reason}.")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Version:
    """One version.

    Attributes:
        key: tells it from every other version; the checksum of its line.
        machine: the machine that kept it.
        story_id: whose version it is.
        at: the aware time the machine's clock showed.
        kind: why it was kept.
        digest: SHA-256 of the text's bytes, in hexadecimal.
        words: words of the body.
        size: bytes of the text.
        path: the story's file then, told from the newsroom.
        who: the account that kept it; may be empty.
        name: what a person called it; of a restored one, the moment (ISO 8601) of the version it has the text of.
        base, delta: how to make the text from another; empty when it is kept whole.
        run: how many versions have been told by way of `base` so far.
    """

    key: str
    machine: str
    story_id: str
    at: datetime
    kind: VersionKind
    digest: str
    words: int
    size: int
    path: str
    who: str = ""
    name: str = ""
    base: str = ""
    delta: bytes = b""
    run: int = 0

    @property
    def machine_words(self) -> str:
        """The machine's own name, without what makes it unlike all others."""
        return self.machine.rpartition("-")[0] or self.machine

    def kept_at(self, key: str) -> Version:
        """The same under the key that its line got."""
        return replace(self, key=key)


@dataclass(frozen=True, slots=True)
class Listing:
    """The versions of one story, newest first, and how many lines of its logs could not be read."""

    versions: tuple[Version, ...] = ()
    damaged: int = 0
