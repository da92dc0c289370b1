"""The quiet field at the right of the menu bar that opens the command palette."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenuBar, QWidget

from editor_app.ui.theme import Theme, set_tone, type_role
from editor_app.ui.widgets.divider import key_cap


class PaletteButton(QWidget):
    """The quiet field at the right of the menu bar that opens the palette."""

    def __init__(self, theme: Theme, pressed: Callable[[], None], height: int) -> None:
        super().__init__()
        self._pressed = pressed
        self._theme = theme
        self._glass = QLabel()
        words = QLabel("Search stories and commands")
        type_role(words, "meta", theme)
        set_tone(words, "tertiary")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 14, 0)
        row.setSpacing(6)
        row.addWidget(self._glass)
        row.addWidget(words)
        row.addWidget(key_cap("Ctrl", theme))
        row.addWidget(key_cap("K", theme))
        self.setFixedHeight(max(27, height - 1))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Search stories and commands")
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self._glass.setPixmap(self._theme.pixmap("magnifying-glass", 14, "text.tertiary"))
        bar = self.parentWidget()
        if isinstance(bar, QMenuBar):
            # It measures its corner while the words have no font of theirs yet, and not again.
            QCoreApplication.sendEvent(bar, QEvent(QEvent.Type.StyleChange))

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Open the palette."""
        self._pressed()
