from __future__ import annotations

from PySide6.QtCore import Qt

from editor_app.ui.main_window import MainWindow
from tests.end_to_end.conftest import CTRL, SHIFT, Hands


def test_words_are_found_in_all_stories_and_opened(window: MainWindow, hands: Hands) -> None:
    work = window.workspace
    assert work is not None
    work.stories.focus_list()
    hands.press(Qt.Key.Key_F, CTRL | SHIFT)
    view = work.stories.find_all
    hands.wait_for(view.words.hasFocus)
    hands.type("oyster growers")
    hands.wait_for(lambda: view.status.text().endswith(("story.", "stories.")))
    row = next(row for row in view.model.rows if row.line is not None and row.line.field == "title")
    view.list.setCurrentIndex(view.model.index(view.model.rows.index(row), 0))
    hands.press(Qt.Key.Key_Return)
    assert work.session is not None
    assert work.session.path == row.story.entry.path
    headline = work.editor.galley.head.fields["title"]
    assert headline.textCursor().selectedText() == "Oyster growers"
    assert headline.hasFocus()
    assert work.editor.find_bar.words.text() == "oyster growers"
    assert view.isVisible()
    hands.press(Qt.Key.Key_F, CTRL | SHIFT)
    hands.wait_for(view.words.hasFocus)
    hands.press(Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert work.stories.view.isVisible()
