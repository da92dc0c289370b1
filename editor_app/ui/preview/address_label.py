"""The address of the link under the pointer, at the foot of the page, so that nobody opens one unseen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from editor_app.ui.theme import Theme

_PAD = 8


class AddressLabel(QWidget):
    """One line over the page, as wide as it needs; the pointer goes through it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def show_address(self, address: str, hint: str) -> None:
        """Say the address and what would open it; an empty address hides the line."""
        self._text = f"{address}  ·  {hint}" if address and hint else address
        self.setAccessibleName(self._text)
        self.setVisible(bool(self._text))
        self.place()

    def place(self) -> None:
        """Sit at the lower left corner of the parent."""
        parent = self.parentWidget()
        if parent is None or not self._text:
            return
        metrics = QFontMetrics(self._theme.font("meta"))
        width = min(metrics.horizontalAdvance(self._text) + 2 * _PAD, max(1, parent.width() - 2 * _PAD))
        height = metrics.height() + _PAD
        self.setGeometry(_PAD, parent.height() - height - _PAD, width, height)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ink on paper turned round, as tips are."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("ink"))
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        font = self._theme.font("meta")
        painter.setFont(font)
        painter.setPen(self._theme.color("on.ink"))
        room = self.rect().adjusted(_PAD, 0, -_PAD, 0)
        words = QFontMetrics(font).elidedText(self._text, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        painter.end()
