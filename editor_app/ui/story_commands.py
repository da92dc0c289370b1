"""What the actions of the File, Story and View menus do in an open newsroom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from editor_app.publish.site import ExportError, ExportReport
from editor_app.publish.time_check import TimeDoubtful
from editor_app.session.story_session import StorySession
from editor_app.stories.breaking import Breaking
from editor_app.stories.checks import Place
from editor_app.stories.spiking import SpikedStory
from editor_app.stories.story_file import StoryFileError
from editor_app.stories.workflow import Status, allowed_moves
from editor_app.ui.actions import Actions
from editor_app.ui.dialogs.confirm_dialog import ConfirmDialog, spike_question
from editor_app.ui.direction import isolated
from editor_app.ui.find_all import FindAll
from editor_app.ui.history_commands import HistoryCommands
from editor_app.ui.import_flow import ImportFlow
from editor_app.ui.printing import Printing
from editor_app.ui.publish_flow import PublishFlow, why_not_written
from editor_app.ui.review_commands import ReviewCommands
from editor_app.ui.story_list.shelf import Shelf
from editor_app.ui.workspace import Workspace

_NEEDS_STORY = (
    "file.save", "file.save_version", "story.changes", "file.export", "file.print", "file.reveal", "story.publish", "story.breaking", "story.embargo", "insert.correction",
    "story.duplicate", "story.spike", "story.copy_link", "story.open_live", "story.bring_back", "view.preview",
)  # fmt: skip
_MOVES = {
    "story.send_review": Status.REVIEW,
    "story.ready": Status.READY,
}


class StoryCommands(QObject):
    """Connects the action table to one workspace, and says which actions can be used now."""

    def __init__(
        self,
        workspace: Workspace,
        actions: Actions,
        host: QWidget,
        parent: QObject | None = None,
        open_address: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._actions, self._host, self._open_address = (
            workspace,
            actions,
            host,
            open_address,
        )
        self._desk = workspace.desk
        self._session: StorySession | None = None
        self._time_question: ConfirmDialog | None = None
        self.publishing = PublishFlow(workspace.theme, self._desk, host, self, open_address)
        self.reviewing = ReviewCommands(workspace, actions, self)
        self.finding = FindAll(workspace, actions, self)
        self.versions = HistoryCommands(workspace, actions, host, self)
        self.importing = ImportFlow(workspace, host, self)
        self.printing = Printing(workspace, host, self)
        self._take_actions()
        self._connect_panes()
        self.follow(workspace.session)

    # -- connecting

    def _take(self, identity: str, slot: Callable[[], object]) -> None:
        self._actions.handle(identity, lambda _checked=False: slot())

    def _take_actions(self) -> None:
        work, desk = self._workspace, self._desk
        self._take("file.new", self.new_story)
        self._take("file.import", self.importing.choose)
        self._take("file.save", self._save)
        self._take("file.export", self.export_page)
        self._take("file.print", self.printing.start)
        self._take("file.reveal", lambda: self._reveal(self._path()))
        self._take("edit.filter", work.stories.focus_filter)
        self._take("story.publish", self.publishing.start)
        self._take("story.duplicate", lambda: self.duplicate(self._path()))
        self._take("story.spike", lambda: self.spike(self._path()))
        self._take("story.unspike", lambda: work.show_shelf(Shelf(spiked=True)))
        self._take("story.kill", self.kill)
        self._take("story.draft", self.back_to_draft)
        self._take("story.unpublish", self.unpublish)
        self._take("story.schedule", lambda: self.publishing.start(at_a_time=True))
        self._take("story.breaking", lambda: work.show_panel("breaking"))
        self._take("insert.correction", self._write_correction)
        self._take("story.embargo", lambda: self._show_field("story", "embargo"))
        self._take("story.copy_link", self._copy_address)
        self._take("story.open_live", self._open_live)
        self._take("site.export", self.publish_site)
        self._take("check.run", self._run_checks)
        self._take("check.next", lambda: self.versions.step(1) or work.inspector.checks.show_next_problem())
        self._take(
            "check.previous", lambda: self.versions.step(-1) or work.inspector.checks.show_previous_problem()
        )
        self._take("go.next_story", lambda: work.stories.step(1))
        self._take("go.previous_story", lambda: work.stories.step(-1))
        self._take("view.preview", lambda: work.toggle_panel("preview"))
        self._take("view.sidebar", work.toggle_sidebar)
        self._take("view.panel", self._toggle_side)
        for panel in work.inspector.panel_ids:
            self._take(f"view.panel.{panel}", lambda panel=panel: work.toggle_panel(panel))
        for device in ("phone", "tablet", "desktop"):
            self._take(f"view.device.{device}", lambda device=device: work.preview.set_device(device))
        for identity, status in _MOVES.items():
            self._take(identity, lambda status=status: desk.signing_off.move_to(status))

    def _connect_panes(self) -> None:
        work, flow = self._workspace, self.publishing
        work.stories.new_story_requested.connect(self.new_story)
        work.stories.import_requested.connect(self.importing.choose)
        work.stories.duplicate_requested.connect(self.duplicate)
        work.stories.reveal_requested.connect(self._reveal)
        work.holding.reveal_wanted.connect(self._reveal)
        work.stories.spike_requested.connect(self.spike)
        work.stories.restore_requested.connect(self.restore)
        work.inspector.banner_update_requested.connect(self._update_banner)
        self._desk.publishing.time_doubted.connect(self._ask_about_time)
        work.inspector.banner_taken_down.connect(self._banner_taken_down)
        work.current_changed.connect(self.follow)
        work.panel_changed.connect(self._show_panel_state)
        work.sidebar_changed.connect(lambda shown: self._actions.set_checked("view.sidebar", shown))
        flow.place_requested.connect(work.show_place)
        flow.preview_requested.connect(lambda: work.show_panel("preview"))
        flow.trouble.connect(work.trouble)
        flow.published.connect(lambda: self._desk.entries_changed.emit(frozenset()))
        flow.published.connect(work.inspector.share.refresh)

    # -- what can be used now

    def follow(self, session: StorySession | None) -> None:
        """Another story, or none, is in the editor."""
        if self._session is not None:
            self._session.meta_changed.disconnect(self._meta_changed)
        self._session = session
        if session is not None:
            session.meta_changed.connect(self._meta_changed)
        for identity in _NEEDS_STORY:
            self._actions.set_available(identity, session is not None, "Open a story first.")
        self._show_moves()

    def _meta_changed(self, keys: frozenset[str]) -> None:
        if keys & {"status", "date"}:
            self._show_moves()

    def _show_moves(self) -> None:
        session = self._session
        status = session.meta.status if session else None
        possible = allowed_moves(status) if status else frozenset()
        for identity, target in (*_MOVES.items(), ("story.draft", Status.DRAFT)):
            allowed = target in possible
            reason = f"A story that is {status} cannot become {target}." if status else "Open a story first."
            self._actions.set_available(identity, allowed, reason)
        self._actions.set_available(
            "story.kill", status is Status.PUBLISHED, "Only a published story can be killed."
        )
        self._actions.set_available("story.unpublish", status is Status.PUBLISHED, "It is not published.")
        for identity in ("story.publish", "story.schedule"):
            may = status is Status.PUBLISHED or Status.PUBLISHED in possible
            why = "A killed story goes back to draft first." if status else "Open a story first."
            self._actions.set_available(identity, may, why)
        is_update = session is not None and status is Status.PUBLISHED
        self._actions["story.publish"].setText("Publish update…" if is_update else "Publish…")
        self._actions["story.draft"].setText("Back to draft…" if is_update else "Back to draft")

    def _show_panel_state(self, panel: str) -> None:
        self._actions.set_checked("view.preview", panel == "preview")
        self._actions.set_checked("view.panel", bool(panel))
        for name in self._workspace.inspector.panel_ids:
            self._actions.set_checked(f"view.panel.{name}", panel == name)

    # -- stories

    def new_story(self) -> None:
        """A new draft in the section that is shown, with the caret in its headline."""
        try:
            made = self._desk.new_story(self._workspace.stories.shelf.section)
        except StoryFileError as failure:
            self._workspace.trouble.emit(str(failure))
            return
        if made:
            self._workspace.show_place(Place("title"))

    def duplicate(self, path: Path | None) -> None:
        """A draft with the same content."""
        try:
            if path is not None:
                self._desk.duplicate(path)
        except StoryFileError as failure:
            self._workspace.trouble.emit(str(failure))

    def spike(self, path: Path | None) -> None:
        """Take a story away; one that is on the site only after a question."""
        entry = self._desk.catalogue.by_path(path) if path else None
        if entry is None:
            return
        if entry.status is Status.PUBLISHED:
            dialog = spike_question(self._workspace.theme, entry.headline, self._host)
            dialog.confirmed.connect(lambda: self._spike_now(entry.path))
            dialog.open()
        else:
            self._spike_now(entry.path)

    def _spike_now(self, path: Path) -> None:
        try:
            spiked = self._desk.spike(path)
        except StoryFileError as failure:
            self._workspace.trouble.emit(str(failure))
            return
        if spiked is not None:
            headline = spiked.headline or "The story"
            self._workspace.toast.say(f"Spiked “{isolated(headline)}”", "Undo", lambda: self.restore(spiked))
            self._rewrite_site()

    def restore(self, spiked: SpikedStory) -> None:
        """Bring a spiked story back and open it."""
        try:
            path = self._desk.restore(spiked)
        except StoryFileError as failure:
            self._workspace.trouble.emit(str(failure))
            return
        self._workspace.show_shelf(Shelf())
        self._workspace.open_story(path)
        self._rewrite_site()

    def back_to_draft(self) -> None:
        """Make a story a draft again; one that readers have only after a question."""
        status = self._session.meta.status if self._session is not None else None
        if status is Status.PUBLISHED:
            self.unpublish()
        elif status is not None:
            self._desk.signing_off.move_to(Status.DRAFT)
            if status is Status.KILLED:
                self._rewrite_site()

    def unpublish(self) -> None:
        """Take a published story off the site and make it a draft."""
        words = (
            "Its page leaves the site at once, with its place on the front page, in sections and feeds, and leaves "
            "no notice. The story becomes a draft."
        )
        dialog = ConfirmDialog(
            self._workspace.theme, "Unpublish this story", words, "Unpublish story", self._host
        )
        dialog.confirmed.connect(self._unpublish_now)
        dialog.open()

    def _unpublish_now(self) -> None:
        self._desk.signing_off.move_to(Status.DRAFT)
        self._rewrite_site("Unpublished. Its page is no longer on the site.")

    def kill(self) -> None:
        """Withdraw a published story: a notice takes its place when the site is written again."""
        words = "Its page is replaced by a notice, and it leaves the front page, sections and feeds at once."
        dialog = ConfirmDialog(self._workspace.theme, "Kill this story", words, "Kill story", self._host)
        dialog.confirmed.connect(self._kill_now)
        dialog.open()

    def _kill_now(self) -> None:
        self._desk.signing_off.move_to(Status.KILLED)
        self._rewrite_site("Killed. A notice stands in its place.")

    # -- files

    def export_page(self) -> None:
        """Ask for a folder and write the page of this story there."""
        folder = QFileDialog.getExistingDirectory(self._host, "Export story to", str(Path.home()))
        if not folder:
            return
        try:
            page = self._desk.publishing.export_page(Path(folder))
        except ExportError as failure:
            self._workspace.trouble.emit(str(failure))
            return
        if page is not None:
            address = QUrl.fromLocalFile(str(page))
            self._workspace.toast.say(f"Exported {page.name}", "Open", lambda: self._open_address(address))

    def publish_site(self) -> None:
        """Write the site as the stories stand, without publishing anything new."""
        self._write_site(lambda report: self._workspace.toast.say(_written(len(report.written))))

    def _rewrite_site(self, done: str = "") -> None:
        """Bring a site that was written before to where the stories stand now; quietly, unless there is `done` to say."""
        if self._desk.publishing.written_at() is not None:
            self._write_site(lambda _report: self._workspace.toast.say(done) if done else None)

    def _write_site(self, finished: Callable[[ExportReport], object]) -> None:
        session = self._desk.current
        if session is not None and not session.save():
            self._workspace.trouble.emit(
                f"The site is not written, because the story is not saved. {session.state.message}"
            )
            return
        job = self._desk.publishing.job()
        job.finished.connect(finished)
        job.failed.connect(self._not_written)
        job.start()

    def _not_written(self, failure: Exception) -> None:
        if not isinstance(failure, TimeDoubtful):  # then a person is asked
            self._workspace.trouble.emit(why_not_written(failure))

    def _ask_about_time(self, doubt: TimeDoubtful) -> None:
        """Is the clock right? Who says so has the site written, and a story that was being published, published."""
        if self._time_question is not None:
            return
        again = self.publishing.start if self.publishing.stopped_by_clock else self.publish_site
        words = f"{doubt} If the time is right, go on."
        dialog = ConfirmDialog(
            self._workspace.theme, "Is the time right?", words, "Go by this time", self._host
        )
        dialog.confirmed.connect(self._desk.publishing.believe_clock)
        dialog.confirmed.connect(again)
        dialog.closed.connect(self._time_question_closed)
        self._time_question = dialog
        dialog.open()

    def _time_question_closed(self) -> None:
        self._time_question = None

    def _update_banner(self) -> None:
        """The banner as it is now goes on the site, and nothing else of the story that is not published."""
        if self._session is not None and self._session.save():
            self._desk.release.send_banner()
        self.publish_site()

    def _banner_taken_down(self, before: Breaking) -> None:
        session = self._session
        if session is not None and session.save():
            self._desk.release.send_banner()
        self._rewrite_site()
        if session is not None:
            self._workspace.toast.say(
                "Banner taken down", "Undo", lambda: self._put_banner_back(session, before)
            )

    def _put_banner_back(self, session: StorySession, before: Breaking) -> None:
        # By its value, not by Undo: something else may have been edited since.
        if self._session is session:
            session.edit("Put banner back", breaking=before)
            if session.save():
                self._desk.release.send_banner()
            self._rewrite_site("The banner is back")

    # -- small things

    def _path(self) -> Path | None:
        return self._session.path if self._session else None

    def _save(self) -> None:
        if self._session is not None:
            self._session.save()

    def _reveal(self, path: Path | None) -> None:
        if path is not None:
            self._open_address(QUrl.fromLocalFile(str(path.parent)))

    def _copy_address(self) -> None:
        if self._session is not None:
            QGuiApplication.clipboard().setText(self._desk.newsroom.address(self._session.story))
            self._workspace.toast.say("Copied the page's address")

    def _open_live(self) -> None:
        if self._session is not None:
            self._open_address(QUrl(self._desk.newsroom.address(self._session.story)))

    def _show_field(self, panel: str, key: str) -> None:
        self._workspace.show_panel(panel)
        self._workspace.inspector.focus_key(key)

    def _write_correction(self) -> None:
        """Corrections stand at the foot of the story, with their time; the form is in the Breaking panel."""
        self._workspace.show_panel("breaking")
        self._workspace.inspector.breaking.corrections.open_form()

    def _run_checks(self) -> None:
        self._workspace.show_panel("checks")
        self._workspace.inspector.checks.run()

    def _toggle_side(self) -> None:
        if self._workspace.open_panel:
            self._workspace.close_panel()
        else:
            self._workspace.show_panel(self._workspace.inspector.current_panel.panel_id)


def _written(count: int) -> str:
    if not count:
        return "The site is up to date"
    return "1 file of the site written" if count == 1 else f"{count} files of the site written"
