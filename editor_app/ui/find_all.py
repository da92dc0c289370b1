"""Find in all stories: joins the view in the list's place, the search, and the editor that shows what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from editor_app.richtext.search import Query
from editor_app.stories.checks import Place
from editor_app.ui.actions import Actions
from editor_app.ui.story_list.found_rows import FoundRow

if TYPE_CHECKING:
    from editor_app.ui.workspace import Workspace


class FindAll(QObject):
    """Takes `edit.find_all`."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view, self._search = workspace.stories.find_all, workspace.desk.search
        actions.handle("edit.find_all", lambda _checked=False: self.begin())
        view, search = self._view, self._search
        view.asked.connect(self._ask)
        view.opened.connect(self._open)
        view.left.connect(self._leave)
        search.began.connect(view.show_began)
        search.progressed.connect(view.show_progress)
        search.ended.connect(view.show_end)
        search.failed.connect(view.show_failure)

    def begin(self) -> None:
        """Show the view, with what is selected in the text."""
        work = self._workspace
        words = work.editor.finder.selected_words if work.editor.isVisible() and _is_in(work.editor) else ""
        work.leave_review()
        work.stories.show_find_all(True)
        if not work.stories.isVisible():
            work.toggle_sidebar()
        self._view.begin(words)

    def _ask(self, query: Query) -> None:
        if not query.text:
            self._search.cancel()
            return
        desk = self._workspace.desk
        current = desk.current
        unsaved = {current.path: current.story.text} if current is not None and current.is_dirty else {}
        newest_first = sorted(desk.catalogue.entries, key=lambda entry: entry.changed, reverse=True)
        self._search.search(query, newest_first, unsaved)

    def _open(self, row: FoundRow) -> None:
        work, line = self._workspace, row.line
        if line is None or not work.open_story(row.story.entry.path):
            return
        work.dismiss_list()
        if line.field == "slug":
            work.show_place(Place("slug"))
        else:
            work.editor.show_hit(self._view.query, line.field, line.ordinal, line.text)

    def _leave(self) -> None:
        self._search.cancel()
        self._workspace.stories.show_find_all(False)
        self._workspace.stories.focus_list()


def _is_in(widget: QWidget) -> bool:
    focus = widget.window().focusWidget()
    return focus is not None and widget.isAncestorOf(focus)
