"""The page of changes: underlined, struck, a way from change to change, and back."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from pytestqt.qtbot import QtBot

from editor_app.stories.front_matter import read_story
from editor_app.stories.history.comparing import Comparison, compare
from editor_app.ui.review.changes_view import ChangesView
from editor_app.ui.theme import Theme

BEFORE = """---
title: Island ferry aground
authors: [Maren Oduya]
---
It was about noon.

## A <b>crosshead</b>

This goes.
"""
AFTER = """---
title: Ferry aground
authors: [Maren Oduya, Tomas Brandt]
---
It was past noon.

## A <b>crosshead</b>

"""


def _compared(before: str, after: str) -> Comparison:
    zone = ZoneInfo("Europe/London")
    return compare(read_story(Path("a.md"), before, zone), read_story(Path("a.md"), after, zone))


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> ChangesView:
    made = ChangesView(theme)
    qtbot.addWidget(made)
    made.resize(700, 500)
    with qtbot.waitExposed(made):
        made.show()
    made.show_comparison(_compared(BEFORE, AFTER), "Changes since today 14:02", anew=True)
    return made


def _looks(view: ChangesView) -> dict[str, QTextCharFormat]:
    found, block = {}, view.text.document().begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            found[place.fragment().text().strip()] = place.fragment().charFormat()
            place += 1
        block = block.next()
    return found


def test_what_is_new_is_underlined_and_what_is_gone_is_struck(view: ChangesView) -> None:
    looks = _looks(view)
    for gone in ("Island ferry", "about", "This goes."):
        assert looks[gone].fontStrikeOut() and not looks[gone].fontUnderline(), gone
    for new in ("Ferry", "past", ", Tomas Brandt"):
        assert looks[new].fontUnderline() and not looks[new].fontStrikeOut(), new
    assert not looks["It was"].fontUnderline() and not looks["It was"].fontStrikeOut()


def test_markup_of_a_story_is_words_here(view: ChangesView) -> None:
    assert "A <b>crosshead</b>" in view.text.toPlainText()
    assert view.text.isReadOnly()


def test_it_says_how_much_changed(view: ChangesView) -> None:
    assert view.count.text() == "4 changes"
    assert view.since.text() == "Changes since today 14:02"
    assert "+3" in view.text.toPlainText() or "+2" in view.text.toPlainText()


def test_from_change_to_change_and_round(view: ChangesView, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "editor_app.ui.review.changes_view.announce", lambda _widget, words: said.append(words)
    )
    for _ in range(5):
        view.next.click()
    assert view.text.current == 0
    assert said[1] == "Removed: Island ferry. Added: Ferry"
    assert said[0] == said[4] == "Added: , Tomas Brandt"
    view.previous.click()
    assert view.text.current == 3 and said[-1] == "Removed: This goes."


def test_without_changes_there_is_nowhere_to_go(view: ChangesView) -> None:
    view.show_comparison(_compared(AFTER, AFTER), "Changes since now", anew=True)
    assert view.count.text() == "No changes"
    assert not view.next.isEnabled() and not view.previous.isEnabled()
    assert view.text.step(1) == ""


def test_escape_goes_back(view: ChangesView, qtbot: QtBot) -> None:
    view.text.setFocus()
    with qtbot.waitSignal(view.left):
        qtbot.keyClick(view.text, Qt.Key.Key_Escape)


def test_another_theme_keeps_the_place(view: ChangesView, theme: Theme) -> None:
    view.next.click()
    theme.set_mode("dark")
    assert view.text.current == 0
    assert _looks(view)["past"].foreground().color() == theme.color("ins.text")


def test_a_very_long_story_shows_what_stands_near_its_changes(view: ChangesView) -> None:
    lines = [f"Paragraph {number} stands here." for number in range(400)]
    before = "\n\n".join(lines)
    lines[200] = "Paragraph 200 stood there."
    view.show_comparison(_compared(before, "\n\n".join(lines)), "Changes since now", anew=True)
    text = view.text.toPlainText()
    assert "199 paragraphs without changes" in text and "198 paragraphs without changes" in text
    assert "Paragraph 199" in text and "Paragraph 201" in text and "Paragraph 150" not in text
    assert len(view.text.changed_blocks()) == 1
