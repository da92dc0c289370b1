"""Hairlines and headings between groups of controls."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from editor_app.ui.theme import Theme, type_role


def hline(parent: QWidget | None = None, *, strong: bool = False) -> QFrame:
    """A horizontal line, 1 px."""
    line = _line(parent, strong)
    line.setFixedHeight(1)
    return line


def vline(parent: QWidget | None = None, *, height: int = 0, strong: bool = False) -> QFrame:
    """A vertical line, 1 px; `height` 0 lets it grow."""
    line = _line(parent, strong)
    line.setFixedWidth(1)
    if height:
        line.setFixedHeight(height)
    return line


def key_cap(text: str, theme: Theme, parent: QWidget | None = None) -> QLabel:
    """One key of a shortcut, drawn as a key."""
    label = QLabel(text, parent)
    type_role(label, "counter", theme)
    label.setProperty("keycap", True)
    label.setFixedHeight(18)
    return label


def _line(parent: QWidget | None, strong: bool) -> QFrame:
    line = QFrame(parent)
    line.setFrameShape(QFrame.Shape.NoFrame)
    line.setProperty("divider", "strong" if strong else "true")
    return line
