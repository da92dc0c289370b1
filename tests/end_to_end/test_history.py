"""A person keeps a version, writes on, looks at what changed, and brings the old words back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication

from editor_app.session.story_session import StorySession
from editor_app.stories.history.version import VersionKind
from editor_app.ui.inspector.history_panel import HistoryPanel
from editor_app.ui.main_window import MainWindow
from tests.end_to_end.conftest import ALT, CTRL, SHIFT, Hands


@pytest.fixture
def story(window: MainWindow) -> StorySession:
    assert window.workspace is not None and window.desk is not None
    entry = window.desk.lookup("night-bus-return")
    assert entry is not None and window.workspace.open_story(entry.path)
    assert window.desk.current is not None
    return window.desk.current


def _panel(window: MainWindow) -> HistoryPanel:
    assert window.workspace is not None
    return window.workspace.inspector.history


def _write_at_end(window: MainWindow, hands: Hands, words: str) -> None:
    assert window.workspace is not None
    window.workspace.editor.focus_text()
    body = window.workspace.editor.galley.body
    body.setFocus()
    body.moveCursor(QTextCursor.MoveOperation.End)
    hands.type(words)


def _keep(window: MainWindow, hands: Hands, name: str) -> None:
    hands.press(Qt.Key.Key_S, CTRL | SHIFT)
    hands.type(name)
    hands.press(Qt.Key.Key_Return)


def _rows(window: MainWindow) -> list[str]:
    return [row.name for row in _panel(window).versions.rows if row.version is not None]


def test_keep_write_compare_restore_and_undo(window: MainWindow, hands: Hands, story: StorySession) -> None:
    assert window.commands is not None and window.workspace is not None
    commands, view = window.commands.versions, window.commands.versions.view
    before = story.text
    hands.press(Qt.Key.Key_7, ALT)
    assert window.workspace.open_panel == "history"
    hands.wait_for(_panel(window).empty.isVisible)
    _keep(window, hands, "Before the desk call")
    hands.wait_for(lambda: _rows(window) == ["Before the desk call"])

    _write_at_end(window, hands, " Passengers cheered.")
    _panel(window).versions.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Return)
    hands.wait_for(lambda: commands.is_comparing)
    assert view.count.text() == "1 change"
    assert not window.table["format.bold"].isEnabled()
    hands.press(Qt.Key.Key_F8)
    assert view.text.current == 0
    added = [look for look, text in _runs(window) if "Passengers cheered." in text]
    assert [look.fontUnderline() for look in added] == [True]

    _panel(window).restore.click()
    assert not commands.is_comparing
    assert story.text == before
    hands.wait_for(lambda: _rows(window)[1:2] == ["Before restore"])
    assert _rows(window)[0].startswith("Restored from today")
    window.table["edit.undo"].trigger()
    assert "Passengers cheered." in story.text
    assert window.table["format.bold"].isEnabled()


def _runs(window: MainWindow) -> list[tuple[QTextCharFormat, str]]:
    assert window.commands is not None
    found, block = [], window.commands.versions.view.text.document().begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            fragment = place.fragment()
            found.append((fragment.charFormat(), fragment.text()))
            place += 1
        block = block.next()
    return found


def test_the_comparison_follows_the_selection_and_escape_goes_back(
    window: MainWindow, hands: Hands, story: StorySession
) -> None:
    assert window.commands is not None and window.workspace is not None
    commands = window.commands.versions
    _keep(window, hands, "One")
    story.edit("Write", title="Night buses are back")
    _keep(window, hands, "Two")
    window.workspace.show_panel("history")
    hands.wait_for(lambda: _rows(window) == ["Two", "One"])
    _panel(window).versions.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Return)
    hands.wait_for(lambda: commands.is_comparing)
    assert commands.view.count.text() == "No changes"
    hands.press(Qt.Key.Key_Down)
    hands.wait_for(lambda: commands.view.count.text() == "1 change")
    story.edit("Write", kicker="Buses")
    hands.wait_for(lambda: commands.view.count.text() == "2 changes")
    hands.press(Qt.Key.Key_Escape)
    assert not commands.is_comparing and window.workspace.open_panel == "history"
    assert window.workspace.editor.isAncestorOf(hands.focus)


def test_another_story_ends_the_comparison(window: MainWindow, hands: Hands, story: StorySession) -> None:
    assert window.commands is not None and window.workspace is not None and window.desk is not None
    commands = window.commands.versions
    _keep(window, hands, "One")
    window.workspace.show_panel("history")
    hands.wait_for(lambda: _rows(window) == ["One"])
    _panel(window).versions.select_first()
    _panel(window).compare.click()
    hands.wait_for(lambda: commands.is_comparing)
    other = window.desk.lookup("ferry-aground")
    assert other is not None and window.workspace.open_story(other.path)
    assert not window.commands.versions.is_comparing
    assert window.table["format.bold"].isEnabled()
    hands.wait_for(_panel(window).empty.isVisible)


def test_copy_puts_the_words_on_the_clipboard(window: MainWindow, hands: Hands, story: StorySession) -> None:
    assert window.workspace is not None
    title = story.meta.title
    _keep(window, hands, "")
    story.edit("Write", title="Another")
    window.workspace.show_panel("history")
    hands.wait_for(lambda: _rows(window) == ["Saved version"])
    _panel(window).versions.select_first()
    _panel(window).copy.click()
    assert QApplication.clipboard().text().startswith(title)


def test_publishing_keeps_what_readers_got_and_changes_compare_with_it(
    window: MainWindow, hands: Hands
) -> None:
    assert window.commands is not None and window.desk is not None and window.workspace is not None
    entry = window.desk.lookup("parking-zones")
    assert entry is not None and window.workspace.open_story(entry.path)
    story = window.desk.current
    assert story is not None
    commands = window.commands.versions
    window.table["story.changes"].trigger()
    assert not commands.is_comparing, "nothing was published yet"
    window.table["story.publish"].trigger()
    dialog = window.commands.publishing.dialog
    assert dialog is not None
    assert dialog.publish.isEnabled()
    dialog.publish.click()
    hands.wait_for(lambda: dialog.pages.currentWidget() is dialog.done, timeout=60_000)
    dialog.finish.click()
    keeper = window.desk.history.keeper
    out = story.text
    story.edit("Write", title="Edited since")
    assert story.save()
    assert keeper.published_text(story.path) == out
    window.table["story.changes"].trigger()
    hands.wait_for(lambda: commands.is_comparing)
    assert commands.view.since.text().startswith("Changes since the version published today")
    assert commands.view.count.text() == "1 change"
    assert keeper.versions(story.path).versions[0].kind is VersionKind.PUBLISHED
