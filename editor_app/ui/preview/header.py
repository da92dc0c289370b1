"""The preview's header: its title, the device, the colours, and the ways out. Emits what was asked for; decides nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from editor_app.ui.screens import SCREENS, ColourScheme, Device
from editor_app.ui.theme import Theme, set_surface, set_tone, type_role
from editor_app.ui.widgets.buttons import tool_button
from editor_app.ui.widgets.device_switch import DeviceSwitch

HEADER_HEIGHT = 44


class PreviewHeader(QWidget):
    """The row above the page.

    Signals:
        device_chosen(Device), scheme_chosen(ColourScheme), browser_requested(), close_requested().
    """

    device_chosen = Signal(object)
    scheme_chosen = Signal(object)
    browser_requested = Signal()
    close_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scheme = ColourScheme.LIGHT
        set_surface(self, "panel")
        self.setFixedHeight(HEADER_HEIGHT)
        title = QLabel("Preview")
        type_role(title, "interface_strong", theme)
        self.devices = DeviceSwitch(theme)
        self._size = QLabel()
        type_role(self._size, "meta", theme)
        set_tone(self._size, "tertiary")
        self.scheme_button = tool_button("moon", "Show dark colours", theme)
        self.browser_button = tool_button("arrow-square-out", "Open in browser", theme)
        self.close_button = tool_button("x", "Close preview", theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 10, 0)
        row.setSpacing(2)
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(self.devices)
        row.addSpacing(6)
        row.addWidget(self._size)
        row.addSpacing(6)
        for button in (self.scheme_button, self.browser_button, self.close_button):
            row.addWidget(button)
        self.devices.chosen.connect(lambda value: self.device_chosen.emit(Device(value)))
        self.scheme_button.clicked.connect(self._swap_scheme)
        self.browser_button.clicked.connect(self.browser_requested)
        self.close_button.clicked.connect(self.close_requested)

    def show_device(self, device: Device, scale: float) -> None:
        """Say which device is on, its size, and how much the page is scaled."""
        screen = SCREENS[device]
        self.devices.set_value(device)
        self._size.setText(f"{screen.width} × {screen.height}")
        self._size.setToolTip("Actual size" if scale >= 0.995 else f"Shown at {scale:.0%}")

    def show_scheme(self, scheme: ColourScheme) -> None:
        """Offer the colours that are not on."""
        self._scheme = scheme
        is_light = scheme is ColourScheme.LIGHT
        name = "Show dark colours" if is_light else "Show light colours"
        self.scheme_button.set_icon("moon" if is_light else "sun")
        self.scheme_button.setToolTip(name)
        self.scheme_button.setAccessibleName(name)

    def set_controls_enabled(self, enabled: bool) -> None:
        """Switch the controls of the page off when there is none; closing always works."""
        for control in (self.devices, self.scheme_button):
            control.setEnabled(enabled)

    def _swap_scheme(self) -> None:
        other = ColourScheme.DARK if self._scheme is ColourScheme.LIGHT else ColourScheme.LIGHT
        self.scheme_chosen.emit(other)
