"""Notices that the web process owes an answer for so long that it must be stuck. Looks at no page: it is told what is awaited."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

PATIENCE_MS = 12_000
"""A page of a very long story on a busy machine is there within a few seconds."""


class AnswerWatch(QObject):
    """One answer is awaited, or none.

    Signals:
        silent(): the answer is overdue. Said once for each `expect`.
    """

    silent = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)
        self.is_overdue = False

    def expect(self) -> None:
        """Something was asked of the page just now."""
        self._patience.start(PATIENCE_MS)

    def answered(self) -> None:
        """The page has answered, is gone, or nobody looks at it any more."""
        self._patience.stop()
        self.is_overdue = False

    def _give_up(self) -> None:
        self.is_overdue = True
        self.silent.emit()
