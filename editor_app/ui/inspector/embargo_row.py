"""The embargo: a switch, and while it is on a date and time in the newsroom's time zone."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from editor_app.ui.theme import Theme
from editor_app.ui.widgets.moment_field import MomentField
from editor_app.ui.widgets.switch import Switch
from editor_app.ui.widgets.text_label import TextLabel
from editor_app.ui.widgets.time_words import countdown_words, moment_in_sentence


class EmbargoRow(QWidget):
    """`embargo_edited` carries an aware date-time, or None when the embargo is lifted."""

    embargo_edited = Signal(object)

    def __init__(self, theme: Theme, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zone = zone
        self._now: datetime | None = None
        self._word = TextLabel("", theme, "interface", "tertiary")
        self.switch = Switch(self.tr("Embargo"), theme)
        self.moment = MomentField(theme, zone, self.tr("Embargo until"))
        self._help = TextLabel("", theme, "meta", "tertiary", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(TextLabel(self.tr("Embargo"), theme, "interface"))
        row.addStretch(1)
        row.addWidget(self._word)
        row.addWidget(self.switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.moment)
        column.addWidget(self._help)
        self.switch.clicked.connect(self._switch)
        self.moment.moment_edited.connect(self.embargo_edited)

    def show_embargo(self, embargo: datetime | None, now: datetime) -> None:
        """Show an embargo (aware) as it stands at `now`."""
        self._now = now
        self.switch.setChecked(embargo is not None)
        self._word.setText(self.tr("Until") if embargo else self.tr("Off"))
        self.moment.setVisible(embargo is not None)
        self._help.setVisible(embargo is not None)
        if embargo is None:
            return
        self.moment.set_moment(embargo)
        if embargo > now:
            words = self.tr("Not published before {0}, {1} ({2}).")
            text = words.format(
                moment_in_sentence(embargo, now, self._zone), countdown_words(embargo - now), self._zone
            )
            self._help.set_tone("embargo")
        else:
            text = self.tr("Ended {0}.").format(moment_in_sentence(embargo, now, self._zone))
            self._help.set_tone("developing")
        self._help.setText(text)

    def _switch(self, on: bool) -> None:
        if not on:
            self.embargo_edited.emit(None)
        elif self._now is not None:
            self.embargo_edited.emit(next_morning(self._now, self._zone))


def next_morning(now: datetime, zone: tzinfo) -> datetime:
    """06:00 of the next day in `zone`: where a new embargo starts from."""
    tomorrow = now.astimezone(zone) + timedelta(days=1)
    return tomorrow.replace(hour=6, minute=0, second=0, microsecond=0)
