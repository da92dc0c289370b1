"""The steps of the body's own undo stack, taken into the story's one history, and made again or taken back from there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextDocument

from editor_app.session.undo import DocumentEdit, UndoHistory, end_of_change, weakly

Ways = tuple[Callable[[], None], Callable[[], None]]


class BodySteps(QObject):
    """Listens to one document.

    Signals:
        stepped(): the document went a step back or forward.
        caret_wanted(int): and that changed it up to this position.
    """

    stepped = Signal()
    caret_wanted = Signal(int)

    def __init__(self, document: QTextDocument, stack: UndoHistory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._stack = document, stack
        self._joins = False
        self._uncounted: int | None = None
        self.is_replaying = False
        document.undoCommandAdded.connect(self._note)

    def begin_own(self) -> None:
        """The next letter begins a step of its own: Qt joins it to the one before only in a document that is modified."""
        self._document.setModified(False)

    @contextmanager
    def within_last(self) -> Iterator[None]:
        """Edits inside belong to the last step; whoever makes them joins them to it in the document, too."""
        self._joins = True
        try:
            yield
        finally:
            self._joins = False

    def take(self, change: Callable[[], None]) -> Ways:
        """Make a change that the story's history has already; returns the ways back and there again."""
        self._uncounted, self.is_replaying = 0, True
        try:
            change()
        finally:
            steps, self._uncounted, self.is_replaying = self._uncounted, None, False

        document, replay = self._document, weakly(self.replay)

        def go(step: Callable[[], None]) -> None:
            for _ in range(steps):
                replay(step)

        return lambda: go(document.undo), lambda: go(document.redo)

    def replay(self, step: Callable[[], None]) -> None:
        """Let the document take its own step back or forward."""
        document = self._document
        places: list[int] = []

        def note(position: int, _removed: int, added: int) -> None:
            places.append(position + added)

        before = document.toPlainText()
        document.contentsChange.connect(note)
        self.is_replaying = True
        try:
            step()
        finally:
            self.is_replaying = False
            document.contentsChange.disconnect(note)
        self.stepped.emit()
        # Qt's own caret after a step may lie behind the end of the text, and then it is nowhere.
        caret = end_of_change(before, document.toPlainText())
        if caret is None and places:
            caret = min(places[-1], document.characterCount()) - 1
        if caret is not None:
            self.caret_wanted.emit(max(0, caret))

    def _note(self) -> None:
        if self._uncounted is not None:
            self._uncounted += 1
        elif not self.is_replaying and not self._joins:
            self._stack.push(DocumentEdit(self._document, "Edit text", self.replay))
