"""Goes between the page and its Markdown source, keeping the place: the caret at its word, the page where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor

from editor_app.markup.blocks import slice_body
from editor_app.richtext.places import (
    document_position,
    head_field,
    head_offset,
    markdown_offset,
    matching_offset,
)
from editor_app.session.story_session import StorySession
from editor_app.stories.checks import Place
from editor_app.stories.line_ends import LINE_END
from editor_app.stories.story import Story
from editor_app.ui.actions import Actions

if TYPE_CHECKING:
    from editor_app.ui.editor.editor_pane import EditorPane


class SourceSwitch(QObject):
    """`switched(bool)` after the view has changed; `trouble(str)` when the source cannot be left yet."""

    switched = Signal(bool)
    trouble = Signal(str)

    def __init__(self, pane: EditorPane, actions: Actions) -> None:
        super().__init__(pane)
        self._pane, self._actions = pane, actions
        self._session: StorySession | None = None

    @property
    def is_on(self) -> bool:
        """Whether the source is shown."""
        return self._session is not None and self._session.in_source_mode

    def set_session(self, session: StorySession | None) -> None:
        """Another story is shown."""
        if self._session is not None:
            self._session.source_mode_changed.disconnect(self._mode_changed)
            self._session.source_caret_wanted.disconnect(self._pane.source_view.go_to_position)
            self._session.meta_changed.disconnect(self._show_problems)
        self._session = session
        if session is not None:
            session.source_mode_changed.connect(self._mode_changed)
            session.source_caret_wanted.connect(self._pane.source_view.go_to_position)
            session.meta_changed.connect(self._show_problems)
        self._show(self.is_on)

    def toggle(self) -> None:
        """Go to the other view."""
        session = self._session
        if session is None:
            return
        self._pane.insert_actions.close_popover()
        session.settle()  # before places in the text are taken
        if session.in_source_mode:
            self._leave(session)
        else:
            self._enter(session)

    def show_place(self, place: Place) -> None:
        """Mark the line of the source that a check points to, opening the source if need be."""
        session = self._session
        if session is None:
            return
        if not self.is_on:
            self.toggle()
        self._pane.source_view.go_to_line(_line_of(session.story, place))
        self._pane.source_view.setFocus()

    # -- there and back

    def _enter(self, session: StorySession) -> None:
        body, text = self._pane.galley.body, session.story.text
        caret = self._offset_in_source(session)
        y = body.cursorRect().top()
        in_view = 0 <= y < body.viewport().height() and self._field_with_focus() is None
        top = None
        if not in_view and body.verticalScrollBar().value() >= 0 and (blocks := body.visible_blocks()):
            offset = len(session.story.head) + markdown_offset(session.body, blocks[0].position())
            top = (_place_of(text, offset)[0], body.block_top(blocks[0]))
        session.enter_source()
        view = self._pane.source_view
        view.go_to(*_place_of(text, caret))
        if in_view:
            view.scroll_caret_to(y)
        elif top is not None:
            view.scroll_line_to(*top)
        view.setFocus()

    def _leave(self, session: StorySession) -> None:
        view = self._pane.source_view
        line, column = view.place
        y = view.cursorRect().top()
        in_view = 0 <= y < view.viewport().height()
        first = view.firstVisibleBlock().blockNumber()
        if not session.leave_source():
            self._refuse(session)
            return
        text = session.story.text
        self._put_caret(session, _offset_of(text, line, column))
        body = self._pane.galley.body
        bar = body.verticalScrollBar()
        if in_view and body.hasFocus():
            bar.setValue(bar.value() + body.cursorRect().top() - y)
        elif not in_view and (offset := _offset_of(text, first, 0) - len(session.story.head)) > 0:
            block = session.body.document.findBlock(document_position(session.body, offset))
            bar.setValue(bar.value() + body.block_top(block))

    def _refuse(self, session: StorySession) -> None:
        problems = session.story.problems
        line = problems[0].line if problems else 1
        self._pane.source_view.go_to_line(line, mark=False)
        self.trouble.emit(f"Line {line} is not valid. Fix it here; the rest of the story is untouched.")
        self._actions.set_checked("format.source", True)

    def _mode_changed(self, on: bool) -> None:
        self._show(on)
        self.switched.emit(on)

    def _show(self, on: bool) -> None:
        pane = self._pane
        pane.source_view.set_source(self._session.source_document if on and self._session else None)
        pane.stack.setCurrentWidget(pane.source_view if on else pane.galley)
        fields = tuple(pane.galley.head.fields.values())
        pane.finder.set_texts((pane.source_view,) if on else (*fields, pane.galley.body), self._session)
        pane.find_bar.texts_changed()
        self._actions.set_checked("format.source", on)
        self._show_problems()
        if on and self._session is not None and self._session.story.problems:
            pane.source_view.go_to_line(self._session.story.problems[0].line, mark=False)

    def _show_problems(self, _keys: object = None) -> None:
        """Mark the lines of front matter that are not valid, as they are now."""
        if self._session is None or not self._session.in_source_mode:
            return
        found: dict[int, str] = {}
        for problem in self._session.story.problems:
            found.setdefault(problem.line - 1, problem.message)
        self._pane.source_view.show_problems(found)

    # -- the caret

    def _field_with_focus(self) -> str | None:
        one_is_in = self._pane.finder.widget
        return next((key for key, field in self._pane.galley.head.fields.items() if field is one_is_in), None)

    def _offset_in_source(self, session: StorySession) -> int:
        """Where the caret is in the file's text; while one searches, where that has got to."""
        head, key = session.story.head, self._field_with_focus()
        if key is not None:
            field = self._pane.galley.head.fields[key]
            value = field.text()
            return head_offset(head, key, value, min(field.textCursor().position(), len(value)))
        return len(head) + markdown_offset(session.body, self._pane.galley.body.textCursor().position())

    def _put_caret(self, session: StorySession, offset: int) -> None:
        """Put the caret of the page where `offset` of the file's text is shown."""
        galley, head = self._pane.galley, session.story.head
        found = head_field(head, offset) if offset < len(head) else None
        if found is not None:
            key, text, here = found
            galley.body.scroll_to_top()
            galley.head.focus_field(key)
            field = galley.head.fields[key]
            cursor = field.textCursor()
            cursor.setPosition(min(matching_offset(text, here, field.text()), len(field.text())))
            field.setTextCursor(cursor)
            return
        cursor = QTextCursor(session.body.document)
        cursor.setPosition(document_position(session.body, offset - len(head)) if offset > len(head) else 0)
        galley.body.setTextCursor(cursor)
        self._pane.focus_text()
        if offset <= len(head):
            galley.body.scroll_to_top()


def _place_of(text: str, offset: int) -> tuple[int, int]:
    """The line and the character in it, both from 0, as the source view counts them."""
    ends = [found.end() for found in LINE_END.finditer(text, 0, offset)]
    return len(ends), offset - (ends[-1] if ends else 0)


def _offset_of(text: str, line: int, column: int) -> int:
    if line == 0:
        return column
    ends = [found.end() for found in LINE_END.finditer(text)]
    return min(ends[min(line, len(ends)) - 1] + column, len(text)) if ends else column


def _line_of(story: Story, place: Place) -> int:
    """The line of the file, from 1, that a check points to; the first when it is not written there."""
    if place.field == "body":
        slices = slice_body(story.body)[: place.block or 0]
        return len(_lines(story.head + "".join(slices))) + 1
    key = place.field.partition(":")[0].partition(".")[0]
    told = [
        problem.line for problem in story.problems if problem.key.partition(".")[0] == key or not problem.key
    ]
    if told:
        return told[0]
    lines = enumerate(_lines(story.head), 1)
    return next((number for number, line in lines if line.partition(":")[0].strip("\ufeff '\"") == key), 1)


def _lines(text: str) -> list[str]:
    # As the source view counts them: not at every character that Python takes for a line's end.
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:-1] if text else []
