from __future__ import annotations

import pytest

from editor_app.stories.workflow import MOVES, MoveNotAllowed, Status, allowed_moves, check_move


def test_every_status_has_its_moves_and_never_moves_to_itself() -> None:
    assert set(MOVES) == set(Status)
    assert all(status not in allowed_moves(status) for status in Status)


@pytest.mark.parametrize("before", Status)
@pytest.mark.parametrize("after", Status)
def test_only_listed_moves_are_allowed(before: Status, after: Status) -> None:
    if after == before or after in MOVES[before]:
        check_move(before, after)
        return
    with pytest.raises(MoveNotAllowed, match=f"{before} cannot become {after}") as refused:
        check_move(before, after)
    assert (refused.value.before, refused.value.after) == (before, after)


def test_what_readers_have_seen_can_only_be_withdrawn_or_killed() -> None:
    assert allowed_moves(Status.PUBLISHED) == {Status.DRAFT, Status.KILLED}
    assert allowed_moves(Status.KILLED) == {Status.DRAFT}
    assert all(
        Status.PUBLISHED in allowed_moves(status) for status in (Status.DRAFT, Status.REVIEW, Status.READY)
    )
