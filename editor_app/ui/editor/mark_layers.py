"""Marks laid over a text widget by several parties, each in a layer of its own, so that none takes another's away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

Mark = QTextEdit.ExtraSelection


class MarkLayers:
    """The layers of one widget; later names lie above earlier ones."""

    def __init__(self, widget: QTextEdit | QPlainTextEdit, *order: str) -> None:
        self._widget = widget
        self._layers: dict[str, Sequence[Mark]] = {name: () for name in order}

    def set(self, layer: str, marks: Sequence[Mark]) -> None:
        """Show these marks in a layer instead of what it had."""
        if not marks and not self._layers[layer]:
            return
        self._layers[layer] = marks
        self._widget.setExtraSelections([mark for marks in self._layers.values() for mark in marks])
