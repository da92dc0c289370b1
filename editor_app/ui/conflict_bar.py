"""The bar over a story whose file is no longer the one it was edited from, and what its buttons do.

Asks; the session settles. Nothing here writes a file by itself.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from editor_app.session.newsroom_session import NewsroomSession
from editor_app.session.recovery import OfferKind
from editor_app.session.saving import SaveKind
from editor_app.session.story_session import StorySession
from editor_app.stories.merging import Kind, Merge
from editor_app.stories.story_file import StoryFileError, StoryNotReadable, read_text
from editor_app.ui.dialogs.compare_sheet import CompareFacts, CompareSheet
from editor_app.ui.editor.editor_pane import EditorPane
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.notice_bar import NoticeBar

Buttons = tuple[tuple[str, ...], ...]


class ConflictBar(QObject):
    """Shows itself in the place of bars named `identity`."""

    def __init__(
        self, theme: Theme, editor: EditorPane, desk: NewsroomSession, identity: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._theme, self._editor, self._desk, self._identity = theme, editor, desk, identity
        self._session: StorySession | None = None
        self.sheet: CompareSheet | None = None

    def set_session(self, session: StorySession | None) -> None:
        """Follow another story, or none."""
        if self._session is not None:
            self._session.conflict_found.disconnect(self.show)
        self._session = session
        if self.sheet is not None:
            self.sheet.close_sheet()
        if session is not None:
            session.conflict_found.connect(self.show)

    def show(self) -> None:
        """Say what is the matter, as far as that is not said already."""
        session = self._session
        if session is None or session.state.kind is not SaveKind.CONFLICT:
            return
        offer = self._desk.recovery.offer
        if offer is not None and offer.kind is OfferKind.GONE:
            return  # the bar that offers the text says so
        merge = session.conflict.compare()
        buttons, detail = self._gone() if merge is None else _changed(merge)
        bar = NoticeBar("warning", session.state.message, buttons, self._theme, detail=detail)
        bar.chosen.connect(self._answer)
        self._editor.notices.show_bar(self._identity, bar)

    # -- inside

    def _gone(self) -> tuple[Buttons, str]:
        moved = self._desk.moves.find()
        again: Buttons = (("mine", "Save again"),) if self._desk.newsroom.folder.is_dir() else ()
        as_other: Buttons = (("as", "Save as…"),)
        if moved is None:
            return (*again, *as_other), "Your text is safe here."
        where = self._desk.newsroom.relative(moved)
        return (("follow", "Go on there"), *again, *as_other), f"It is {where} now. Your text is safe here."

    def _answer(self, choice: str) -> None:
        session = self._session
        if session is None:
            return
        self._editor.focus_text()  # before the button goes: its focus would fall to whatever comes next
        answers = {
            "merge": self._merge,
            "compare": self._compare,
            "theirs": session.conflict.take_theirs,
            "mine": session.conflict.keep_mine,
            "follow": self._follow,
            "as": self._save_as,
        }
        try:
            answers[choice]()
        except StoryFileError as failure:
            self._desk.trouble.emit(str(failure))
        self._tidy()

    def _tidy(self) -> None:
        """The bar goes when it has nothing to say any more, and says what is true when it has."""
        if self._session is not None and self._session.state.kind is SaveKind.CONFLICT:
            self.show()
        elif self._session is None or self._session.state.kind is not SaveKind.FAILED:
            self._editor.notices.remove_bar(self._identity)

    def _merge(self) -> None:
        session = self._session
        merge = session.conflict.compare() if session is not None else None
        if session is None or merge is None:
            return
        if not merge.is_clean:  # typing went on where they wrote, too
            self._compare()
        elif session.conflict.take_merged(merge, merge.text()):
            self._desk.message.emit(_came_in(merge))

    def _compare(self) -> None:
        session = self._session
        merge = session.conflict.compare() if session is not None else None
        if session is None or merge is None or self.sheet is not None:
            return
        facts = CompareFacts(
            session.path.name, f"{session.clock().astimezone():%H:%M:%S}", _modified(session.path)
        )
        sheet = CompareSheet(self._theme, merge, facts, self._editor.window())
        sheet.merged.connect(lambda text: self._take(merge, text))
        sheet.closed.connect(self._forget_sheet)
        self.sheet = sheet
        sheet.open()

    def _forget_sheet(self) -> None:
        self.sheet = None

    def _take(self, merge: Merge, text: str) -> None:
        session = self._session
        if session is None:
            return
        try:
            taken = session.conflict.take_merged(merge, text)
        except StoryFileError as failure:
            self._desk.trouble.emit(str(failure))
            return
        if taken:
            self._desk.message.emit("Saved. Both versions are kept.")
        elif session.state.kind is SaveKind.CONFLICT:
            self._desk.trouble.emit("The file changed again meanwhile. Compare once more.")
        self._tidy()
        self._editor.focus_text()

    def _follow(self) -> None:
        moved = self._desk.moves.find()
        if moved is not None:
            self._desk.moves.follow(moved)

    def _save_as(self) -> None:
        session = self._session
        if session is None:
            return
        folder = self._desk.newsroom.stories_folder
        start = folder if folder.is_dir() else Path.home()
        name, _kind = QFileDialog.getSaveFileName(
            self._editor.window(), "Save as", str(start / session.path.name), "Stories (*.md)"
        )
        if name:
            path = Path(name) if Path(name).suffix else Path(name).with_suffix(".md")
            self._desk.moves.save_as(path, _digest(path))


def _changed(merge: Merge) -> tuple[Buttons, str]:
    rest: Buttons = (("compare", "Compare…"), ("theirs", "Use file on disk"), ("mine", "Keep mine"))
    if merge.is_clean and merge.differences:
        return (("merge", "Merge", "primary"), *rest), "Your edits do not overlap with it."
    return rest, "You have edits that are not in it."


def _came_in(merge: Merge) -> str:
    count = sum(found.kind is Kind.THEIRS for found in merge.differences)
    changes = "1 change" if count == 1 else f"{count} changes"
    return f"Merged. {changes} came in from disk."


def _modified(path: Path) -> str:
    try:
        return f"{datetime.fromtimestamp(path.stat().st_mtime).astimezone():%H:%M:%S}"
    except OSError:
        return ""


def _digest(path: Path) -> str | None:
    try:
        return read_text(path).digest
    except StoryNotReadable:
        return None
