"""The choice of one network of a few, side by side; of many, in a list that drops down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from editor_app.ui.theme import Theme, type_role
from editor_app.ui.widgets.segmented import Segmented

_MOST_SIDE_BY_SIDE = 6


class NetworkChoice(QWidget):
    """`chosen(id)` for a person's choice."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._options: tuple[tuple[str, str], ...] = ()
        self._choice: Segmented | QComboBox | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def value(self) -> str:
        """The network chosen; empty while none is offered."""
        if isinstance(self._choice, Segmented):
            return self._choice.value
        return str(self._choice.currentData() or "") if self._choice is not None else ""

    def offer(self, options: Sequence[tuple[str, str]], first: str = "") -> None:
        """Offer these networks, (id, words); the one chosen stays chosen while it is among them, at first `first`."""
        if tuple(options) == self._options:
            return
        self._options = tuple(options)
        value, had_focus = self.value or first, self._choice is not None and self._choice.hasFocus()
        if self._choice is not None:
            self._column.removeWidget(self._choice)
            self._choice.hide()
            self._choice.deleteLater()
        self._choice = self._made() if options else None
        self.setVisible(len(self._options) > 1)
        if self._choice is not None:
            self._column.addWidget(self._choice)
            self.setFocusProxy(self._choice)
            self.set_value(value)
            if had_focus:
                self._choice.setFocus()

    def set_value(self, value: str) -> None:
        """Choose a network without `chosen`; one that is not offered changes nothing."""
        if isinstance(self._choice, Segmented):
            self._choice.set_value(value)
        elif self._choice is not None and (index := self._choice.findData(value)) >= 0:
            self._choice.setCurrentIndex(index)

    def _made(self) -> Segmented | QComboBox:
        name = self.tr("Network")
        if len(self._options) <= _MOST_SIDE_BY_SIDE:
            segmented = Segmented(self._options, self._theme, name)
            segmented.chosen.connect(self.chosen)
            return segmented
        box = QComboBox()
        box.setAccessibleName(name)
        type_role(box, "interface", self._theme)
        for network, words in self._options:
            box.addItem(words, network)
        box.activated.connect(lambda index: self.chosen.emit(str(box.itemData(index))))
        return box
