"""The row under the standfirst: who wrote it, when it was first published and last updated."""

from __future__ import annotations

from datetime import datetime, tzinfo
from html import escape

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from editor_app.stories.story import FrontMatter
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.time_words import clock_time, day_words, moment_words

_HEIGHT = 34
_GAP = 12


def byline_words(authors: tuple[str, ...]) -> str:
    """The byline as rich text: "By <b>A</b> and <b>B</b>"."""
    if not authors:
        return "Add a byline"
    names = [f"<b>{escape(name)}</b>" for name in authors]
    return "By " + (", ".join(names[:-1]) + " and " if len(names) > 1 else "") + names[-1]


def times_words(meta: FrontMatter, now: datetime, zone: tzinfo) -> tuple[str, ...]:
    """When it was first published and last updated, the fullest words first: shorter ones for less room.

    "First published 13:31 · Updated 14:32"; days are left out where they are today's or the same.
    """
    if meta.date is None:
        return ()
    first = f"First published {_short(meta.date, now, zone)}"
    if meta.lastmod is None or meta.lastmod <= meta.date:
        return (first, f"Published {_short(meta.date, now, zone)}")
    same_day = meta.date.astimezone(zone).date() == meta.lastmod.astimezone(zone).date()
    updated = clock_time(meta.lastmod, zone) if same_day else _short(meta.lastmod, now, zone)
    return (f"{first} · Updated {updated}", f"Updated {_short(meta.lastmod, now, zone)}")


def _short(moment: datetime, now: datetime, zone: tzinfo) -> str:
    words = moment_words(moment, now, zone)
    today = day_words(now, now, zone)
    return words.removeprefix(f"{today} ")


class BylineRow(QAbstractButton):
    """Between two hairlines. `clicked` asks for the place where byline and times are set."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zoom = 1.0
        self._variants: tuple[str, ...] = ()
        self._names = QLabel(self)
        self._names.setTextFormat(Qt.TextFormat.RichText)
        self._times = QLabel(self)
        for label in (self._names, self._times):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the caret where it is
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Byline and times are set in the Story panel")
        theme.changed.connect(self._dress)
        self._dress()

    def show_meta(self, meta: FrontMatter, now: datetime, zone: tzinfo) -> None:
        """Show byline and times."""
        self._names.setText(byline_words(meta.authors))
        self._variants = times_words(meta, now, zone)
        names = ", ".join(meta.authors) or "no byline"
        self.setAccessibleName(". ".join((f"By {names}", *self._variants[:1])))
        self._arrange()

    def set_zoom(self, zoom: float) -> None:
        """Draw at this scale."""
        self._zoom = zoom
        self._dress()

    @property
    def wanted_height(self) -> int:
        """The row's height at its scale."""
        return round(_HEIGHT * self._zoom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        """The times give way first."""
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two hairlines."""
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.color("line.subtle"), 1))
        for y in (0.5, self.height() - 0.5):
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        painter.end()

    def _arrange(self) -> None:
        height, names = self.height(), self._names.sizeHint().width()
        room = self.width() - names - _GAP
        metrics = self._times.fontMetrics()
        fitting = (words for words in self._variants if metrics.horizontalAdvance(words) <= room)
        words = next(fitting, "")
        self._times.setText(words)
        self._times.setVisible(bool(words))
        width = self._times.sizeHint().width()
        self._names.setGeometry(0, 0, min(names, self.width()), height)
        self._times.setGeometry(self.width() - width, 0, width, height)

    def _dress(self) -> None:
        self._names.setFont(self._theme.font("caption", self._zoom))
        self._times.setFont(self._theme.font("caption", self._zoom))
        for label, token in ((self._names, "text.primary"), (self._times, "text.tertiary")):
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, self._theme.color(token))
            label.setPalette(palette)
            label.setStyleSheet(f"color: {self._theme.color(token).name()}")
        self._arrange()
        self.update()
