from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QPixmap
from pytestqt.qtbot import QtBot

from editor_app.richtext.search import Query
from editor_app.session.story_search import FoundLine, FoundStory, Progressed
from editor_app.stories.front_matter import read_story
from editor_app.stories.story_entry import entry_of
from editor_app.ui.story_list.find_all_view import FindAllView
from editor_app.ui.story_list.found_rows import snippet
from editor_app.ui.theme import Theme


def story(name: str, *lines: FoundLine) -> FoundStory:
    made = read_story(Path(f"/room/stories/{name}.md"), f"---\ntitle: {name}\n---\nx\n", UTC)
    return FoundStory(entry_of(made, datetime(2026, 11, 17, tzinfo=UTC)), lines)


FERRY = story(
    "Ferry", FoundLine("title", "Ferry", ((0, 5),), 0), FoundLine("body", "The ferry ran.", ((4, 5),), 0)
)
QUAY = story("Quay", FoundLine("body", "No ferry at the quay.", ((3, 5),), 0))


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> FindAllView:
    made = FindAllView(theme)
    qtbot.addWidget(made)
    made.resize(300, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def ask(view: FindAllView, qtbot: QtBot, words: str) -> None:
    with qtbot.waitSignal(view.asked) as asked:
        qtbot.keyClicks(view.words, words)
    assert asked.args == [Query(words)]
    view.show_began()
    view.show_progress(Progressed(1, 2, (FERRY,)))
    view.show_progress(Progressed(2, 2, (QUAY,)))


def test_it_asks_once_after_a_pause_and_shows_what_comes(view: FindAllView, qtbot: QtBot) -> None:
    ask(view, qtbot, "ferry")
    assert view.status.text() == "3 matches in 2 stories. Looked at 2 of 2 stories…"
    view.show_end(True)
    assert view.status.text() == "3 matches in 2 stories."
    assert [row.spoken for row in view.model.rows] == [
        "Ferry. 2 matches.",
        "Headline: Ferry",
        "The ferry ran.",
        "Quay. 1 match.",
        "No ferry at the quay.",
    ]
    assert not view.grab().isNull()


def test_arrows_and_enter_work_from_the_field(view: FindAllView, qtbot: QtBot) -> None:
    ask(view, qtbot, "ferry")
    assert view.list.currentIndex().row() == 1
    qtbot.keyClick(view.words, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view.words, Qt.Key.Key_Return)
    assert opened.args[0].line == FERRY.lines[1]
    qtbot.keyClick(view.words, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view.words, Qt.Key.Key_Return)
    assert (opened.args[0].story, opened.args[0].line) == (QUAY, QUAY.lines[0])
    view.list.setFocus()
    qtbot.keyClick(view.list, Qt.Key.Key_Home)
    qtbot.keyClick(view.list, Qt.Key.Key_Up)
    assert view.words.hasFocus()
    with qtbot.waitSignal(view.left):
        qtbot.keyClick(view.words, Qt.Key.Key_Escape)


def test_it_says_what_was_not_found_and_what_cannot_be_searched(view: FindAllView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.asked):
        qtbot.keyClicks(view.words, "quay bridge")
    view.show_began()
    view.show_end(True)
    shown = view.findChild(type(view._empty))
    assert shown is not None
    assert shown.accessibleName() == "No story has ‘quay bridge’"
    view.show_failure("This pattern cannot be read.")
    assert shown.accessibleDescription() == "This pattern cannot be read."
    with qtbot.waitSignal(view.asked) as asked:
        shown.action_chosen.emit()
    assert asked.args == [Query()]
    assert shown.accessibleName() == "Type what to look for"


def test_an_option_asks_at_once(view: FindAllView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.asked):
        qtbot.keyClicks(view.words, "a")
    with qtbot.waitSignal(view.asked) as asked:
        view.whole_words.click()
    assert asked.args == [Query("a", whole_words=True)]


@pytest.mark.parametrize(
    ("text", "start"),
    [("ferry " + "x " * 200, 0), ("one two " * 30 + "ferry home", 240), ("🙂" * 80 + "ferry", 160)],
    ids=["first", "late", "wide"],
)
def test_a_snippet_shows_the_hit(theme: Theme, text: str, start: int) -> None:
    line = FoundLine("body", text, ((start, 5),), 0)
    shown, spans = snippet(line, QFontMetricsF(theme.font("interface")), 220)
    at, count = spans[0]
    assert shown.encode("utf-16-le")[2 * at : 2 * (at + count)].decode("utf-16-le") == "ferry"


def test_rows_are_drawn_in_the_dark(view: FindAllView, qtbot: QtBot, theme: Theme) -> None:
    ask(view, qtbot, "ferry")
    theme.set_mode("dark")
    assert isinstance(view.grab(), QPixmap)
