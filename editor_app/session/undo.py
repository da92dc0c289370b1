"""One history for everything in a story: typing in the body, and changes of front matter, undone in the order made."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QTextCursor, QTextDocument, QUndoCommand

_HEAD_EDIT_ID = 1


class DocumentEdit(QUndoCommand):
    """Stands for one step in a QTextDocument's own undo stack; the document keeps what the step is."""

    def __init__(
        self, document: QTextDocument, label: str, replay: Callable[[Callable[[QTextCursor], None]], None]
    ) -> None:
        super().__init__(label)
        self._document = document
        self._replay = replay
        self._is_new = True

    def undo(self) -> None:
        """Take the document one step back."""
        if not self._document.isUndoAvailable():
            self.setObsolete(True)
            return
        self._replay(self._document.undo)

    def redo(self) -> None:
        """Take the document one step forward; the first call is Qt's own push, when the edit is already there."""
        if self._is_new:
            self._is_new = False
            return
        if not self._document.isRedoAvailable():
            self.setObsolete(True)
            return
        self._replay(self._document.redo)


class HeadEdit(QUndoCommand):
    """A change of front matter, kept as the exact text before and after, so that undo is byte for byte."""

    def __init__(
        self,
        label: str,
        before: str,
        after: str,
        keys: frozenset[str],
        burst: int,
        apply: Callable[[str], None],
    ) -> None:
        super().__init__(label)
        self._before, self._after, self._keys, self._burst, self._apply = before, after, keys, burst, apply

    def id(self) -> int:
        """Qt offers a new edit to the one below it only when their ids agree."""
        return _HEAD_EDIT_ID

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Typing in one field is one step: the same keys, in the same burst of edits."""
        if not isinstance(other, HeadEdit) or other._keys != self._keys or other._burst != self._burst:
            return False
        self._after = other._after
        self.setObsolete(self._after == self._before)
        return True

    def undo(self) -> None:
        """Put the text before back."""
        self._apply(self._before)

    def redo(self) -> None:
        """Put the text after in place."""
        self._apply(self._after)
