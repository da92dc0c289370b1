"""Settings in the real window: opened by their key, acting at once, still there in the next newsroom."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from editor_app.ui import settings as keys
from editor_app.ui.dialogs.setting_rows import SwitchRow
from editor_app.ui.dialogs.settings_dialog import SettingsDialog
from editor_app.ui.main_window import MainWindow
from tests.end_to_end.conftest import Hands

CTRL = Qt.KeyboardModifier.ControlModifier


def _open(window: MainWindow, hands: Hands) -> SettingsDialog:
    hands.press(Qt.Key.Key_Comma, CTRL)
    hands.wait_for(lambda: window.findChild(SettingsDialog) is not None)
    dialog = window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog) and dialog.isVisible()
    return dialog


def test_every_switch_of_the_settings_is_an_action_that_works(window: MainWindow, hands: Hands) -> None:
    dialog = _open(window, hands)
    rows = dialog.findChildren(SwitchRow)
    assert len(rows) >= 5
    for row in rows:
        if not row.switch.isEnabled():
            continue  # no dictionary on this machine: it says so
        before = row.switch.isChecked()
        row.switch.click()
        assert row.switch.isChecked() is not before, row.switch.accessibleName()
        row.switch.click()
        assert row.switch.isChecked() is before


def test_a_chosen_key_works_here_and_in_the_next_newsroom(
    window: MainWindow, hands: Hands, room: Path
) -> None:
    dialog = _open(window, hands)
    dialog.show_page("keyboard")
    assert dialog.keyboard is not None
    row = next(row for row in dialog.keyboard.rows if row.action.spec.id == "view.compact")
    row.button.click()
    hands.press(Qt.Key.Key_M, CTRL)
    hands.press(Qt.Key.Key_Escape)
    assert window.table["view.compact"].shortcuts() == [QKeySequence("Ctrl+M")]
    hands.press(Qt.Key.Key_M, CTRL)
    hands.wait_for(lambda: window.settings.get(keys.COMPACT_LIST))
    assert window.close_newsroom() and window.open_newsroom(room)
    assert window.table["view.compact"].shortcuts() == [QKeySequence("Ctrl+M")]
