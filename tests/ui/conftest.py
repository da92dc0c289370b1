"""What tests of widgets share: a theme, and quiet about what the offscreen platform cannot do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from editor_app.ui.theme import Theme

# The offscreen platform says this of every window with a least size.
OFFSCREEN = ("This plugin does not support propagateSizeHints", "This plugin does not support raise")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """That message is no fault of ours, here only."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(*OFFSCREEN, extend=True))


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
