"""Scroll bars whose range the galley decides, so that room is left before the text without touching the document.

A `QTextEdit` draws its document at minus the bars' values. A vertical range that begins below zero leaves room for the
head above the body; a fixed negative horizontal value moves the column away from the left edge. Neither is an
edit of the document, as a margin of its root frame would be.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSlider, QScrollBar, QWidget


class OffsetBar(QScrollBar):
    """`wanted` returns the lowest and highest value; Qt's own idea of the range is replaced by it."""

    def __init__(
        self,
        orientation: Qt.Orientation,
        wanted: Callable[[], tuple[int, int]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(orientation, parent)
        self._wanted = wanted

    def sliderChange(self, change: QAbstractSlider.SliderChange) -> None:
        """Called by Qt before the value is fitted into a new range."""
        if change == QAbstractSlider.SliderChange.SliderRangeChange and self._correct():
            return
        super().sliderChange(change)

    def refresh(self) -> None:
        """The wanted range changed."""
        self._correct()

    def _correct(self) -> bool:
        low, high = self._wanted()
        high = max(low, high)
        if (self.minimum(), self.maximum()) == (low, high):
            return False
        self.setRange(low, high)
        return True
