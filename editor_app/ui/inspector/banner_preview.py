"""What the breaking banner of the front page will look like, and the label on the story."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor_app.stories.breaking import Level
from editor_app.ui.inspector.card_canvas import cut_lines
from editor_app.ui.theme import Theme

_PAD = 10
_LINES = 3


class BannerPreview(QWidget):
    """A strip in the level's colour: label and update time above, the alert in the copy face below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._level = Level.BREAKING
        self._label, self._time, self._alert = "", "", ""
        self._faded = False
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def show_banner(self, level: Level, label: str, time: str, alert: str, faded: bool) -> None:
        """Show a banner's words; `faded` while it is not in force."""
        self._level, self._label, self._time, self._alert, self._faded = level, label, time, alert, faded
        self.setAccessibleName(self.tr("Banner: {0}. {1}").format(label, alert))
        self.updateGeometry()
        self.update()

    @property
    def alert(self) -> str:
        """The words shown."""
        return self._alert

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows, _ = cut_lines(self._alert, self._alert_font(), width - 2 * _PAD, _LINES)
        return 8 + self._label_height() + 3 + max(1, len(rows)) * self._line_height() + 10

    def sizeHint(self) -> QSize:
        return QSize(280, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink = (
            ("breaking", "on.breaking") if self._level is Level.BREAKING else ("developing", "on.developing")
        )
        if self._faded:
            ground, ink = "bg.well", "text.secondary"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(ground))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        painter.setPen(self._theme.color(ink))
        label_row = QRectF(_PAD, 8, self.width() - 2 * _PAD, self._label_height())
        painter.setFont(self._theme.font("meta"))
        painter.drawText(
            label_row, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._time
        )
        painter.setFont(self._theme.font("meta_strong"))
        painter.drawText(
            label_row, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._label
        )
        font = self._alert_font()
        painter.setFont(font)
        rows, _ = cut_lines(self._alert, font, self.width() - 2 * _PAD, _LINES)
        top = label_row.bottom() + 3
        for row in rows:
            line = QRectF(_PAD, top, self.width() - 2 * _PAD + 2, self._line_height())
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), row)
            top += self._line_height()

    def _alert_font(self) -> QFont:
        return self._theme.font("nameplate")

    def _line_height(self) -> int:
        return self._theme.line_height("nameplate")

    def _label_height(self) -> int:
        return self._theme.line_height("meta")
