"""The link popover: an address or a story of the newsroom, and the words it stands on."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from editor_app.intake.typed_address import AddressRefused, typed_address
from editor_app.stories.catalogue import StoryEntry
from editor_app.ui.editor.popover import Popover
from editor_app.ui.editor.story_offers import Search, StoryOffers
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import quiet_button
from editor_app.ui.widgets.fields import LabeledField


class LinkForm(Popover):
    """Signals: chosen(address, words), an empty address takes the link off; opened(address), to be looked at."""

    chosen = Signal(str, str)
    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, search: Search, *, address: str, words: str) -> None:
        super().__init__(theme, parent, words="Link", remove="Remove link" if address else "")
        self._before = address
        self.address = QLineEdit(address)
        self.address.setPlaceholderText("example.org, a mail address, or words of a headline")
        self.words = QLineEdit(words)
        self.words.setPlaceholderText("The address itself")
        self.field = LabeledField("Address or story", self.address, theme)
        self.offers = StoryOffers(self.address, search, theme)
        self.column.addWidget(self.field)
        self.column.addWidget(self.offers)
        self.column.addWidget(LabeledField("Text", self.words, theme))
        if address:
            look = quiet_button("Open", theme)
            look.clicked.connect(lambda: self.opened.emit(self._before))
            self.buttons.insertWidget(1, look)
        self.offers.story_chosen.connect(self._take_story)
        self.offers.resized.connect(self.refit)
        self.address.textEdited.connect(lambda _text: self.say(""))
        self.done.connect(self._done)
        self.removed.connect(lambda: self.chosen.emit("", ""))

    def open(self, place: QRect) -> None:
        """Show it at the words."""
        self.open_at(place, self.address)
        self.address.selectAll()

    def say(self, fault: str) -> None:
        """What is wrong with the address; empty: nothing."""
        self.field.set_fault(fault)
        self.refit()

    def may_finish(self) -> bool:
        """Nothing that pages leave out is linked to; the form stays and says why."""
        try:
            self._target()
        except AddressRefused as refusal:
            self.say(str(refusal))
            self.address.setFocus()
            return False
        return True

    def _target(self) -> str:
        text = self.address.text().strip()
        return text if text == self._before else typed_address(text)

    def _take_story(self, entry: StoryEntry) -> None:
        """A chosen story is linked at once when there are words to stand on; else its headline is."""
        self.address.setText(f"{entry.slug}.md")
        if not self.words.text().strip():
            self.words.setText(entry.headline)
        self.finish()

    def _done(self) -> None:
        target = self._target()
        if target or self._before:
            self.chosen.emit(target, self.words.text())
