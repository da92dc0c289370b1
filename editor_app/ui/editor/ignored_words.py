"""Words that may stand in one story although no dictionary has them: kept on this machine, with the newsroom's settings.

Neither the story's file nor the newsroom's dictionary knows of them: they are one person's, for one story.
"""

from __future__ import annotations

from collections.abc import Iterable

from editor_app.ui import settings as keys
from editor_app.ui.settings import Settings

MOST = 2_000  # words of all stories together; the oldest go first
_BETWEEN = "\t"


class IgnoredWords:
    """Reads and writes them; `settings` are those of the newsroom, a story is named by its path in it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def of(self, story: str) -> frozenset[str]:
        """The words of one story."""
        return frozenset(word for name, word in self._rows() if name == story)

    def keep(self, story: str, words: Iterable[str]) -> None:
        """Let these be the words of a story."""
        wanted = set(words)
        rows = [(name, word) for name, word in self._rows() if name != story or word in wanted]
        known = {word for name, word in rows if name == story}
        rows += [(story, word) for word in sorted(wanted - known)]
        self._settings.set(keys.IGNORED_WORDS, tuple(_BETWEEN.join(row) for row in rows[-MOST:]))

    def _rows(self) -> list[tuple[str, str]]:
        rows = (str(line).rpartition(_BETWEEN) for line in self._settings.get(keys.IGNORED_WORDS))
        return [(name, word) for name, _tab, word in rows if name and word]
