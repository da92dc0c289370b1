"""The share buttons of a story as pills: each on or off, in the order readers will see, moved by drag or by keys.

One tab stop: arrows go from pill to pill, Space turns one on or off, Alt with an arrow moves it.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from editor_app.stories.sharing import NETWORK_NAMES
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.flow import FlowLayout
from editor_app.ui.widgets.network_marks import NETWORK_ICONS


class NetworkPill(QAbstractButton):
    """One network, checked when the story offers it."""

    def __init__(self, network: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.network = network
        self._theme = theme
        self._pressed_at: QPoint | None = None
        self.setCheckable(True)
        self.setText(NETWORK_NAMES[network])
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.toggled.connect(lambda _on: self.update())

    def sizeHint(self) -> QSize:
        self.setFont(self._theme.font("meta"))
        width = self.fontMetrics().horizontalAdvance(self.text()) + 8 + 14 + 5 + 10
        return QSize(width, max(24, self.fontMetrics().height() + 8))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, hovered = self.isChecked(), self.underMouse() and self.isEnabled()
        shape = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = shape.height() / 2
        if on:
            fill, text = ("ink.hover" if hovered else "ink"), "on.ink"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(fill))
        else:
            text = "text.secondary"
            painter.setPen(QPen(self._theme.color("line.strong"), 1))
            painter.setBrush(self._theme.color("bg.hover" if hovered else "bg.panel"))
        if not self.isEnabled():
            text = "text.disabled"
            painter.setBrush(self._theme.color("bg.well"))
        painter.drawRoundedRect(shape, radius, radius)
        mark = self._theme.pixmap(NETWORK_ICONS[self.network], 14, text)
        painter.drawPixmap(QPoint(8, (self.height() - 14) // 2), mark)
        painter.setFont(self._theme.font("meta"))
        painter.setPen(self._theme.color(text))
        painter.drawText(
            QRectF(27, 0, self.width() - 30, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        pills = self.parentWidget()
        if self.property("current") and pills is not None and pills.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pills = self.parentWidget()
        if self._pressed_at is None or not isinstance(pills, NetworkPills):
            return
        here = event.position().toPoint()
        if (
            pills.is_dragging
            or (here - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        ):
            self.setDown(False)
            pills.drag_to(self, self.mapToParent(here))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pills = self.parentWidget()
        self._pressed_at = None
        if isinstance(pills, NetworkPills) and pills.is_dragging:
            pills.drop()
            return
        super().mouseReleaseEvent(event)


class NetworkPills(QWidget):
    """All networks offered as pills; the ones that are on come first, in order.

    `networks_edited(tuple)` is emitted for a person's changes with the ids that are on, in order.
    """

    networks_edited = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pills: list[NetworkPill] = []
        self._current = 0
        self._order_before_drag: tuple[str, ...] | None = None
        self._flow = FlowLayout(self, gap=6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Share buttons in the story"))
        theme.changed.connect(self._restyle)

    @property
    def is_dragging(self) -> bool:
        """Whether a pill is being moved with the mouse."""
        return self._order_before_drag is not None

    @property
    def networks(self) -> tuple[str, ...]:
        """The ids that are on, in order."""
        return tuple(pill.network for pill in self._pills if pill.isChecked())

    def pill(self, network: str) -> NetworkPill:
        """The pill of one network."""
        return next(pill for pill in self._pills if pill.network == network)

    def show_networks(self, on: tuple[str, ...], offered: tuple[str, ...]) -> None:
        """Show `on` first, in order, then the rest of `offered`. Keeps the current pill."""
        order = (*on, *(network for network in offered if network not in on))
        current = self._pills[self._current].network if self._pills else ""
        if order != tuple(pill.network for pill in self._pills):
            self._rebuild(order)
        for pill in self._pills:
            pill.setChecked(pill.network in on)
        names = [pill.network for pill in self._pills]
        self._set_current(names.index(current) if current in names else 0)

    def drag_to(self, pill: NetworkPill, where: QPoint) -> None:
        """Move a pill to the place under `where` while it is dragged."""
        if self._order_before_drag is None:
            self._order_before_drag = self.networks
        target = next(
            (index for index, other in enumerate(self._pills) if other.geometry().contains(where)), None
        )
        if target is not None and self._pills[target] is not pill:
            self._put(self._pills.index(pill), target)

    def drop(self) -> None:
        """End a drag and tell when it changed the order."""
        before, self._order_before_drag = self._order_before_drag, None
        if before != self.networks:
            self.networks_edited.emit(self.networks)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(
            Qt.Key(event.key()), 0
        )
        if step and self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move_current(step)
        elif step:
            self._set_current((self._current + step) % max(1, len(self._pills)))
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pills:
            self._pills[self._current].click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self._restyle()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self._restyle()

    def _rebuild(self, order: tuple[str, ...]) -> None:
        known = {pill.network: pill for pill in self._pills}
        while self._flow.takeAt(0) is not None:
            pass
        self._pills = []
        for network in order:
            pill = known.pop(network, None) or self._new_pill(network)
            self._pills.append(pill)
            self._flow.addWidget(pill)
        for pill in known.values():
            pill.deleteLater()
            pill.hide()
        self._flow.invalidate()
        self.updateGeometry()

    def _new_pill(self, network: str) -> NetworkPill:
        pill = NetworkPill(network, self._theme, self)
        pill.clicked.connect(lambda _on=False, pill=pill: self._clicked(pill))
        pill.show()
        return pill

    def _clicked(self, pill: NetworkPill) -> None:
        self._set_current(self._pills.index(pill))
        self.networks_edited.emit(self.networks)

    def _move_current(self, step: int) -> None:
        target = self._current + step
        if 0 <= target < len(self._pills):
            before = self.networks
            self._put(self._current, target)
            self._set_current(target)
            if before != self.networks:
                self.networks_edited.emit(self.networks)

    def _put(self, index: int, target: int) -> None:
        order = [pill.network for pill in self._pills]
        order.insert(target, order.pop(index))
        self._rebuild(tuple(order))

    def _set_current(self, index: int) -> None:
        self._current = index
        for position, pill in enumerate(self._pills):
            pill.setProperty("current", position == index)
            pill.update()
        if self._pills:
            self.setAccessibleDescription(self._pills[index].text())

    def _restyle(self) -> None:
        for pill in self._pills:
            pill.updateGeometry()
            pill.update()
