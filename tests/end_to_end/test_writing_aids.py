"""Focus mode, typographic typing, typewriter scrolling and the counts, in the real window."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from editor_app.ui import settings as keys
from editor_app.ui.main_window import MainWindow
from editor_app.ui.workspace import Workspace


@pytest.fixture
def desk(window: MainWindow, qtbot: QtBot) -> Workspace:
    """The newsroom's panes, with a story open."""
    workspace = window.workspace
    assert workspace is not None
    qtbot.waitUntil(lambda: workspace.session is not None, timeout=20_000)
    return workspace


def columns(desk: Workspace) -> dict[str, bool]:
    parts = {"sidebar": desk.sidebar, "list": desk.stories, "panel": desk.inspector, "rail": desk.rail}
    return {name: part.isVisible() for name, part in parts.items()}


def test_focus_mode_leaves_the_text_alone_on_the_screen_and_brings_everything_back(
    window: MainWindow, desk: Workspace, qtbot: QtBot
) -> None:
    before, sizes = columns(desk), desk.splitter.sizes()
    action = window.table["view.focus"]
    action.trigger()
    assert not any(columns(desk).values())
    assert desk.editor.isVisible() and action.isChecked()
    action.trigger()
    assert columns(desk) == before and not action.isChecked()
    assert desk.splitter.sizes() == sizes


def test_asking_for_a_column_or_the_review_ends_focus_mode(window: MainWindow, desk: Workspace) -> None:
    before = columns(desk)
    for identity in ("view.panel.story", "view.sidebar", "view.panel.story"):
        window.table["view.focus"].trigger()
        window.table[identity].trigger()
        assert not desk.editor.focus_mode.is_on
        assert columns(desk) == before
    window.table["view.focus"].trigger()
    desk.enter_review()
    assert not desk.editor.focus_mode.is_on and desk.review.is_on
    desk.leave_review()
    assert columns(desk) == before


def test_what_was_chosen_is_remembered(window: MainWindow, desk: Workspace) -> None:
    assert desk.editor.galley.body.typing.is_smart and window.table["format.smart"].isChecked()
    assert not desk.editor.typewriter.is_on
    window.table["format.smart"].trigger()
    window.table["view.typewriter"].trigger()
    assert not desk.editor.galley.body.typing.is_smart and desk.editor.typewriter.is_on
    assert window.settings.get(keys.SMART_TYPING) is False and window.settings.get(keys.TYPEWRITER) is True
    window.table["format.smart"].trigger()
    window.table["view.typewriter"].trigger()


def test_the_status_bar_says_how_many_words_are_selected(
    window: MainWindow, desk: Workspace, qtbot: QtBot
) -> None:
    counts = window.status._facts[0]
    qtbot.waitUntil(lambda: counts.text().endswith(" words") and not counts.text().startswith("0"))
    total = counts.text()
    desk.editor.galley.body.selectAll()
    qtbot.waitUntil(lambda: counts.text() == f"{total.split()[0]} of {total} selected")
    cursor = desk.editor.galley.body.textCursor()
    cursor.setPosition(0)
    desk.editor.galley.body.setTextCursor(cursor)
    qtbot.waitUntil(lambda: counts.text() == total)


def test_the_scale_of_the_page_is_remembered(window: MainWindow, desk: Workspace) -> None:
    window.table["view.zoom_in"].trigger()
    assert desk.editor.galley.zoom == window.settings.get(keys.EDITOR_ZOOM) == 1.1
    window.table["view.zoom_reset"].trigger()
    assert window.settings.get(keys.EDITOR_ZOOM) == 1.0
