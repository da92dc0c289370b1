"""A switch: on or off at once, for settings that act immediately."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from editor_app.ui.theme import Theme

_WIDTH, _HEIGHT, _MARGIN = 30, 18, 3


class Switch(QCheckBox):
    """A check box drawn as a switch; `toggled`, `isChecked` and keys are the check box's own."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setProperty("wants_key_focus", True)
        self.setFixedSize(_WIDTH + 2 * _MARGIN, max(24, _HEIGHT + 2 * _MARGIN))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Fixed."""
        return QSize(_WIDTH + 2 * _MARGIN, max(24, _HEIGHT + 2 * _MARGIN))

    def hitButton(self, position: object) -> bool:
        """The whole of it can be clicked."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track, knob, and the ring for keyboard focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color, on = self._theme.color, self.isChecked()
        if not self.isEnabled():
            painter.setOpacity(0.4)
        track = QRectF(_MARGIN, (self.height() - _HEIGHT) / 2, _WIDTH, _HEIGHT).adjusted(0.5, 0.5, -0.5, -0.5)
        line = "accent" if on else ("text.primary" if self.underMouse() else "line.control")
        painter.setPen(QPen(color(line), 1))
        painter.setBrush(color("accent" if on else "bg.input"))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        size = 12 if on else 10
        left = track.right() - size - 2.5 if on else track.left() + 3.5
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("on.accent" if on else "line.control"))
        painter.drawEllipse(QRectF(left, track.center().y() - size / 2, size, size))
        if self.property("kf"):
            painter.setPen(QPen(color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = track.adjusted(-2, -2, 2, 2)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
        painter.end()
