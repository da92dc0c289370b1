"""The Markdown source of one story while it is edited as such, in the story's one history.

Every edit of the source is a step of its own on the story's undo stack. While the source is shown, undo goes through
these and on into what was done before; when it is left, the rich text is taken through the same steps, so that it can
go back through them too. Knows no widget, reads no front matter.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor, QTextDocument, QUndoCommand

from editor_app.session.body_steps import Ways
from editor_app.session.source_text import EditDoesNotFit, SourceEdit, SourceText, shown
from editor_app.session.undo import UndoHistory, weakly


class SourceStep(QUndoCommand):
    """One step made in the source. `ways` lead the rich text through it, once that has seen it."""

    def __init__(self, label: str, edit: SourceEdit, perform: Callable[[SourceStep, bool], None]) -> None:
        super().__init__(label)
        self.edits = [edit]
        self.ways: Ways | None = None
        self._perform = weakly(perform)
        self._is_new = True

    def undo(self) -> None:
        """Take it back."""
        self._perform(self, False)

    def redo(self) -> None:
        """Make it again; the first call is Qt's own push, when the edit is already there."""
        if self._is_new:
            self._is_new = False
            return
        self._perform(self, True)


class SourceMode(QObject):
    """The source as a QTextDocument, and what becomes of edits in it.

    Signals:
        edited(): the text is another.
        caret_wanted(int): undo or redo changed the text at this position of the document.
    """

    edited = Signal()
    caret_wanted = Signal(int)

    def __init__(
        self,
        stack: UndoHistory,
        rich_text: Callable[[], str],
        take: Callable[[str], Ways],
        parent: QObject | None = None,
    ) -> None:
        """`rich_text` tells the text of the rich side; `take` makes a text its, without a word to the stack."""
        super().__init__(parent)
        self._stack, self._rich_text, self._take = stack, rich_text, take
        self.document: QTextDocument | None = None
        self._source = SourceText("")
        self._pending: list[SourceStep] = []
        self._is_applying = False
        self._is_sealed = True

    @property
    def is_on(self) -> bool:
        """Whether the source is being edited."""
        return self.document is not None

    @property
    def text(self) -> str:
        """The exact text, as it would be saved."""
        return self._source.text

    def enter(self) -> None:
        """Begin with the text of the rich side."""
        self._source = SourceText(self._rich_text())
        self._pending.clear()
        self._is_sealed = True
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.documentLayout()  # without a layout a QTextDocument tells nobody what changed
        document.setPlainText(self._source.shown)
        document.contentsChange.connect(self._note)
        self.document = document

    def leave(self) -> None:
        """Take the rich side through every step made here, and let the source go."""
        self.take_along()
        self._let_go()

    def take_along(self) -> None:
        """Take the rich side through every step it has not seen. The next letter begins a step of its own."""
        self._is_sealed = True
        if self._pending:
            source = SourceText(self._rich_text())
            for step in self._pending:
                try:
                    for edit in step.edits:
                        source.apply(edit)
                except EditDoesNotFit:
                    # The rich text was changed meanwhile. What is on screen is the source, and nobody may be kept in it.
                    step.ways = self._take(self._source.text)
                    break
                step.ways = self._take(source.text)
        self._pending.clear()

    def drop(self) -> None:
        """Let the source go without a word to the rich side."""
        self._let_go()
        self._pending.clear()

    def replace(self, label: str, text: str) -> None:
        """Make `text` the whole text, as one step."""
        self._is_sealed = True
        edit = self._source.replace(text)
        if edit is not None:
            self._show(edit)
            self._push(label, edit)
            self._is_sealed = True
            self.edited.emit()

    def add_to_last(self, text: str) -> bool:
        """Make `text` the whole text as part of the last step made here. False when there is none."""
        if not self._pending or self._stack.index() != self._stack.count():
            return False
        edit = self._source.replace(text)
        if edit is not None:
            self._show(edit)
            self._pending[-1].edits.append(edit)
            self._is_sealed = True
            self.edited.emit()
        return True

    def follow(self) -> None:
        """The rich side went a step back or forward while the source is shown: show the same."""
        if self.document is None or self._pending:
            return
        edit = self._source.replace(self._rich_text())
        self._is_sealed = True
        if edit is not None:
            self.caret_wanted.emit(self._show(edit))
            self.edited.emit()

    # -- inside

    def _let_go(self) -> None:
        if self.document is not None:
            self.document.contentsChange.disconnect(self._note)
            self.document.deleteLater()
            self.document = None

    def _note(self, position: int, _removed: int, added: int) -> None:
        """The person edited lines of the document. Costs the length of those lines."""
        document = self.document
        if document is None or self._is_applying:
            return
        first = document.findBlock(position)
        last = document.findBlock(min(position + added, document.characterCount() - 1))
        old_count = last.blockNumber() - first.blockNumber() + 1
        old_count -= document.blockCount() - self._source.line_count
        lines = [first.text()]
        while first != last:
            first = first.next()
            lines.append(first.text())
        now = "\n".join(lines) + ("\n" if last.next().isValid() else "")
        at = _characters(lines[0], position - document.findBlock(position).position())
        edit = self._source.take(last.blockNumber() - len(lines) + 1, old_count, now, at)
        if edit is None:
            return
        if not self._join(edit):
            self._push("Edit source", edit)
        self._is_sealed = False
        self.edited.emit()

    def _join(self, edit: SourceEdit) -> bool:
        if self._is_sealed or not self._pending or self._stack.index() != self._stack.count():
            return False
        last = self._pending[-1]
        joined = last.edits[-1].joined(edit)
        if joined is None:
            return False
        last.edits[-1] = joined
        return True

    def _push(self, label: str, edit: SourceEdit) -> None:
        step = SourceStep(label, edit, self._perform)
        self._pending.append(step)
        self._stack.push(step)

    def _perform(self, step: SourceStep, forward: bool) -> None:
        self._is_sealed = True
        try:
            if step.ways is not None:
                step.ways[forward]()
                self.follow()
            elif self.document is not None:
                self._go_through(step, forward)
            else:
                source = SourceText(self._rich_text())
                for edit in step.edits:
                    source.apply(edit)
                step.ways = self._take(source.text)
        except EditDoesNotFit:
            self._pending = [known for known in self._pending if known is not step]
            step.setObsolete(True)

    def _go_through(self, step: SourceStep, forward: bool) -> None:
        position = 0
        for edit in step.edits if forward else [edit.reversed() for edit in reversed(step.edits)]:
            self._source.apply(edit)
            position = self._show(edit)
        if forward:
            self._pending.append(step)
        elif self._pending:
            self._pending.pop()
        self.caret_wanted.emit(position)
        self.edited.emit()

    def _show(self, edit: SourceEdit) -> int:
        """Put an edit that `_source` has into the document; returns where it ends there."""
        document = self.document
        if document is None:
            return 0
        start = document.findBlockByNumber(edit.line).position() + _units(shown(self._source.prefix(edit)))
        cursor = QTextCursor(document)
        cursor.setPosition(start)
        cursor.setPosition(start + _units(shown(edit.removed)), QTextCursor.MoveMode.KeepAnchor)
        self._is_applying = True
        try:
            cursor.insertText(shown(edit.inserted))
        finally:
            self._is_applying = False
        return start + _units(shown(edit.inserted))


def _units(text: str) -> int:
    """How many places `text` takes in a QTextDocument."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _characters(text: str, units: int) -> int:
    """How many characters of `text` the first `units` places of a QTextDocument hold."""
    return (
        units if text.isascii() else len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
    )
