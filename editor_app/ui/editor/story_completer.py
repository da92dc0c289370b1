"""Offers the newsroom's stories while one types a title or an address."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from editor_app.stories.catalogue import StoryEntry

Search = Callable[[str], Sequence[StoryEntry]]


class StoryCompleter(QCompleter):
    """Attach to a line: `story_chosen(StoryEntry)` when an offer is taken."""

    story_chosen = Signal(object)

    def __init__(self, line: QLineEdit, search: Search) -> None:
        super().__init__(line)
        self._search = search
        self._found: dict[str, StoryEntry] = {}
        self._model = QStringListModel(self)
        self.setModel(self._model)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = self.popup()
        if popup is not None:
            popup.setProperty("completer", True)
        line.setCompleter(self)
        line.textEdited.connect(self._look)
        self.activated.connect(self._taken)

    def _look(self, text: str) -> None:
        words = text.strip()
        is_address = words.startswith(("http:", "https:", "mailto:", "#", "/"))
        entries = [] if len(words) < 2 or is_address else list(self._search(words))[:8]
        self._found = {entry.headline or entry.slug: entry for entry in entries}
        self._model.setStringList(list(self._found))

    def _taken(self, text: str) -> None:
        entry = self._found.get(text)
        if entry is not None:
            self.story_chosen.emit(entry)
