from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit

from editor_app.ui.dialogs.confirm_dialog import ConfirmDialog, spike_question


@pytest.fixture
def dialog(theme, window) -> ConfirmDialog:
    dialog = spike_question(theme, "Ferry aground", window)
    dialog.open()
    QApplication.processEvents()
    return dialog


def test_it_lies_over_the_whole_of_the_window_and_follows_it(dialog, window, qtbot):
    assert dialog.geometry() == window.centralWidget().rect()
    window.resize(800, 600)
    qtbot.waitUntil(lambda: dialog.geometry() == window.centralWidget().rect())
    assert dialog.rect().contains(dialog.card.geometry())


def test_menus_wait_while_it_is_open(dialog, window):
    assert not window.menuBar().isEnabled()
    dialog.close_sheet()
    assert window.menuBar().isEnabled()


def test_the_windows_shortcuts_wait_too(dialog):
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    event.ignore()
    QApplication.sendEvent(dialog.keep, event)
    assert event.isAccepted() or dialog.event(event)


def test_tab_stays_inside(dialog, qtbot):
    dialog.keep.setFocus()
    seen = set()
    for _ in range(4):
        dialog.focusNextPrevChild(True)
        seen.add(dialog.window().focusWidget())
    assert seen == {dialog.keep, dialog.confirm}


def test_escape_leaves_things_be(dialog, qtbot):
    with qtbot.assertNotEmitted(dialog.confirmed), qtbot.waitSignal(dialog.closed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_what_had_the_keyboard_may_be_gone_when_it_closes(theme, window, qtbot):
    field = QLineEdit(window.centralWidget())
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    dialog = spike_question(theme, "Ferry aground", window)
    dialog.open()
    field.deleteLater()
    QApplication.sendPostedEvents(field, QEvent.Type.DeferredDelete.value)
    with qtbot.waitSignal(dialog.closed):
        dialog.close_sheet()


def test_enter_on_a_destructive_question_leaves_things_be(dialog, qtbot):
    with qtbot.assertNotEmitted(dialog.confirmed), qtbot.waitSignal(dialog.closed):
        dialog.submit()


def test_the_verb_confirms(dialog, qtbot):
    assert dialog.confirm.text() == "Spike story"
    with qtbot.waitSignals([dialog.closed, dialog.confirmed]):
        dialog.confirm.click()


def test_focus_goes_back_where_it_was(dialog, window, qtbot):
    dialog.close_sheet()
    assert window.focusWidget() is window.centralWidget()


def test_closed_is_told_once(dialog, qtbot):
    told = []
    dialog.closed.connect(lambda: told.append(True))
    dialog.close_sheet()
    dialog.close_sheet()
    assert told == [True]


def test_an_action_of_the_window_does_not_fire(theme, window, qtbot):
    fired = []
    action = QAction("Bold", window)
    action.setShortcut(QKeySequence("Ctrl+B"))
    action.triggered.connect(lambda: fired.append(True))
    window.addAction(action)
    dialog = ConfirmDialog(theme, "Title", "Words", "Go on", window)
    dialog.open()
    qtbot.keyClick(dialog.keep, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert fired == []
