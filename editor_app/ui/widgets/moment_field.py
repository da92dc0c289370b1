"""A field for a date and a time in the newsroom's time zone. Knows no story; speaks in aware date-times."""

from __future__ import annotations

from datetime import datetime, tzinfo

from PySide6.QtCore import QDate, QDateTime, Qt, QTime, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QDateTimeEdit, QWidget

from editor_app.ui.theme import Theme, type_role


class MomentField(QDateTimeEdit):
    """Wall-clock time of `zone`; `moment_edited` is emitted for a person's edits only."""

    moment_edited = Signal(object)  # datetime, aware

    def __init__(self, theme: Theme, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone, self._theme = zone, theme
        self.setAccessibleName(name)
        self.setDisplayFormat("ddd d MMM yyyy, HH:mm")
        self.setCalendarPopup(True)
        self._dress_calendar()
        theme.changed.connect(self._dress_calendar)
        type_role(self, "interface", theme)
        self.setFixedHeight(max(28, theme.line_height("interface") + 10))
        self.dateTimeChanged.connect(lambda _value: self.moment_edited.emit(self.moment()))

    def moment(self) -> datetime:
        """The moment shown, aware, in the field's zone."""
        shown = self.dateTime()
        day, time = shown.date(), shown.time()
        return datetime(day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=self._zone)

    def _dress_calendar(self) -> None:
        """Weekends in the colour of text: Qt's own is a red that means trouble here."""
        calendar = self.calendarWidget()
        calendar.setVerticalHeaderFormat(calendar.VerticalHeaderFormat.NoVerticalHeader)
        weekend = QTextCharFormat()
        weekend.setForeground(self._theme.color("text.secondary"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, weekend)

    def set_zone(self, zone: tzinfo) -> None:
        """Read and show times of another zone from now on."""
        self._zone = zone

    def set_moment(self, moment: datetime) -> None:
        """Show `moment` (aware) without `moment_edited`; the caret stays when nothing changes."""
        local = moment.astimezone(self._zone)
        if self.moment() == local.replace(second=0, microsecond=0):
            return
        blocked = self.blockSignals(True)
        self.setDateTime(
            QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute))
        )
        self.blockSignals(blocked)
