"""Counted fields: counting what people see, marking what is over, keeping quiet when set by program."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from editor_app.ui.theme import Theme
from editor_app.ui.widgets.fields import CountedLine, CountedText, LabeledField
from editor_app.ui.widgets.graphemes import grapheme_count, offset_of_grapheme


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("ferry", 5), ("e\u0301te\u0301", 3), ("👩‍👩‍👧‍👦 🇺🇦", 3), ("नमस्ते", 4)]
)
def test_what_people_see_is_counted(text: str, count: int) -> None:
    assert grapheme_count(text) in (count, count - 1)  # conjuncts count as one since Unicode 15.1


@given(st.text(max_size=60), st.integers(0, 70))
def test_the_offset_of_a_character_is_inside_the_text(text: str, number: int) -> None:
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    assert 0 <= offset_of_grapheme(text, number) <= units
    assert offset_of_grapheme(text, grapheme_count(text)) == units


@pytest.fixture(params=[CountedLine, CountedText])
def field(request: pytest.FixtureRequest, theme: Theme, qtbot: QtBot) -> CountedLine | CountedText:
    field = request.param("Alert", 10, theme)
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    return field


def test_setting_is_silent_typing_is_not(field: CountedLine | CountedText, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(field.textEdited):
        field.setText("Aground")
    with qtbot.waitSignal(field.textEdited) as told:
        qtbot.keyClicks(field.editor, "X")
    assert told.args == [field.text()] and "X" in field.text()


def test_the_limit_is_soft_and_marked(field: CountedLine | CountedText, qtbot: QtBot) -> None:
    crossed: list[bool] = []
    field.counter.crossed.connect(crossed.append)
    field.setText("ten letter")
    assert not field.counter.is_over
    field.setText("eleven lette")
    assert field.counter.is_over and "12" in field.counter.text()
    assert field.text() == "eleven lette"
    field.setText("short")
    assert crossed == [True, False]


def test_another_limit_counts_again(field: CountedLine | CountedText) -> None:
    field.setText("ten letter")
    field.set_limit(5)
    assert field.counter.is_over
    field.set_limit(0)
    assert not field.counter.is_over


def test_names_for_screen_readers(field: CountedLine | CountedText) -> None:
    assert field.editor.accessibleName() == "Alert"
    field.setText("abc")
    assert field.counter.accessibleName() == "3 of 10 characters"


def test_the_overflow_of_a_text_is_exactly_what_is_over(theme: Theme, qtbot: QtBot) -> None:
    field = CountedText("Headline", 5, theme)
    qtbot.addWidget(field)
    field.setText("👩‍👩‍👧‍👦bcdeXYZ")
    selection = field.editor.extraSelections()[0]
    assert selection.cursor.selectedText() == "XYZ"  # type: ignore[attr-defined]


def test_a_one_paragraph_field_takes_no_line_ends(theme: Theme, qtbot: QtBot) -> None:
    field = CountedText("Standfirst", 160, theme)
    qtbot.addWidget(field)
    field.setText("One")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    field.editor.insertPlainText("two\nthree ")
    assert "\n" not in field.text()


def test_a_text_grows_with_its_lines(theme: Theme, qtbot: QtBot) -> None:
    field = CountedText("Note", 0, theme, one_paragraph=False)
    qtbot.addWidget(field)
    field.resize(240, 200)
    with qtbot.waitExposed(field):
        field.show()
    low = field.editor.height()
    field.setText("line\n" * 6)
    qtbot.waitUntil(lambda: field.editor.height() > low)


def test_setting_the_same_text_keeps_the_caret(theme: Theme, qtbot: QtBot) -> None:
    field = CountedLine("Kicker", 32, theme)
    qtbot.addWidget(field)
    field.setText("Sound crossing")
    field.editor.setCursorPosition(5)
    field.setText("Sound crossing")
    assert field.editor.cursorPosition() == 5


def test_a_fault_is_shown_and_said(theme: Theme, qtbot: QtBot) -> None:
    line = QLineEdit()
    field = LabeledField("Slug", line, theme, "ferry.html")
    qtbot.addWidget(field)
    field.set_fault("Use letters, numbers and hyphens.")
    assert (
        line.accessibleDescription() == "Use letters, numbers and hyphens." and line.property("fault") is True
    )
    field.set_fault("")
    assert line.property("fault") is False and not field.help.isVisibleTo(field)
    assert field.label.buddy() is line


def test_a_long_hint_is_shown_whole(theme: Theme, qtbot: QtBot) -> None:
    field = CountedText("Share description", 160, theme)
    qtbot.addWidget(field)
    field.resize(260, 200)
    with qtbot.waitExposed(field):
        field.show()
    empty = field.editor.height()
    field.setPlaceholder("Lifeboats are taking passengers off the Sanderling. " * 4)
    assert field.editor.height() > empty
    last_line = field.editor.grab().toImage().copy(0, field.editor.height() - 22, 200, 14)
    colors = {last_line.pixel(x, y) for x in range(0, 200, 2) for y in range(14)}
    assert len(colors) > 3
    field.setText("Short")
    assert field.editor.height() == empty
