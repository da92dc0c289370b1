"""A dialog drawn over the window: a scrim, a card on it, keyboard focus kept inside, and no nested event loop.

A sheet is a child of the window, so it is never lost behind it. It answers with signals; nothing waits for it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from editor_app.ui.theme import Theme
from editor_app.ui.widgets.divider import hline
from editor_app.ui.widgets.text_label import TextLabel

EDGE = 22
_SCRIM = QColor(26, 24, 20, 90)
_SCRIM_DARK = QColor(0, 0, 0, 140)
_MARGIN = 12


class Sheet(QWidget):
    """Base of the dialogs. Subclasses fill `header`, `body` and `footer`.

    `closed()` is emitted once, however it ended; a subclass's own signal has gone out before it.
    """

    closed = Signal()

    def __init__(self, theme: Theme, title: str, host: QWidget, width: int = 440, height: int = 0) -> None:
        self._window = host
        central = host.centralWidget() if isinstance(host, QMainWindow) else None
        surface = central or host
        super().__init__(surface)
        self.theme = theme
        self._host = surface
        self._wanted = (width, height)
        self._focus_before: QWidget | None = None
        self._is_open = False
        self.main_button: QPushButton | None = None
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build_card(title)
        theme.changed.connect(self._restyle)
        self._restyle()
        surface.installEventFilter(self)
        self.hide()

    # -- opening and closing

    def open(self) -> None:
        """Show the sheet over its host and move the keyboard into it."""
        self._is_open = True
        self._focus_before = self.window().focusWidget()
        self._enable_menus(False)
        self._cover()
        self.show()
        self.raise_()
        QTimer.singleShot(0, self, self._cover)  # wrapped text knows its height only once it has a width
        first = self.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.setFocus()

    def close_sheet(self) -> None:
        """Take the sheet away and give the keyboard back."""
        if not self._is_open:
            return
        self._is_open = False
        self._enable_menus(True)
        self.hide()
        before, self._focus_before = self._focus_before, None
        # What had the keyboard may be gone: the story changed outside, or another one was opened meanwhile.
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    def _enable_menus(self, enabled: bool) -> None:
        """Menus rest while a sheet is open. Asked for anew each time: a menu bar may have been replaced meanwhile."""
        if isinstance(self._window, QMainWindow):
            self._window.menuBar().setEnabled(enabled)

    def first_focus(self) -> QWidget | None:
        """Where the keyboard goes when the sheet opens."""
        return self.main_button

    def escape(self) -> None:
        """What Esc does; closes unless a subclass says otherwise."""
        self.close_sheet()

    def submit(self) -> None:
        """What Enter and Ctrl+Enter do: press the main button."""
        if self.main_button is not None and self.main_button.isEnabled() and self.main_button.isVisible():
            self.main_button.click()

    # -- building

    def add_footer(self) -> QHBoxLayout:
        """The row of buttons at the foot."""
        self._card_column.addWidget(hline())
        row = QHBoxLayout()
        row.setContentsMargins(EDGE, 12, EDGE, 12)
        row.setSpacing(8)
        self._card_column.addLayout(row)
        return row

    def _build_card(self, title: str) -> None:
        self.card = QFrame(self)
        self.card.setObjectName("sheetCard")
        self.card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._card_column = QVBoxLayout(self.card)
        self._card_column.setContentsMargins(1, 1, 1, 1)
        self._card_column.setSpacing(0)
        self.header = QVBoxLayout()
        self.header.setContentsMargins(EDGE, 18, EDGE, 14)
        self.header.setSpacing(6)
        self.title = TextLabel(title, self.theme, "dialog_title")
        self.header.addWidget(self.title)
        self._card_column.addLayout(self.header)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(EDGE, 0, EDGE, 18)
        self.body.setSpacing(12)
        self._card_column.addLayout(self.body, 1)

    def _restyle(self) -> None:
        fill, edge = self.theme.color("bg.panel").name(), self.theme.color("line.strong").name()
        self.card.setStyleSheet(
            f"#sheetCard {{ background: {fill}; border: 1px solid {edge}; border-radius: 10px; }}"
        )
        self.update()

    # -- geometry, painting, keys

    def _cover(self) -> None:
        self.setGeometry(self._host.rect())
        self._place_card()

    def _place_card(self) -> None:
        width = min(self._wanted[0], self.width() - 2 * _MARGIN)
        room = self.height() - 2 * _MARGIN
        layout = self.card.layout()
        needed = layout.totalHeightForWidth(width) if layout and layout.hasHeightForWidth() else 0
        height = min(max(self._wanted[1], needed or self.card.sizeHint().height()), room)
        if self._wanted[1]:
            height = min(self._wanted[1], room)
        top = _MARGIN + round((room - height) * 0.36)
        self.card.setGeometry(QRect((self.width() - width) // 2, top, width, height))

    def relayout(self) -> None:
        """Take the height that the content now needs."""
        QTimer.singleShot(0, self, self._cover)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize and self._is_open:
            self._cover()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _SCRIM_DARK if self.theme.is_dark else _SCRIM)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # the window's shortcuts wait until the sheet is gone
            return True
        return super().event(event)

    def mousePressEvent(self, event) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escape()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = QApplication.focusWidget()
            with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if isinstance(focused, QAbstractButton) and not with_control:
                focused.click()
            else:
                self.submit()
        else:
            event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside the sheet."""
        # Not by nextInFocusChain: what it returns becomes, for PySide, a child of the caller. Once round the window, and
        # the end of the sheet is the end of every object of the window that Python holds.
        stops = [
            widget
            for widget in self.findChildren(QWidget)
            if bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            and widget.focusProxy() is None
            and widget.isEnabled()
            and widget.isVisible()
        ]
        if not stops:
            return True
        focused = QApplication.focusWidget()
        step = 1 if forward else -1
        place = stops.index(focused) + step if focused in stops else (0 if forward else -1)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[place % len(stops)].setFocus(reason)
        return True
