from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from editor_app.stories.merging import Side, merge
from editor_app.ui.dialogs.compare_sheet import CompareFacts, CompareSheet
from editor_app.ui.theme import Theme

HEAD = "---\ntitle: Ferry\nkicker: Sound\n---\n"
BASE = HEAD + "One.\n\nTwo.\n\nThree.\n"
HOSTILE = '<img src="file:///etc/passwd"> <b>bold</b> & more'
FACTS = CompareFacts("ferry.md", "14:32:08", "14:31:40")


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    widget.resize(1200, 800)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def opened(theme: Theme, host: QWidget, mine: str, theirs: str) -> CompareSheet:
    sheet = CompareSheet(theme, merge(BASE, mine, theirs), FACTS, host)
    sheet.open()
    return sheet


def words_of(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def test_only_what_differs_is_shown_and_what_one_changed_is_chosen(theme: Theme, host: QWidget) -> None:
    mine = BASE.replace("One.", "One, mine.").replace("Three.", "Three.\n\nFour.")
    theirs = BASE.replace("Two.", "Two, theirs.").replace("kicker: Sound", "kicker: Gull Holm")
    sheet = opened(theme, host, mine, theirs)
    assert [(row.difference.key, row.side) for row in sheet.rows] == [
        ("kicker", Side.THEIRS),
        ("", Side.MINE),
        ("", Side.THEIRS),
        ("", Side.MINE),
    ]
    told = words_of(sheet)
    assert (
        "3 paragraphs and 1 detail differ. Choose a side for each. What only one version changed is chosen already."
        in told
    )
    assert "1 paragraph is the same" in told
    assert any("Not in this version" in words for words in told)
    assert sheet.text == sheet.merge.text()


def test_what_a_story_says_is_only_words(theme: Theme, host: QWidget) -> None:
    sheet = opened(theme, host, BASE, BASE.replace("Two.", HOSTILE))
    shown = " ".join(words_of(sheet.rows[0]))
    assert "<img" not in shown and "<b>" not in shown
    assert "&lt;" in shown and "&amp;" in shown


def test_keys_choose_and_go_on(theme: Theme, host: QWidget, qtbot: QtBot) -> None:
    mine, theirs = (
        BASE.replace("One.", "A.").replace("Three.", "C."),
        BASE.replace("One.", "B.").replace("Three.", "D."),
    )
    sheet = opened(theme, host, mine, theirs)
    first, second = sheet.rows
    qtbot.keyClick(first.buttons[Side.MINE], Qt.Key.Key_Right)
    assert (first.side, second.side) == (Side.THEIRS, Side.MINE)
    assert first.buttons[Side.THEIRS].isChecked() and not first.buttons[Side.MINE].isChecked()
    assert first.buttons[Side.MINE].focusPolicy() is Qt.FocusPolicy.ClickFocus, "a row is one stop for Tab"
    qtbot.keyClick(first.buttons[Side.THEIRS], Qt.Key.Key_F8)
    qtbot.keyClick(second.buttons[Side.MINE], Qt.Key.Key_D)
    assert sheet.text == theirs
    with qtbot.waitSignal(sheet.merged) as merged:
        qtbot.keyClick(second.buttons[Side.THEIRS], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert merged.args == [theirs]


def test_every_choice_says_what_it_is(theme: Theme, host: QWidget) -> None:
    sheet = opened(theme, host, BASE.replace("Two.", "A."), BASE.replace("Two.", "B."))
    (row,) = sheet.rows
    assert row.buttons[Side.MINE].accessibleName() == "Mine, Paragraph, difference 1 of 1, both changed"
    assert row.buttons[Side.THEIRS].accessibleDescription() == "B."
