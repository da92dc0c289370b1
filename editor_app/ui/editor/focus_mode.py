"""Focus mode in the editor pane: the paragraph one writes stands out, everything else steps back. Esc ends it.

Dims what is drawn; changes nothing in the document. Which columns leave the window is the business of whoever listens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from editor_app.ui.editor.body_marks import veil_strength
from editor_app.ui.theme import Theme

if TYPE_CHECKING:
    from editor_app.ui.editor.editor_pane import EditorPane


class FocusMode(QObject):
    """On or off, for one editor pane.

    Signals:
        changed(bool): it begins, or has ended.
    """

    changed = Signal(bool)

    def __init__(self, pane: EditorPane, theme: Theme) -> None:
        super().__init__(pane)
        self._pane, self._theme = pane, theme
        self.is_on = False
        self._veil = Veil(pane.galley.head, theme)
        pane.galley.body.cursorPositionChanged.connect(self._caret_moved)
        for watched in (pane, pane.galley.body, *pane.galley.head.fields.values()):
            watched.installEventFilter(self)

    def set_on(self, on: bool) -> None:
        """Begin or end."""
        if on == self.is_on:
            return
        self.is_on = on
        self._pane.format_bar.setVisible(not on)
        self._pane.galley.body.set_veiled(on)
        self._place_veil()
        self.changed.emit(on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc that nothing in the pane had a use for ends it; the head is veiled while one writes in the body."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._place_veil()
        elif self.is_on and watched is self._pane and _is_escape(event):
            self.set_on(False)
            return True
        return False

    def _caret_moved(self) -> None:
        if self.is_on:
            self._pane.galley.body.viewport().update()

    def _place_veil(self) -> None:
        in_head = any(field.hasFocus() for field in self._pane.galley.head.fields.values())
        self._veil.setVisible(self.is_on and not in_head)


def _is_escape(event: QEvent) -> bool:
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    return event.key() == Qt.Key.Key_Escape


class Veil(QWidget):
    """The colour of the page over a widget, which stays usable below it."""

    def __init__(self, over: QWidget, theme: Theme) -> None:
        super().__init__(over)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        over.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as what lies below, and above everything in it."""
        parent = self.parentWidget()
        if event.type() in (QEvent.Type.Resize, QEvent.Type.ChildAdded) and parent is not None:
            self.setGeometry(parent.rect())
            self.raise_()
        return False

    def showEvent(self, event: object) -> None:
        """Cover what lies below."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A thin coat of paper."""
        painter = QPainter(self)
        painter.setOpacity(veil_strength(self._theme))
        painter.fillRect(event.rect(), self._theme.color("bg.paper"))
        painter.end()
