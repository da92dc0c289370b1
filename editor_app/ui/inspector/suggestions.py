"""Which stories the Related panel suggests: those that share tags, then those of the section, newest first. No widgets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from editor_app.stories.story import FrontMatter
from editor_app.stories.workflow import Status

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One story worth linking to; `reason` is the tag or section it shares."""

    slug: str
    headline: str
    reason: str


def suggestions_for(slug: str, meta: FrontMatter, entries: Iterable[Any], limit: int = 4) -> list[Suggestion]:
    """Stories that go with the story of this slug and front matter; never itself, a killed one, or one it has."""
    taken = {slug} | {link.story for link in meta.related if link.story}
    tags = {tag.casefold() for tag in meta.tags}
    ranked = []
    for entry in entries:
        if entry.slug in taken or entry.status is Status.KILLED or entry.broken:
            continue
        shared = [tag for tag in entry.tags if tag.casefold() in tags]
        same_section = bool(meta.section) and entry.section == meta.section
        if shared or same_section:
            reason = ", ".join(shared) if shared else entry.section
            ranked.append((len(shared), entry.date or entry.modified or _LONG_AGO, entry, reason))
    ranked.sort(key=lambda item: (item[0], item[1]), reverse=True)
    return [
        Suggestion(entry.slug, entry.headline, reason) for _shared, _date, entry, reason in ranked[:limit]
    ]
