"""The real application on a copy of the sample newsroom, and a person's hands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor_app.app import build_window
from editor_app.intake.sample import copy_sample
from editor_app.ui.main_window import MainWindow

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier

WIRE = """Breaking News

Lighthouse lens stolen from Gull Holm
Lighthouse lens stolen from Gull Holm

The great lens of the Gull Holm light was taken overnight — all two tonnes of it, the lighthouse trust said.

“We locked the door. We did not think to lock the lamp,” said its keeper, Edda Harrow.

Also read: Flood warning for lower Merrow as river nears 2019 peak

Police asked anybody who saw a lorry on the causeway to call.

Facebook
Twitter
LinkedIn
Pinterest
WhatsApp
"""


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A copy of the sample newsroom, as of now."""
    folder = tmp_path / "courier"
    copy_sample(folder, datetime.now(UTC))
    return folder


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, room: Path, tmp_path: Path) -> Iterator[MainWindow]:
    """The application's window with the sample newsroom open."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    made = build_window(qapp)
    made.resize(1440, 900)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    assert made.open_newsroom(room)
    yield made
    made.close()
    made.theme.leave()
    made.deleteLater()
    qapp.processEvents()


class Hands:
    """Types where the focus is, as a person does."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot

    @property
    def focus(self) -> QWidget:
        """The widget that gets the keys."""
        widget = QApplication.focusWidget()
        return widget if widget is not None else self.window

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key."""
        for _ in range(times):
            self._qtbot.keyClick(self.focus, key, modifiers)

    def type(self, text: str) -> None:
        """Type words, one key after another; QTest itself knows only ASCII keys."""
        for letter in text:
            if letter.isascii():
                self._qtbot.keyClicks(self.focus, letter)
            else:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(self.focus, QKeyEvent(kind, 0, NONE, letter))

    def wait_for(self, condition: Callable[[], bool | None], timeout: int = 10_000) -> None:
        """Wait until something is so."""
        self._qtbot.waitUntil(condition, timeout=timeout)


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> Hands:
    return Hands(window, qtbot)
