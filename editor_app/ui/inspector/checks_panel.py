"""The Checks panel: what must be fixed before publishing, what to look at, how the story reads, and what passed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from editor_app.stories.checks import CheckReport, check_story
from editor_app.stories.story import Story
from editor_app.ui.inspector.panel import Panel
from editor_app.ui.inspector.reading_figures import reading_figures
from editor_app.ui.inspector.surroundings import DeskLike
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import default_button
from editor_app.ui.widgets.check_rows import CheckList
from editor_app.ui.widgets.text_label import TextLabel

REST_MS = 1_000
AFTER_TEXT_MS = 150


class ChecksPanel(Panel):
    """Runs the checks a second after the last edit, at once on Run again.

    Signals:
        place_requested(Place): show where a problem is.
        checked(CheckReport): the checks have just run.
    """

    place_requested = Signal(object)
    checked = Signal(object)

    panel_id = "checks"
    follows_body = True
    works_hidden = True
    locked_in_source = False

    def __init__(self, theme: Theme, desk: DeskLike, parent: QWidget | None = None) -> None:
        super().__init__(theme, desk, parent)
        self.title = self.tr("Checks")
        self.report = CheckReport((), ())
        self._shown: CheckReport | None = None
        self._time = ""
        self.run_again = default_button(self.tr("Run again"), theme, size="small")
        self.run_again.clicked.connect(self.run)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.run)
        self._soon = QTimer(self, singleShot=True, interval=AFTER_TEXT_MS)
        self._soon.timeout.connect(self.run)
        self._current = -1
        self._must_fix, self._must_fix_count, self._must_fix_section = self._group(self.tr("Must fix"))
        self._look_at, self._look_at_count, self._look_at_section = self._group(self.tr("To look at"))
        self._build_reading()
        self._passed, self._passed_count, self._passed_section = self._group(self.tr("Passed"))

    # -- building

    def _group(self, title: str) -> tuple[CheckList, TextLabel, QWidget]:
        column = self.add_section(gap=6)
        heading, _title, count = self.heading(title)
        column.addLayout(heading)
        section = column.parentWidget()
        assert section is not None
        rows = CheckList(self.theme)
        rows.place_requested.connect(self.place_requested)
        column.addWidget(rows)
        return rows, count, section

    def _build_reading(self) -> None:
        column = self.add_section(gap=2)
        heading, _title, _note = self.heading(self.tr("Reading"))
        column.addLayout(heading)
        self._words = self._figure(column, self.tr("Words"))
        self._average = self._figure(column, self.tr("Average sentence"))
        self._longest = self._figure(column, self.tr("Longest sentence"))

    def _figure(self, column: QVBoxLayout, name: str) -> TextLabel:
        row = QHBoxLayout()
        label = TextLabel(name, self.theme, "interface", "secondary")
        label.setMinimumHeight(22)
        value = TextLabel("", self.theme, "interface")
        row.addWidget(label)
        row.addStretch(1)
        row.addWidget(value)
        column.addLayout(row)
        return value

    # -- for the inspector

    def header_buttons(self) -> tuple[QWidget, ...]:
        """Run again."""
        return (self.run_again,)

    def header_text(self) -> str:
        """When the checks last ran."""
        return self._time

    def session_replaced(self) -> None:
        """Another story: check it as soon as its text is on screen."""
        self._current = -1
        self._rest.stop()
        self._soon.stop()
        self.run_again.setEnabled(self.session is not None)
        if self.session is None:
            self._time = ""
            self.set_badge("", "")
            self.header_changed.emit("")
        else:
            self._soon.start()

    def show_meta(self, keys: frozenset[str]) -> None:
        """Something changed: check when the hands have rested."""
        if self.session is not None:
            self._rest.start()

    def body_edited(self, change: object) -> None:
        """The text changed: check when the hands have rested."""
        self._rest.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.session is None:
            return
        if self._rest.isActive() or self._soon.isActive():
            self.run()
        elif self._shown is not self.report:
            self._show_report()

    # -- doing

    def run(self) -> CheckReport:
        """Check the story now and show what was found."""
        self._rest.stop()
        self._soon.stop()
        if self.session is None:
            return self.report
        story = self.session.story
        now = self.desk.clock()
        self.report = self._check(story)
        self._time = now.astimezone(self.desk.newsroom.timezone).strftime("%H:%M:%S")
        self._show_count()
        if self.isVisible():
            self._show_report()
        self.header_changed.emit(self._time)
        self.checked.emit(self.report)
        return self.report

    def show_next_problem(self) -> bool:
        """Ask to be shown the next problem, going round; False when there is none."""
        return self._show_problem(self._current + 1)

    def show_previous_problem(self) -> bool:
        """Ask to be shown the problem before, going round; False when there is none."""
        return self._show_problem(max(self._current, 0) - 1)

    def _show_problem(self, number: int) -> bool:
        if self._soon.isActive():
            self.run()
        problems = (*self.report.must_fix, *self.report.look_at)
        if not problems:
            return False
        self._current = number % len(problems)
        self.place_requested.emit(problems[self._current].place)
        return True

    def _check(self, story: Story) -> CheckReport:
        check: Callable[[Story], CheckReport] | None = getattr(self.desk, "check", None)
        if check is not None:
            return check(story)
        entries = self.desk.catalogue.entries if self.desk.catalogue else ()
        return check_story(story, self.desk.newsroom, self.desk.lookup, self.desk.clock(), entries)

    def _show_report(self) -> None:
        report = self.report
        self._fill(self._must_fix, self._must_fix_count, self._must_fix_section, len(report.must_fix))
        self._must_fix.add_problems(report.must_fix)
        self._fill(self._look_at, self._look_at_count, self._look_at_section, len(report.look_at))
        self._look_at.add_problems(report.look_at)
        self._fill(self._passed, self._passed_count, self._passed_section, len(report.passed))
        self._passed.add_passed(report.passed)
        self._shown = report
        if self.session is not None:
            self._show_reading(self.session.story)

    def _show_count(self) -> None:
        """The rail counts what the status bar names first: what must be fixed, and only without it what to look at."""
        must_fix, look_at = len(self.report.must_fix), len(self.report.look_at)
        words = [self.tr("{0} to fix").format(must_fix)] if must_fix else []
        words += [self.tr("{0} to look at").format(look_at)] if look_at else []
        kind = "breaking" if must_fix else "developing"
        count = must_fix or look_at
        self.set_badge(str(count) if count else "", kind if count else "", ", ".join(words))

    def _fill(self, rows: CheckList, label: TextLabel, section: QWidget, count: int) -> None:
        rows.clear()
        label.setText(str(count))
        section.setVisible(count > 0)

    def _show_reading(self, story: Story) -> None:
        figures = reading_figures(story.body)
        locale = self.locale()
        self._words.setText(locale.toString(figures.words))
        self._average.setText(self.tr("{0} words").format(figures.average) if figures.words else "–")
        self._longest.setText(self.tr("{0} words").format(figures.longest) if figures.words else "–")
