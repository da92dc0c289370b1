from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from editor_app.stories.breaking import Level
from editor_app.stories.story import CorrectionKind
from editor_app.ui.inspector.breaking_panel import BreakingPanel
from tests.ui.inspector.conftest import NOW


@pytest.fixture
def panel(qtbot, theme, desk, ferry) -> BreakingPanel:
    panel = BreakingPanel(theme, desk)
    qtbot.addWidget(panel)
    panel.resize(340, 800)
    panel.set_session(ferry)
    panel.show()
    return panel


@pytest.fixture
def new_panel(qtbot, theme, desk, draft) -> BreakingPanel:
    panel = BreakingPanel(theme, desk)
    qtbot.addWidget(panel)
    panel.resize(340, 800)
    panel.set_session(draft)
    panel.show()
    return panel


def test_a_story_in_force_shows_its_banner_and_a_badge(panel):
    assert panel.level.value == "breaking"
    assert panel.badge == ("!", "breaking")
    assert panel.banner.alert == "Ferry aground off Gull Holm, passengers taken off"
    assert panel.ends.words == "Today 16:30, in 1 h 57 min"
    assert panel._state.text() == "In force until today 16:30."
    assert panel.update_button.isEnabled()


def test_a_new_level_starts_now_and_ends_by_the_newsrooms_default(new_panel, draft):
    assert new_panel.level.value == "none"
    new_panel.set_level("developing")
    breaking = draft.meta.breaking
    assert breaking is not None
    assert breaking.level is Level.DEVELOPING
    assert breaking.since == NOW.replace(second=0)
    assert breaking.until == NOW.replace(second=0) + timedelta(hours=2)
    assert new_panel.ends.presets.value == "2"
    assert "once the story is published" in new_panel._state.text()
    assert not new_panel.update_button.isEnabled()


def test_changing_the_level_keeps_the_times(panel, ferry):
    before = ferry.meta.breaking
    panel.set_level("developing")
    assert ferry.meta.breaking == before.model_copy(update={"level": Level.DEVELOPING})


def test_none_and_back_brings_the_alert_back(panel, ferry):
    before = ferry.meta.breaking
    panel.set_level("none")
    assert ferry.meta.breaking is None
    assert panel.badge == ("", "")
    panel.set_level("breaking")
    assert ferry.meta.breaking == before


@pytest.mark.parametrize("hours", [1, 2, 4])
def test_presets_count_from_now(panel, ferry, hours):
    panel.ends._choose(str(hours))
    assert ferry.meta.breaking.until == NOW.replace(second=0) + timedelta(hours=hours)
    assert panel.ends.presets.value == str(hours)


def test_an_end_can_be_set_by_hand(panel, ferry):
    until = datetime(2026, 11, 18, 9, 15, tzinfo=UTC)
    panel.ends._choose("at")
    assert panel.ends.moment.isVisible()
    panel.ends.moment.setDateTime(panel.ends.moment.dateTime().addSecs(60 * 60))
    assert ferry.meta.breaking.until == datetime(2026, 11, 17, 17, 30, tzinfo=UTC)
    ferry.edit("x", breaking=ferry.meta.breaking.model_copy(update={"until": until}))
    assert panel.ends.moment.moment() == until


def test_the_alert_falls_back_to_the_headline(panel, ferry, qtbot):
    panel.alert.editor.selectAll()
    qtbot.keyClicks(panel.alert.editor, "Ferry aground")
    assert ferry.meta.breaking.alert == "Ferry aground"
    assert panel.banner.alert == "Ferry aground"
    panel.alert.editor.clear()
    assert panel.banner.alert == ferry.meta.title


def test_an_alert_too_long_is_marked(panel, ferry):
    ferry.edit("x", breaking=ferry.meta.breaking.model_copy(update={"alert": "a" * 56}))
    assert panel.alert.counter.is_over


def test_take_down_ends_it_now_and_undo_brings_it_back(panel, ferry, qtbot):
    with qtbot.waitSignal(panel.banner_taken_down):
        panel.take_down_button.click()
    assert ferry.meta.breaking.until == NOW
    assert panel._state.text().startswith("Ended")
    assert not panel.take_down_button.isEnabled()
    ferry.undo_stack.undo()
    assert panel.badge == ("!", "breaking")


def test_an_ended_level_starts_anew_when_chosen_again(panel, ferry):
    panel.take_down()
    panel.set_level("breaking")
    assert ferry.meta.breaking.since == NOW.replace(second=0)
    assert ferry.meta.breaking.in_force(NOW)


def test_the_most_urgent_other_banner_is_named(panel, desk):
    assert "has a banner until" in panel._other_words.text()
    other = desk.lookup(panel._other_slug)
    assert other.breaking.level is Level.BREAKING
    assert other.headline in panel._other_words.text()


def test_corrections_are_added_and_what_is_live_stays(panel, ferry, qtbot):
    before = ferry.meta.corrections
    panel.corrections.add.click()
    panel.corrections.kind.set_value("clarification")
    qtbot.keyClicks(panel.corrections.text.editor, "The bank is the Teal Bank.")
    panel.corrections.confirm.click()
    added = ferry.meta.corrections[-1]
    assert ferry.meta.corrections[:-1] == before
    assert added.kind is CorrectionKind.CLARIFICATION
    assert added.text == "The bank is the Teal Bank."
    assert added.date == NOW.replace(second=0)
    panel.corrections.correction_removed.emit(len(before))
    assert ferry.meta.corrections == before


def test_the_banner_is_as_high_as_its_words(panel, ferry, qtbot):
    qtbot.waitUntil(lambda: panel.banner.height() == panel.banner.heightForWidth(panel.banner.width()))
    low = panel.banner.height()
    ferry.edit("x", breaking=ferry.meta.breaking.model_copy(update={"alert": "Words that go on and on " * 5}))
    qtbot.waitUntil(lambda: panel.banner.height() > low)


def test_ctrl_enter_adds_the_correction_then_updates_the_banner(panel, ferry, qtbot):
    count = len(ferry.meta.corrections)
    panel.corrections.open_form()
    qtbot.keyClicks(panel.corrections.text.editor, "It is 143.")
    qtbot.keyClick(panel.corrections.text.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(ferry.meta.corrections) == count + 1
    with qtbot.waitSignal(panel.banner_update_requested):
        qtbot.keyClick(panel.alert.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_escape_folds_the_correction_away(panel, ferry, qtbot):
    before = ferry.meta.corrections
    panel.corrections.open_form()
    qtbot.keyClicks(panel.corrections.text.editor, "Half")
    qtbot.keyClick(panel.corrections.text.editor, Qt.Key.Key_Escape)
    assert not panel.corrections.is_adding
    assert ferry.meta.corrections == before
