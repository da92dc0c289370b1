"""How the story being edited goes from its writer to its reviewer and back; publishing is `session.publishing`'s."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from editor_app.stories.workflow import Status, check_move

if TYPE_CHECKING:
    from editor_app.session.newsroom_session import NewsroomSession


class SigningOff:
    """The sign-off of one open newsroom; what has been approved is remembered while that is open."""

    def __init__(self, desk: NewsroomSession) -> None:
        self._desk = desk
        self._approved: set[Path] = set()

    def is_approved(self, path: Path) -> bool:
        """Whether the story at `path` was approved here."""
        return path in self._approved

    def move_to(self, status: Status) -> None:
        """Give the story being edited another status. Raises `MoveNotAllowed`."""
        session = self._desk.current
        if session is None or self._desk.refuses(session):
            return
        before = session.meta.status
        check_move(before, status)
        session.edit(f"Mark {status}", status=status)
        self._note(before is Status.REVIEW and status is Status.READY)
        session.save()

    def request_changes(self, message: str) -> None:
        """Give the story being edited back to its writer as a draft, `message` above whatever its note says."""
        session = self._desk.current
        if session is None or self._desk.refuses(session):
            return
        meta = session.meta
        check_move(meta.status, Status.DRAFT)
        now = self._desk.clock().astimezone(self._desk.newsroom.timezone)
        asked = f"{now:%a} {now.day} {now:%b %H:%M}, changes requested: {message.strip()}"
        note = f"{asked}\n\n{meta.note}" if meta.note else asked
        session.edit("Request changes", status=Status.DRAFT, note=note)
        self._note(False)
        session.save()

    def _note(self, approved: bool) -> None:
        session = self._desk.current
        if session is not None:
            session.set_approved(approved)
            (self._approved.add if approved else self._approved.discard)(session.path)
