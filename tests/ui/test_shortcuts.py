"""Keys that a person chose: kept, given back, and never of two actions."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QKeyCombination, QSettings, Qt
from PySide6.QtGui import QKeySequence

from editor_app.ui import settings as keys
from editor_app.ui.actions import Actions
from editor_app.ui.settings import Settings
from editor_app.ui.shortcuts import Shortcuts, in_words, refusal
from editor_app.ui.theme import Theme

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "set.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def actions(theme: Theme) -> Actions:
    return Actions(theme)


@pytest.fixture
def shortcuts(actions: Actions, settings: Settings) -> Shortcuts:
    return Shortcuts(actions, settings)


def _words(actions: Actions, identity: str) -> list[str]:
    return [key.toString() for key in actions[identity].shortcuts()]


def test_a_chosen_key_replaces_those_of_the_table(shortcuts: Shortcuts, actions: Actions) -> None:
    shortcuts.give("edit.redo", QKeySequence("Ctrl+Shift+Y"))
    assert _words(actions, "edit.redo") == ["Ctrl+Shift+Y"]
    assert shortcuts.is_changed("edit.redo") and shortcuts.any_changed
    shortcuts.give("edit.redo", None)
    assert _words(actions, "edit.redo") == []


def test_a_key_that_another_action_had_is_taken_from_it(shortcuts: Shortcuts, actions: Actions) -> None:
    assert shortcuts.owner(QKeySequence("Ctrl+Y")) is actions["edit.redo"]
    shortcuts.give("file.new", QKeySequence("Ctrl+Y"))
    assert _words(actions, "edit.redo") == ["Ctrl+Shift+Z"]
    assert _words(actions, "file.new") == ["Ctrl+Y"]


def test_a_new_table_has_the_chosen_keys(shortcuts: Shortcuts, settings: Settings, theme: Theme) -> None:
    shortcuts.give("file.new", QKeySequence("Ctrl+Y"))
    shortcuts.give("format.bold", None)
    again = Actions(theme)
    Shortcuts(again, settings)
    assert _words(again, "file.new") == ["Ctrl+Y"]
    assert _words(again, "edit.redo") == ["Ctrl+Shift+Z"]
    assert _words(again, "format.bold") == []
    assert _words(again, "format.italic") == ["Ctrl+I"]


def test_resetting_gives_the_keys_back(shortcuts: Shortcuts, settings: Settings, actions: Actions) -> None:
    shortcuts.give("file.new", QKeySequence("Ctrl+Y"))
    shortcuts.reset("edit.redo")
    assert _words(actions, "edit.redo") == ["Ctrl+Shift+Z", "Ctrl+Y"]
    assert _words(actions, "file.new") == []
    shortcuts.reset_all()
    assert _words(actions, "file.new") == ["Ctrl+N"]
    assert not shortcuts.any_changed and settings.get(keys.SHORTCUTS) == ()


def test_a_chosen_key_holds_where_the_table_gives_it_to_another(settings: Settings, theme: Theme) -> None:
    settings.set(keys.SHORTCUTS, ("file.reveal\tCtrl+B",))
    actions = Actions(theme)
    Shortcuts(actions, settings)
    assert _words(actions, "file.reveal") == ["Ctrl+B"] and _words(actions, "format.bold") == []


@pytest.mark.parametrize(
    "kept", [("nonsense",), ("no.such\tCtrl+B",), ("file.new\t",), ("file.new\t???",), ("", "\t\t")]
)
def test_settings_that_make_no_sense_do_no_harm(
    kept: tuple[str, ...], settings: Settings, theme: Theme
) -> None:
    settings.set(keys.SHORTCUTS, kept)
    actions = Actions(theme)
    shortcuts = Shortcuts(actions, settings)
    found = [key.toString() for action in shortcuts.all() for key in action.shortcuts()]
    assert len(set(found)) == len(found)
    assert _words(actions, "edit.undo") == ["Ctrl+Z"]


@pytest.mark.parametrize(
    ("pressed", "can_be_used"),
    [
        (QKeyCombination(CTRL, Qt.Key.Key_M), True),
        (QKeyCombination(CTRL | SHIFT, Qt.Key.Key_Return), True),
        (QKeyCombination(Qt.KeyboardModifier.NoModifier, Qt.Key.Key_F12), True),
        (QKeyCombination(ALT, Qt.Key.Key_9), True),
        (QKeyCombination(Qt.KeyboardModifier.NoModifier, Qt.Key.Key_A), False),
        (QKeyCombination(SHIFT, Qt.Key.Key_A), False),
        (QKeyCombination(CTRL | ALT, Qt.Key.Key_Q), False),
        (QKeyCombination(CTRL, Qt.Key.Key_Left), False),
        (QKeyCombination(CTRL, Qt.Key.Key_Backspace), False),
        (QKeyCombination(CTRL | SHIFT, Qt.Key.Key_U), False),
    ],
)
def test_keys_that_write_or_move_are_refused(pressed: QKeyCombination, can_be_used: bool) -> None:
    assert (refusal(pressed) == "") is can_be_used


def test_keys_in_words() -> None:
    assert in_words([QKeySequence("Ctrl+Shift+Z"), QKeySequence("F3")]) == "Ctrl+Shift+Z, F3"
