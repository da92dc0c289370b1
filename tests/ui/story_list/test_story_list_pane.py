"""The pane as a person uses it: selecting, filtering, keys, empty shelves, updates that do not disturb."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from editor_app.stories.catalogue import Desk, Sort
from editor_app.stories.spiking import SpikedStory
from editor_app.stories.workflow import Status
from editor_app.ui.story_list.shelf import ALL_STORIES, Shelf
from editor_app.ui.story_list.story_list_pane import StoryListPane
from editor_app.ui.theme import Theme
from tests.ui.story_list.samples import ALL, BUSES, CHAIR, FERRY, FLOOD, NOW, ROVERS, VOTE, entry


@pytest.fixture
def pane(theme: Theme, qtbot: QtBot) -> Iterator[StoryListPane]:
    pane = StoryListPane(theme, lambda: NOW)
    qtbot.addWidget(pane)
    pane.resize(304, 700)
    pane.set_entries(ALL, UTC)
    with qtbot.waitExposed(pane):
        pane.show()
    yield pane


def _empty_words(pane: StoryListPane) -> str:
    assert pane._stack.currentWidget() is pane._empty
    return pane._empty.accessibleName()


def test_selecting_opens_after_a_moment_and_only_the_last(pane: StoryListPane, qtbot: QtBot) -> None:
    opened: list[Path] = []
    pane.open_story_requested.connect(opened.append)
    pane.view.step(1)
    pane.view.step(1)
    pane.view.step(1)
    assert opened == []
    qtbot.waitUntil(lambda: bool(opened))
    assert opened == [VOTE.path]


def test_showing_the_open_story_opens_nothing(pane: StoryListPane, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(pane.open_story_requested, wait=200):
        pane.set_current(CHAIR.path)
    assert pane.view.selected_paths() == [CHAIR.path]


def test_enter_goes_into_the_text_at_once(pane: StoryListPane, qtbot: QtBot) -> None:
    pane.set_current(FERRY.path)
    with qtbot.waitSignal(pane.edit_story_requested) as asked:
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert asked.args == [FERRY.path]


def test_arrows_pass_over_headings(pane: StoryListPane, qtbot: QtBot) -> None:
    pane.set_current(FLOOD.path)
    qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    assert pane.view.current_path() == FERRY.path


def test_letters_find_a_headline(pane: StoryListPane, qtbot: QtBot) -> None:
    qtbot.keyClicks(pane.view, "night b")
    assert pane.view.current_path() == BUSES.path


def test_space_toggles_the_preview_unless_it_is_part_of_what_is_typed(
    pane: StoryListPane, qtbot: QtBot
) -> None:
    pane.set_current(FERRY.path)
    with qtbot.waitSignal(pane.preview_requested):
        qtbot.keyClick(pane.view, Qt.Key.Key_Space)


def test_delete_spikes_every_selected_story(pane: StoryListPane, qtbot: QtBot) -> None:
    spiked: list[Path] = []
    pane.spike_requested.connect(spiked.append)
    pane.set_current(VOTE.path)
    qtbot.keyClick(pane.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(pane.view, Qt.Key.Key_Delete)
    assert spiked == [VOTE.path, CHAIR.path]


def test_filter_matches_headline_slug_and_byline(pane: StoryListPane) -> None:
    for text, found in (("gull holm", [FERRY]), ("night-bus", [BUSES]), ("abara", [BUSES]), ("", list(ALL))):
        pane.header.filter.setText(text)
        assert set(pane.model.paths()) == {story.path for story in found}, text


def test_states_combine_with_or_and_with_the_text_with_and(pane: StoryListPane) -> None:
    pane.header.set_statuses(frozenset({Status.READY, Status.REVIEW}))
    pane.header.filter_changed.emit()
    assert set(pane.model.paths()) == {FERRY.path, VOTE.path, CHAIR.path}
    pane.header.filter.setText("harbour trust")
    assert pane.model.paths() == [CHAIR.path]


def test_state_filters_show_counts_where_there_is_room(pane: StoryListPane) -> None:
    words = [button.text() for button in pane.header._toggles.values()]
    assert words == ["Draft 1", "Review 1", "Ready 2", "Published 2"]
    pane.resize(280, 700)
    assert [button.text() for button in pane.header._toggles.values()] == [
        "Draft",
        "Review",
        "Ready",
        "Published",
    ]


def test_escape_clears_the_filter_then_goes_back_to_the_text(pane: StoryListPane, qtbot: QtBot) -> None:
    pane.header.filter.setText("ferry")
    with qtbot.assertNotEmitted(pane.text_requested):
        qtbot.keyClick(pane.header.filter, Qt.Key.Key_Escape)
    assert pane.header.text == ""
    with qtbot.waitSignal(pane.text_requested):
        qtbot.keyClick(pane.header.filter, Qt.Key.Key_Escape)


def test_a_filter_that_finds_nothing_offers_to_clear_it(pane: StoryListPane, qtbot: QtBot) -> None:
    pane.header.filter.setText("quay bridge")
    assert _empty_words(pane) == "No story matches ‘quay bridge’"
    pane._empty.action_chosen.emit()
    assert len(pane.model.paths()) == len(ALL)


def test_an_empty_desk_says_what_belongs_there(pane: StoryListPane) -> None:
    pane.set_entries([FERRY])
    pane.show_shelf(Shelf(Desk.READY))
    assert _empty_words(pane) == "No stories are ready"
    assert pane._empty._action.text() == "Show stories in review (1)"
    pane._empty.action_chosen.emit()
    assert pane.shelf == Shelf(Desk.NEEDS_REVIEW) and pane.model.paths() == [FERRY.path]


def test_a_newsroom_without_stories_offers_to_import(pane: StoryListPane, qtbot: QtBot) -> None:
    pane.set_entries([])
    assert _empty_words(pane) == "No stories yet"
    with qtbot.waitSignal(pane.import_requested):
        pane._empty.action_chosen.emit()


def test_shelves(pane: StoryListPane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.desk_changed) as told:
        pane.show_shelf(Shelf(section="sport"))
    assert told.args == [Shelf(section="sport")]
    assert pane.model.paths() == [ROVERS.path]
    with qtbot.assertNotEmitted(pane.desk_changed):
        pane.show_shelf(Shelf(section="sport"))


def test_an_update_keeps_selection_scroll_and_place(pane: StoryListPane) -> None:
    many = [entry(f"story-{number}", minutes=number) for number in range(200)]
    pane.set_entries(many)
    pane.set_current(many[100].path)
    scroll = pane.view.verticalScrollBar().value()
    assert scroll > 0
    pane.update_entries([replace(story, words=7) for story in many])
    assert pane.view.verticalScrollBar().value() == scroll
    assert pane.view.selected_paths() == [many[100].path]


def test_rows_keep_their_order_while_the_list_is_in_use(pane: StoryListPane, qtbot: QtBot) -> None:
    pane.activateWindow()
    pane.view.setFocus()
    qtbot.waitUntil(pane.view.hasFocus)
    before = pane.model.paths()
    newest = replace(BUSES, modified=NOW)
    pane.update_entries([newest if story is BUSES else story for story in ALL])
    assert pane.model.paths() == before
    pane.header.filter.setFocus()
    qtbot.waitUntil(lambda: pane.model.paths() != before)
    assert pane.model.paths()[1] == BUSES.path


def test_a_story_that_goes_leaves_the_rest(pane: StoryListPane) -> None:
    pane.set_current(VOTE.path)
    pane.update_entries([story for story in ALL if story is not FERRY])
    assert FERRY.path not in pane.model.paths()
    assert pane.view.selected_paths() == [VOTE.path]


def test_sorting(pane: StoryListPane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.sort_changed) as told:
        pane.header.sort_chosen.emit(Sort.HEADLINE)
    assert told.args == ["headline"]
    headlines = [pane.model.index_of(path).data() for path in pane.model.paths()]
    assert headlines == sorted(headlines)
    pane.set_sort("no such order")
    assert pane.sort == Sort.NEWEST


def test_spiked_stories_can_be_restored(pane: StoryListPane, qtbot: QtBot) -> None:
    story = SpikedStory(Path("/newsroom/.stet/spiked/1/old.md"), "stories/old.md", NOW, "An old story", "old")
    pane.set_spiked([story])
    pane.show_shelf(Shelf(spiked=True))
    assert pane.model.paths() == [story.path]
    pane.view.step(1)
    menu = pane.make_menu()
    with qtbot.waitSignal(pane.restore_requested) as asked:
        menu.actions()[0].trigger()
    assert asked.args == [story]
    with qtbot.assertNotEmitted(pane.open_story_requested, wait=200):
        pass


def test_the_context_menu_acts_on_the_row(pane: StoryListPane, qtbot: QtBot) -> None:
    pane.set_current(VOTE.path)
    entries = {action.text().split("\t")[0]: action for action in pane.make_menu().actions()}
    with qtbot.waitSignal(pane.duplicate_requested) as asked:
        entries["Duplicate"].trigger()
    assert asked.args == [VOTE.path]
    with qtbot.waitSignal(pane.spike_requested):
        entries["Spike…"].trigger()


def test_next_story_that_needs_review_goes_round(pane: StoryListPane) -> None:
    second = entry("second", status=Status.REVIEW, minutes=5)
    pane.set_entries((*ALL, second))
    assert pane.next_in_review() == FERRY.path
    pane.set_current(FERRY.path)
    assert pane.next_in_review() == second.path
    pane.set_current(second.path)
    assert pane.next_in_review() == FERRY.path
    pane.set_entries([VOTE])
    assert pane.next_in_review() is None


def test_everything_can_be_named_by_a_screen_reader(pane: StoryListPane) -> None:
    assert pane.view.accessibleName() and pane.header.filter.accessibleName()
    for button in (*pane.header._toggles.values(), pane.header._sidebar_button, pane.header._new):
        assert button.accessibleName()


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("width", [240, 304, 420])
def test_rows_are_drawn_at_every_width(pane: StoryListPane, compact: bool, width: int) -> None:
    pane.set_compact(compact)
    pane.resize(width, 500)
    image = pane.grab().toImage()
    assert len({image.pixelColor(x, y).rgb() for x in range(0, width, 3) for y in range(150, 480, 3)}) > 8


def test_row_heights_come_from_the_lines(pane: StoryListPane) -> None:
    delegate = pane.view._delegate
    assert delegate.row_height() == 89
    pane.set_compact(True)
    assert delegate.row_height() == 47


def test_a_thousand_stories_are_listed_and_scrolled_quickly(pane: StoryListPane) -> None:
    many = [
        entry(f"story-{number}", f"A headline of ordinary length, number {number}", minutes=number * 7)
        for number in range(1000)
    ]
    started = time.perf_counter()
    pane.set_entries(many)
    pane.update_entries([replace(many[500], words=1) if story is many[500] else story for story in many])
    assert time.perf_counter() - started < 1.5
    canvas = QPixmap(pane.view.size())
    pane.view.render(canvas)
    started = time.perf_counter()
    for _ in range(10):
        bar = pane.view.verticalScrollBar()
        bar.setValue(bar.value() + 400)
        pane.view.viewport().render(canvas)
    assert (time.perf_counter() - started) / 10 < 0.1


def test_going_back_to_all_stories_keeps_the_open_one_selected(pane: StoryListPane) -> None:
    pane.set_current(VOTE.path)
    pane.show_shelf(Shelf(section="Sport"))
    assert pane.view.selected_paths() == []
    pane.show_shelf(ALL_STORIES)
    assert pane.view.selected_paths() == [VOTE.path]
