"""Every kind of paragraph and every mark: on, off, with and without a selection, and what the menu shows of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from tests.ui.editor.conftest import STORY, Desk

KINDS = {
    "format.cross": "## {}",
    "format.cross2": "### {}",
    "format.pull": "> {}\n{{.pull}}",
    "format.quote": "> {}",
    "format.bullets": "- {}",
    "format.numbers": "1. {}",
}
MARKS = {"format.bold": "**", "format.italic": "*", "format.strike": "~~", "format.code": "`"}
LIFEBOATS = "Lifeboats had brought 61 people ashore."


@pytest.mark.parametrize("identity", KINDS)
def test_a_kind_goes_on_and_off_and_one_undo_takes_it_back(desk: Desk, identity: str) -> None:
    desk.caret_at("Lifeboats")
    desk.actions[identity].trigger()
    assert KINDS[identity].format(LIFEBOATS) in desk.text
    assert desk.actions[identity].isChecked()
    desk.actions["edit.undo"].trigger()
    assert desk.text == STORY
    desk.actions[identity].trigger()
    desk.actions[identity].trigger()
    assert desk.text == STORY


@pytest.mark.parametrize("identity", [*KINDS, "format.body"])
def test_a_kind_is_for_every_selected_paragraph(desk: Desk, identity: str) -> None:
    cursor = desk.caret_at("The island")
    cursor.setPosition(
        desk.pane.galley.body.document().find("Crosshead").selectionEnd(), QTextCursor.MoveMode.KeepAnchor
    )
    desk.pane.galley.body.setTextCursor(cursor)
    desk.actions[identity].trigger()
    body = desk.text.partition("---\n\n")[2]
    for words in (LIFEBOATS, "Crosshead"):
        wanted = KINDS.get(identity, "{}").format(words)
        # Numbers go on, past a block that cannot be an item, too.
        assert any(wanted.replace("1. ", f"{number}. ") in body for number in (1, 2, 3))
    assert "Also read: [Flood](flood.md); [Draft](draft.md)\n" in body
    desk.actions["edit.undo"].trigger()
    assert desk.text == STORY


def test_the_menu_shows_what_is_at_the_caret(desk: Desk) -> None:
    shown = {"Lifeboats": "format.body", "Crosshead": "format.cross", "one": "format.bullets"}
    for words, identity in shown.items():
        desk.caret_at(words)
        checked = {name for name in (*KINDS, "format.body") if desk.actions[name].isChecked()}
        assert checked == {identity}


def test_keys_choose_kinds(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    body.setFocus()
    qtbot.waitUntil(body.hasFocus)
    desk.caret_at("Lifeboats")
    keys = {Qt.Key.Key_2: "## {}", Qt.Key.Key_3: "### {}", Qt.Key.Key_5: "> {}", Qt.Key.Key_1: "{}"}
    for key, shape in keys.items():
        qtbot.keyClick(body, key, Qt.KeyboardModifier.ControlModifier)
        assert "\n\n" + shape.format(LIFEBOATS) in desk.text
    assert desk.text == STORY


@pytest.mark.parametrize("identity", MARKS)
@pytest.mark.parametrize("words", ["61 people", "one", "Last words"])
def test_a_mark_goes_on_and_off(desk: Desk, identity: str, words: str) -> None:
    desk.caret_at(words, select=True)
    desk.actions[identity].trigger()
    assert f"{MARKS[identity]}{words}{MARKS[identity]}" in desk.text
    assert desk.actions[identity].isChecked()
    desk.actions[identity].trigger()
    assert not desk.actions[identity].isChecked()
    assert desk.text == STORY


@pytest.mark.parametrize("identity", MARKS)
def test_a_mark_without_a_selection_is_for_what_is_typed_until_it_is_switched_off(
    desk: Desk, qtbot: QtBot, identity: str
) -> None:
    body = desk.pane.galley.body
    desk.caret_at("ashore", end=True)
    qtbot.keyClicks(body, " a ")
    desk.actions[identity].trigger()
    assert desk.actions[identity].isChecked()
    qtbot.keyClicks(body, "b")
    desk.actions[identity].trigger()
    qtbot.keyClicks(body, " c")
    sign = MARKS[identity]
    assert f"ashore a {sign}b{sign} c." in desk.text
    desk.caret_at("b c")
    assert not desk.actions[identity].isChecked()
    cursor = body.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
    body.setTextCursor(cursor)
    assert desk.actions[identity].isChecked()


def test_clear_formatting_leaves_the_words(desk: Desk) -> None:
    desk.caret_at("61 people", select=True)
    for identity in MARKS:
        if identity != "format.code":
            desk.actions[identity].trigger()
    assert LIFEBOATS not in desk.text
    desk.actions["format.clear"].trigger()
    assert LIFEBOATS in desk.text


def test_shift_enter_breaks_the_line(desk: Desk, qtbot: QtBot) -> None:
    body = desk.pane.galley.body
    body.setFocus()
    desk.caret_at("61 people")
    qtbot.keyClick(body, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert "brought\n61 people" in desk.text.replace("  \n", "\n").replace("\\\n", "\n").replace(" \n", "\n")
    desk.actions["edit.undo"].trigger()
    assert desk.text == STORY


def test_what_a_paragraph_cannot_be_is_grey_in_a_table_and_a_box(desk: Desk) -> None:
    kinds = (*KINDS, "format.body")

    def usable() -> set[str]:
        return {identity for identity in kinds if desk.actions[identity].isEnabled()}

    desk.caret_at("Lifeboats")
    assert usable() == {*kinds}
    desk.actions["insert.table"].trigger()
    assert usable() == set()
    assert desk.actions["format.cross"].reason == "Not in a table."
    bar = desk.pane.format_bar
    assert not any(bar.kinds.model().flags(bar.kinds.model().index(row, 0)) for row in range(5))
    desk.caret_at("Lifeboats")
    assert usable() == {*kinds}
    cursor = desk.caret_at("Lifeboats")
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    desk.pane.galley.body.setTextCursor(cursor)
    desk.actions["insert.fact"].trigger()
    assert usable() == {"format.body"}
    desk.caret_at("Lifeboats")
    assert usable() == {"format.body", "format.bullets", "format.numbers"}
    desk.caret_at("The island")
    assert usable() == {*kinds}
    desk.actions["format.source"].trigger()
    assert usable() == set()
