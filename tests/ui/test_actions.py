"""The table of actions, and what becomes of an action nobody has taken."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.actions import ACTIONS, MENUS, Actions
from editor_app.ui.icons import icon_exists
from editor_app.ui.theme import Theme


@pytest.fixture
def actions(theme: Theme) -> Actions:
    return Actions(theme)


def test_ids_are_unique_and_every_action_has_a_name_and_a_menu() -> None:
    assert len({spec.id for spec in ACTIONS}) == len(ACTIONS)
    assert all(spec.name and spec.text[0].isupper() for spec in ACTIONS)
    assert all(spec.menu.split("/")[0] in MENUS for spec in ACTIONS)


def test_no_two_actions_share_a_shortcut() -> None:
    keys = [QKeySequence(key).toString() for spec in ACTIONS for key in spec.shortcuts if not spec.list_only]
    assert all(keys)
    assert len(set(keys)) == len(keys)


def test_no_shortcut_takes_what_input_methods_and_layouts_need() -> None:
    keys = [key for spec in ACTIONS for key in spec.shortcuts]
    assert not [key for key in keys if "Ctrl+Alt" in key or key in ("Ctrl+Shift+U", "Ctrl+Shift+E")]


def test_names_are_in_sentence_case() -> None:
    proper = {"Markdown", "Stet", "HTML", "Spiked", "Word"}
    for spec in ACTIONS:
        words = spec.name.replace(",", "").split()[1:]
        assert [word for word in words if word[:1].isupper() and word not in proper] == [], spec.id


def test_every_icon_exists(qapp: QApplication) -> None:
    assert [spec.icon for spec in ACTIONS if spec.icon and not icon_exists(spec.icon)] == []


def test_an_action_nobody_has_taken_appears_nowhere(actions: Actions, qtbot: QtBot) -> None:
    bar = QMenuBar()
    qtbot.addWidget(bar)
    actions.menu_bar(bar)
    assert not [menu for menu in bar.actions() if menu.isVisible()]
    assert not actions["story.schedule"].isEnabled()


def test_taking_an_action_shows_it_and_its_menus(actions: Actions, qtbot: QtBot) -> None:
    bar = QMenuBar()
    qtbot.addWidget(bar)
    actions.menu_bar(bar)
    called: list[bool] = []
    actions.handle("view.device.phone", lambda: called.append(True))
    assert [menu.text() for menu in bar.actions() if menu.isVisible()] == ["&View"]
    actions["view.device.phone"].trigger()
    assert called == [True]


def test_each_menu_opens_with_a_letter_of_its_own(actions: Actions, qtbot: QtBot) -> None:
    bar = QMenuBar()
    qtbot.addWidget(bar)
    actions.menu_bar(bar)
    letters = [QKeySequence.mnemonic(menu.text()).toString() for menu in bar.actions()]
    assert all(letters) and len({*letters}) == len(MENUS)


def test_connecting_directly_takes_an_action_too(actions: Actions) -> None:
    actions["format.bold"].triggered.connect(lambda: None)
    assert actions["format.bold"].is_handled and actions["format.bold"].isVisible()


def test_menus_and_windows_do_not_count_as_handlers(actions: Actions, qtbot: QtBot) -> None:
    bar, window = QMenuBar(), QWidget()
    qtbot.addWidget(bar)
    qtbot.addWidget(window)
    actions.menu_bar(bar)
    actions.add_to(window)
    menu = actions.context_menu(window, ("edit.cut", "-", "edit.copy"))
    assert [action.isSeparator() for action in menu.actions()] == [False, True, False]
    assert not any(action.is_handled for action in actions)


def test_a_disabled_action_says_why(actions: Actions) -> None:
    actions.handle("story.publish", lambda: None)
    actions.set_available("story.publish", False, "Fix 2 problems first.")
    action = actions["story.publish"]
    assert not action.isEnabled() and action.isVisible()
    assert "Fix 2 problems first." in action.toolTip()
    actions.set_available("story.publish", True)
    assert action.isEnabled() and action.reason == ""


def test_available_does_not_bring_an_unbuilt_action_to_life(actions: Actions) -> None:
    actions.set_available("story.schedule", True)
    assert not actions["story.schedule"].isEnabled()


def test_checking_by_program_triggers_nothing(actions: Actions) -> None:
    states: list[bool] = []
    actions.handle("view.sidebar", states.append, toggled=True)
    actions.set_checked("view.sidebar", True)
    assert actions["view.sidebar"].isChecked() and states == []


def test_one_of_a_group_is_checked(actions: Actions) -> None:
    for mode in ("light", "dark"):
        actions.handle(f"view.theme.{mode}", lambda: None)
    actions["view.theme.light"].trigger()
    actions["view.theme.dark"].trigger()
    assert not actions["view.theme.light"].isChecked()


def test_delete_is_shown_but_not_bound(actions: Actions) -> None:
    assert actions["story.spike"].shortcuts() == []
