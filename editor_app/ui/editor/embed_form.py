"""The popover of an embed: its address, and what readers will get for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from editor_app.intake.typed_address import AddressRefused, typed_address
from editor_app.markup.embed_source import embed_source
from editor_app.markup.extensions.embeds import embed_of
from editor_app.richtext.drawing.embed_card import fate_of_embed, name_of_embed
from editor_app.ui.editor.popover import Popover
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import quiet_button
from editor_app.ui.widgets.fields import LabeledField

_NOT_ALLOWED = "Readers get a link card. For the player, add {0} to “embeds” in newsroom.yaml."


class EmbedForm(Popover):
    """Signals: chosen(str), the Markdown of the embed; opened(str), its address is to be looked at."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, address: str, allowed: Callable[[str], bool]) -> None:
        super().__init__(
            theme, parent, words="Done" if address else "Embed", remove="Remove embed" if address else ""
        )
        self._before, self._allowed = address, allowed
        self.address = QLineEdit(address)
        self.address.setPlaceholderText("https://… of a video, a post or a page")
        self.field = LabeledField("Address to embed", self.address, theme)
        self.column.addWidget(self.field)
        if address:
            look = quiet_button("Open", theme)
            look.clicked.connect(lambda: self.opened.emit(self._before))
            self.buttons.insertWidget(1, look)
        self.address.textChanged.connect(self._explain)
        self.done.connect(self._done)
        self._explain()

    def may_finish(self) -> bool:
        """An address that can be embedded, or none at all; else the form stays and says why."""
        try:
            is_fine = not self.address.text().strip() or bool(self._source())
        except AddressRefused as refusal:
            self.field.set_fault(str(refusal))
            self.refit()
            return False
        if not is_fine:
            self.field.set_fault("Only addresses that begin with https:// can be embedded.")
            self.refit()
        return is_fine

    def _source(self) -> str:
        text = self.address.text().strip()
        return embed_source(text if text == self._before else typed_address(text))

    def _explain(self) -> None:
        try:
            embed = embed_of(typed_address(self.address.text()))
        except AddressRefused:
            embed = None
        words = ""
        if embed is not None:
            fate, warns = fate_of_embed(embed, self._allowed(embed.host))
            words = _NOT_ALLOWED.format(embed.host) if warns else f"{name_of_embed(embed)}. {fate}."
        self.field.set_fault("")
        self.field.set_help(words)
        self.refit()

    def _done(self) -> None:
        source = self._source()
        if not source:
            self.removed.emit()
        elif self.address.text().strip() != self._before:
            self.chosen.emit(source)
