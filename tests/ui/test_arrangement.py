from __future__ import annotations

import pytest

from editor_app.ui.arrangement import arrange, panel_width


@pytest.mark.parametrize(
    ("width", "panel", "sidebar", "story_list"),
    [
        (1700, "preview", True, True),
        (1440, "story", True, True),
        (1440, "preview", False, True),
        (1440, "share", False, True),
        (1100, "story", False, True),
        (900, "", False, False),
    ],
)
def test_columns_leave_in_the_order_of_the_design(
    width: int, panel: str, sidebar: bool, story_list: bool
) -> None:
    arrangement = arrange(width, panel)
    assert (arrangement.sidebar, arrangement.story_list) == (sidebar, story_list)


def test_a_hidden_sidebar_stays_hidden_at_any_width() -> None:
    assert not arrange(2000, "", sidebar_wanted=False).sidebar


def test_a_panel_takes_the_editor_s_place_where_both_cannot_bear_it() -> None:
    assert arrange(720, "story").panel_over_editor
    assert arrange(900, "share").panel_over_editor
    assert not arrange(900, "story").panel_over_editor
    assert not arrange(1100, "share").panel_over_editor


def test_a_wide_panel_sends_the_list_away_before_anything_is_clipped() -> None:
    assert not arrange(1100, "preview").story_list
    assert arrange(1280, "preview").story_list


@pytest.mark.parametrize("width", [720, 760, 900, 999])
def test_a_narrow_window_shows_the_list_when_it_is_called(width: int) -> None:
    assert not arrange(width, "").story_list
    assert arrange(width, "", called=frozenset({"list"})).story_list


def test_a_called_sidebar_comes_where_there_is_room_for_it() -> None:
    assert arrange(1100, "", called=frozenset({"sidebar"})).sidebar
    assert not arrange(1100, "share", called=frozenset({"sidebar"})).sidebar


@pytest.mark.parametrize("panel", ["", "story", "breaking", "preview", "share"])
def test_what_is_shown_always_has_its_least_width(panel: str) -> None:
    for width in range(720, 2000, 4):
        for called in (frozenset(), frozenset({"list"}), frozenset({"list", "sidebar"})):
            plan = arrange(width, panel, called=called)
            needed = 60 if plan.rail_labels else 44
            needed += 160 * plan.sidebar + 240 * plan.story_list + (0 if plan.panel_over_editor else 420)
            needed += panel_width(panel, {panel: 0}) if panel else 0
            assert needed <= width, (width, called)


def test_a_panel_keeps_the_width_it_was_given_but_never_less_than_it_needs() -> None:
    assert panel_width("preview", {}) == 456
    assert panel_width("preview", {"preview": 700}) == 700
    assert panel_width("preview", {"preview": 100}) == 400
    assert panel_width("related", {}) == 312
