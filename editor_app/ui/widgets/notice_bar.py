"""A bar between header and text that says what happened and what can be done. It pushes the content down."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from editor_app.ui.theme import Theme, type_role
from editor_app.ui.widgets.buttons import Button, tool_button

# kind -> ground token, icon token, icon
KINDS = {
    "warning": ("developing.tint", "developing.text", "warning-fill"),
    "information": ("review.tint", "review.text", "clock-counter-clockwise"),
    "error": ("breaking.tint", "breaking.text", "x-circle-fill"),
    "success": ("ready.tint", "ready.text", "check-circle-fill"),
}


class NoticeBar(QWidget):
    """One notice. `text` is the sentence in semibold, `detail` continues in regular.

    `buttons` are (id, words) or (id, words, "primary"); `chosen` carries the id of the one pressed, or "close".
    """

    chosen = Signal(str)

    def __init__(
        self,
        kind: str,
        text: str,
        buttons: tuple[tuple[str, ...], ...],
        theme: Theme,
        *,
        detail: str = "",
        closable: bool = False,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind, self._theme = kind, theme
        self._icon = icon or KINDS[kind][2]
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.RichText)
        type_role(self._label, "interface", theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(38, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self._label, 1)
        self.buttons: dict[str, Button] = {}
        for identity, words, *style in buttons:
            button = Button(words, theme, style[0] if style else "default", size="small")
            button.clicked.connect(lambda _checked=False, which=identity: self.chosen.emit(which))
            self.buttons[identity] = button
            row.addWidget(button)
        if closable:
            close = tool_button("x", "Close this notice", theme, size=24)
            close.clicked.connect(lambda: self.chosen.emit("close"))
            row.addWidget(close)
        theme.changed.connect(self.update)
        self.set_text(text, detail)

    def set_text(self, text: str, detail: str = "") -> None:
        """Say something else."""
        rest = f" {_escaped(detail)}" if detail else ""
        self._label.setText(f'<span style="font-weight:600">{_escaped(text)}</span>{rest}')
        self.setAccessibleName(f"{text} {detail}".strip())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint, icon, hairline below."""
        painter = QPainter(self)
        ground, token, _icon = KINDS[self.kind]
        painter.fillRect(self.rect(), self._theme.color(ground))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), self._theme.color("line.subtle"))
        painter.drawPixmap(14, round((self.height() - 16) / 2), self._theme.pixmap(self._icon, 16, token))
        painter.end()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
