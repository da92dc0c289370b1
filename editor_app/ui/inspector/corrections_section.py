"""The corrections of a story: the list, and the small form that adds one.

What readers have already seen is never deleted here, only followed by another correction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from editor_app.stories.story import Correction, CorrectionKind
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import default_button, tool_button
from editor_app.ui.widgets.columns import remove_all
from editor_app.ui.widgets.divider import hline
from editor_app.ui.widgets.fields import CountedText
from editor_app.ui.widgets.segmented import Segmented
from editor_app.ui.widgets.text_label import TextLabel
from editor_app.ui.widgets.time_words import clock_time, day_words


class CorrectionsSection(QWidget):
    """`correction_added(kind, text)` and `correction_removed(index)`; only one not yet published can be removed."""

    correction_added = Signal(object, str)
    correction_removed = Signal(int)

    def __init__(self, theme: Theme, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zone = zone
        self.add = default_button(self.tr("Add correction…"), theme, size="small")
        heading = QHBoxLayout()
        heading.addWidget(TextLabel(self.tr("Corrections"), theme, "interface_strong"))
        heading.addStretch(1)
        heading.addWidget(self.add)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._form = self._build_form()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(heading)
        column.addWidget(self._form)
        column.addLayout(self._rows)
        self.add.clicked.connect(self.open_form)

    def open_form(self) -> None:
        """Show the form and put the caret into it."""
        self._form.show()
        self.add.setEnabled(False)
        self.text.editor.setFocus()

    @property
    def is_adding(self) -> bool:
        """Whether the form is open."""
        return self._form.isVisible()

    def submit(self) -> None:
        """Add what the form says, if it says something."""
        if self.confirm.isEnabled():
            self._confirm()

    def close_form(self) -> None:
        """Fold the form away without adding."""
        self._close_form()

    def show_corrections(
        self, corrections: Sequence[Correction], now: datetime, published: datetime | None
    ) -> None:
        """List corrections, newest first; those made before `published` (the last change on the site) stay."""
        remove_all(self._rows)
        newest_first = sorted(
            enumerate(corrections),
            key=lambda pair: (pair[1].date is not None, pair[1].date or now),
            reverse=True,
        )
        for position, (index, correction) in enumerate(newest_first):
            if position:
                self._rows.addWidget(hline())
            is_live = published is not None and correction.date is not None and correction.date <= published
            self._rows.addWidget(self._row(index, correction, now, is_live))
        if not corrections:
            hint = self.tr("None. A correction is shown at the foot of the story.")
            self._rows.addWidget(TextLabel(hint, self._theme, "meta", "tertiary", wrap=True))

    def _row(self, index: int, correction: Correction, now: datetime, is_live: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 7, 0, 7)
        row.setSpacing(8)
        date = correction.date
        time = TextLabel(
            clock_time(date, self._zone) if date else "–", self._theme, "meta_strong", "secondary"
        )
        time.setFixedWidth(36)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(
            TextLabel(correction.text or self.tr("No text"), self._theme, "interface", "primary", wrap=True)
        )
        kind = (
            self.tr("Clarification")
            if correction.kind is CorrectionKind.CLARIFICATION
            else self.tr("Correction")
        )
        state = self.tr("Live") if is_live else self.tr("Not live")
        day = day_words(date, now, self._zone) if date else self.tr("No date")
        words.addWidget(TextLabel(" · ".join((kind, day)), self._theme, "meta", "tertiary"))
        row.addWidget(time, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        tone = "tertiary" if is_live else "developing"
        row.addWidget(TextLabel(state, self._theme, "meta", tone), 0, Qt.AlignmentFlag.AlignTop)
        if not is_live:
            remove = tool_button("x", self.tr("Remove this correction"), self._theme, size=24)
            remove.setIconSize(QSize(12, 12))
            remove.clicked.connect(lambda: self.correction_removed.emit(index))
            row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _build_form(self) -> QWidget:
        form = QFrame()
        form.setProperty("popover", True)
        kinds = [("correction", self.tr("Correction")), ("clarification", self.tr("Clarification"))]
        self.kind = Segmented(kinds, self._theme, self.tr("Kind"))
        self.text = CountedText(self.tr("What was wrong, and what is right"), 0, self._theme)
        self.text.counter.hide()
        self.confirm = default_button(self.tr("Add"), self._theme)
        cancel = default_button(self.tr("Cancel"), self._theme)
        self.confirm.setEnabled(False)
        self.text.textEdited.connect(lambda text: self.confirm.setEnabled(bool(text.strip())))
        self.confirm.clicked.connect(self._confirm)
        cancel.clicked.connect(self._close_form)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.confirm)
        column = QVBoxLayout(form)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(8)
        column.addWidget(self.kind)
        column.addWidget(self.text)
        column.addLayout(buttons)
        form.hide()
        return form

    def _confirm(self) -> None:
        kind, text = CorrectionKind(self.kind.value), self.text.text().strip()
        self._close_form()
        self.correction_added.emit(kind, text)

    def _close_form(self) -> None:
        self.text.setText("")
        self.kind.set_value("correction")
        self.confirm.setEnabled(False)
        self._form.hide()
        self.add.setEnabled(True)
        self.add.setFocus()
