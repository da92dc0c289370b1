from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from editor_app.stories.related import RelatedLink
from editor_app.ui.inspector.other_link_form import web_address
from editor_app.ui.inspector.related_panel import RelatedPanel
from editor_app.ui.inspector.suggestions import suggestions_for


@pytest.fixture
def panel(qtbot, theme, desk, ferry) -> RelatedPanel:
    panel = RelatedPanel(theme, desk)
    qtbot.addWidget(panel)
    panel.resize(312, 900)
    panel.set_session(ferry)
    panel.show()
    return panel


def slugs(session) -> list[str]:
    return [link.story or link.url for link in session.meta.related]


def test_search_as_you_type_and_enter_adds_the_first(panel, ferry, qtbot):
    qtbot.keyClicks(panel.finder.field, "seed exchange")
    assert panel.finder.found[0].slug == "seed-library"
    qtbot.keyClick(panel.finder.field, Qt.Key.Key_Return)
    assert ferry.meta.related[-1] == RelatedLink(story="seed-library")
    assert all(entry.slug != "seed-library" for entry in panel.finder.found)


def test_down_and_enter_adds_the_second(panel, ferry, qtbot):
    qtbot.keyClicks(panel.finder.field, "merrow")
    second = panel.finder.found[1].slug
    qtbot.keyClick(panel.finder.field, Qt.Key.Key_Down)
    qtbot.keyClick(panel.finder.field, Qt.Key.Key_Return)
    assert slugs(ferry)[-1] == second


def test_nothing_found_says_so(panel, qtbot):
    qtbot.keyClicks(panel.finder.field, "zebra")
    assert panel.finder.found == ()
    assert panel.finder._frame.isVisible()
    qtbot.keyClick(panel.finder.field, Qt.Key.Key_Escape)
    assert not panel.finder._frame.isVisible()


def test_the_story_itself_and_what_it_has_are_not_offered(panel):
    panel.finder.field.setText("ferry")
    assert "ferry-aground" not in [entry.slug for entry in panel.finder.found]
    panel.finder.field.setText("merrow")
    assert "merrow-flood" not in [entry.slug for entry in panel.finder.found]


def test_states_are_told(panel):
    names = [row.accessibleName() for row in panel.stories.rows]
    assert names[0].endswith("Published today 11:05")
    assert names[1].endswith("In review. Left out until published.")


def test_alt_down_moves_and_the_keyboard_follows(panel, ferry, qtbot):
    before = slugs(ferry)
    panel.stories.rows[0].setFocus()
    qtbot.keyClick(panel.stories.rows[0], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert slugs(ferry) == [before[1], before[0], *before[2:]]
    ferry.undo_stack.undo()
    assert slugs(ferry) == before


def test_dragging_moves_once(panel, ferry, qtbot):
    before = slugs(ferry)
    qtbot.waitUntil(lambda: panel.stories.rows[2].y() > 0)
    last = panel.stories.rows[2]
    panel.stories.rows[0].dragged.emit(last.mapToGlobal(last.rect().bottomLeft()))
    panel.stories.rows[0].dropped.emit()
    assert slugs(ferry) == [before[1], before[2], before[0], before[3]]


def test_moving_stories_leaves_outside_links_in_their_place(panel, ferry):
    links = (RelatedLink(story="a"), RelatedLink(url="https://x.example"), RelatedLink(story="b"))
    ferry.edit("x", related=links)
    panel.stories.moved.emit(0, 1)
    assert slugs(ferry) == ["b", "https://x.example", "a"]


def test_remove_takes_one_away(panel, ferry):
    panel.stories.removed.emit(1)
    assert "quay-contract" not in slugs(ferry)
    assert len(ferry.meta.related) == 3


def test_suggestions_share_tags_and_are_added_with_one_press(panel, ferry, desk):
    first = panel.suggestions[0]
    assert "ferry" in first.reason
    panel.add_story(first.slug)
    assert slugs(ferry)[-1] == first.slug
    assert first.slug not in [suggestion.slug for suggestion in panel.suggestions]
    assert (
        suggestions_for(
            "x", ferry.meta.model_copy(update={"tags": (), "section": ""}), desk.catalogue.entries
        )
        == []
    )


def test_an_outside_link_is_added(panel, ferry, qtbot):
    panel.add_link.click()
    qtbot.keyClicks(panel.link_form.address, "harbour.example/map")
    qtbot.keyClicks(panel.link_form.words, "Chart of the Sound")
    qtbot.keyClick(panel.link_form.words, Qt.Key.Key_Return)
    assert ferry.meta.related[-1] == RelatedLink(
        url="https://harbour.example/map", title="Chart of the Sound"
    )
    assert not panel.link_form.isVisible()


def test_an_address_that_cannot_be_one_is_refused(panel, ferry, qtbot):
    before = ferry.meta.related
    panel.add_link.click()
    qtbot.keyClicks(panel.link_form.address, "javascript:alert(1)")
    panel.link_form.add.click()
    assert ferry.meta.related == before
    assert panel.link_form.isVisible()


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("harbour.example", "https://harbour.example"),
        ("http://harbour.example/a", "http://harbour.example/a"),
        ("  https://a.example  ", "https://a.example"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://", ""),
        ("two words", ""),
        ("https://[::1", ""),
        ("", ""),
    ],
)
def test_web_address(typed, address):
    assert web_address(typed) == address


def test_an_entry_that_is_not_linked_can_be_found(panel, ferry, qtbot):
    ferry.edit("x", related=(RelatedLink(title="seed exchange"),))
    assert "Not linked" in panel.stories.rows[0].accessibleName()
    panel.stories.activated.emit(0)
    qtbot.keyClick(panel.finder.field, Qt.Key.Key_Return)
    assert ferry.meta.related == (RelatedLink(story="seed-library", title="seed exchange"),)


def test_a_story_that_is_gone_is_told(panel, ferry):
    ferry.edit("x", related=(RelatedLink(story="never-written"),))
    assert "No story “never-written”" in panel.stories.rows[0].accessibleName()


def test_insert_here_asks_for_all_that_lead_somewhere(panel, ferry, qtbot):
    ferry.edit("x", related=(RelatedLink(story="merrow-flood"), RelatedLink(title="nobody knows")))
    with qtbot.waitSignal(panel.insert_also_read_requested) as asked:
        panel.insert_here.click()
    assert asked.args[0] == (RelatedLink(story="merrow-flood"),)


def test_a_check_leads_to_its_entry(panel):
    assert panel.focus_key("related:3")
    assert panel.focus_key("related")
    assert not panel.focus_key("slug")


def test_the_menu_of_a_row_does_what_it_says(panel, ferry, qtbot):
    before = slugs(ferry)
    menu = panel.menu_for(panel._story_links(), 0)
    actions = {action.text(): action for action in menu.actions() if action.text()}
    assert not actions["Move up"].isEnabled()
    with qtbot.waitSignal(panel.insert_also_read_requested) as asked:
        actions["Insert here"].trigger()
    assert asked.args[0] == (ferry.meta.related[0],)
    with qtbot.waitSignal(panel.open_story_requested) as asked:
        actions["Open story"].trigger()
    assert asked.args == ["merrow-flood"]
    actions["Move down"].trigger()
    assert slugs(ferry)[:2] == [before[1], before[0]]
