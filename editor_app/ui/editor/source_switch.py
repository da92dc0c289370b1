"""Goes between the page and its Markdown source, keeping the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from editor_app.markup.blocks import slice_body
from editor_app.session.story_session import StorySession
from editor_app.stories.checks import Place
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
        self._offset = 0

    @property
    def is_on(self) -> bool:
        """Whether the source is shown."""
        return self._session is not None and self._session.in_source_mode

    def set_session(self, session: StorySession | None) -> None:
        """Another story is shown."""
        if self._session is not None:
            self._session.source_mode_changed.disconnect(self._mode_changed)
        self._session = session
        if session is not None:
            session.source_mode_changed.connect(self._mode_changed)
        self._show(self.is_on)
        if self.is_on and session is not None and session.story.problems:
            self._pane.source_view.go_to_line(session.story.problems[0].line, mark=False)

    def toggle(self) -> None:
        """Go to the other view."""
        session = self._session
        if session is None:
            return
        self._pane.insert_actions.close_popover()
        if not session.in_source_mode:
            self._offset = self._offset_in_source(session)
            session.enter_source()
            self._pane.source_view.go_to(self._offset)
            self._pane.source_view.setFocus()
            return
        offset = self._pane.source_view.offset
        if not session.leave_source():
            self._refuse(session)
            return
        self._go_to_offset(session, offset)

    def show_place(self, place: Place) -> None:
        """Mark the line of the source that a check points to, opening the source if need be."""
        session = self._session
        if session is None:
            return
        if not self.is_on:
            self.toggle()
        self._pane.source_view.go_to_line(_line_of(session.story, place))
        self._pane.source_view.setFocus()

    def _refuse(self, session: StorySession) -> None:
        problems = session.story.problems
        line = problems[0].line if problems else 1
        self._pane.source_view.go_to_line(line, mark=False)
        self.trouble.emit(f"Line {line} cannot be read. Correct it here; the rest of the story is untouched.")
        self._actions.set_checked("format.source", True)

    def _mode_changed(self, on: bool) -> None:
        self._show(on)
        self.switched.emit(on)

    def _show(self, on: bool) -> None:
        pane = self._pane
        pane.source_view.set_source(self._session.source_document if on and self._session else None)
        pane.stack.setCurrentWidget(pane.source_view if on else pane.galley)
        pane.find_bar.set_target(pane.source_view if on else pane.galley.body)
        self._actions.set_checked("format.source", on)

    def _offset_in_source(self, session: StorySession) -> int:
        """Where the caret's paragraph begins in the file's text, as the source view shows it."""
        before = session.story.head
        key = session.body.key_at(self._pane.galley.body.textCursor().position())
        if self._pane.galley.body.hasFocus() or key:
            for run in session.body.runs():
                if run.key == key:
                    break
                before += run.source
        return len(before.replace("\r\n", "\n"))

    def _go_to_offset(self, session: StorySession, offset: int) -> None:
        reached = len(session.story.head.replace("\r\n", "\n"))
        found = ""
        for run in session.body.runs():
            if offset < reached:
                break
            found = run.key
            reached += len(run.source.replace("\r\n", "\n"))
        if found:
            self._pane.galley.go_to_key(found)
        else:
            self._pane.focus_text()


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
