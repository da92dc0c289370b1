"""The bar above the page under review: the way back to editing, how wide the page is, and where the story stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from editor_app.session.story_session import StorySession
from editor_app.stories.workflow import Status
from editor_app.ui.screens import Device
from editor_app.ui.theme import Theme, set_surface
from editor_app.ui.widgets.buttons import quiet_button
from editor_app.ui.widgets.chips import Chip
from editor_app.ui.widgets.device_switch import DeviceSwitch
from editor_app.ui.widgets.state_glyph import LONG_STATE_WORDS, state_pixmap
from editor_app.ui.widgets.text_label import TextLabel

_TONES = {Status.REVIEW: "review", Status.READY: "ready", Status.KILLED: "breaking"}
_GLYPH = 12


class ReviewHeader(QWidget):
    """44 px high, as the editor's header whose place it takes.

    Signals:
        left(): the person goes back to editing.
        device_chosen(Device): lay the page out for another device.
    """

    left = Signal()
    device_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._session: StorySession | None = None
        self.setFixedHeight(44)
        set_surface(self, "paper")
        self.setProperty("edge", "bottom")
        self.back = quiet_button(self.tr("Edit"), theme, icon="arrow-left")
        self.back.setAccessibleName(self.tr("Leave review and edit"))
        self.back.setToolTip(self.tr("Leave review  Esc"))
        self.devices = DeviceSwitch(theme)
        self.level = Chip("", "breaking", theme)
        self._glyph = QLabel()
        self.state = TextLabel("", theme, "interface_strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.devices)
        row.addStretch(1)
        row.addWidget(self.level)
        row.addWidget(self._glyph)
        row.addWidget(self.state)
        self.back.clicked.connect(self.left)
        self.devices.chosen.connect(lambda value: self.device_chosen.emit(Device(value)))
        theme.changed.connect(self._show)
        self._show()

    def set_session(self, session: StorySession | None) -> None:
        """Show where another story stands."""
        if self._session is not None:
            self._session.meta_changed.disconnect(self._show)
        self._session = session
        if session is not None:
            session.meta_changed.connect(self._show)
        self._show()

    def show_device(self, device: Device) -> None:
        """Say which device the page is laid out for."""
        self.devices.set_value(device)

    def refresh(self) -> None:
        """Time has passed: the level may no longer be in force."""
        self._show()

    def _show(self, _keys: object = None) -> None:
        session = self._session
        status = session.meta.status if session else Status.DRAFT
        for label in (self._glyph, self.state):
            label.setVisible(session is not None)
        self.state.setText(LONG_STATE_WORDS[status])
        self.state.setAccessibleName(self.tr("Status: {0}").format(LONG_STATE_WORDS[status]))
        self.state.set_tone(_TONES.get(status, "primary"))
        self._glyph.setPixmap(state_pixmap(status, self._theme, _GLYPH, self.devicePixelRatioF()))
        breaking = session.meta.breaking if session else None
        self.level.setVisible(bool(session and breaking and not breaking.ended(session.clock())))
        if breaking is not None:
            self.level.set_chip(str(breaking.level).capitalize(), str(breaking.level))
