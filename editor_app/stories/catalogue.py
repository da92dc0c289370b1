"""The list of a newsroom's stories: what each says about itself, found by slug, path, title or words. Holds no bodies.

Entries are cheap values made from files; nothing here writes, and nothing decides what is public but the gate. The views of
the list (`Desk`, `select`) live in `desks` and may be had from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from editor_app.stories.desks import Desk, Sort, in_desk, select
from editor_app.stories.folding import fold
from editor_app.stories.large_files import is_large
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.placing import is_there
from editor_app.stories.related import story_target
from editor_app.stories.story_entry import StoryEntry, entry_of
from editor_app.stories.story_file import StoryNotReadable
from editor_app.stories.unpublished import UnpublishedWork

__all__ = ["Catalogue", "Desk", "Sort", "StoryEntry", "entry_of", "fold", "in_desk", "select"]

_HEADLINE, _SLUG, _TAG, _BYLINE, _STANDFIRST = 16, 8, 4, 2, 1


class Catalogue:
    """Every story of a newsroom, by path. Not thread-safe: load it in one place, hand it over whole."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom, self._work = newsroom, UnpublishedWork(newsroom.folder)
        self._entries: dict[Path, StoryEntry] = {}
        self._by_slug: dict[str, StoryEntry] | None = None
        self._by_title: dict[str, StoryEntry] | None = None
        self._words: dict[Path, tuple[StoryEntry, tuple[tuple[int, tuple[str, ...]], ...]]] = {}

    @property
    def entries(self) -> tuple[StoryEntry, ...]:
        """All entries, by path."""
        return tuple(self._entries.values())

    def load(
        self,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        """Read every story anew. `progress` is told how many of how many are read; `cancelled` stops it, keeping the old list."""
        paths = self._newsroom.story_paths()
        entries: dict[Path, StoryEntry] = {}
        for position, path in enumerate(paths):
            if cancelled is not None and cancelled():
                return
            if (entry := self._read(path)) is not None:
                entries[path] = entry
            if progress is not None:
                progress(position + 1, len(paths))
        self._entries = entries
        self._forget_indexes()

    def adopt(self, loaded: Catalogue) -> None:
        """Take over what another catalogue of the newsroom has loaded, in a thread say."""
        self._entries = dict(loaded._entries)
        self._forget_indexes()

    def refresh(self, path: Path) -> StoryEntry | None:
        """Read this one story again. None when it is gone."""
        entry = self._read(path) if is_there(path) else None
        if entry is None:
            self._entries.pop(path, None)
        else:
            self._entries[path] = entry
        self._forget_indexes()
        return entry

    def put(self, entry: StoryEntry) -> None:
        """Keep this entry for its path, made by whoever holds the story's newest text."""
        self._entries[entry.path] = entry
        self._forget_indexes()

    def by_path(self, path: Path) -> StoryEntry | None:
        """The story in this file."""
        return self._entries.get(path)

    def by_slug(self, slug: str) -> StoryEntry | None:
        """The story with this slug; `slug.md` and a relative path to the file do as well. A slug in front matter wins over
        the name of another file."""
        if self._by_slug is None:
            self._by_slug = {}
            for entry in sorted(self._entries.values(), key=lambda entry: not entry.named):
                self._by_slug.setdefault(entry.slug, entry)
            for entry in self._entries.values():
                self._by_slug.setdefault(entry.path.stem, entry)
        return self._by_slug.get(slug) or self._by_slug.get(story_target(slug) or "")

    def by_title(self, title: str) -> StoryEntry | None:
        """The story with this headline, whatever its capitals, quotes, punctuation and blanks; the newest of several."""
        if self._by_title is None:
            self._by_title = {}
            for entry in sorted(self._entries.values(), key=lambda entry: entry.changed, reverse=True):
                if folded := fold(entry.headline):
                    self._by_title.setdefault(folded, entry)
        return self._by_title.get(fold(title))

    def search(self, query: str, limit: int = 20) -> list[StoryEntry]:
        """Stories in which every word of `query` begins a word of headline, slug, tags, byline or standfirst, best first."""
        wanted = fold(query).split()
        if not wanted:
            return []
        ranked = []
        for entry in self._entries.values():
            score = _score(wanted, self._words_of(entry))
            if score:
                ranked.append((score, entry.changed, entry))
        ranked.sort(key=lambda found: (found[0], found[1]), reverse=True)
        return [entry for _score, _changed, entry in ranked[:limit]]

    def _read(self, path: Path) -> StoryEntry | None:
        try:
            modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            if is_large(path):  # no list waits for it; its words are not counted
                return entry_of(self._newsroom.read_beginning(path), modified, is_large=True)
            story, digest = self._newsroom.read_with_digest(path)
            mark = self._work.mark_of(path)
            if mark is None or not mark.covers(digest):
                return entry_of(story, modified)
            nothing = mark.public is None or mark.is_withdrawn
            return entry_of(story, modified, edited=True, unseen=nothing)
        except (OSError, StoryNotReadable):
            return None

    def _forget_indexes(self) -> None:
        self._by_slug = None
        self._by_title = None

    def _words_of(self, entry: StoryEntry) -> tuple[tuple[int, tuple[str, ...]], ...]:
        known = self._words.get(entry.path)
        if known is not None and known[0] is entry:
            return known[1]
        fields = (
            (_HEADLINE, entry.headline),
            (_SLUG, entry.slug),
            (_TAG, " ".join(entry.tags)),
            (_BYLINE, " ".join(entry.authors)),
            (_STANDFIRST, entry.standfirst),
        )
        words = tuple((weight, tuple(fold(text).split())) for weight, text in fields if text)
        self._words[entry.path] = (entry, words)
        return words


def _score(wanted: Iterable[str], fields: tuple[tuple[int, tuple[str, ...]], ...]) -> int:
    total = 0
    for start in wanted:
        best = 0
        for weight, words in fields:
            if start in words:
                best = max(best, 2 * weight)
            elif any(word.startswith(start) for word in words):
                best = max(best, weight)
        if not best:
            return 0
        total += best
    return total
