"""The framed page in its well: one hardened web view, as wide as the chosen device, scaled when the pane is narrower.

Shows what it is given. Knows no story and no session.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from editor_app.session.preview_feed import Patch
from editor_app.ui.preview.page import PreviewPage
from editor_app.ui.preview.profile import make_profile
from editor_app.ui.preview.scheme_handler import StoryShelf
from editor_app.ui.screens import SCREENS, Device
from editor_app.ui.theme import Theme

_MARGIN, _TOP, _RADIUS = 12, 16, 8
_CRASHES, _CRASH_WINDOW_S = 3, 30.0


class _Edge(QWidget):
    """The page's outline with its rounded corners, drawn over the web view, which cannot be clipped."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The well in the corners, then the line. The page runs on below the pane, so there is none at the foot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, 2 * _RADIUS)
        sheet = QPainterPath()
        sheet.addRoundedRect(box, _RADIUS, _RADIUS)
        around = QPainterPath()
        around.addRect(QRectF(self.rect()).adjusted(-1, -1, 1, 3 * _RADIUS))
        painter.fillPath(around.subtracted(sheet), self._theme.color("bg.well"))
        painter.setPen(QPen(self._theme.color("line.strong"), 1))
        painter.drawPath(sheet)
        painter.end()


class FramedPage(QWidget):
    """The web view and its frame.

    Signals:
        ready(): the page asked for with `show_page` is there.
        block_clicked(str), field_clicked(str), scrolled(str), link_asked_for(QUrl): see `PreviewPage`.
        link_hovered(str): the address under the pointer, or nothing.
        scale_changed(float): the factor the page is shown at.
        crashed(bool): the web process died; True when it has died too often to go on by itself.
    """

    ready = Signal()
    block_clicked = Signal(str)
    field_clicked = Signal(str)
    scrolled = Signal(str)
    link_asked_for = Signal(QUrl)
    link_hovered = Signal(str)
    scale_changed = Signal(float)
    crashed = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        shelf: StoryShelf,
        script: Path,
        blocked: Callable[[str], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shelf = shelf
        self._device = Device.PHONE
        self._deaths: deque[float] = deque(maxlen=_CRASHES)
        profile = make_profile(shelf, self, blocked)
        self.view = QWebEngineView(self)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.view.setAcceptDrops(False)
        self.page = PreviewPage(profile, script, self.view)
        self.view.setPage(self.page)
        # Children die in order of adoption, and a profile must outlive its pages.
        profile.setParent(None)
        profile.setParent(self)
        self._edge = _Edge(theme, self)
        self._connect()

    def _connect(self) -> None:
        self.page.ready.connect(self.ready)
        self.page.block_clicked.connect(self.block_clicked)
        self.page.field_clicked.connect(self.field_clicked)
        self.page.scrolled.connect(self.scrolled)
        self.page.link_asked_for.connect(self.link_asked_for)
        self.page.linkHovered.connect(self.link_hovered)
        self.page.renderProcessTerminated.connect(self._died)

    @property
    def device(self) -> Device:
        """The device the page is laid out for."""
        return self._device

    @property
    def scale(self) -> float:
        """The factor the page is shown at, 1 or less."""
        room = max(1, self.width() - 2 * _MARGIN)
        return max(0.25, min(1.0, room / SCREENS[self._device].width))

    def set_device(self, device: Device) -> None:
        """Lay the page out for another device."""
        self._device = device
        self._arrange()

    def set_ground(self, color: QColor) -> None:
        """The colour shown until a page has painted, so that nothing flashes."""
        self.page.setBackgroundColor(color)

    def end_process(self) -> bool:
        """End a web process that hangs; `crashed` follows. False when there is none."""
        process = self.page.renderProcessPid()
        if process <= 0:
            return False
        try:
            os.kill(process, getattr(signal, "SIGKILL", signal.SIGTERM))
        except OSError:
            return False
        return True

    def show_page(self, html: str, order: Sequence[str]) -> None:
        """Show a page whose blocks stand in this order, from its top; `ready` follows."""
        if self.page.is_live:
            self.page.swap(html, order)
        else:
            self.page.open(self._shelf.put_page(html), order)

    def patch(self, patch: Patch, done: Callable[[], None]) -> None:
        """Change the page in place."""
        self.page.patch(patch, done)

    def show_block(self, key: str) -> None:
        """Scroll a block into view unless it is."""
        self.page.show_block(key)

    def reveal_block(self, key: str) -> None:
        """Scroll a block to the top; empty: to the head of the page."""
        self.page.reveal_block(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page again."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The well."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("bg.well"))
        painter.end()

    def _arrange(self) -> None:
        scale = self.scale
        width = min(round(SCREENS[self._device].width * scale), max(1, self.width() - 2 * _MARGIN))
        left = (self.width() - width) // 2
        box = QRect(left, _TOP, width, max(1, self.height() - _TOP))
        self.view.setGeometry(box)
        self._edge.setGeometry(box.adjusted(-1, -1, 1, 0))
        self._edge.raise_()
        if abs(self.view.zoomFactor() - scale) > 0.001:
            self.view.setZoomFactor(scale)
        self.scale_changed.emit(scale)

    def _died(self, status: object, code: int) -> None:
        now = monotonic()
        self._deaths.append(now)
        too_often = len(self._deaths) == _CRASHES and now - self._deaths[0] < _CRASH_WINDOW_S
        # Not from inside the web engine's own signal.
        QTimer.singleShot(0, self, lambda: self.crashed.emit(too_often))
