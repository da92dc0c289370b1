"""The strip beside the source: line numbers, and a sign where a line is not valid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from editor_app.ui.theme import Theme

if TYPE_CHECKING:
    from editor_app.ui.editor.source_view import SourceView

_SIGN, _GAP, _LEFT = 12, 10, 10


class SourceGutter(QWidget):
    """A child of the view, to the left of its text."""

    def __init__(self, view: SourceView, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._theme = view, theme
        self.problems: dict[int, str] = {}

    def wanted_width(self) -> int:
        """Room for a sign and the longest number."""
        digits = max(2, len(str(self._view.blockCount())))
        width = self._view.fontMetrics().horizontalAdvance("9" * digits)
        return _LEFT + _SIGN + 4 + width + _GAP

    def sizeHint(self) -> QSize:
        """As wide as its numbers."""
        return QSize(self.wanted_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The numbers of the lines in view."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.color("bg.paper"))
        painter.setFont(self._view.font())
        caret = self._view.textCursor().blockNumber()
        height = self._view.fontMetrics().height()
        for number, top in self._view.lines_in_view():
            message = self.problems.get(number)
            token = "text.secondary" if number == caret else "text.tertiary"
            painter.setPen(self._theme.color("breaking.text" if message else token))
            box = QRect(0, top, self.width() - _GAP, height)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), str(number + 1))
            if message:
                sign = self._theme.pixmap("warning-circle", _SIGN, "breaking.text")
                painter.drawPixmap(_LEFT, top + (height - _SIGN) // 2, sign)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click selects the line."""
        line = self._line_at(event.position().toPoint().y())
        if line is not None:
            self._view.go_to_line(line + 1)
            self._view.setFocus(Qt.FocusReason.MouseFocusReason)

    def event(self, event: QEvent) -> bool:
        """What is wrong with a line shows while the pointer rests on its sign."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            line = self._line_at(event.pos().y())
            message = self.problems.get(line) if line is not None else None
            if message:
                QToolTip.showText(event.globalPos(), message, self)
                return True
            QToolTip.hideText()
        return super().event(event)

    def _line_at(self, y: int) -> int | None:
        found = None
        for number, top in self._view.lines_in_view():
            if top > y:
                break
            found = number
        return found
