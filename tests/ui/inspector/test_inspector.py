from __future__ import annotations

import pytest

from editor_app.ui.inspector.inspector import Inspector


@pytest.fixture
def inspector(qtbot, theme, desk, ferry) -> Inspector:
    inspector = Inspector(theme, desk)
    qtbot.addWidget(inspector)
    inspector.resize(340, 800)
    inspector.set_session(ferry)
    inspector.show()
    return inspector


def test_panels_in_the_rails_order(inspector):
    assert inspector.panel_ids == ("story", "breaking", "related", "share", "checks", "history")


@pytest.mark.parametrize("panel_id", ["story", "breaking", "related", "share", "checks", "history"])
def test_each_panel_shows_under_its_name(inspector, panel_id, qtbot):
    with qtbot.waitSignal(inspector.panel_shown) as shown:
        inspector.show_panel(panel_id)
    assert shown.args == [panel_id]
    assert inspector._title.text() == inspector.panel(panel_id).title
    assert inspector.current_panel.isVisible()


def test_a_panel_nobody_knows_is_ignored(inspector):
    inspector.show_panel("notes")
    assert inspector.current_panel.panel_id == "story"


def test_run_again_is_in_the_header_of_checks_only(inspector):
    assert not inspector.checks.run_again.isVisible()
    inspector.show_panel("checks")
    assert inspector.checks.run_again.isVisible()


def test_badges_name_their_panel(inspector, ferry, qtbot):
    with qtbot.waitSignal(inspector.badge_changed) as told:
        inspector.breaking.set_level("none")
    assert told.args == ["breaking", "", ""]


def test_close_asks(inspector, qtbot):
    with qtbot.waitSignal(inspector.close_requested):
        inspector._close.click()


@pytest.mark.parametrize(
    ("key", "panel_id"),
    [
        ("slug", "story"),
        ("breaking", "breaking"),
        ("corrections", "breaking"),
        ("related:0", "related"),
        ("share", "share"),
    ],
)
def test_a_key_opens_its_panel(inspector, key, panel_id):
    assert inspector.focus_key(key)
    assert inspector.current_panel.panel_id == panel_id


def test_a_key_of_no_panel(inspector):
    assert not inspector.focus_key("title")


def test_following_no_story_and_another_again(inspector, ferry, desk):
    inspector.set_session(None)
    ferry.edit("x", dateline="Elsewhere")
    assert inspector.story.dateline.text() == "Ostrey"
    inspector.set_session(ferry)
    assert inspector.story.dateline.text() == "Elsewhere"


def test_every_control_has_a_name(inspector):
    from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QTextEdit

    nameless = []
    for kind in (QLineEdit, QTextEdit, QComboBox, QAbstractSpinBox, QAbstractButton):
        for control in inspector.findChildren(kind):
            inside = isinstance(
                control.parent(), QComboBox | QAbstractSpinBox
            ) or control.objectName().startswith("qt_")
            words = control.accessibleName() or getattr(control, "text", lambda: "")()
            if not inside and not words and control.focusPolicy():
                nameless.append(control)
    assert nameless == []


def test_a_hidden_panel_catches_up_when_it_is_shown(inspector, ferry):
    inspector.show_panel("checks")
    ferry.edit("x", dateline="Fennick")
    assert inspector.story.dateline.text() == "Ostrey"
    inspector.show_panel("story")
    assert inspector.story.dateline.text() == "Fennick"


def test_breaking_keeps_its_badge_while_hidden(inspector, ferry):
    inspector.show_panel("story")
    ferry.edit("x", breaking=None)
    assert inspector.breaking.badge == ("", "")


def test_front_matter_cannot_be_edited_here_while_its_source_is(inspector, ferry):
    ferry.enter_source()
    assert not inspector.story.dateline.isEnabled()
    assert inspector.story._source_note.isVisible()
    assert inspector.checks.run_again.isEnabled()
    ferry.leave_source()
    assert inspector.story.dateline.isEnabled()
    assert not inspector.story._source_note.isVisible()
