"""Whose turn it is to write the open story: holds its lease while it is ours, and watches whoever else has it.

The lease's files may lie on a slow share, so they are read and written in a thread. Knows no widget and saves nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from editor_app.session.errand import Errand
from editor_app.stories.lease import BEAT_S, STILL_S, Hold, Lease, read_lease

_OPENING_S = 1.0  # how long opening a story waits for its share at most


class HoldKind(StrEnum):
    """How the story stands to us."""

    OURS = "ours"
    THEIRS = "theirs"
    STILL = "still"  # theirs, but whoever has it has shown no life for a while
    FREE = "free"  # whoever had it has let it go
    LOST = "lost"  # ours until somebody else took it over
    LARGE = "large"  # nobody's: it is too large to be edited here, and only its beginning is shown


@dataclass(frozen=True, slots=True)
class HoldState:
    """`lease` is whose it is, unless it is ours or free; None: another Stet on this computer that has said nothing."""

    kind: HoldKind
    lease: Lease | None = None

    @property
    def may_write(self) -> bool:
        """Whether the story may be edited here."""
        return self.kind is HoldKind.OURS


@dataclass(frozen=True, slots=True)
class _Claimed:
    """Whether the story is ours; `lost`, when it was until now."""

    held: bool
    lost: bool = False


class StoryHold(QObject):
    """The claim to one story. `changed` carries a `HoldState`."""

    changed = Signal(object)

    def __init__(
        self,
        path: Path,
        parent: QObject | None = None,
        *,
        locks: Path | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._hold, self._monotonic = Hold(path, locks), monotonic
        self._seen: tuple[str, int] = ("", -1)
        self._seen_at = 0.0
        self._errand = Errand(self)
        self._errand.finished.connect(self._take_answer)
        self._beat = QTimer(self, interval=round(BEAT_S * 1000))
        self._beat.timeout.connect(self._look)
        self._ended = False
        self.state = HoldState(HoldKind.OURS)

    def begin(self) -> HoldState:
        """Claim the story before anything of it is shown; how it stands."""
        hold = self._hold
        self._errand.start(lambda: _Claimed(hold.take()))
        self._errand.wait(_OPENING_S)
        self._beat.start()
        return self.state

    def take_over(self) -> bool:
        """A person has decided to have the story; whether it is ours now. Only what was seen still or free is taken."""
        self._errand.wait(_OPENING_S)
        if self._errand.is_running or self.state.kind not in (HoldKind.STILL, HoldKind.FREE):
            return False
        if self._hold.take(self.state.lease):
            self._set(HoldState(HoldKind.OURS))
            return True
        self._theirs(HoldKind.THEIRS)
        return False

    def end(self) -> None:
        """Let the story go."""
        if self._ended:
            return
        self._ended = True
        self._beat.stop()
        self._errand.wait(_OPENING_S)
        if not self._errand.is_running:
            self._hold.let_go()

    # -- inside

    def _look(self) -> None:
        hold = self._hold
        self._errand.start(
            lambda: _Claimed(hold.beat(), lost=True) if hold.is_held else read_lease(hold.story)
        )

    def _take_answer(self, answer: object) -> None:
        if self._ended:
            return
        if isinstance(answer, Lease) or answer is None:
            self._watch_other(answer)
        elif isinstance(answer, _Claimed) and answer.held:
            self._set(HoldState(HoldKind.OURS))
        elif isinstance(answer, _Claimed):
            self._theirs(HoldKind.LOST if answer.lost else HoldKind.THEIRS)

    def _watch_other(self, lease: Lease | None) -> None:
        if lease is None or lease.is_dead:
            self._set(HoldState(HoldKind.FREE, lease))
            return
        beat = (lease.id, lease.beat)
        if beat != self._seen:
            self._seen, self._seen_at = beat, self._monotonic()
            self._set(
                HoldState(HoldKind.LOST if self.state.kind is HoldKind.LOST else HoldKind.THEIRS, lease)
            )
        elif not lease.is_here and self._monotonic() - self._seen_at >= STILL_S:
            self._set(HoldState(HoldKind.STILL, lease))

    def _theirs(self, kind: HoldKind) -> None:
        lease = self._hold.other
        self._seen = (lease.id, lease.beat) if lease is not None else ("", 0)
        self._seen_at = self._monotonic()
        self._set(HoldState(kind, lease))

    def _set(self, state: HoldState) -> None:
        known, new = self.state.lease, state.lease
        same = state.kind is self.state.kind and (known and known.id) == (new and new.id)
        self.state = state
        if not same:
            self.changed.emit(state)
