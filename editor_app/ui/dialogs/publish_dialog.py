"""The publish dialog: checks, progress, done (or why not), one size throughout. It asks and shows; it publishes nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from editor_app.stories.checks import CheckReport
from editor_app.ui.dialogs.embargo_consent import EmbargoConsent
from editor_app.ui.dialogs.publish_checks_page import ChecksPage
from editor_app.ui.dialogs.publish_end_pages import DonePage, FailurePage
from editor_app.ui.dialogs.publish_progress_page import ProgressPage
from editor_app.ui.dialogs.publish_values import PublishOutcome, PublishSummary
from editor_app.ui.dialogs.sheet import Sheet
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.announcement import announce
from editor_app.ui.widgets.buttons import default_button, primary_button
from editor_app.ui.widgets.chips import Chip
from editor_app.ui.widgets.divider import hline
from editor_app.ui.widgets.text_label import ElidedLabel

WIDTH, HEIGHT = 760, 648


class PublishDialog(Sheet):
    """Signals:
    publish_requested(PublishChoices): the person pressed Publish (or Try again).
    cancel_requested(): the person pressed Stop while it was writing.
    place_requested(Place): Show beside a check; the dialog has closed.
    open_requested(address): open the page, or a network's share page, in the browser.
    preview_requested(): show the page as it would be written; the dialog has closed.
    """

    publish_requested = Signal(object)
    cancel_requested = Signal()
    place_requested = Signal(object)
    open_requested = Signal(str)
    preview_requested = Signal()

    def __init__(self, theme: Theme, report: CheckReport, summary: PublishSummary, host: QWidget) -> None:
        title = self._kind(summary)
        super().__init__(theme, title, host, WIDTH, HEIGHT)
        self._report = report
        self._summary = summary
        self._step = ""
        self._build_header()
        self.checks = ChecksPage(theme, report, summary)
        self.progress = ProgressPage(theme)
        self.done = DonePage(theme)
        self.failure = FailurePage(theme)
        self.pages = QStackedWidget()
        for page in (self.checks, self.progress, self.done, self.failure):
            self.pages.addWidget(page)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(hline())
        self.body.addWidget(self.pages, 1)
        self._build_footer()
        self._connect()
        self._show_checks()

    # -- what the session tells

    def show_progress(self, step: str, done: int, total: int, left: float | None = None) -> None:
        """The export is at `step`, file `done` of `total` (0: not known)."""
        if self.pages.currentWidget() is not self.progress:
            self._show_page(self.progress, self.tr("Publishing"))
        self._step = step
        self.progress.show_progress(step, done, total, left)

    def show_done(self, result: PublishOutcome) -> None:
        """The site is written."""
        self.done.show_outcome(result, self._summary)
        self._show_page(self.done, self.tr("Published"))
        self._announce(self.tr("Published"), urgent=False)

    def show_failure(self, step: str, path: str, message: str) -> None:
        """The site could not be written: during `step` (empty: the last one told), at `path`, with the system's message."""
        self.failure.show_failure(step or self._step, path, message)
        self._show_page(self.failure, self.tr("Not published"))
        self._announce(message, urgent=True)

    def show_stopped(self) -> None:
        """The export has stopped as asked; back to the checks."""
        self._show_checks()

    # -- building

    def _build_header(self) -> None:
        self.header.addWidget(ElidedLabel(self._summary.headline, self.theme, "crosshead"))
        row = QHBoxLayout()
        row.setSpacing(8)
        if self._summary.level:
            row.addWidget(Chip(self._summary.level_words, self._summary.level, self.theme))
        address = self._summary.address.partition("://")[2] or self._summary.address
        row.addWidget(ElidedLabel(address, self.theme, "interface", "tertiary"), 1)
        self.header.addLayout(row)

    def _build_footer(self) -> None:
        row = self.add_footer()
        self.preview = default_button(self.tr("Preview page"), self.theme)
        self.details = default_button(self.tr("Copy details"), self.theme)
        self.cancel = default_button(self.tr("Cancel"), self.theme)
        self.stop = default_button(self.tr("Stop"), self.theme)
        self.close_button = default_button(self.tr("Close"), self.theme)
        self.publish = primary_button(self._kind(self._summary), self.theme)
        self.again = primary_button(self.tr("Try again"), self.theme)
        self.finish = primary_button(self.tr("Done"), self.theme)
        row.addWidget(self.preview)
        row.addWidget(self.details)
        row.addStretch(1)
        for button in (self.cancel, self.stop, self.close_button, self.publish, self.again, self.finish):
            row.addWidget(button)

    def _connect(self) -> None:
        self.checks.place_requested.connect(self._show_place)
        self.checks.choices_changed.connect(self._name_button)
        self.done.open_requested.connect(self.open_requested)
        self.preview.clicked.connect(self._preview)
        self.details.clicked.connect(self._copy_details)
        self.cancel.clicked.connect(self.close_sheet)
        self.close_button.clicked.connect(self.close_sheet)
        self.finish.clicked.connect(self.close_sheet)
        self.stop.clicked.connect(self._stop)
        self.publish.clicked.connect(self._publish)
        self.again.clicked.connect(self._request)

    # -- the pages

    def first_focus(self) -> QWidget | None:
        """Publish when nothing must be fixed, else the first failed check."""
        if self._report.must_fix:
            return self.checks.first_problem() or self.cancel
        return self.publish

    def escape(self) -> None:
        """Esc closes, but while writing it asks to stop first."""
        if self.pages.currentWidget() is self.progress:
            self._stop()
        else:
            self.close_sheet()

    def _show_checks(self) -> None:
        self._show_page(self.checks, self._kind(self._summary))
        self._name_button()
        self.publish.setEnabled(not self._report.must_fix)
        why = self.tr("Fix what must be fixed first") if self._report.must_fix else ""
        self.publish.setToolTip(why)

    def _show_page(self, page: QWidget, title: str) -> None:
        self.pages.setCurrentWidget(page)
        self.title.setText(title)
        self.setAccessibleName(title)
        shown = {
            self.checks: (self.preview, self.cancel, self.publish),
            self.progress: (self.stop,),
            self.done: (self.finish,),
            self.failure: (self.details, self.close_button, self.again),
        }[page]
        for button in (
            self.preview, self.details, self.cancel, self.stop, self.close_button, self.publish, self.again, self.finish
        ):  # fmt: skip
            button.setVisible(button in shown)
        self.stop.setEnabled(True)
        self.stop.setText(self.tr("Stop"))
        self.main_button = shown[-1] if page is not self.progress else None
        if self.isVisible():
            shown[-1].setFocus()

    def _name_button(self) -> None:
        if self.checks.lifts_embargo:
            self.publish.setText(self.tr("Break embargo…"))
        elif self.checks.choices.at is not None and self.checks.choices.at > self._summary.now:
            self.publish.setText(self.tr("Publish at that time"))
        else:
            self.publish.setText(self._kind(self._summary))

    # -- doing

    def _publish(self) -> None:
        if self._report.must_fix:
            return
        if self.checks.lifts_embargo and self._summary.embargo is not None:
            consent = EmbargoConsent(
                self.theme, self._summary.embargo, self._summary.now, self._summary.zone, self
            )
            consent.confirmed.connect(self._request)
            consent.open()
            return
        self._request()

    def _request(self) -> None:
        choices = self.checks.choices
        self.progress.start_again()
        self._show_page(self.progress, self.tr("Publishing"))
        self._announce(self.tr("Publishing"), urgent=False)
        self.publish_requested.emit(choices)

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.stop.setText(self.tr("Stopping…"))
        self.cancel_requested.emit()

    def _show_place(self, place: object) -> None:
        self.close_sheet()
        self.place_requested.emit(place)

    def _preview(self) -> None:
        self.close_sheet()
        self.preview_requested.emit()

    def _copy_details(self) -> None:
        failure = self.failure
        lines = (
            f"{self._summary.headline} <{self._summary.address}>",
            f"{self.tr('Step')}: {failure.step.text()}",
            f"{self.tr('File')}: {failure.file.text()}",
            failure.message.text(),
        )
        QApplication.clipboard().setText("\n".join(lines))
        self.details.setText(self.tr("Copied"))

    def _announce(self, words: str, urgent: bool) -> None:
        announce(self, words, urgent=urgent)

    def _kind(self, summary: PublishSummary) -> str:
        return self.tr("Publish update") if summary.is_update else self.tr("Publish")
