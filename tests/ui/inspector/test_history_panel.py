"""The History panel lists versions by day, follows the story, and asks for what a person wants of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from editor_app.stories.history.keeper import LOG, History
from editor_app.stories.history.version import VersionKind
from editor_app.ui.inspector.history_panel import HistoryPanel
from tests.ui.inspector.conftest import NOW

HOUR = timedelta(hours=1)


@pytest.fixture
def panel(qtbot, theme, desk, ferry) -> HistoryPanel:
    panel = HistoryPanel(theme, desk)
    qtbot.addWidget(panel)
    panel.set_session(ferry)
    panel.resize(312, 800)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def _keep(desk, story, kind, hours, name="", machine=None):
    keeper = desk.history.keeper
    if machine:
        keeper = History(desk.newsroom.folder, lambda: machine, "ines")
    kept = keeper.add(
        story.path, story.text.replace("Ferry", f"Ferry {hours}", 1), kind, NOW - hours * HOUR, name
    )
    assert kept is not None
    return kept


@pytest.fixture
def kept(desk, ferry):
    return [
        _keep(desk, ferry, VersionKind.PUBLISHED, 30),
        _keep(desk, ferry, VersionKind.AUTOSAVED, 28, machine="mill-00000002"),
        _keep(desk, ferry, VersionKind.PUBLISHED, 3),
        _keep(desk, ferry, VersionKind.NAMED, 2, "Before legal"),
        _keep(desk, ferry, VersionKind.RESTORED, 1, (NOW - 3 * HOUR).isoformat()),
    ]


@pytest.fixture
def full(kept, panel, qtbot):
    qtbot.waitUntil(lambda: len(panel.versions.rows) == 7)
    return panel


def test_a_story_without_versions_says_when_they_come(panel, qtbot):
    qtbot.waitUntil(panel.empty.isVisible)
    assert panel.empty.text() == "Versions appear here after the first save."
    assert not panel.versions.isVisible() and not panel.restore.isEnabled()


def test_versions_stand_newest_first_under_their_days(full):
    said = [(row.name, row.time) for row in full.versions.rows]
    assert said == [
        ("Today", ""),
        ("Restored from today 11:33", "13:33"),
        ("Before legal", "12:33"),
        ("Published, version 2", "11:33"),
        ("Yesterday", ""),
        ("Autosaved", "10:33"),
        ("Published, version 1", "08:33"),
    ]
    assert full.versions.rows[5].about.startswith("ines, ") and full.versions.rows[5].about.endswith(
        ", on mill"
    )
    assert "on " not in full.versions.rows[2].about
    assert not full.empty.isVisible() and not full.damage.isVisible()


def test_screen_readers_hear_a_whole_row(full):
    model = full.versions.model()
    spoken = model.data(model.index(2), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Before legal, 12:33, ")
    interface = QAccessible.queryAccessibleInterface(full.versions)
    assert interface.text(QAccessible.Text.Name) == "Versions"


def test_arrows_pass_over_headings_and_enter_compares(full, kept, qtbot):
    full.versions.setFocus(Qt.FocusReason.TabFocusReason)
    assert full.versions.version == kept[4]
    for _ in range(3):
        qtbot.keyClick(full.versions, Qt.Key.Key_Down)
    assert full.versions.version == kept[1]
    with qtbot.waitSignal(full.compare_requested) as asked:
        qtbot.keyClick(full.versions, Qt.Key.Key_Return)
    assert asked.args == [kept[1]]
    with qtbot.waitSignal(full.left):
        qtbot.keyClick(full.versions, Qt.Key.Key_Escape)


@pytest.mark.parametrize("what", ["copy", "compare", "restore"])
def test_the_buttons_ask_for_the_selected_version(full, kept, qtbot, what):
    button = getattr(full, what)
    assert not button.isEnabled()
    assert full.versions.select(kept[3].key)
    assert full.chosen.text() == "Today 12:33"
    with qtbot.waitSignal(getattr(full, f"{what}_requested")) as asked:
        button.click()
    assert asked.args == [kept[3]]


def test_a_new_version_comes_into_the_list_and_the_selection_stays(full, kept, desk, ferry, qtbot):
    full.versions.select(kept[2].key)
    desk.history.note_published(ferry.path, ferry.text)
    qtbot.waitUntil(lambda: full.versions.rows[1].name == "Published, version 3")
    assert full.versions.version == kept[2]


def test_damage_is_said(panel, kept, desk, ferry, qtbot):
    log = desk.history.keeper.own_folder(ferry.path) / LOG
    log.write_bytes(log.read_bytes().replace(b'"w"', b'"v"', 1))
    panel.refresh()
    qtbot.waitUntil(panel.damage.isVisible)
    assert panel.damage.text() == "1 version is damaged on disk and left out."


def test_another_story_has_other_versions(full, desk, draft, qtbot):
    full.set_session(draft)
    qtbot.waitUntil(full.empty.isVisible)
    assert full.versions.rows == []
    full.set_session(None)
    assert not full.save.isEnabled()


def test_a_hidden_panel_reads_nothing(panel, desk, ferry, qtbot):
    qtbot.waitUntil(panel.empty.isVisible)
    panel.hide()
    desk.history.note_published(ferry.path, ferry.text)
    assert not panel._errand.is_running
    panel.show()
    qtbot.waitUntil(lambda: len(panel.versions.rows) == 2)
