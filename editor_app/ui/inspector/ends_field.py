"""When a breaking level ends: in 1, 2 or 4 hours, or at a date and time."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from editor_app.stories.breaking import Breaking
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.fields import LabeledField
from editor_app.ui.widgets.moment_field import MomentField
from editor_app.ui.widgets.segmented import Segmented
from editor_app.ui.widgets.time_words import countdown_words, moment_in_sentence, moment_words

PRESETS = (1, 2, 4)
AT = "at"


class EndsField(QWidget):
    """`until_edited` carries the new end, aware. Presets count from now, or from `since` while that lies ahead."""

    until_edited = Signal(object)

    def __init__(self, theme: Theme, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._now: datetime | None = None
        self._breaking: Breaking | None = None
        self._chosen: tuple[datetime, str] | None = None
        options = [(str(hours), self.tr("{0} h").format(hours)) for hours in PRESETS]
        self.presets = Segmented([*options, (AT, self.tr("At…"))], theme, self.tr("Ends"))
        self._field = LabeledField(self.tr("Ends"), self.presets, theme, " ")
        self.moment = MomentField(theme, zone, self.tr("Ends at"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._field)
        column.addWidget(self.moment)
        self.moment.hide()
        self.presets.chosen.connect(self._choose)
        self.moment.moment_edited.connect(self._set_by_hand)

    @property
    def words(self) -> str:
        """What the field says about the end."""
        right = self._field.right
        return right.text() if isinstance(right, QLabel) else ""

    def show_end(self, breaking: Breaking, now: datetime) -> None:
        """Show when `breaking` ends, as it stands at `now`."""
        self._breaking, self._now = breaking, now
        until = breaking.until
        preset = self._preset_of(breaking)
        self.presets.set_value(preset)
        self.moment.setVisible(preset == AT)
        if until is not None:
            self.moment.set_moment(until)
        self._field.set_right_text(self._end_words(until, now))
        self._field.set_fault(
            "" if until else self.tr("Choose when it ends. Without an end it is not shown.")
        )

    def _end_words(self, until: datetime | None, now: datetime) -> str:
        if until is None:
            return self.tr("Not set")
        when = moment_words(until, now, self._zone)
        if until <= now:
            return self.tr("Ended {0}").format(moment_in_sentence(until, now, self._zone))
        return f"{when}, {countdown_words(until - now + timedelta(seconds=59))}"

    def _preset_of(self, breaking: Breaking) -> str:
        if self._chosen is not None and breaking.until == self._chosen[0]:
            return self._chosen[1]
        if breaking.since is None or breaking.until is None:
            return AT
        hours = (breaking.until - breaking.since).total_seconds() / 3600
        near = [preset for preset in PRESETS if abs(hours - preset) < 1 / 60]
        return str(near[0]) if near else AT

    def _choose(self, value: str) -> None:
        if self._breaking is None or self._now is None:
            return
        if value == AT:
            self._chosen = (self._breaking.until or self._now, AT)
            self.moment.show()
            self.moment.setFocus()
            return
        since = self._breaking.since
        start = since if since is not None and since > self._now else self._now
        until = start.replace(second=0, microsecond=0) + timedelta(hours=int(value))
        self._chosen = (until, value)
        self.until_edited.emit(until)

    def _set_by_hand(self, moment: datetime) -> None:
        self._chosen = (moment, AT)
        self.until_edited.emit(moment)
