"""The card at the foot of the sidebar that says a breaking banner is on the site."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from editor_app.ui.theme import Theme, set_tone, type_role
from editor_app.ui.widgets.buttons import link_button


@dataclass(frozen=True, slots=True)
class LiveBanner:
    """What the card says: the story, the alert (or headline), the level and when it ends ("16:30")."""

    path: Path
    text: str
    level: str
    ends: str
    more: int = 0


class LiveBannerCard(QWidget):
    """Always visible while a banner is live. `manage_requested` carries the story's path."""

    manage_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._banner: LiveBanner | None = None
        self._heading, self._text, self._ends = QLabel(), QLabel(), QLabel()
        type_role(self._heading, "meta_strong", theme)
        type_role(self._text, "caption", theme)
        type_role(self._ends, "meta", theme)
        set_tone(self._ends, "tertiary")
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        manage = link_button("Manage", theme)
        manage.setAccessibleName("Manage banner")
        manage.clicked.connect(self._manage)
        head = QHBoxLayout()
        head.setContentsMargins(21, 0, 0, 0)
        head.addWidget(self._heading)
        foot = QHBoxLayout()
        foot.addWidget(self._ends, 1)
        foot.addWidget(manage)
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 9, 10, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addLayout(foot)
        theme.changed.connect(self.update)
        self.hide()

    @property
    def banner(self) -> LiveBanner | None:
        """What it shows."""
        return self._banner

    def set_banner(self, banner: LiveBanner | None) -> None:
        """Show a banner; None hides the card."""
        self._banner = banner
        if banner is not None:
            developing = banner.level == "developing"
            self._heading.setText(
                "Banner is live" if not banner.more else f"{banner.more + 1} banners are live"
            )
            set_tone(self._heading, "developing" if developing else "breaking")
            self._text.setText(banner.text)
            self._ends.setText(f"Ends {banner.ends}" if banner.ends else "")
            self.setAccessibleName(f"Banner is live: {banner.text}. Ends {banner.ends}.")
        self.setVisible(banner is not None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A raised card with a coloured left edge and the broadcast mark."""
        if self._banner is None:
            return
        color = self._theme.color
        level = "developing" if self._banner.level == "developing" else "breaking"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(rect, 6, 6)
        painter.fillPath(path, color("bg.raised"))
        painter.setClipPath(path)
        painter.fillRect(QRectF(0, 0, 3, self.height()), color(level))
        painter.setClipping(False)
        painter.setPen(QPen(color("line.strong"), 1))
        painter.drawPath(path)
        painter.fillRect(QRectF(0, 5, 3, self.height() - 10), color(level))
        top = self._heading.geometry().center().y() - 7
        painter.drawPixmap(13, top, self._theme.pixmap("broadcast-bold", 15, f"{level}.text"))
        painter.end()

    def _manage(self) -> None:
        if self._banner is not None:
            self.manage_requested.emit(self._banner.path)
