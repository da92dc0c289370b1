"""What the History panel and its actions do: keep a version under a name, compare, copy, restore."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from editor_app.session.errand import Errand
from editor_app.session.story_session import StorySession
from editor_app.stories.front_matter import read_story
from editor_app.stories.history.comparing import Comparison, compare
from editor_app.stories.history.version import HistoryError, Version, VersionKind
from editor_app.ui.actions import Actions
from editor_app.ui.dialogs.version_name import VersionName
from editor_app.ui.review.changes_view import ChangesView
from editor_app.ui.widgets.time_words import moment_in_sentence
from editor_app.ui.workspace import Workspace

_AFTER_EDIT_MS = 300


class HistoryCommands(QObject):
    """Takes `file.save_version` and `story.changes`, and shows comparisons in the editor's place."""

    def __init__(self, workspace: Workspace, actions: Actions, host: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._desk, self._host = workspace, workspace.desk, host
        self._history = workspace.desk.history
        self._panel = workspace.inspector.history
        self._compared: Version | None = None
        self._wanted: Version | None = None
        self._session: StorySession | None = None
        self.view = ChangesView(workspace.theme)
        self._stack = workspace.editor.stack
        self._stack.addWidget(self.view)
        self._errand = Errand(self)
        self._errand.finished.connect(self._show)
        self._errand.failed.connect(self._could_not_compare)
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_EDIT_MS)
        self._soon.timeout.connect(self._compare_again)
        actions.handle("file.save_version", lambda _checked=False: self.ask_for_name())
        actions.handle("story.changes", lambda _checked=False: self.show_changes())
        self._connect()

    def _connect(self) -> None:
        panel = self._panel
        panel.save_requested.connect(self.ask_for_name)
        panel.compare_requested.connect(self.compare_with)
        panel.comparison_followed.connect(self._follow_selection)
        panel.copy_requested.connect(self.copy)
        panel.restore_requested.connect(self.restore)
        panel.left.connect(self._leave_list)
        self.view.left.connect(self.leave)
        self._workspace.current_changed.connect(self._story_changed)
        self._workspace.review.changed.connect(self._review_changed)
        self._stack.currentChanged.connect(self._page_changed)

    # -- keeping

    def ask_for_name(self) -> None:
        """Save version…"""
        if self._workspace.session is None:
            return
        sheet = VersionName(self._workspace.theme, self._host)
        sheet.named.connect(self.save_version)
        sheet.open()

    def save_version(self, name: str) -> None:
        """Keep what the story says now."""
        version = self._history.save_version(name)
        if version is not None:
            words = f"Saved as “{version.name}”" if version.name else "Version saved"
            self._workspace.toast.say(words)
            self._panel.select_version(version.key)

    # -- comparing

    @property
    def is_comparing(self) -> bool:
        """Whether a comparison stands in the editor's place."""
        return self._stack.currentWidget() is self.view

    def show_changes(self) -> None:
        """What was written since the story was published last."""
        session = self._workspace.session
        if session is None:
            return
        version = self._history.readers_have(session.path)
        if version is None:
            self._workspace.toast.say("No published version is kept yet. Publishing the story keeps one.")
            return
        self._workspace.show_panel(self._panel.panel_id)
        self._panel.select_version(version.key)
        self.compare_with(version)

    def compare_with(self, version: Version | None) -> None:
        """Show what has become of `version`, in the editor's place."""
        session = self._workspace.session
        if session is None or version is None:
            return
        if self._errand.is_running:
            self._wanted = version
            return
        keeper, path, text, zone = (
            self._history.keeper,
            session.path,
            session.text,
            self._desk.newsroom.timezone,
        )

        def work() -> tuple[Version, Comparison]:
            before, after = read_story(path, keeper.text(version), zone), read_story(path, text, zone)
            return version, compare(before, after)

        self._wanted = None
        self._errand.start(work)

    def leave(self, *, focus: bool = True) -> None:
        """Back to the text."""
        if not self.is_comparing:
            return
        editor = self._workspace.editor
        self._stack.setCurrentWidget(editor.source_view if editor.source_switch.is_on else editor.galley)
        if focus:
            editor.focus_text()

    def step(self, by: int) -> bool:
        """Show the next or previous change; False while nothing is compared."""
        if self.is_comparing:
            self.view.step(by)
        return self.is_comparing

    def _show(self, found: tuple[Version, Comparison]) -> None:
        version, comparison = found
        session = self._workspace.session
        if self._wanted is not None:
            self.compare_with(self._wanted)
            return
        if session is None or self._history.keeper.story_id(session.path) != version.story_id:
            return
        anew = not self.is_comparing or self._compared is None or self._compared.key != version.key
        self._compared = version
        kind = "published" if version.kind is VersionKind.PUBLISHED else "kept"
        self.view.show_comparison(
            comparison, f"Changes since the version {kind} {self._when(version)}", anew=anew
        )
        if not self.is_comparing:
            self._workspace.leave_review()
            self._stack.setCurrentWidget(self.view)
            if not self._panel.versions.hasFocus():
                self.view.text.setFocus()

    def _could_not_compare(self, failure: Exception) -> None:
        self._say(failure)
        if self._wanted is not None:
            self.compare_with(self._wanted)

    def _compare_again(self) -> None:
        if self.is_comparing:
            self.compare_with(self._compared)

    def _follow_selection(self, version: Version | None) -> None:
        if self.is_comparing and version is not None and version != self._compared:
            self.compare_with(version)

    def _page_changed(self, _number: int) -> None:
        self._workspace.editor.set_locked(self.is_comparing or self._workspace.review.is_on)

    def _review_changed(self, is_on: bool) -> None:
        if is_on:
            self.leave(focus=False)

    def _story_changed(self, session: StorySession | None) -> None:
        if self._session is not None:
            self._session.touched.disconnect(self._soon.start)
        self._session = session
        if session is not None:
            session.touched.connect(self._soon.start)
        self._compared = self._wanted = None
        self.leave(focus=False)

    def _leave_list(self) -> None:
        if self.is_comparing:
            self.leave()
        else:
            self._workspace.close_panel()

    # -- bringing back

    def copy(self, version: Version | None) -> None:
        """Put the words of a version on the clipboard."""
        session = self._workspace.session
        if session is None or version is None:
            return
        try:
            text = self._history.keeper.text(version)
        except HistoryError as failure:
            self._say(failure)
            return
        story = read_story(session.path, text, self._desk.newsroom.timezone)
        parts = (story.meta.title, story.meta.description, story.body.strip())
        QGuiApplication.clipboard().setText("\n\n".join(part for part in parts if part))
        self._workspace.toast.say("Copied")

    def restore(self, version: Version | None) -> None:
        """Let the story say what it said; one step of undo."""
        session = self._workspace.session
        if session is None or version is None:
            return
        self.leave(focus=False)
        before = session.undo_stack.index()
        try:
            done = self._history.restore(version)
        except HistoryError as failure:
            self._say(failure)
            return
        if done and session.undo_stack.index() != before:
            step = session.undo_stack.index()
            words = f"Restored the version of {self._when(version)}"
            self._workspace.toast.say(words, "Undo", lambda: self._take_back(session, step))
        elif done:
            self._workspace.toast.say("The story says this already")

    def _take_back(self, session: StorySession, step: int) -> None:
        if session is self._workspace.session and session.undo_stack.index() == step:
            session.undo_stack.undo()
            session.save()

    # -- words

    def _when(self, version: Version) -> str:
        return moment_in_sentence(version.at, self._desk.clock(), self._desk.newsroom.timezone)

    def _say(self, failure: Exception) -> None:
        words = str(failure) if isinstance(failure, HistoryError) else "The versions could not be compared."
        self._workspace.trouble.emit(words)
