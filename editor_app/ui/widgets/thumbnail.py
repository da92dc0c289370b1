"""A small picture with rounded corners, cropped around its middle; a grey box with words while there is none."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from editor_app.ui.theme import Theme


class Thumbnail(QWidget):
    """Shows an image covering its box."""

    def __init__(self, theme: Theme, size: QSize | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image = QImage()
        self._scaled = QPixmap()
        self._missing = ""
        if size is not None:
            self.setFixedSize(size)
        theme.changed.connect(self.update)

    def set_image(self, image: QImage | QPixmap | None, name: str = "", *, missing: str = "") -> None:
        """Show an image under a spoken name; None shows the words of `missing`."""
        self._image = image.toImage() if isinstance(image, QPixmap) else (image or QImage())
        self._missing = missing
        self._scaled = QPixmap()
        self.setAccessibleName(name or missing)
        self.update()

    def resizeEvent(self, event: object) -> None:
        """Another size, another crop."""
        self._scaled = QPixmap()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture or the grey box."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(rect, 3, 3)
        if self._image.isNull():
            painter.setPen(QPen(self._theme.color("line.strong"), 1))
            painter.setBrush(self._theme.color("bg.well"))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            painter.setPen(self._theme.color("text.secondary"))
            painter.setFont(self._theme.font("meta"))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(rect.adjusted(6, 4, -6, -4), flags, self._missing)
        else:
            painter.setClipPath(path)
            painter.drawPixmap(0, 0, self._cropped())
        painter.end()

    def _cropped(self) -> QPixmap:
        if self._scaled.isNull():
            ratio = self.devicePixelRatioF()
            size = QSize(round(self.width() * ratio), round(self.height() * ratio))
            keep = Qt.AspectRatioMode.KeepAspectRatioByExpanding
            big = self._image.scaled(size, keep, Qt.TransformationMode.SmoothTransformation)
            left = round((big.width() - size.width()) / 2)
            top = round((big.height() - size.height()) / 2)
            self._scaled = QPixmap.fromImage(big.copy(left, top, size.width(), size.height()))
            self._scaled.setDevicePixelRatio(ratio)
        return self._scaled
