"""The last edition, kept by a process that stays, so that its next export need not unpack the ledger again.

Worth no more than the ledger on the disk: it is used only while that is the very one this process left there. Keeps one
newsroom's site at a time, and none that is very large.
"""

from __future__ import annotations

from pathlib import Path

from editor_app.publish.edition import Edition
from editor_app.publish.ledger import Ledger

_MOST_STORIES = 50_000  # a story takes about three kilobytes here


class LastEdition:
    """What one process remembers of its last export. For one export at a time."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._ledger: Ledger | None = None
        self._edition: Edition | None = None

    def ledger(self, path: Path) -> Ledger:
        """The ledger that lies in this file."""
        if self._ledger is None or self._path != path or not self._ledger.lies_in(path):
            self.forget()
            return Ledger.load(path)
        return self._ledger

    def edition(self, ledger: Ledger) -> Edition | None:
        """The edition that was made with this ledger, or None."""
        return self._edition if ledger is self._ledger else None

    def keep(self, path: Path, ledger: Ledger, edition: Edition) -> None:
        """Remember what an export left."""
        self.forget()
        if len(ledger.stamps) <= _MOST_STORIES:
            self._path, self._ledger, self._edition = path, ledger, edition

    def forget(self) -> None:
        """Give the memory back."""
        self._path = self._ledger = self._edition = None
