"""Columns and rows of widgets that are filled anew each time what they show changes."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout


def remove_all(layout: QLayout) -> None:
    """Take everything out of `layout`; its widgets leave the screen at once and are deleted soon after."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
