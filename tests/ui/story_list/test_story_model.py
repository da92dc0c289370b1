"""The rows as a model: grouped, changed in place, quick with a thousand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from editor_app.stories.catalogue import Sort
from editor_app.stories.workflow import Status
from editor_app.ui.story_list.grouping import grouped, is_live, status_counts
from editor_app.ui.story_list.rows import GroupRow
from editor_app.ui.story_list.story_model import StoryModel
from tests.ui.story_list.samples import ALL, BUSES, CHAIR, FERRY, FLOOD, NOW, ROVERS, VOTE, entry


@pytest.fixture
def model(qapp: object) -> StoryModel:
    model = StoryModel(lambda: NOW, UTC)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    assert tester.model() is model
    return model


def _shown(model: StoryModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_newest_first_under_days_with_live_stories_pinned() -> None:
    items = grouped(list(ALL), Sort.NEWEST, NOW, UTC)
    assert items == [
        GroupRow("Live now", 1),
        FLOOD,
        GroupRow("Today, Tue 17 Nov", 3),
        FERRY,
        VOTE,
        CHAIR,
        GroupRow("Yesterday, Mon 16 Nov", 1),
        BUSES,
        GroupRow("Sunday 15 Nov", 1),
        ROVERS,
    ]


def test_a_breaking_story_that_readers_cannot_see_is_not_live() -> None:
    assert is_live(FLOOD, NOW) and not is_live(FERRY, NOW)
    assert not is_live(FLOOD, NOW + timedelta(hours=2))


def test_other_orders_have_other_headings() -> None:
    assert not [item for item in grouped(list(ALL), Sort.HEADLINE, NOW, UTC) if isinstance(item, GroupRow)]
    by_state = grouped([VOTE, CHAIR, FERRY], Sort.STATUS, NOW, UTC)
    assert [item.title for item in by_state if isinstance(item, GroupRow)] == ["Ready", "In review"]


def test_counts_by_status() -> None:
    assert status_counts(ALL) == {Status.REVIEW: 1, Status.PUBLISHED: 2, Status.READY: 2, Status.DRAFT: 1}


def test_a_changed_story_changes_its_row_only(model: StoryModel, qtbot: QtBot) -> None:
    model.set_items(grouped(list(ALL), Sort.NEWEST, NOW, UTC))
    changed = replace(VOTE, headline="Another headline")
    with (
        qtbot.waitSignal(model.dataChanged) as told,
        qtbot.assertNotEmitted(model.rowsInserted),
        qtbot.assertNotEmitted(model.rowsRemoved),
        qtbot.assertNotEmitted(model.modelReset),
    ):
        model.update_entries([changed])
    assert told.args[0].row() == told.args[1].row() == model.index_of(VOTE.path).row()
    assert model.index_of(VOTE.path).data() == "Another headline"
    assert model.row_at(model.index_of(VOTE.path).row()).headline == "Another headline"  # type: ignore[union-attr]


def test_a_new_story_is_inserted_without_a_reset(model: StoryModel, qtbot: QtBot) -> None:
    model.set_items([FERRY, VOTE, CHAIR])
    with qtbot.waitSignal(model.rowsInserted), qtbot.assertNotEmitted(model.modelReset):
        model.set_items([FERRY, BUSES, VOTE, CHAIR])
    assert model.paths() == [FERRY.path, BUSES.path, VOTE.path, CHAIR.path]


def test_headings_cannot_be_chosen(model: StoryModel) -> None:
    model.set_items(grouped([FERRY], Sort.NEWEST, NOW, UTC))
    assert model.flags(model.index(0, 0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("Ferry runs aground")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 12), unique=True, max_size=10), min_size=1, max_size=5))
def test_any_list_can_follow_any_other(orders: list[list[int]]) -> None:
    stories = [entry(f"story-{number}", minutes=number) for number in range(13)]
    model = StoryModel(lambda: NOW, UTC)
    for order in orders:
        wanted = [stories[number] for number in order]
        model.set_items(wanted)
        assert model.paths() == [story.path for story in wanted]
        assert [model.index_of(story.path).row() for story in wanted] == list(range(len(wanted)))
        assert _shown(model) == [story.headline for story in wanted]
