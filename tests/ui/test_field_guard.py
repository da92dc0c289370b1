from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from editor_app.ui.actions import Actions
from editor_app.ui.field_guard import FieldGuard
from editor_app.ui.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier


class GreedyField(QLineEdit):
    """Takes every key it is asked about, as a line edit on X11 takes Ctrl+E and Ctrl+K."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> Iterator[QMainWindow]:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.setCentralWidget(GreedyField("storm"))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made


def pressed(window: QMainWindow, theme: Theme, qtbot: QtBot, key: Qt.Key, action: str, guarded: bool) -> int:
    actions = Actions(theme, window)
    heard: list[bool] = []
    actions.handle(action, lambda _checked=False: heard.append(True))
    actions.add_to(window)
    if guarded:
        FieldGuard(window, lambda: actions)
    field = window.centralWidget()
    assert isinstance(field, GreedyField)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClick(field, key, CTRL)
    return len(heard)


@pytest.mark.parametrize(("key", "action"), [(Qt.Key.Key_E, "file.export"), (Qt.Key.Key_K, "go.palette")])
@pytest.mark.parametrize("guarded", [False, True])
def test_a_field_takes_no_key_of_an_action(
    window: QMainWindow, theme: Theme, qtbot: QtBot, key: Qt.Key, action: str, guarded: bool
) -> None:
    assert pressed(window, theme, qtbot, key, action, guarded) == int(guarded)


def test_the_clipboard_stays_the_field_s_own(window: QMainWindow, theme: Theme, qtbot: QtBot) -> None:
    assert pressed(window, theme, qtbot, Qt.Key.Key_X, "edit.cut", guarded=True) == 0
