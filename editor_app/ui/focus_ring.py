"""The ring around a control that has keyboard focus: 2 px, 1 px outside, over its neighbours, in nobody's layout."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget
from shiboken6 import isValid

_OUT = 3  # 1 px of air, 2 px of ring


class FocusRing(QWidget):
    """One ring, moved from control to control. Where there is no room outside, it lies on the edge."""

    def __init__(self) -> None:
        super().__init__()
        self._control: QWidget | None = None
        self._color = QColor()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_around(self, control: QWidget, color: QColor) -> None:
        """Lie around a control until `leave`."""
        self.leave()
        parent = control.parentWidget()
        if parent is None or isinstance(parent, QSplitter | QStackedWidget):
            return
        self._control, self._color = control, color
        self.setParent(parent)
        control.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()

    def leave(self) -> None:
        """Go away. It stays a hidden child: leaving a parent that is just closing would upset its list of children."""
        if self._control is not None and isValid(self._control):
            self._control.removeEventFilter(self)
        self._control = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the control."""
        if watched is self._control:
            if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
                self._place()
            elif event.type() in (QEvent.Type.Hide, QEvent.Type.ParentChange):
                self.leave()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rounded outline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._color, 2))
        pill = self._control is not None and self._control.property("kind") == "toggle"
        radius = self.height() / 2 - 1 if pill else 7
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.end()

    def _place(self) -> None:
        control, parent = self._control, self.parentWidget()
        if control is not None and parent is not None:
            self.setGeometry(control.geometry().adjusted(-_OUT, -_OUT, _OUT, _OUT).intersected(parent.rect()))
