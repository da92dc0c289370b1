"""A short message over the editor with at most one action, usually Undo. Never used for what went wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from editor_app.ui.theme import Theme, set_tone, type_role
from editor_app.ui.widgets.announcement import announce
from editor_app.ui.widgets.buttons import Button

SHOWN_FOR = 8000  # milliseconds
MARGIN, NARROWEST = 24, 120


class Toast(QWidget):
    """Sits at the bottom centre of `host` for eight seconds; waits while hovered or focused.

    One toast is reused: `say` replaces what it says. `action_chosen` is emitted when its action is pressed.
    """

    action_chosen = Signal()

    def __init__(self, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._theme = theme
        self._then = None
        self._label = QLabel()
        type_role(self._label, "interface", theme)
        set_tone(self._label, "ink")
        self._button = Button("", theme, "ontoast", size="small")
        type_role(self._button, "interface_strong", theme)
        self._button.clicked.connect(self._act)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 14, 7)
        row.setSpacing(12)
        row.addWidget(self._label)
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_FOR)
        self._timer.timeout.connect(self._leave)
        host.installEventFilter(self)
        self._button.installEventFilter(self)
        theme.changed.connect(self.update)
        self.hide()

    def set_host(self, host: QWidget) -> None:
        """Sit at the bottom centre of another widget from now on; what it says stays."""
        before = self.parentWidget()
        if before is host:
            return
        if before is not None:
            before.removeEventFilter(self)
        shown = self.isVisible()
        self.setParent(host)
        host.installEventFilter(self)
        self._place()
        if shown:
            self.show()
            self.raise_()

    def say(self, text: str, action: str = "", then: object = None) -> None:
        """Show a message; `action` are the words of its button, `then` is called when it is pressed."""
        self._label.setText(text)
        self._then = then
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(text)
        self._fit()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, text)

    def withdraw(self, then: object) -> None:
        """Take the message away if its action is still `then`: what it offers can no longer be done."""
        if self._then is then and then is not None:
            self._then = None
            self._timer.stop()
            self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Hovering holds it."""
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Leaving lets it go on."""
        if self.isVisible():
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom centre; wait while the button has focus."""
        if watched is self._button and event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif watched is self._button and event.type() == QEvent.Type.FocusOut:
            self._timer.start()
        elif watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """An ink ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("ink"))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.end()

    def _act(self) -> None:
        then, self._then = self._then, None
        self.hide()
        self.action_chosen.emit()
        if callable(then):
            then()

    def _leave(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _fit(self) -> None:
        """As wide as the message, which wraps where the host is narrower."""
        host = self.parentWidget()
        self._label.setWordWrap(False)
        self._label.setMinimumWidth(0)
        self.adjustSize()
        over = self.width() + 2 * MARGIN - host.width() if host is not None else 0
        if over > 0:
            self._label.setWordWrap(True)
            self._label.setMinimumWidth(max(NARROWEST, self._label.width() - over))
            self.adjustSize()

    def _place(self) -> None:
        host = self.parentWidget()
        if host is not None:
            self.move((host.width() - self.width()) // 2, host.height() - self.height() - 24)
