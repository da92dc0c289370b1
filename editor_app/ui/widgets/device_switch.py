"""Phone, tablet or desktop, as three icons: how wide the page is laid out, in the preview and in review."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from editor_app.ui.screens import SCREENS, Device
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.segmented import Segmented

_SEGMENT = 32
_ICONS = {Device.PHONE: "device-mobile", Device.TABLET: "device-tablet", Device.DESKTOP: "desktop"}


class DeviceSwitch(Segmented):
    """Emits `chosen(str)` with the value of a `Device`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__([(device, "") for device in Device], theme, "Preview width", parent)
        self._icons_theme = theme
        for index, device in enumerate(Device):
            name = f"{device.capitalize()}, {SCREENS[device].width} px wide"
            self.setTabToolTip(index, name)
            self.setAccessibleTabName(index, name)
        self.setFixedWidth(_SEGMENT * self.count())

    def tabSizeHint(self, index: int) -> QSize:
        """Every segment has the same width."""
        return QSize(_SEGMENT, super().tabSizeHint(index).height())

    def sizeHint(self) -> QSize:
        """Three segments."""
        return QSize(_SEGMENT * self.count(), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icons over the segments."""
        super().paintEvent(event)
        painter = QPainter(self)
        for index, device in enumerate(Device):
            token = "text.primary" if index == self.currentIndex() else "text.secondary"
            icon = self._icons_theme.pixmap(_ICONS[device], 16, token)
            centre = QPointF(self.tabRect(index).center()) + QPointF(0.5, 0.5)
            painter.drawPixmap(centre - QPointF(8, 8), icon)
        painter.end()
