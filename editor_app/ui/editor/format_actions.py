"""Connects the Format actions to the body: marks, kinds, lists; and shows in them what is at the caret."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from editor_app.markup.rich import Kind
from editor_app.richtext import commands
from editor_app.richtext.formats import Mark, box_of, kind_of
from editor_app.richtext.reader import object_in
from editor_app.ui.actions import Actions
from editor_app.ui.editor.body_editor import BodyEditor
from editor_app.ui.editor.format_bar import KIND_ACTIONS, MARK_ACTIONS, FormatBar

_LISTS = ("format.bullets", "format.numbers")


class FormatActions(QObject):
    """Takes `format.*` but the source view."""

    def __init__(self, editor: BodyEditor, bar: FormatBar, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._editor, self._bar, self._actions = editor, bar, actions
        self._is_rich, self._reason = False, ""
        self._barred: frozenset[str] | None = None
        for mark, identity in MARK_ACTIONS:
            actions.handle(identity, lambda _checked=False, which=mark: self.toggle_mark(which))
        for kind, identity in KIND_ACTIONS:
            actions.handle(identity, lambda _checked=False, which=kind: self.set_kind(which))
        actions.handle("format.bullets", lambda _checked=False: self._toggle_list(Kind.BULLET))
        actions.handle("format.numbers", lambda _checked=False: self._toggle_list(Kind.NUMBER))
        actions.handle("format.clear", lambda _checked=False: self._run(commands.clear_marks))
        editor.cursorPositionChanged.connect(self.show_caret)
        editor.currentCharFormatChanged.connect(lambda _format: self.show_caret())

    @property
    def identities(self) -> tuple[str, ...]:
        """The actions that need a caret in the body."""
        pairs = [identity for _what, identity in (*MARK_ACTIONS, *KIND_ACTIONS)]
        return (*pairs, *_LISTS, "format.clear")

    def set_rich(self, rich: bool, reason: str) -> None:
        """Whether rich text is being edited, and if not, why."""
        self._is_rich, self._reason = rich, reason
        for identity in self.identities:
            self._actions.set_available(identity, rich, reason)
        self._barred = None
        self._bar_kinds()

    def toggle_mark(self, mark: Mark) -> None:
        """Switch a mark for the selection, or for what is typed next."""
        cursor = self._editor.textCursor()
        if cursor.hasSelection():
            commands.toggle_mark(cursor, mark)
        else:
            self._editor.setCurrentCharFormat(commands.typing_format(self._editor.currentCharFormat(), mark))
        self.show_caret()
        self._editor.setFocus()

    def set_kind(self, kind: Kind) -> None:
        """Make the paragraphs of the selection of one kind; a second time makes them plain again."""
        if kind is Kind.PARAGRAPH:
            self._run(lambda cursor: commands.set_kind(cursor, kind))
        else:
            self._run(lambda cursor: commands.toggle_kind(cursor, kind))

    def show_caret(self) -> None:
        """Show kind and marks at the caret in the bar and the menus."""
        cursor = self._editor.textCursor()
        lone = object_in(cursor.block())
        self._bar.show_kind(lone.kind if lone else kind_of(cursor.block()))
        if cursor.hasSelection():
            marks = commands.marks_at(cursor)
        else:
            made = self._editor.currentCharFormat()
            marks = frozenset(mark for mark, _identity in MARK_ACTIONS if made.boolProperty(mark))
        self._bar.show_marks(marks)
        self._bar_kinds()

    def _bar_kinds(self) -> None:
        """Grey the kinds that a paragraph cannot be where the caret is: in a table none, in a fact box few."""
        if not self._is_rich:
            return
        barred, where = _barred_at(self._editor.textCursor())
        if barred == self._barred:
            return
        kinds = (*(identity for _kind, identity in KIND_ACTIONS), *_LISTS)
        for identity in kinds:
            self._actions.set_available(identity, identity not in barred, where)
        self._bar.bar_kinds(barred)
        self._barred = barred

    def _toggle_list(self, kind: Kind) -> None:
        self._run(lambda cursor: commands.toggle_list(cursor, kind))

    def _run(self, command: Callable[[QTextCursor], object]) -> None:
        if self._editor.isReadOnly():
            return
        cursor = self._editor.textCursor()
        command(cursor)
        self.show_caret()
        self._editor.setFocus()


def _barred_at(cursor: QTextCursor) -> tuple[frozenset[str], str]:
    """The actions that would do nothing at the caret, and a sentence that says why."""
    block = cursor.block()
    if cursor.currentTable() is not None:
        return frozenset(identity for _kind, identity in KIND_ACTIONS) | {*_LISTS}, "Not in a table."
    if not box_of(block) or cursor.hasSelection():
        return frozenset(), ""
    heads = frozenset(identity for kind, identity in KIND_ACTIONS if kind is not Kind.PARAGRAPH)
    if kind_of(block) is Kind.BOX_TITLE:
        return heads | {*_LISTS}, "Not in the title of a fact box."
    return heads, "Not in a fact box."
