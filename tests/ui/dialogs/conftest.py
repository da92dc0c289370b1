"""A window for the sheets to lie over, and the theme."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMainWindow, QTextEdit

from editor_app.ui.theme import Theme


@pytest.fixture
def theme(qapp) -> Theme:
    return Theme("light")


@pytest.fixture
def window(qtbot) -> QMainWindow:
    window = QMainWindow()
    window.menuBar().addMenu("File")
    window.setCentralWidget(QTextEdit())
    window.resize(1000, 760)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.centralWidget().setFocus()
    return window
