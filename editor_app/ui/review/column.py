"""The column beside the page under review: what the story is, its checks, its note, and the decision.

Reads the story; changes nothing in it. What a person decides goes out as a signal.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from editor_app.markup.counts import reading_minutes, word_count
from editor_app.session.story_session import StorySession
from editor_app.stories.checks import CheckReport
from editor_app.stories.newsroom import Newsroom
from editor_app.ui.review.decision import Decision
from editor_app.ui.theme import Theme, set_surface
from editor_app.ui.widgets.buttons import tool_button
from editor_app.ui.widgets.check_rows import CheckList
from editor_app.ui.widgets.divider import hline
from editor_app.ui.widgets.text_label import ElidedLabel, TextLabel
from editor_app.ui.widgets.time_words import moment_words

HEADER_HEIGHT = 44
DEFAULT_WIDTH, MINIMUM_WIDTH = 340, 300
_PADDING = 14


class Desk(Protocol):
    """What is used of a `NewsroomSession`."""

    newsroom: Newsroom
    clock: Callable[[], datetime]
    catalogue: Any


class ReviewColumn(QWidget):
    """One story under review.

    Signals:
        step_wanted(int): the next (1) or previous (-1) story that needs review.
        place_requested(Place): show where a problem is; the story is edited there.
    """

    step_wanted = Signal(int)
    place_requested = Signal(object)

    def __init__(self, theme: Theme, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._desk = theme, desk
        self._session: StorySession | None = None
        self._unsent: dict[Path, str] = {}
        self._report: CheckReport | None = None
        self._listed: CheckReport | None = None
        set_surface(self, "panel")
        self.setMinimumWidth(MINIMUM_WIDTH)
        self.setAccessibleName(self.tr("Review"))
        self.decision = Decision(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_header())
        column.addWidget(hline())
        column.addWidget(self._build_body(), 1)
        self._decision_line = hline()
        column.addWidget(self._decision_line)
        column.addWidget(self.decision)
        self._show()

    # -- building

    def _build_header(self) -> QWidget:
        header = QWidget()
        header.setFixedHeight(HEADER_HEIGHT - 1)
        row = QHBoxLayout(header)
        row.setContentsMargins(_PADDING, 0, 10, 0)
        row.setSpacing(8)
        self.waiting = TextLabel("", self._theme, "meta", "tertiary")
        self.previous = tool_button("caret-up", self.tr("Previous story that needs review"), self._theme)
        self.next = tool_button("caret-down", self.tr("Next story that needs review"), self._theme)
        self.previous.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.next.clicked.connect(lambda: self.step_wanted.emit(1))
        row.addWidget(TextLabel(self.tr("Review"), self._theme, "interface_strong"))
        row.addWidget(self.waiting)
        row.addStretch(1)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        return header

    def _build_body(self) -> QScrollArea:
        body = QWidget()
        set_surface(body, "panel")
        self._sections = QVBoxLayout(body)
        self._sections.setContentsMargins(0, 0, 0, 0)
        self._sections.setSpacing(0)
        facts = self._section()
        self.byline = self._fact(facts, self.tr("By"))
        self.edited = self._fact(facts, self.tr("Last saved"))
        self.length = self._fact(facts, self.tr("Length"))
        self._sections.addWidget(hline())
        self._build_checks(self._section(gap=6))
        self._note_line = hline()
        self._sections.addWidget(self._note_line)
        note = self._section(gap=6)
        self._note_section = note.parentWidget()
        note.addWidget(TextLabel(self.tr("Note"), self._theme, "interface_strong"))
        self.note = TextLabel("", self._theme, "interface", "secondary", wrap=True)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        note.addWidget(self.note)
        self._sections.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        scroll.viewport().setAutoFillBackground(False)
        return scroll

    def _build_checks(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.addWidget(TextLabel(self.tr("Checks"), self._theme, "interface_strong"))
        row.addStretch(1)
        self.checks_summary = TextLabel("", self._theme, "meta", "tertiary")
        row.addWidget(self.checks_summary)
        column.addLayout(row)
        self.checks = CheckList(self._theme)
        self.checks.place_requested.connect(self.place_requested)
        column.addWidget(self.checks)

    def _section(self, gap: int = 2) -> QVBoxLayout:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(_PADDING, 12, _PADDING, 14)
        column.setSpacing(gap)
        self._sections.addWidget(holder)
        return column

    def _fact(self, column: QVBoxLayout, name: str) -> ElidedLabel:
        row = QHBoxLayout()
        row.setSpacing(8)
        label = TextLabel(name, self._theme, "interface", "secondary")
        label.setMinimumSize(84, 22)
        value = ElidedLabel("", self._theme, "interface")
        row.addWidget(label)
        row.addWidget(value, 1)
        column.addLayout(row)
        return value

    # -- showing

    def set_session(self, session: StorySession | None) -> None:
        """Show another story, or none."""
        if self._session is not None:
            for signal in (self._session.meta_changed, self._session.saved, self._session.reloaded):
                signal.disconnect(self._show)
            self._unsent[self._session.path] = self.decision.message.toPlainText()
        self._session = session
        if session is not None:
            for signal in (session.meta_changed, session.saved, session.reloaded):
                signal.connect(self._show)
        self.decision.set_message(self._unsent.pop(session.path, "") if session else "")
        self._show()

    def show_waiting(self, place: int, count: int) -> None:
        """How many stories need review, and which of them this is (from 1; 0: it is not one of them)."""
        words = self.tr("{0} of {1}").format(place, count) if place else self.tr("{0} waiting").format(count)
        self.waiting.setText(words if count else "")
        elsewhere = count > (1 if place else 0)
        self.previous.setVisible(elsewhere)
        self.next.setVisible(elsewhere)

    def show_report(self, report: CheckReport) -> None:
        """What the checks say of the story. Its rows are made when somebody looks: a long story has hundreds."""
        self._report = report
        if self.isVisible():
            self._list_problems()
        fix, look = len(report.must_fix), len(report.look_at)
        parts = [self.tr("{0} to fix").format(fix)] if fix else []
        if look:
            parts.append(self.tr("{0} to look at").format(look))
        self.checks_summary.setText(", ".join(parts) or self.tr("All passed"))
        self.checks_summary.set_tone("breaking" if fix else "developing" if look else "ready")

    def _list_problems(self) -> None:
        if self._report is not None and self._report is not self._listed:
            self._listed = self._report
            self.checks.clear()
            self.checks.add_problems(self._report.problems)

    def _show(self, _about: object = None) -> None:
        session = self._session
        if not self.isVisible():
            # Nobody looks; counting a long story costs time while somebody types.
            self.decision.show_status(session.meta.status if session else None)
            return
        self._show_facts()

    def _show_facts(self) -> None:
        session = self._session
        self.decision.show_status(session.meta.status if session else None)
        self._decision_line.setVisible(session is not None)
        self.byline.setText(", ".join(session.meta.authors) if session else "")
        self.edited.setText(self._saved_words())
        words = word_count(session.story.body) if session else 0
        counted = self.tr("1 word") if words == 1 else self.tr("{0} words").format(f"{words:,}")
        self.length.setText(self.tr("{0}, {1} min read").format(counted, reading_minutes(words)))
        note = session.meta.note if session else ""
        self.note.setText(note)
        self._note_line.setVisible(bool(note))
        if self._note_section is not None:
            self._note_section.setVisible(bool(note))

    def _saved_words(self) -> str:
        entry = self._desk.catalogue.by_path(self._session.path) if self._session else None
        if entry is None:
            return ""
        return moment_words(entry.modified, self._desk.clock(), self._desk.newsroom.timezone)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the story."""
        super().showEvent(event)
        self._list_problems()
        self._show_facts()
