"""Where the caret goes after a step of undo."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.session.undo import _shared, end_of_change


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("", "", None),
        ("same", "same", None),
        ("", "abc", 3),
        ("abc", "", 0),
        ("a c", "a b c", 4),
        ("aaa", "aaaa", 4),
        ("one two", "one 🙂 two", 7),
        ("x" * 5000, "x" * 2500 + "y" + "x" * 2499, 2501),
    ],
)
def test_the_caret_goes_behind_what_differs(before: str, after: str, place: int | None) -> None:
    assert end_of_change(before, after) == place


@given(st.text("ab", max_size=30), st.text("ab", max_size=30))
def test_what_texts_begin_with_in_common_is_counted_right(one: str, other: str) -> None:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    assert _shared(one, other) == count
