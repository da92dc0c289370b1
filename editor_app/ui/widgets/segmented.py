"""A row of choices of which exactly one is on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from editor_app.ui.theme import Theme

_HEIGHT = 28


class Segmented(QTabBar):
    """Choices side by side; a real tab bar underneath, so that keys and screen readers work.

    `options` are (value, words) or (value, words, dot token). `currentChanged` of the tab bar is an index;
    use `chosen` (the value, by a person only) or `value`/`set_value`.
    """

    chosen = Signal(str)

    def __init__(
        self, options: Sequence[tuple[str, ...]], theme: Theme, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._dots: list[str] = []
        self._by_person = False
        self.setDrawBase(False)
        self.setExpanding(True)
        self.setUsesScrollButtons(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setProperty("wants_key_focus", True)
        for value, words, *dot in options:
            self.setTabData(self.addTab(words), value)
            self._dots.append(dot[0] if dot else "")
        self.currentChanged.connect(self._tell)
        theme.changed.connect(self.update)

    @property
    def value(self) -> str:
        """The value that is on."""
        return str(self.tabData(self.currentIndex()) or "")

    def set_value(self, value: str) -> None:
        """Turn a value on without `chosen`."""
        for index in range(self.count()):
            if self.tabData(index) == value:
                blocked = self.blockSignals(True)
                self.setCurrentIndex(index)
                self.blockSignals(blocked)
                self.update()

    def tabSizeHint(self, index: int) -> QSize:
        """Every segment is as wide as the widest, or as the room allows."""
        metrics = QFontMetricsF(self._theme.font("interface_medium"))
        widest = max((metrics.horizontalAdvance(self.tabText(i)) for i in range(self.count())), default=40)
        wanted = round(widest) + (36 if any(self._dots) else 22)
        room = self.width() // max(1, self.count())
        return QSize(max(24, min(max(wanted, room), room) if self.isVisible() else wanted), self._height())

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Segments may get narrow; their words elide."""
        return QSize(24, self._height())

    def sizeHint(self) -> QSize:
        """Room for the widest words in every segment."""
        metrics = QFontMetricsF(self._theme.font("interface_medium"))
        widest = max((metrics.horizontalAdvance(self.tabText(i)) for i in range(self.count())), default=40)
        return QSize((round(widest) + (36 if any(self._dots) else 22)) * self.count(), self._height())

    def minimumSizeHint(self) -> QSize:
        """A segment is never narrower than 24 px."""
        return QSize(24 * self.count(), self._height())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover."""
        super().mouseMoveEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click is a choice."""
        self._by_person = True
        super().mousePressEvent(event)
        self._by_person = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys choose."""
        self._by_person = True
        super().keyPressEvent(event)
        self._by_person = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The track, then the segments; the one that is on is raised."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._theme.color
        track = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(color("line.strong"), 1))
        painter.setBrush(color("bg.well"))
        painter.drawRoundedRect(track, 6, 6)
        for index in range(self.count()):
            self._paint_segment(painter, index)
        painter.end()

    def _paint_segment(self, painter: QPainter, index: int) -> None:
        color, on = self._theme.color, index == self.currentIndex()
        rect = QRectF(self._segment(index)).adjusted(1.5, 1.5, -1.5, -1.5)
        if on:
            painter.setPen(QPen(color("line.strong"), 1))
            painter.setBrush(color("bg.raised"))
            painter.drawRoundedRect(rect, 5, 5)
        if on and self.property("kf"):
            painter.setPen(QPen(color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect, 5, 5)
        hover = self.underMouse() and rect.contains(self.mapFromGlobal(self.cursor().pos()))
        token = "text.primary" if on or hover else "text.secondary"
        enabled = self.isEnabled() and self.isTabEnabled(index)
        painter.setPen(color(token if enabled else "text.disabled"))
        font = self._theme.font("interface_medium")
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        dot = self._dots[index]
        words = metrics.elidedText(
            self.tabText(index), Qt.TextElideMode.ElideRight, rect.width() - (20 if dot else 6)
        )
        width = metrics.horizontalAdvance(words) + (13 if dot else 0)
        left = rect.center().x() - width / 2
        if dot:
            pen = painter.pen()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(dot if enabled else "text.disabled"))
            painter.drawEllipse(QRectF(left, rect.center().y() - 3.5, 7, 7))
            painter.setPen(pen)
            left += 13
        box = QRectF(left, rect.top(), rect.right() - left, rect.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)

    def _segment(self, index: int) -> QRectF:
        return QRectF(self.tabRect(index))

    def _height(self) -> int:
        return max(_HEIGHT, self._theme.line_height("interface") + 10)

    def _tell(self, index: int) -> None:
        if self._by_person and index >= 0:
            self.chosen.emit(str(self.tabData(index)))
