"""What tests of widgets share: a theme, worn by the application or not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from editor_app.ui.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme, not worn by the application."""
    return Theme("light")


@pytest.fixture
def worn(qapp: QApplication) -> Iterator[Theme]:
    """The light theme, worn by the application for one test."""
    style, palette, font = qapp.style().objectName(), qapp.palette(), qapp.font()
    theme = Theme("light")
    theme.apply(qapp)
    yield theme
    theme.leave()
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setFont(font)
