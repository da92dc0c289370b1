"""A small panel that opens over the text beside what it edits: link, picture, "Also read", source."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import Button, destructive_button, primary_button

_MARGIN, _LEAST_WIDTH = 12, 380


class Popover(QFrame):
    """Holds a form. Esc puts it away unchanged; its button, Ctrl+Enter or a click elsewhere takes the change.

    Signals:
        done(): take what the form holds.
        removed(): take away what is being edited.
        closed(): it is gone, either way.
    """

    done = Signal()
    removed = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget, *, words: str = "Done", remove: str = "") -> None:
        super().__init__(parent)
        self._theme, self._host = theme, parent
        self._is_open = False
        self._place = QRect()
        self.setProperty("popover", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout()
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        if remove:
            button: Button = destructive_button(remove, theme)
            button.clicked.connect(self._remove)
            self.buttons.addWidget(button)
        self.buttons.addStretch(1)
        finish = primary_button(words, theme)
        finish.clicked.connect(lambda: self.finish())
        self.buttons.addWidget(finish)
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        outer.setSpacing(12)
        outer.addLayout(self.column)
        outer.addLayout(self.buttons)
        self.hide()

    def open_at(self, place: QRect, first: QWidget) -> None:
        """Show it below `place` (in the parent's coordinates), or above where there is no room; focus `first`."""
        self._place = place
        self._is_open = True
        self.refit()
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        # Not an event filter on the application: it would wrap every object the web engine owns, and crash.
        _application().focusChanged.connect(self._follow_focus)

    def refit(self) -> None:
        """Its content has another height: keep it beside what it edits."""
        if not self._is_open:
            return
        parent, place = self._host, self._place
        width = min(max(_LEAST_WIDTH, place.width()), parent.width() - 2 * _MARGIN)
        self.setFixedWidth(width)
        self.setMinimumHeight(0)
        self.setMaximumHeight(16_777_215)
        for layout in (self.column, self._outer):
            layout.invalidate()
            layout.activate()
        height = self._outer.totalHeightForWidth(width) if self._outer.hasHeightForWidth() else -1
        height = height if height > 0 else self._outer.totalSizeHint().height()
        x = min(max(_MARGIN, place.left()), parent.width() - width - _MARGIN)
        y = place.bottom() + 6
        if y + height > parent.height() - _MARGIN:
            y = place.top() - height - 6
        y = min(max(_MARGIN, y), max(_MARGIN, parent.height() - height - _MARGIN))
        self.setGeometry(QRect(QPoint(x, y), QSize(width, height)))
        self.setFixedHeight(height)

    def may_finish(self) -> bool:
        """Whether what the form holds can be taken; a form that says no says why."""
        return True

    def finish(self, *, anyway: bool = False) -> None:
        """Take the change and go. A change that cannot be taken keeps the form open, or is dropped when it goes `anyway`."""
        if not self._is_open:
            return
        if not self.may_finish():
            if anyway:
                self.cancel()
            return
        if self._is_open:
            self._close()
            self.done.emit()
            self.closed.emit()

    def cancel(self) -> None:
        """Go without a change."""
        if self._is_open:
            self._close()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc cancels; Ctrl+Enter finishes, and so does Enter that a one-line field has no use for."""
        strong = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        widget = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            strong or (widget is not None and not self._takes_lines(widget))
        ):
            self.finish()
        else:
            super().keyPressEvent(event)

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The focus went elsewhere in the window: that takes the change. Another window or a menu does not."""
        if now is None or now is self or self.isAncestorOf(now) or now.window() is not self.window():
            return
        self.finish(anyway=True)

    def _takes_lines(self, widget: QWidget) -> bool:
        return not widget.inherits("QLineEdit")

    def _remove(self) -> None:
        self._close()
        self.removed.emit()
        self.closed.emit()

    def _close(self) -> None:
        self._is_open = False
        _application().focusChanged.disconnect(self._follow_focus)
        self.hide()
        self.deleteLater()


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
