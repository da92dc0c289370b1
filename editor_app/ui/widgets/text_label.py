"""A line or paragraph of interface text in one role and one tone, following the theme.

Carries no behaviour of its own; anything a person can act on is a button.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from editor_app.ui.theme import Theme, set_tone, type_role


class TextLabel(QLabel):
    """Plain text (never rich text) in a type role and a tone of `theme.set_tone`."""

    def __init__(
        self,
        text: str,
        theme: Theme,
        role: str = "interface",
        tone: str = "primary",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        type_role(self, role, theme)
        set_tone(self, tone)
        if wrap:
            self.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def set_tone(self, tone: str) -> None:
        """Colour the text by another tone."""
        set_tone(self, tone)


class ElidedLabel(TextLabel):
    """One line that ends in an ellipsis when space is short, and then says all of it in its tooltip."""

    def __init__(
        self,
        text: str,
        theme: Theme,
        role: str = "interface",
        tone: str = "primary",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, theme, role, tone, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_hidden_part()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell_hidden_part()

    def _tell_hidden_part(self) -> None:
        hidden = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(self.text() if hidden else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), text)
