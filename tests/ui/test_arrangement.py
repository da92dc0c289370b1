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


def test_a_narrow_window_puts_the_panel_in_the_editor_s_place() -> None:
    assert arrange(800, "story").panel_over_editor
    assert not arrange(1100, "story").panel_over_editor


def test_a_panel_keeps_the_width_it_was_given_but_never_less_than_it_needs() -> None:
    assert panel_width("preview", {}) == 456
    assert panel_width("preview", {"preview": 700}) == 700
    assert panel_width("preview", {"preview": 100}) == 400
    assert panel_width("related", {}) == 312
