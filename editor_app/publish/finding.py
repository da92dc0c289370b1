"""How a page finds the stories and pictures that its own text names, and a note of what it asked for.

The note is what an export keeps: when the same questions would be answered as before, the page is as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from editor_app.publish.edition import Edition
from editor_app.publish.story_facts import StoryFacts

Answer = tuple[str, str] | None


class Finder:
    """Answers for one page at a time.

    Attributes:
        targets: each story link as written -> address and headline of what it led to; None: nothing readers may see.
        pictures: (story's file, `src` as written) -> the picture's file; empty when there is none.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self.targets: dict[str, Answer] = {}
        self.pictures: dict[tuple[str, str], str] = {}

    def begin(self) -> None:
        """Forget the questions of the page before."""
        self.targets, self.pictures = {}, {}

    def story(self, target: str) -> StoryFacts | None:
        """The public story that `target` names, or None."""
        found = self._edition.by_target(target)
        self.targets[target] = (found.address, found.title) if found else None
        return found

    def picture(self, story: Path, src: str) -> Path | None:
        """The picture file that `src` names in the story at `story`, or None."""
        found = self._edition.newsroom.picture_path(story, src)
        self.pictures[(str(story), src)] = str(found) if found else ""
        return found


def answered(edition: Edition, targets: Iterable[tuple[str, Answer]]) -> bool:
    """Whether every one of these questions has the same answer in `edition`."""
    for target, answer in targets:
        found = edition.by_target(target)
        if (found is None) != (answer is None):
            return False
        if found is not None and answer is not None and (found.address, found.title) != tuple(answer):
            return False
    return True
