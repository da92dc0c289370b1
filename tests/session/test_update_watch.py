"""A change that moves timed updates is told from one that does not, by the blocks that were touched."""

from __future__ import annotations

import pytest

from editor_app.session.update_watch import UpdateWatch

LIVE = [("a", "Words.\n\n"), ("b", "**14:32** Two.\n\n"), ("c", "More.\n\n"), ("d", "**09:10** One.\n\n"), ("e", "---\n\n"), ("f", "Rest.\n")]  # fmt: skip
KEYS = tuple(key for key, _source in LIVE)


@pytest.fixture
def watch() -> UpdateWatch:
    made = UpdateWatch()
    made.look(LIVE)
    return made


@pytest.mark.parametrize(
    ("touched", "order", "moved"),
    [
        ([("c", "More words.")], None, False),
        ([("b", "**14:32** Two and **bo")], None, False),
        ([("b", "**14:33** Two.")], None, True),
        ([("b", "14:32 Two.")], None, True),
        ([("c", "**15:00** New")], None, True),
        ([("c", "## Head")], None, True),
        ([("e", "--")], None, True),
        ([("n", "")], ("a", "b", "n", "c", "d", "e", "f"), False),
        ([("n", "**15:00** ")], ("a", "n", "b", "c", "d", "e", "f"), True),
        ([], ("a", "b", "d", "e", "f"), False),
        ([], ("a", "c", "d", "e", "f"), True),
        ([], ("a", "b", "c", "d", "f"), True),
        ([], ("a", "b", "d", "c", "e", "f"), True),
    ],
)
def test_what_moves_the_sections(watch: UpdateWatch, touched, order, moved: bool) -> None:
    assert watch.is_moved(touched, order) is moved


def test_a_block_that_was_put_in_is_known_to_the_next_change(watch: UpdateWatch) -> None:
    assert not watch.is_moved([("n", "New.")], ("a", "b", "n", "c", "d", "e", "f"))
    assert not watch.is_moved([], ("a", "b", "c", "d", "e", "f"))
    assert watch.is_moved([], ("a", "b", "d", "c", "e", "f"))


def test_a_story_without_updates_moves_as_it_likes() -> None:
    watch = UpdateWatch()
    watch.look([("a", "Words."), ("b", "## Head"), ("c", "More **bold**.")])
    assert not watch.has_updates
    assert not watch.is_moved([("b", "### Head")], ("c", "b", "a"))
    assert watch.is_moved([("a", "**14:32** Words.")], None)
