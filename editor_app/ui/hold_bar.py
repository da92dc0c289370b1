"""The bar over a story that somebody else writes, and the editor and panels that can then only be read."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from editor_app.session.holding import HoldKind, HoldState
from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.story_session import StorySession
from editor_app.stories.large_files import LARGEST_MB
from editor_app.stories.lease import Lease, person
from editor_app.stories.story_file import StoryFileError
from editor_app.ui.editor.editor_pane import EditorPane
from editor_app.ui.inspector.inspector import Inspector
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.notice_bar import NoticeBar

_HOLD = "hold"


class HoldBar(QObject):
    """Follows the open story's hold.

    Signals:
        read_only_changed(bool): whether the story can only be read.
        reveal_wanted(Path): the story's file is to be shown where it lies.
    """

    read_only_changed = Signal(bool)
    reveal_wanted = Signal(object)

    def __init__(
        self, theme: Theme, editor: EditorPane, panels: Inspector, desk: NewsroomSession, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._theme, self._editor, self._panels, self._desk = theme, editor, panels, desk
        self._session: StorySession | None = None
        self.is_read_only = False
        desk.hold_changed.connect(self._show)

    def set_session(self, session: StorySession | None) -> None:
        """Follow another story, or none."""
        self._session = session
        self._show(self._desk.hold if session is not None else HoldState(HoldKind.OURS))

    def _show(self, state: HoldState) -> None:
        self._set_read_only(not state.may_write)
        if state.may_write:
            had_focus = (bar := self._editor.notices.bar(_HOLD)) is not None and bar.isAncestorOf(
                self._editor.window().focusWidget() or self._editor
            )
            if had_focus:
                self._editor.focus_text()
            self._editor.notices.remove_bar(_HOLD)
            return
        text, detail = _words(state, self._session is not None and self._session.is_dirty)
        buttons: tuple[tuple[str, ...], ...] = (("copy", "Open a copy"),)
        if state.kind is HoldKind.LARGE:
            buttons = (("reveal", "Show file"),)  # a copy would be as large
        elif state.kind is HoldKind.STILL:
            buttons = (*buttons, ("take", "Take over"))
        elif state.kind is HoldKind.FREE:
            buttons = (("take", "Edit it"),)
        bar = NoticeBar("information", text, buttons, self._theme, detail=detail, icon="lock-simple")
        bar.chosen.connect(self._answer)
        self._editor.notices.show_bar(_HOLD, bar)

    def _set_read_only(self, read_only: bool) -> None:
        # Said again for each story: a text that is shown anew can be written.
        if read_only or self.is_read_only:
            self._editor.set_read_only(read_only)
            self._panels.set_read_only(read_only)
        if read_only != self.is_read_only:
            self.is_read_only = read_only
            self.read_only_changed.emit(read_only)

    def _answer(self, choice: str) -> None:
        session = self._session
        if session is None:
            return
        if choice == "reveal":
            self.reveal_wanted.emit(session.path)
            return
        if choice == "take":
            if not self._desk.take_over():
                self._show(self._desk.hold)
            return
        try:
            self._desk.duplicate(session.path)
        except StoryFileError as failure:
            self._desk.trouble.emit(str(failure))


def _words(state: HoldState, is_dirty: bool) -> tuple[str, str]:
    if state.kind is HoldKind.LARGE:
        return (
            f"This story is larger than {LARGEST_MB} MB, too large to be edited here. You see its beginning.",
            "The rest is in its file. To change it, open that in a text editor, and make several stories of it.",
        )
    lease = state.lease
    who = lease.user if lease is not None and lease.user else "Somebody"
    where = _place(lease)
    if lease is not None and lease.is_here and lease.user == person():
        who, where = "Another Stet", " on this computer"
    if state.kind is HoldKind.FREE:
        return f"{who} has let this story go.", "You can edit it now."
    if state.kind is HoldKind.STILL:
        return (
            f"{who} has this story open{where}, and has shown no sign of life for a while.",
            "You can read it.",
        )
    if state.kind is HoldKind.LOST:
        kept = "What you wrote since is kept here, and is not saved." if is_dirty else "You can read it."
        return f"{who} has taken this story over{where}.", kept
    if lease is None:
        return "Another Stet on this computer has this story open.", "You can read it."
    return f"{who} has this story open{where}.", "You can read it."


def _place(lease: Lease | None) -> str:
    if lease is None or not lease.host:
        return ""
    return " on this computer" if lease.is_here else f" on {lease.host}"
