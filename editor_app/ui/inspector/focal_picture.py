"""A picture with a ring on the point that has to stay in sight wherever the picture is cut."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from editor_app.stories.focal import MIDDLE, Focal
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.announcement import announce
from editor_app.ui.widgets.thumbnail import Thumbnail

_RING, _DOT = 10.0, 2.5
_STEP, _LONG_STEP = 0.01, 0.10
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class FocalPicture(Thumbnail):
    """Shows the whole picture; the ring is dragged, or moved with the arrow keys.

    Signals:
        focal_moved(Focal): a person moved the ring; it comes with each step of a drag.
    """

    focal_moved = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, None, parent)
        self._focal = MIDDLE
        self._name = ""
        self._has_ring = False
        self.setToolTip(
            self.tr(
                "Drag the ring to what must stay in sight. Arrows move it, Shift further, Home to the middle"
            )
        )

    @property
    def focal(self) -> Focal:
        """Where the ring is."""
        return self._focal

    def set_image(self, image: QImage | QPixmap | None, name: str = "", *, missing: str = "") -> None:
        """Show a picture; None shows the words of `missing`."""
        super().set_image(image, name, missing=missing)
        self._name = name
        self._describe()

    def show_ring(self, focal: Focal | None) -> None:
        """Put the ring here; None: there is none to be moved."""
        self._has_ring = focal is not None and not self._image.isNull()
        self._focal = focal or MIDDLE
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._has_ring else Qt.FocusPolicy.NoFocus)
        self.setProperty("wants_key_focus", self._has_ring)
        self.setCursor(Qt.CursorShape.CrossCursor if self._has_ring else Qt.CursorShape.ArrowCursor)
        self._describe()
        self.update()

    # -- moving

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The ring goes to where one presses."""
        if self._has_ring and event.button() is Qt.MouseButton.LeftButton:
            self._move_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The ring follows."""
        if self._has_ring and event.buttons() & Qt.MouseButton.LeftButton:
            self._move_to(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second press in the same place is no more than that."""
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the ring, with Shift further; Home puts it in the middle."""
        way = _ARROWS.get(Qt.Key(event.key()))
        if self._has_ring and way is not None:
            step = _LONG_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
            self._take(self._focal.moved(way[0] * step, way[1] * step))
            announce(self, self._words())
        elif self._has_ring and event.key() == Qt.Key.Key_Home:
            self._take(MIDDLE)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys work here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And that they do no more."""
        super().focusOutEvent(event)
        self.update()

    def _move_to(self, place: QPointF) -> None:
        frame = self._frame()
        if frame.isEmpty():
            return
        across, down = (place.x() - frame.left()) / frame.width(), (place.y() - frame.top()) / frame.height()
        self._take(Focal(min(1.0, max(0.0, across)), min(1.0, max(0.0, down))))

    def _take(self, focal: Focal) -> None:
        focal = Focal(round(focal.across, 2), round(focal.down, 2))  # front matter has whole percent
        if focal == self._focal:
            return
        self._focal = focal
        self._describe()
        self.update()
        self.focal_moved.emit(focal)

    def _describe(self) -> None:
        if self._name:
            self.setAccessibleName(
                self.tr("{0}, focal point").format(self._name) if self._has_ring else self._name
            )
        self.setAccessibleDescription(self._words() if self._has_ring else "")

    def _words(self) -> str:
        across, down = round(self._focal.across * 100), round(self._focal.down * 100)
        return self.tr("{0} % from the left, {1} % from the top").format(across, down)

    # -- painting

    def _frame(self) -> QRectF:
        """Where the whole picture is drawn."""
        size = QSizeF(self._image.size()).scaled(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, *size.toTuple())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture and the ring, or the grey box."""
        if self._image.isNull():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = self._frame()
        shape = QPainterPath()
        shape.addRoundedRect(frame, 3, 3)
        painter.setClipPath(shape)
        ratio = self.devicePixelRatioF()
        if self._scaled.isNull():
            wanted = (frame.size() * ratio).toSize()
            smooth = Qt.TransformationMode.SmoothTransformation
            self._scaled = QPixmap.fromImage(self._image.scaled(wanted, mode=smooth))
        painter.drawPixmap(frame, self._scaled, QRectF(self._scaled.rect()))
        painter.setClipping(False)
        if self._has_ring:
            self._paint_ring(painter, frame)
        painter.end()

    def _paint_ring(self, painter: QPainter, frame: QRectF) -> None:
        middle = QPointF(
            frame.left() + self._focal.across * frame.width(), frame.top() + self._focal.down * frame.height()
        )
        # White between two dark lines shows on any picture.
        painter.setBrush(QColor(0, 0, 0, 60))
        painter.setPen(QPen(QColor(0, 0, 0, 150), 4.5))
        painter.drawEllipse(middle, _RING, _RING)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("white"), 2))
        painter.drawEllipse(middle, _RING, _RING)
        painter.setPen(QPen(QColor(0, 0, 0, 150), 1))
        painter.setBrush(QColor("white"))
        painter.drawEllipse(middle, _DOT, _DOT)
