"""The last page of the publish dialog: it is published, or why it is not."""

from __future__ import annotations

from pathlib import PurePosixPath

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from editor_app.ui.dialogs.publish_values import PublishOutcome, PublishSummary
from editor_app.ui.dialogs.sheet import EDGE
from editor_app.ui.theme import Theme, type_role
from editor_app.ui.widgets.buttons import default_button
from editor_app.ui.widgets.check_rows import CheckList, Mark
from editor_app.ui.widgets.divider import hline
from editor_app.ui.widgets.fields import LabeledField
from editor_app.ui.widgets.flow import FlowLayout
from editor_app.ui.widgets.network_marks import NETWORK_ICONS
from editor_app.ui.widgets.text_label import ElidedLabel, TextLabel
from editor_app.ui.widgets.time_words import clock_time, moment_in_sentence

_BROKEN_SHOWN = 3  # the rest is in what `stet export` prints
_IN_MINUTES_S = 90.0


class DonePage(QWidget):
    """What was written, the address with Copy and Open, and the networks."""

    copied = Signal()
    open_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(EDGE, 18, EDGE, 12)
        self._column.setSpacing(12)

    def show_outcome(self, outcome: PublishOutcome, summary: PublishSummary) -> None:
        """Fill the page."""
        self._column.addLayout(self._headline(outcome, summary))
        rows = CheckList(self._theme)
        self._column.addWidget(hline())
        words = _written_words(outcome)
        rows.add_passed(words, len(words))
        rows.add_warnings(outcome.broken_links[:_BROKEN_SHOWN])
        self._column.addWidget(rows)
        self._column.addWidget(self._address_box(outcome))
        self._column.addStretch(1)

    def _headline(self, outcome: PublishOutcome, summary: PublishSummary) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(Mark("passed", self._theme, 26))
        words = QVBoxLayout()
        words.setSpacing(1)
        time = clock_time(outcome.at, summary.zone)
        if outcome.goes_live is not None:
            when = moment_in_sentence(outcome.goes_live, outcome.at, summary.zone)
            first = self.tr("Ready to go live {0}").format(when)
        else:
            kind = self.tr("Update published at {0}") if summary.is_update else self.tr("Published at {0}")
            first = kind.format(time)
        count = len(outcome.written)
        files = self.tr("1 file") if count == 1 else self.tr("{0} files").format(count)
        took = self.tr("{0} seconds").format(f"{outcome.seconds:.1f}")
        if outcome.seconds >= _IN_MINUTES_S:
            took = self.tr("{0} min {1} s").format(*divmod(round(outcome.seconds), 60))
        second = self.tr("{0} written in {1} to {2}").format(files, took, outcome.folder)
        if not count:
            second = self.tr("Nothing had to change in {0}").format(outcome.folder)
        words.addWidget(TextLabel(first, self._theme, "dialog_title"))
        words.addWidget(ElidedLabel(second, self._theme, "interface", "tertiary"))
        row.addLayout(words, 1)
        return row

    def _address_box(self, outcome: PublishOutcome) -> QWidget:
        box = QFrame()
        box.setProperty("popover", True)
        column = QVBoxLayout(box)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        self.address = QLineEdit(outcome.address)
        self.address.setReadOnly(True)
        self.address.setCursorPosition(0)
        type_role(self.address, "interface", self._theme)
        self.copy = default_button(self.tr("Copy"), self._theme, icon="copy")
        self.open = default_button(self.tr("Open"), self._theme, icon="arrow-square-out")
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.address, 1)
        row.addWidget(self.copy)
        row.addWidget(self.open)
        labeled = LabeledField(self.tr("Page address"), line, self._theme)
        labeled.label.setBuddy(self.address)
        self.address.setAccessibleName(self.tr("Page address"))
        column.addWidget(labeled)
        self.copy.clicked.connect(self._copy)
        self.open.clicked.connect(lambda: self.open_requested.emit(outcome.address))
        self._add_networks(column, outcome)
        return box

    def _add_networks(self, column: QVBoxLayout, outcome: PublishOutcome) -> None:
        links = [link for link in outcome.links if link.network != "copy"]
        if not links:
            return
        column.addWidget(TextLabel(self.tr("Post it"), self._theme, "meta_medium", "secondary"))
        holder = QWidget()
        flow = FlowLayout(holder, gap=6)
        self.network_buttons = []
        for link in links:
            button = default_button(
                link.label, self._theme, icon=NETWORK_ICONS.get(link.network, "share-network")
            )
            button.clicked.connect(lambda _on=False, address=link.address: self.open_requested.emit(address))
            self.network_buttons.append(button)
            flow.addWidget(button)
        column.addWidget(holder)
        words = self.tr(
            "Opens the network in your browser with the text filled in. Stet never posts for you."
        )
        column.addWidget(TextLabel(words, self._theme, "meta", "tertiary", wrap=True))

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.address.text())
        self.copy.setText(self.tr("Copied"))
        self.copied.emit()


class FailurePage(QWidget):
    """Which step failed, on which file, and the system's message."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, 18, EDGE, 12)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(Mark("must_fix", theme, 26), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = TextLabel(self.tr("The site was not written"), theme, "dialog_title")
        self.message = TextLabel("", theme, "interface", wrap=True)
        words.addWidget(self.title)
        words.addWidget(self.message)
        row.addLayout(words, 1)
        column.addLayout(row)
        facts = QGridLayout()
        facts.setHorizontalSpacing(14)
        facts.setVerticalSpacing(6)
        facts.setColumnStretch(1, 1)
        self.step = TextLabel("", theme, "interface", wrap=True)
        self.file = TextLabel("", theme, "interface", wrap=True)
        for line, (name, value) in enumerate(((self.tr("Step"), self.step), (self.tr("File"), self.file))):
            facts.addWidget(TextLabel(name, theme, "meta_medium", "secondary"), line, 0)
            facts.addWidget(value, line, 1)
        column.addWidget(hline())
        column.addLayout(facts)
        column.addWidget(hline())
        safe = self.tr("Your story is saved, and stands where it stood before.")
        column.addWidget(TextLabel(safe, theme, "meta", "tertiary", wrap=True))
        column.addStretch(1)

    def show_failure(self, step: str, path: str, message: str) -> None:
        """Say what failed."""
        self.message.setText(message)
        self.step.setText(step or "–")
        self.file.setText(path or "–")


def _written_words(outcome: PublishOutcome) -> list[str]:
    """The files written, gathered into a few lines."""
    pages = [name for name in outcome.written if PurePosixPath(name).suffix in (".html", ".htm")]
    feeds = [name for name in outcome.written if PurePosixPath(name).suffix in (".xml", ".json", ".txt")]
    rest = len(outcome.written) - len(pages) - len(feeds)
    counted = (
        (len(pages), _tr("1 page"), _tr("{0} pages")),
        (len(feeds), _tr("1 feed or sitemap"), _tr("{0} feeds and sitemaps")),
        (rest, _tr("1 picture or other file"), _tr("{0} pictures and other files")),
        (outcome.unchanged, _tr("1 file was up to date already"), _tr("{0} files were up to date already")),
        (len(outcome.removed), _tr("1 old file removed"), _tr("{0} old files removed")),
    )
    lines = [(one if count == 1 else many.format(count)) for count, one, many in counted if count]
    if not outcome.broken_links:
        lines.append(_tr("Every link inside the site leads somewhere"))
    return [*lines, *outcome.notes]


def _tr(text: str) -> str:
    return QCoreApplication.translate("DonePage", text)
