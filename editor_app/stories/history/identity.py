"""Whose history a file's is, through renaming, moving, spiking and restoring. Nothing is written into the story itself.

A story that never moved has an id made of its path, so two machines that have not met agree on it. Moves are lines of a
log; where nobody told of a move, a file that holds what another, now gone, held last takes over its history.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_ID = 20


@dataclass(slots=True)
class Places:
    """Where each story that was moved is now, as the logs tell."""

    path_of: dict[str, str] = field(default_factory=dict)
    id_at: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_lines(cls, lines: Iterable[Mapping[str, Any]]) -> Places:
        """Of lines such as `{"id": …, "p": …}`, the oldest first."""
        places = cls()
        for line in lines:
            story_id, path = line.get("id"), line.get("p")
            if isinstance(story_id, str) and isinstance(path, str):
                places.path_of[story_id] = path
                places.id_at[path] = story_id
        return places

    def id_for(self, path: str) -> str:
        """The id of the story in the file at `path`, told from the newsroom."""
        story_id = self.id_at.get(path)
        if story_id is not None and self.path_of.get(story_id) == path:
            return story_id
        return self.fresh_id(path, lambda candidate: candidate in self.path_of)

    @staticmethod
    def fresh_id(path: str, is_taken: Callable[[str], bool]) -> str:
        """The first id for a file at `path` that is not another story's."""
        number = 1
        while is_taken(candidate := own_id(path, number)):
            number += 1
        return candidate


def own_id(path: str, number: int = 1) -> str:
    """The id of the `number`th story that has this path."""
    told = path if number == 1 else f"{path}\0{number}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:_ID]
