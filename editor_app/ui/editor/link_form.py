"""The link popover: an address or a story of the newsroom, and the words it stands on."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from editor_app.stories.catalogue import StoryEntry
from editor_app.ui.editor.popover import Popover
from editor_app.ui.editor.story_completer import Search, StoryCompleter
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.fields import LabeledField


class LinkForm(Popover):
    """`chosen(address, words)`; an empty address takes the link off."""

    chosen = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget, search: Search, *, address: str, words: str) -> None:
        super().__init__(theme, parent, words="Link", remove="Remove link" if address else "")
        self.address = QLineEdit(address)
        self.address.setPlaceholderText("https://… or the headline of a story")
        self.words = QLineEdit(words)
        self.words.setPlaceholderText("Words to link")
        self.column.addWidget(LabeledField("Address or story", self.address, theme))
        self.column.addWidget(LabeledField("Words", self.words, theme))
        completer = StoryCompleter(self.address, search)
        completer.story_chosen.connect(self._story_chosen)
        self.done.connect(self._done)
        self.removed.connect(lambda: self.chosen.emit("", ""))

    def open(self, place: QRect) -> None:
        """Show it at the words."""
        self.open_at(place, self.address)
        self.address.selectAll()

    def _story_chosen(self, entry: StoryEntry) -> None:
        # The completer writes the headline after this; the address has the last word.
        if not self.words.text():
            self.words.setText(entry.headline)
        self._target = f"{entry.slug}.md"
        self._shown = entry.headline or entry.slug

    _target = ""
    _shown = ""

    def _done(self) -> None:
        text = self.address.text().strip()
        if text and text == self._shown:
            text = self._target
        elif (
            text
            and "." in text
            and "/" not in text
            and " " not in text
            and not text.endswith(".md")
            and ":" not in text
        ):
            text = f"https://{text}"
        if text:
            self.chosen.emit(text, self.words.text())
