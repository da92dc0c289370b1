"""Tokens: adding, removing, completing, and never the same one twice."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from editor_app.ui.theme import Theme
from editor_app.ui.widgets.token_field import Token, TokenField


@pytest.fixture
def field(theme: Theme, qtbot: QtBot) -> TokenField:
    field = TokenField(theme, "Tags", "Add a tag")
    qtbot.addWidget(field)
    field.resize(280, 28)
    with qtbot.waitExposed(field):
        field.show()
    return field


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Comma])
def test_enter_and_comma_add(field: TokenField, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClicks(field.line, "Gull  Holm ")
    with qtbot.waitSignal(field.tokens_changed) as told:
        qtbot.keyClick(field.line, "," if key == Qt.Key.Key_Comma else key)
    assert told.args == [("Gull Holm",)] and field.line.text() == ""


def test_pasting_a_list_adds_each_once(field: TokenField) -> None:
    field.line.insert("ferry, Gull Holm; ferry , lifeboats")
    assert field.tokens == ("ferry", "Gull Holm", "lifeboats")


def test_a_token_that_is_there_is_not_added_again(field: TokenField, qtbot: QtBot) -> None:
    field.set_tokens(("Ferry",))
    with qtbot.assertNotEmitted(field.tokens_changed):
        qtbot.keyClicks(field.line, "ferry,")
    assert field.tokens == ("Ferry",)


def test_backspace_selects_then_removes(field: TokenField, qtbot: QtBot) -> None:
    field.set_tokens(("a", "b"))
    qtbot.keyClick(field.line, Qt.Key.Key_Backspace)
    assert field.tokens == ("a", "b")
    with qtbot.waitSignal(field.tokens_changed):
        qtbot.keyClick(field.line, Qt.Key.Key_Backspace)
    assert field.tokens == ("a",)


def test_typing_after_the_first_backspace_keeps_the_token(field: TokenField, qtbot: QtBot) -> None:
    field.set_tokens(("a",))
    qtbot.keyClick(field.line, Qt.Key.Key_Backspace)
    qtbot.keyClicks(field.line, "x")
    qtbot.keyClick(field.line, Qt.Key.Key_Backspace)
    qtbot.keyClick(field.line, Qt.Key.Key_Backspace)
    assert field.tokens == ("a",)


def test_the_cross_removes_its_token(field: TokenField, qtbot: QtBot) -> None:
    field.set_tokens(("ferry", "lifeboats"))
    token = field.findChildren(Token)[0]
    qtbot.mouseClick(token, Qt.MouseButton.LeftButton, pos=QPoint(token.width() - 8, token.height() // 2))
    assert field.tokens == ("lifeboats",)


def test_setting_is_silent(field: TokenField, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(field.tokens_changed):
        field.set_tokens(("a", "b"))
        field.set_tokens(("c",))
    assert field.tokens == ("c",)


def test_leaving_the_field_keeps_what_was_typed(field: TokenField) -> None:
    field.line.setText("half a tag")
    field.line.editingFinished.emit()
    assert field.tokens == ("half a tag",)


def test_many_tokens_wrap_and_the_field_grows(field: TokenField, qtbot: QtBot) -> None:
    field.set_tokens(tuple(f"a tag of some length {number}" for number in range(8)))
    qtbot.waitUntil(lambda: field.height() > 80)
    assert all(token.geometry().right() <= field.width() for token in field.findChildren(Token))


def test_suggestions_are_offered_in_order(field: TokenField) -> None:
    field.set_suggestions(["weather", "Ferry", "harbour"])
    model = field.line.completer().model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Ferry", "harbour", "weather"]


def test_the_line_carries_the_name(field: TokenField) -> None:
    assert field.line.accessibleName() == "Tags" and field.line.placeholderText() == "Add a tag"
    field.set_tokens(("a",))
    assert field.line.placeholderText() == ""
