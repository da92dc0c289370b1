"""The first page of the publish dialog: what the checks found, when it goes live, what is written with it."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from editor_app.stories.checks import CheckReport
from editor_app.ui.dialogs.publish_values import PublishChoices, PublishSummary
from editor_app.ui.dialogs.scrolling import scrolling
from editor_app.ui.dialogs.sheet import EDGE
from editor_app.ui.theme import Theme, set_surface, type_role
from editor_app.ui.widgets.check_rows import CheckList, Mark
from editor_app.ui.widgets.divider import hline, vline
from editor_app.ui.widgets.fields import LabeledField
from editor_app.ui.widgets.moment_field import MomentField
from editor_app.ui.widgets.segmented import Segmented
from editor_app.ui.widgets.text_label import TextLabel
from editor_app.ui.widgets.time_words import clock_time, moment_in_sentence

PASSED_IN_DIALOG = 10
CHOICES_WIDTH = 286


class ChecksPage(QWidget):
    """What the checks found at the left; when it goes live and what happens at the right."""

    place_requested = Signal(object)
    choices_changed = Signal()

    def __init__(self, theme: Theme, report: CheckReport, summary: PublishSummary) -> None:
        super().__init__()
        self._theme = theme
        self._report = report
        self._summary = summary
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._build_checks(), 1)
        row.addWidget(vline())
        choices = scrolling(self._build_choices())
        choices.setFixedWidth(CHOICES_WIDTH)
        row.addWidget(choices)

    @property
    def choices(self) -> PublishChoices:
        """What is chosen now."""
        at = self._moment() if self.when.value == "at" else None
        updated = self.mark_updated.isChecked() and self._summary.is_update
        return PublishChoices(at, updated, self.lifts_embargo)

    @property
    def lifts_embargo(self) -> bool:
        """Whether the story would come before readers earlier than its embargo allows."""
        embargo = self._summary.embargo
        if embargo is None or not self._summary.is_embargoed:
            return False
        return self.when.value == "now" or self._moment() < embargo

    def choose_time(self) -> None:
        """Turn to the choice of a time."""
        self.when.set_value("at")
        self._say_when()

    def first_problem(self) -> QWidget | None:
        """The Show button of the first thing that must be fixed."""
        return next((row.show_button for row in self.checks.rows if row.show_button is not None), None)

    def _moment(self) -> datetime:
        """The time chosen; the embargo itself, to the second, where the field shows its minute."""
        shown, embargo = self.moment.moment(), self._summary.embargo
        return embargo if embargo is not None and embargo.replace(second=0, microsecond=0) == shown else shown

    def _build_checks(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(EDGE, 16, EDGE, 12)
        column.setSpacing(8)
        heading = QHBoxLayout()
        heading.addWidget(TextLabel(self.tr("Checks"), self._theme, "interface_strong"))
        heading.addStretch(1)
        ran = clock_time(self._summary.now, self._summary.zone)
        heading.addWidget(TextLabel(self.tr("Ran at {0}").format(ran), self._theme, "meta", "tertiary"))
        column.addLayout(heading)
        column.addLayout(self._build_counts())
        self.checks = CheckList(self._theme)
        self.checks.add_problems((*self._report.must_fix, *self._report.look_at))
        shown = max(4, PASSED_IN_DIALOG - len(self._report.problems))
        self.checks.add_passed(self._report.passed, shown)
        self.checks.place_requested.connect(self.place_requested)
        column.addWidget(hline())
        column.addWidget(self.checks)
        column.addStretch(1)
        return scrolling(content)

    def _build_counts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        must_fix, look_at = len(self._report.must_fix), len(self._report.look_at)
        for state, words in (
            ("must_fix" if must_fix else "none", self.tr("{0} must fix").format(must_fix)),
            ("look_at", self.tr("{0} to look at").format(look_at)),
            ("passed", self.tr("{0} passed").format(len(self._report.passed))),
        ):
            chip = QFrame()
            set_surface(chip, "well")
            inner = QHBoxLayout(chip)
            inner.setContentsMargins(6, 2, 8, 2)
            inner.setSpacing(5)
            inner.addWidget(Mark(state, self._theme, 13))
            inner.addWidget(TextLabel(words, self._theme, "meta"))
            row.addWidget(chip)
        row.addStretch(1)
        return row

    def _build_choices(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        summary = self._summary
        options = [("now", self.tr("Now")), ("at", self.tr("At a time…"))]
        self.when = Segmented(options, self._theme, self.tr("Goes live"))
        column.addWidget(LabeledField(self.tr("Goes live"), self.when, self._theme))
        self.moment = MomentField(self._theme, summary.zone, self.tr("Goes live at"))
        self.moment.set_moment(summary.embargo if summary.is_embargoed else _next_hour(summary.now))  # pyright: ignore[reportArgumentType]
        column.addWidget(self.moment)
        self._when_words = TextLabel("", self._theme, "meta", "tertiary", wrap=True)
        column.addWidget(self._when_words)
        folder = QLineEdit(summary.output)
        folder.setReadOnly(True)
        folder.setToolTip(summary.output)
        type_role(folder, "interface", self._theme)
        column.addWidget(LabeledField(self.tr("Export to"), folder, self._theme))
        column.addWidget(hline())
        column.addLayout(self._build_also())
        column.addWidget(hline())
        self.mark_updated = QCheckBox(self.tr("Set updated time to now"))
        self.mark_updated.setChecked(True)
        type_role(self.mark_updated, "interface", self._theme)
        self.mark_updated.setVisible(summary.is_update)
        column.addWidget(self.mark_updated)
        hint = self.tr("Leave it off when only a typing mistake was mended.")
        self._updated_hint = TextLabel(hint, self._theme, "meta", "tertiary", wrap=True)
        self._updated_hint.setVisible(summary.is_update)
        column.addWidget(self._updated_hint)
        column.addStretch(1)
        if summary.is_embargoed:
            self.when.set_value("at")
        self.when.chosen.connect(lambda _value: self._say_when())
        self.moment.moment_edited.connect(lambda _moment: self._say_when())
        self._say_when()
        return side

    def _build_also(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(TextLabel(self.tr("Updated with it"), self._theme, "meta_medium", "secondary"))
        section = self._summary.section
        lines = [
            self.tr("Front page and banner"),
            self.tr("{0} section page").format(section) if section else self.tr("Section pages"),
            self.tr("RSS feed and sitemap"),
        ]
        for words in lines:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Mark("passed", self._theme, 14))
            row.addWidget(TextLabel(words, self._theme, "interface"), 1)
            column.addLayout(row)
        return column

    def _say_when(self) -> None:
        at = self.when.value == "at"
        self.moment.setVisible(at)
        summary = self._summary
        if at and self._moment() <= summary.now:
            words, tone = self.tr("That time has passed. It goes live at once."), "developing"
        elif at and self.lifts_embargo:
            words, tone = self.tr("That is before its embargo ends, and breaks it."), "breaking"
        elif at and summary.is_update and not summary.is_embargoed:
            when = moment_in_sentence(self._moment(), summary.now, summary.zone)
            words, tone = (
                self.tr("Its page leaves the site now, and comes back {0} with this update.").format(when),
                "breaking",
            )
        elif at:
            when = moment_in_sentence(self._moment(), summary.now, summary.zone)
            words, tone = (
                self.tr("Held until {0}. Stet puts it on the site then, or when it is next opened.").format(
                    when
                ),
                "embargo",
            )
        elif summary.is_embargoed and summary.embargo is not None:
            when = moment_in_sentence(summary.embargo, summary.now, summary.zone)
            words, tone = (
                self.tr("Under embargo until {0}. Publishing now breaks it.").format(when),
                "breaking",
            )
        else:
            words, tone = "", "tertiary"
        self._when_words.setText(words)
        self._when_words.set_tone(tone)
        self._when_words.setVisible(bool(words))
        self.choices_changed.emit()


def _next_hour(now: datetime) -> datetime:
    return (now + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
