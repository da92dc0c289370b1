"""One history for everything in a story: typing in the body, and changes of front matter, undone in the order made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import WeakMethod

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocument, QUndoCommand, QUndoStack

_FORGET_AFTER = 64  # commands that the stack may have let go of before they are looked for
_HEAD_EDIT_ID, _DOCUMENT_EDIT_ID = 1, 2


def end_of_change(before: str, after: str) -> int | None:
    """Where in `after`, in UTF-16 units as Qt counts, what differs from `before` ends; None: nothing differs."""
    if before == after:
        return None
    start = _shared(before, after)
    rest = _shared(before[start:][::-1], after[start:][::-1])
    return len(after[: len(after) - rest].encode("utf-16-le", "surrogatepass")) // 2


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with in common. Halves what is in doubt: comparing letter by letter would
    make a person wait in a long story."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def weakly(method: Callable[..., Any]) -> Callable[..., Any]:
    """`method`, a bound one, without keeping alive whose it is; does nothing once that is gone."""
    known = WeakMethod(method)

    def call(*arguments: Any) -> Any:
        found = known()
        return found(*arguments) if found is not None else None

    return call


class UndoHistory(QUndoStack):
    """A stack whose commands are Python objects.

    When Python collects a stack that nobody needs any more it may destroy a command of it first, and the stack would then destroy
    that again. So commands are held where Python's collector does not look, until the stack is gone or has let go of them. They must
    not hold what holds the stack: see `weakly`.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        commands = self._commands = list[QUndoCommand]()
        self._look_at = _FORGET_AFTER
        self.destroyed.connect(lambda _gone=None: commands.clear())

    def push(self, cmd: QUndoCommand) -> None:
        """Put a command on top and do it."""
        self._commands.append(cmd)
        super().push(cmd)
        if len(self._commands) > self._look_at:
            self._commands[:] = filter(shiboken6.isValid, self._commands)
            self._look_at = 2 * len(self._commands) + _FORGET_AFTER

    def clear(self) -> None:
        """Forget every command."""
        super().clear()
        self._commands.clear()


class DocumentEdit(QUndoCommand):
    """Stands for one step in a QTextDocument's own undo stack; the document keeps what the step is."""

    def __init__(
        self, document: QTextDocument, label: str, replay: Callable[[Callable[[], None]], None]
    ) -> None:
        super().__init__(label)
        self._document = document
        self._replay = weakly(replay)
        self._is_new = True
        self._follower: tuple[Callable[[], None], Callable[[], None]] | None = None

    def id(self) -> int:
        """Qt offers what follows from an edit to the edit only when their ids agree."""
        return _DOCUMENT_EDIT_ID

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in the change of front matter that this edit brought about, so that both are one step."""
        if not isinstance(other, FollowingHeadEdit) or self._follower is not None:
            return False
        self._follower = other.ways()
        return True

    def undo(self) -> None:
        """Take the document one step back."""
        if self._document.isUndoAvailable():
            self._replay(self._document.undo)
        else:
            self.setObsolete(True)
        if self._follower is not None:
            self._follower[0]()

    def redo(self) -> None:
        """Take the document one step forward; the first call is Qt's own push, when the edit is already there."""
        if self._is_new:
            self._is_new = False
            return
        if self._document.isRedoAvailable():
            self._replay(self._document.redo)
        else:
            self.setObsolete(True)
        if self._follower is not None:
            self._follower[1]()


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
        self._before, self._after, self._keys, self._burst = before, after, keys, burst
        self._apply = weakly(apply)

    def id(self) -> int:
        """Qt offers a new edit to the one below it only when their ids agree."""
        return _HEAD_EDIT_ID

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Typing in one field is one step: the same keys, in the same burst of edits."""
        if not isinstance(other, HeadEdit) or other.text() != self.text():
            return False
        if other._keys != self._keys or other._burst != self._burst:
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


class FollowingHeadEdit(HeadEdit):
    """A change of front matter that an edit of the text brings about; undone and redone together with that edit."""

    def id(self) -> int:
        """The id of the edits it belongs to."""
        return _DOCUMENT_EDIT_ID

    def ways(self) -> tuple[Callable[[], None], Callable[[], None]]:
        """What takes it back, and what makes it again, for as long as the edit is kept."""
        apply, before, after = self._apply, self._before, self._after
        return lambda: apply(before), lambda: apply(after)
