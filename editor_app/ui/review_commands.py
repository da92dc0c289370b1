"""What the actions of a review do: begin, approve, ask for changes, go to the next story that waits, leave."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from editor_app.session.saving import SaveKind, SaveState
from editor_app.session.story_session import StorySession
from editor_app.stories.catalogue import Desk
from editor_app.stories.workflow import Status, allowed_moves
from editor_app.ui.actions import Actions
from editor_app.ui.story_list.shelf import Shelf
from editor_app.ui.workspace import Workspace

_TROUBLE = (SaveKind.FAILED, SaveKind.CONFLICT)


class ReviewCommands(QObject):
    """Takes `view.review`, `story.approve`, `story.request` and the ways from review to review."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._actions, self._desk = workspace, actions, workspace.desk
        self._session: StorySession | None = None
        self._take("view.review", self._toggle)
        self._take("story.approve", self.approve)
        self._take("story.request", self._ask_for_message)
        self._take("go.next_review", lambda: self.step(1))
        self._take("go.previous_review", lambda: self.step(-1))
        self._take("go.back", self._go_back)
        self._make_shortcuts()
        self._connect()
        self.follow(workspace.session)

    def _take(self, identity: str, slot: Callable[[], object]) -> None:
        self._actions.handle(identity, lambda _checked=False: slot())

    def _make_shortcuts(self) -> None:
        review = self._workspace.review
        self._keys: list[QShortcut] = []
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._keys.append(self._shortcut(keys, self._workspace, review.column.decision.press_main))
        for part in (self._workspace.preview, review.column):
            escape = self._shortcut("Esc", part, self._workspace.leave_review)
            escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._keys.append(escape)

    def _shortcut(self, keys: str, owner: QWidget, slot: Callable[[], object]) -> QShortcut:
        made = QShortcut(QKeySequence(keys), owner)
        made.activated.connect(slot)
        made.setEnabled(False)
        return made

    def _connect(self) -> None:
        work, review = self._workspace, self._workspace.review
        decision = review.column.decision
        decision.approved.connect(self.approve)
        decision.changes_asked.connect(self.request_changes)
        decision.review_asked.connect(lambda: self._desk.signing_off.move_to(Status.REVIEW))
        review.column.step_wanted.connect(self.step)
        review.column.place_requested.connect(work.show_place)
        review.header.left.connect(work.leave_review)
        review.changed.connect(self._show_mode)
        work.current_changed.connect(self.follow)
        work.inspector.checked.connect(review.column.show_report)
        self._desk.entries_changed.connect(lambda _paths: self._show_waiting())

    # -- what can be used now

    def follow(self, session: StorySession | None) -> None:
        """Another story, or none, is open."""
        if self._session is not None:
            self._session.meta_changed.disconnect(self._show_moves)
            self._session.source_mode_changed.disconnect(self._show_moves)
            self._session.state_changed.disconnect(self._leave_with_trouble)
        self._session = session
        if session is not None:
            session.meta_changed.connect(self._show_moves)
            session.source_mode_changed.connect(self._show_moves)
            session.state_changed.connect(self._leave_with_trouble)
        self._show_moves()
        self._show_waiting()

    def _show_moves(self, _about: object = None) -> None:
        session = self._session
        status = session.meta.status if session else None
        possible = allowed_moves(status) if status else frozenset()
        in_review = status is Status.REVIEW and Status.READY in possible
        self._actions.set_available("story.approve", in_review, "The story is not in review.")
        asked = status in (Status.REVIEW, Status.READY)
        self._actions.set_available("story.request", asked, "The story is not in review.")
        readable = session is not None and not session.in_source_mode
        reason = "Leave the Markdown source first." if session else "Open a story first."
        self._actions.set_available("view.review", readable, reason)
        if session is not None and session.in_source_mode:
            self._workspace.leave_review()

    def _show_waiting(self) -> None:
        waiting = self._workspace.stories.in_review()
        path = self._session.path if self._session else None
        place = waiting.index(path) + 1 if path in waiting else 0
        self._workspace.review.column.show_waiting(place, len(waiting))

    def _show_mode(self, is_on: bool) -> None:
        for keys in self._keys:
            keys.setEnabled(is_on)
        self._actions.set_checked("view.review", is_on)
        self._workspace.editor.set_locked(is_on)
        if is_on:
            self._workspace.inspector.checks.run()
            self._show_waiting()

    def _leave_with_trouble(self, state: SaveState) -> None:
        """What can be done about a file that is not saved stands above the text."""
        if state.kind in _TROUBLE:
            self._workspace.leave_review()

    # -- what is done

    def _toggle(self) -> None:
        if self._workspace.review.is_on:
            self._workspace.leave_review()
        else:
            self._workspace.enter_review()
        self._actions.set_checked("view.review", self._workspace.review.is_on)

    def _go_back(self) -> None:
        if self._workspace.review.is_on:
            self._workspace.leave_review()
        else:
            self._workspace.close_panel()

    def approve(self) -> None:
        """The story may go out as it stands. It is not published by that."""
        session = self._session
        if session is None:
            return
        self._desk.signing_off.move_to(Status.READY)
        if session.state.kind not in _TROUBLE:
            self._workspace.review.column.decision.clear_message()
            self._say_with_undo("Approved. The story is ready; it is not published.", session)

    def request_changes(self, message: str) -> None:
        """Give the story back to its writer with a message."""
        session = self._session
        if session is None:
            return
        self._desk.signing_off.request_changes(message)
        if session.state.kind not in _TROUBLE:
            self._workspace.review.column.decision.clear_message()
            words = "Changes requested. The story is a draft again; your message is in its note."
            self._say_with_undo(words, session)

    def step(self, by: int) -> None:
        """Open the next or previous story that needs review."""
        path = self._workspace.stories.next_in_review(by)
        if path is None:
            self._workspace.toast.say("No story needs review")
            return
        self._workspace.show_shelf(Shelf(Desk.NEEDS_REVIEW))
        self._workspace.open_story(path)

    def _ask_for_message(self) -> None:
        self._workspace.enter_review()
        self._workspace.review.column.decision.focus_message()

    def _say_with_undo(self, words: str, session: StorySession) -> None:
        step = session.undo_stack.index()
        self._workspace.toast.say(words, "Undo", lambda: self._undo(session, step))

    def _undo(self, session: StorySession, step: int) -> None:
        """Take a decision back; what was edited since stays."""
        if session is not self._session:
            return
        if session.undo_stack.index() == step:
            session.undo_stack.undo()
            session.save()
        elif Status.REVIEW in allowed_moves(session.meta.status):
            self._desk.signing_off.move_to(Status.REVIEW)
