"""What a body needs to know of its newsroom to show itself: titles and states of linked stories, picture files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path


def _nothing(_name: str) -> None:
    return None


def _no_words(_entry: object) -> str:
    return ""


def _never(_host: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class BodyContext:
    """Functions handed in by whoever opened the story.

    Attributes:
        lookup: slug -> the story's catalogue entry (its `headline` is read), or None.
        picture_path: `src` as written -> the picture's file, or None.
        time_words: a catalogue entry -> when it was published, in words; empty when it is not public.
        embed_allowed: host -> whether pages may show its player.
        page_address: a catalogue entry -> the whole address of its page; empty when readers have none.
    """

    lookup: Callable[[str], object | None] = _nothing
    picture_path: Callable[[str], Path | None] = _nothing
    time_words: Callable[[object], str] = _no_words
    embed_allowed: Callable[[str], bool] = _never
    page_address: Callable[[object], str] = _no_words

    def story_address(self, target: str) -> str:
        """The whole address of the page of the story that `target` (`slug.md`) names; empty when readers have none."""
        entry = self.lookup(target.rpartition("/")[2].removesuffix(".md"))
        return self.page_address(entry) if entry is not None else ""

    def changed(
        self,
        lookup: Callable[[str], object | None] | None,
        picture_path: Callable[[str], Path | None] | None,
        time_words: Callable[[object], str] | None,
        embed_allowed: Callable[[str], bool] | None = None,
        page_address: Callable[[object], str] | None = None,
    ) -> BodyContext:
        """The same with what is not None replaced."""
        given = {
            "lookup": lookup,
            "picture_path": picture_path,
            "time_words": time_words,
            "embed_allowed": embed_allowed,
            "page_address": page_address,
        }
        return replace(self, **{name: value for name, value in given.items() if value is not None})
