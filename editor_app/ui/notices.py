"""The bars above the text that say what happened to the story's file and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.saving import SaveKind, SaveState
from editor_app.session.story_session import StorySession
from editor_app.stories.workflow import Status
from editor_app.ui.conflict_bar import ConflictBar
from editor_app.ui.editor.editor_pane import EditorPane
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.announcement import announce
from editor_app.ui.widgets.notice_bar import NoticeBar

_FILE, _SOURCE, _APPROVAL = "file", "source", "approval"
_STILL_WRONG_MS = 1_200  # what is only half typed is not wrong yet


class Notices(QObject):
    """Shows one bar at a time over the editor: a failed save, a conflict, front matter that cannot be read, an approval lost."""

    def __init__(
        self, theme: Theme, editor: EditorPane, desk: NewsroomSession, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._editor, self._desk = theme, editor, desk
        self._session: StorySession | None = None
        self._conflict = ConflictBar(theme, editor, desk, _FILE, self)
        self._shown_problem: tuple[int, str] | None = None
        self._still_wrong = QTimer(self, singleShot=True, interval=_STILL_WRONG_MS)
        self._still_wrong.timeout.connect(self._follow_source)

    def set_session(self, session: StorySession | None) -> None:
        """Follow another story, or none."""
        if self._session is not None:
            self._session.state_changed.disconnect(self._show_state)
            self._session.source_mode_changed.disconnect(self._show_source)
            self._session.returned_to_review.disconnect(self._show_lost_approval)
            self._session.meta_changed.disconnect(self._drop_lost_approval)
            self._session.meta_changed.disconnect(self._source_edited)
        self._session = session
        self._conflict.set_session(session)
        self._editor.notices.remove_bar(_FILE)
        self._editor.notices.remove_bar(_SOURCE)
        self._editor.notices.remove_bar(_APPROVAL)
        if session is not None:
            session.meta_changed.connect(self._source_edited)
            session.returned_to_review.connect(self._show_lost_approval)
            session.meta_changed.connect(self._drop_lost_approval)
            session.state_changed.connect(self._show_state)
            session.source_mode_changed.connect(self._show_source)
            self._show_state(session.state)
            self._show_source(session.in_source_mode)

    def _show_state(self, state: SaveState) -> None:
        if state.kind is SaveKind.CONFLICT:
            self._conflict.show()
        elif state.kind is SaveKind.FAILED:
            bar = NoticeBar(
                "error",
                f"Could not save: {state.reason}.",
                (("retry", "Try again"),),
                self._theme,
                detail="Your text is safe here, and Stet keeps trying.",
            )
            bar.chosen.connect(lambda _what: self._session.save() if self._session else None)
            self._editor.notices.show_bar(_FILE, bar)
        elif state.kind is SaveKind.SAVED:
            if self._editor.notices.bar(_FILE) is not None:
                announce(self._editor, "Saved")
            self._editor.notices.remove_bar(_FILE)

    def _show_lost_approval(self) -> None:
        bar = NoticeBar(
            "information",
            "Back in review.",
            (("approve", "Approve again"),),
            self._theme,
            detail="The story was approved, and has been edited since.",
            closable=True,
            icon="eye",
        )
        bar.chosen.connect(self._answer_lost_approval)
        self._editor.notices.show_bar(_APPROVAL, bar)

    def _answer_lost_approval(self, choice: str) -> None:
        self._editor.focus_text()
        self._editor.notices.remove_bar(_APPROVAL)
        if choice == "approve" and self._session is not None:
            self._desk.signing_off.move_to(Status.READY)

    def _drop_lost_approval(self, keys: frozenset[str]) -> None:
        if "status" in keys and self._session is not None and self._session.meta.status is not Status.REVIEW:
            self._editor.notices.remove_bar(_APPROVAL)

    def _source_edited(self, _keys: object) -> None:
        session = self._session
        if session is None or not session.in_source_mode:
            return
        if self._editor.notices.bar(_SOURCE) is not None or session.story.is_readable:
            self._follow_source()
        else:
            self._still_wrong.start()

    def _follow_source(self) -> None:
        self._still_wrong.stop()
        if self._session is not None:
            self._show_source(self._session.in_source_mode)

    def _show_source(self, in_source: bool) -> None:
        """While the source is shown: what is wrong with its front matter now."""
        problems = self._session.story.problems if in_source and self._session is not None else ()
        shown = (problems[0].line, problems[0].message) if problems else None
        if shown == self._shown_problem and (self._editor.notices.bar(_SOURCE) is not None) == bool(shown):
            return
        self._shown_problem = shown
        self._editor.notices.remove_bar(_SOURCE)
        if shown is None:
            return
        bar = NoticeBar(
            "warning",
            f"Line {shown[0]} is not valid.",
            (),
            self._theme,
            detail=f"{shown[1]} Fix it here, the rest of the story is untouched. It is not published until then.",
        )
        self._editor.notices.show_bar(_SOURCE, bar)
