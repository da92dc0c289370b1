"""The rail: a column of tabs with icons, words and badges. A real tab bar; only the painting is ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QWidget

from editor_app.ui.theme import Theme

WIDTH, _ICON, _COMPACT = 60, 19, 44


@dataclass(frozen=True, slots=True)
class Badge:
    """What hangs at a tab: its text, the tokens of ground and ink, and how it is read aloud ("2 to look at")."""

    text: str
    ground: str = "developing"
    ink: str = "on.developing"
    spoken: str = ""


class RailTabs(QTabBar):
    """`tabs` are (id, words, icon). `chosen` carries the id a person pressed, or "" when it was the open one
    (which closes the panel)."""

    chosen = Signal(str)

    def __init__(
        self, tabs: Sequence[tuple[str, str, str]], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons: list[str] = []
        self._words: list[str] = []
        self._badges: dict[str, Badge] = {}
        self._open = False
        self._compact = False
        self.setShape(QTabBar.Shape.RoundedEast)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("wants_key_focus", True)
        self.setAccessibleName("Panels")
        for identity, words, icon in tabs:
            self.setTabData(self.addTab(words), identity)
            self._icons.append(icon)
            self._words.append(words)
        theme.changed.connect(self.update)

    @property
    def current(self) -> str:
        """The id of the open panel, "" when closed."""
        return str(self.tabData(self.currentIndex())) if self._open else ""

    def set_current(self, identity: str) -> None:
        """Show which panel is open ("" for none), silently."""
        self._open = bool(identity)
        for index in range(self.count()):
            if self.tabData(index) == identity:
                self.setCurrentIndex(index)
        self.update()

    def set_badge(self, identity: str, badge: Badge | None) -> None:
        """Hang a badge at a tab or take it off; it is added to the tab's spoken name."""
        if badge is None:
            self._badges.pop(identity, None)
        else:
            self._badges[identity] = badge
        for index in range(self.count()):
            if self.tabData(index) == identity:
                spoken = (
                    f"{self._words[index]}, {badge.spoken}" if badge and badge.spoken else self._words[index]
                )
                self.setAccessibleTabName(index, spoken)
                self.setTabToolTip(index, spoken if badge or self._compact else "")
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Icons only, for narrow windows."""
        self._compact = compact
        for index, words in enumerate(self._words):
            self.setTabToolTip(index, words if compact else "")
        self.updateGeometry()
        self.resize(self.sizeHint())
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        """48 px for each, icons only 40."""
        if self._compact:
            return QSize(_COMPACT, 40)
        return QSize(WIDTH, 36 + self._theme.line_height("rail"))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Never squeezed."""
        return self.tabSizeHint(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens a panel; on the open one it closes."""
        index = self.tabAt(event.position().toPoint())
        if index >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._press(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter and Space open and close."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._press(self.currentIndex())
            return
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            index = (self.currentIndex() + steps[Qt.Key(event.key())]) % self.count()
            self.setCurrentIndex(index)
            if self._open:
                self.chosen.emit(str(self.tabData(index)))
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover."""
        super().mouseMoveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each tab: ground, icon, words, badge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            self._paint_tab(painter, index)
        painter.end()

    def _press(self, index: int) -> None:
        identity = str(self.tabData(index))
        if self._open and index == self.currentIndex():
            self._open = False
            self.update()
            self.chosen.emit("")
            return
        self._open = True
        self.setCurrentIndex(index)
        self.update()
        self.chosen.emit(identity)

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        color = self._theme.color
        rect = QRectF(self.tabRect(index)).adjusted(4, 1, -4, -1)
        on = self._open and index == self.currentIndex()
        hover = self.underMouse() and rect.contains(self.mapFromGlobal(self.cursor().pos()))
        painter.setPen(Qt.PenStyle.NoPen)
        if on or hover:
            painter.setBrush(color("sel.inactive" if on else "bg.hover"))
            painter.drawRoundedRect(rect, 6, 6)
        if self.property("kf") and index == self.currentIndex():
            painter.setPen(QPen(color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        token = "text.primary" if on else "text.secondary"
        if not self.isTabEnabled(index) or not self.isEnabled():
            token = "text.disabled"
        top = rect.top() + (rect.height() - _ICON) / 2 if self._compact else rect.top() + 7
        icon = self._icons[index] + ("-fill" if on else "")
        painter.drawPixmap(
            round(rect.center().x() - _ICON / 2), round(top), self._theme.pixmap(icon, _ICON, token)
        )
        if not self._compact:
            painter.setFont(self._theme.font("rail_current" if on else "rail"))
            painter.setPen(color(token))
            flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            painter.drawText(rect.adjusted(-4, 0, 4, -4), flags, self._words[index])
        badge = self._badges.get(str(self.tabData(index)))
        if badge:
            self._paint_badge(painter, rect, badge)

    def _paint_badge(self, painter: QPainter, rect: QRectF, badge: Badge) -> None:
        font = self._theme.font("counter_value")
        width = max(15.0, QFontMetricsF(font).horizontalAdvance(badge.text) + 8)
        # In the narrow rail a badge of two figures would be cut off at the window's edge.
        left = min(rect.center().x() + 5, self.width() - width - 2)
        box = QRectF(left, rect.top() + 2, width, 15)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(badge.ground))
        painter.drawRoundedRect(box, 7.5, 7.5)
        painter.setPen(self._theme.color(badge.ink))
        painter.setFont(font)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), badge.text)
