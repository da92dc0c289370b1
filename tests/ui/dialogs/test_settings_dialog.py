"""The settings: every control acts at once, and says what the menus say."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui import settings as keys
from editor_app.ui.actions import Actions
from editor_app.ui.dialogs.keyboard_page import KeyboardPage, KeyRow
from editor_app.ui.dialogs.setting_rows import SwitchRow
from editor_app.ui.dialogs.settings_dialog import SettingsDialog
from editor_app.ui.settings import Settings
from editor_app.ui.shortcuts import Shortcuts
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.key_button import LISTENING


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "set.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def actions(worn: Theme) -> Actions:
    return Actions(worn)


@pytest.fixture
def dialog(worn: Theme, actions: Actions, settings: Settings, qtbot: QtBot) -> SettingsDialog:
    window = QMainWindow()
    window.setCentralWidget(QWidget())
    window.resize(1000, 800)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    made = SettingsDialog(worn, actions, Shortcuts(actions, settings, actions), settings, window)
    made.open()
    return made


def _switch(dialog: SettingsDialog, name: str) -> SwitchRow:
    return next(row for row in dialog.findChildren(SwitchRow) if row.switch.accessibleName() == name)


def _keyboard(dialog: SettingsDialog) -> KeyboardPage:
    dialog.show_page("keyboard")
    assert dialog.keyboard is not None
    return dialog.keyboard


def _row(dialog: SettingsDialog, identity: str) -> KeyRow:
    return next(row for row in _keyboard(dialog).rows if row.action.spec.id == identity)


def test_without_a_newsroom_a_switch_keeps_the_setting(dialog: SettingsDialog, settings: Settings) -> None:
    row = _switch(dialog, "Check spelling as you type")
    assert row.switch.isChecked()
    row.switch.click()
    assert settings.get(keys.CHECK_SPELLING) is False


def test_a_switch_is_the_action(dialog: SettingsDialog, actions: Actions, settings: Settings) -> None:
    row = _switch(dialog, "Compact story list")
    actions.handle("view.compact", lambda on: settings.set(keys.COMPACT_LIST, on))
    row.switch.click()
    assert actions["view.compact"].isChecked() and settings.get(keys.COMPACT_LIST)
    actions["view.compact"].trigger()
    assert not row.switch.isChecked()


def test_a_switch_that_cannot_be_used_says_why(dialog: SettingsDialog, actions: Actions) -> None:
    row = _switch(dialog, "Check spelling as you type")
    actions.handle("spell.toggle", lambda _on: None)
    actions.set_available("spell.toggle", False, "No dictionary for Swedish is installed.")
    assert not row.switch.isEnabled() and row.help.text() == "No dictionary for Swedish is installed."
    actions.set_available("spell.toggle", True)
    assert row.switch.isEnabled()


def test_the_theme_is_chosen_at_once(dialog: SettingsDialog, actions: Actions) -> None:
    chosen: list[bool] = []
    actions.handle("view.theme.dark", lambda on: chosen.append(on))
    dialog.show_page("appearance")
    dialog.themes.setFocus()
    dialog.themes.chosen.emit("dark")
    assert chosen == [True]


def test_pressing_keys_gives_them_to_the_action(
    dialog: SettingsDialog, actions: Actions, qtbot: QtBot
) -> None:
    row = _row(dialog, "file.reveal")
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert row.button.text() == LISTENING
    qtbot.keyClick(row.button, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert actions["file.reveal"].shortcuts() == [QKeySequence("Ctrl+M")]
    assert row.button.text() == "Ctrl+M" and row.back is not None and row.back.isVisible()
    row.back.click()
    assert actions["file.reveal"].shortcuts() == [] and row.button.text() == "None"


def test_a_clash_is_told_and_can_be_settled(dialog: SettingsDialog, actions: Actions, qtbot: QtBot) -> None:
    row, bold = _row(dialog, "file.reveal"), _row(dialog, "format.bold")
    row.button.click()
    qtbot.keyClick(row.button, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert row.note is not None and row.note.isVisible()
    assert row.note.words.text() == "Ctrl+B is \u201cBold\u201d."
    assert actions["format.bold"].shortcuts() == [QKeySequence("Ctrl+B")]
    row.note.use.click()
    assert row.button.text() == "Ctrl+B" and not row.note.isVisible()
    assert bold.button.text() == "None" and bold.back is not None and bold.back.isVisible()
    _keyboard(dialog).reset_all.click()
    assert bold.button.text() == "Ctrl+B" and row.button.text() == "None"
    assert not _keyboard(dialog).reset_all.isEnabled()


def test_a_key_that_writes_is_refused(dialog: SettingsDialog, actions: Actions, qtbot: QtBot) -> None:
    row = _row(dialog, "file.reveal")
    row.button.click()
    qtbot.keyClick(row.button, Qt.Key.Key_A)
    assert row.note is not None and row.note.isVisible() and not row.note.use.isVisible()
    assert actions["file.reveal"].shortcuts() == []


def test_escape_and_backspace_while_listening(dialog: SettingsDialog, actions: Actions, qtbot: QtBot) -> None:
    row = _row(dialog, "format.bold")
    row.button.click()
    qtbot.keyClick(row.button, Qt.Key.Key_Escape)
    assert row.button.text() == "Ctrl+B" and dialog.isVisible()
    row.button.click()
    qtbot.keyClick(row.button, Qt.Key.Key_Backspace)
    assert row.button.text() == "None" and actions["format.bold"].shortcuts() == []


def test_actions_are_found_by_name_and_by_keys(dialog: SettingsDialog) -> None:
    page = _keyboard(dialog)
    page.filter.setText("ctrl+b")
    assert [row.action.spec.id for row in page.rows if not row.isHidden()] == ["format.bold"]
    page.filter.setText("review mode")
    assert [row.action.spec.id for row in page.rows if not row.isHidden()] == ["view.review"]
    page.filter.setText("no such words")
    assert all(row.isHidden() for row in page.rows)
    page.filter.clear()
    assert not any(row.isHidden() for row in page.rows)
