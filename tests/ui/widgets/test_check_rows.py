"""Rows of a check: few at once, the rest a button away."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from editor_app.stories.checks import Place, Problem, Severity
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.check_rows import PROBLEMS_SHOWN, CheckList


@pytest.fixture
def rows(theme: Theme, qtbot: QtBot) -> CheckList:
    made = CheckList(theme)
    qtbot.addWidget(made)
    return made


def problems(count: int) -> list[Problem]:
    return [Problem("fault", Severity.LOOK_AT, f"Fault {at}", "", Place("body", at)) for at in range(count)]


def test_few_problems_are_all_there(rows: CheckList) -> None:
    rows.add_problems(problems(PROBLEMS_SHOWN))
    assert len(rows.rows) == PROBLEMS_SHOWN
    assert not hasattr(rows, "more")


def test_many_problems_come_by_and_by(rows: CheckList) -> None:
    rows.add_problems(problems(2 * PROBLEMS_SHOWN + 7))
    assert len(rows.rows) == PROBLEMS_SHOWN
    assert rows.more.text() == f"Show {PROBLEMS_SHOWN} more of {PROBLEMS_SHOWN + 7}"
    rows.more.click()
    assert len(rows.rows) == 2 * PROBLEMS_SHOWN
    assert rows.more.text() == "Show 7 more"
    rows.more.click()
    assert [row.title for row in rows.rows] == [f"Fault {at}" for at in range(2 * PROBLEMS_SHOWN + 7)]


def test_the_keys_go_on_with_the_first_row_that_came(rows: CheckList, qtbot: QtBot) -> None:
    rows.add_problems(problems(PROBLEMS_SHOWN + 2))
    rows.show()
    qtbot.waitUntil(rows.isVisible)
    rows.activateWindow()
    rows.more.setFocus()
    qtbot.waitUntil(rows.more.hasFocus)
    rows.more.click()
    first = rows.rows[PROBLEMS_SHOWN].show_button
    assert first is not None
    qtbot.waitUntil(first.hasFocus)


def test_a_row_that_came_later_can_be_shown(rows: CheckList, qtbot: QtBot) -> None:
    rows.add_problems(problems(PROBLEMS_SHOWN + 1))
    rows.more.click()
    button = rows.rows[-1].show_button
    assert button is not None
    with qtbot.waitSignal(rows.place_requested) as asked:
        button.click()
    assert asked.args == [Place("body", PROBLEMS_SHOWN)]
