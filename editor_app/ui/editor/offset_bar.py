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
    """`wanted` is given Qt's own highest value and returns the lowest and highest that take the place of Qt's."""

    def __init__(
        self,
        orientation: Qt.Orientation,
        wanted: Callable[[int], tuple[int, int]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(orientation, parent)
        self._wanted = wanted
        self._given = 0
        self._is_correcting = False

    def sliderChange(self, change: QAbstractSlider.SliderChange) -> None:
        """Called by Qt before the value is fitted into a new range."""
        if change == QAbstractSlider.SliderChange.SliderRangeChange and not self._is_correcting:
            self._given = self.maximum()
            if self._correct():
                return
        super().sliderChange(change)

    def refresh(self) -> None:
        """The wanted range changed."""
        self._correct()

    def _correct(self) -> bool:
        low, high = self._wanted(self._given)
        high = max(low, high)
        if (self.minimum(), self.maximum()) == (low, high):
            return False
        self._is_correcting = True
        try:
            self.setRange(low, high)
        finally:
            self._is_correcting = False
        return True
