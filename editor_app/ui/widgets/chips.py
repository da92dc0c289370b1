"""Chips: BREAKING, DEVELOPING, EMBARGO, CORRECTED. Drawn as capitals, stored in sentence case."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from editor_app.ui.icons import draw_icon
from editor_app.ui.theme import Theme

# kind -> ground token, text token, icon
CHIPS: dict[str, tuple[str, str, str]] = {
    "breaking": ("breaking", "on.breaking", ""),
    "developing": ("developing", "on.developing", ""),
    "embargo": ("embargo.tint", "embargo.text", "lock-simple-bold"),
    "embargo_ended": ("developing.tint", "developing.text", "lock-simple-bold"),
    "corrected": ("bg.well", "text.secondary", ""),
    "edited": ("bg.well", "text.secondary", ""),
    "warning": ("developing.tint", "developing.text", "warning-fill"),
    "broken": ("breaking.tint", "breaking.text", "warning-circle-bold"),
}
_PAD, _ICON = 5, 10


def chip_width(text: str, kind: str, theme: Theme) -> float:
    """How wide `draw_chip` will draw."""
    advance = theme.metrics("chip").horizontalAdvance(text.upper())
    return advance + 2 * _PAD + (_ICON + 3 if CHIPS[kind][2] else 0)


def draw_chip(painter: QPainter, x: float, y: float, text: str, kind: str, theme: Theme) -> float:
    """Draw a chip with its top left at a point; return the width."""
    ground, ink, icon = CHIPS[kind]
    height, width = theme.line_height("chip"), chip_width(text, kind, theme)
    rect = QRectF(x, y, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(ground))
    painter.drawRoundedRect(rect, 3, 3)
    left = x + _PAD
    if icon:
        draw_icon(painter, icon, QRectF(left, y + (height - _ICON) / 2, _ICON, _ICON), theme.color(ink))
        left += _ICON + 3
    painter.setFont(theme.font("chip"))
    painter.setPen(theme.color(ink))
    painter.drawText(QRectF(left, y, width, height), int(Qt.AlignmentFlag.AlignVCenter), text.upper())
    painter.restore()
    return width


class Chip(QWidget):
    """A chip as a widget, for headers."""

    def __init__(self, text: str, kind: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text, self._kind = text, kind
        theme.changed.connect(self.update)
        self.set_chip(text, kind)

    def set_chip(self, text: str, kind: str) -> None:
        """Show other words; `kind` is a key of `CHIPS`."""
        self._text, self._kind = text, kind
        self.setAccessibleName(text)
        self.setFixedSize(round(chip_width(text, kind, self._theme) + 0.5), self._theme.line_height("chip"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chip fills the widget."""
        painter = QPainter(self)
        draw_chip(painter, 0, 0, self._text, self._kind, self._theme)
        painter.end()
