"""The statuses of a story, the moves between them, and the one gate that decides what readers may see."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Where a story stands; the values are what front matter says."""

    DRAFT = "draft"
    REVIEW = "review"
    READY = "ready"
    PUBLISHED = "published"
    KILLED = "killed"


MOVES: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.REVIEW, Status.READY, Status.PUBLISHED}),
    Status.REVIEW: frozenset({Status.DRAFT, Status.READY, Status.PUBLISHED}),
    Status.READY: frozenset({Status.DRAFT, Status.REVIEW, Status.PUBLISHED}),
    Status.PUBLISHED: frozenset({Status.DRAFT, Status.KILLED}),
    Status.KILLED: frozenset({Status.DRAFT}),
}


class MoveNotAllowed(ValueError):
    """A story was asked to go from one status to another that does not follow it."""

    def __init__(self, before: Status, after: Status) -> None:
        super().__init__(f"A story that is {before} cannot become {after}.")
        self.before = before
        self.after = after


def allowed_moves(status: Status) -> frozenset[Status]:
    """The statuses a story of this status may be given next."""
    return MOVES[status]


def check_move(before: Status, after: Status) -> None:
    """Raise `MoveNotAllowed` unless `after` may follow `before` (staying is always allowed)."""
    if after != before and after not in MOVES[before]:
        raise MoveNotAllowed(before, after)
