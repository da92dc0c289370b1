"""Pictures at the size they are drawn, read once. Reads only files it is given; never follows an address."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImageReader, QPixmap

_KEPT = 48
_LARGEST = 2400


class PictureCache:
    """Scaled pictures by file, time of change and width."""

    def __init__(self) -> None:
        self._sizes: dict[tuple[Path, int], QSize] = {}
        self._pixmaps: dict[tuple[Path, int, int], QPixmap] = {}

    def size(self, path: Path) -> QSize:
        """The picture's own size in pixels, upright; empty when it cannot be read."""
        key = (path, _changed(path))
        if key not in self._sizes:
            reader = QImageReader(str(path))
            reader.setAutoTransform(True)
            size = reader.size()
            if size.isValid() and reader.transformation() & reader.transformation().TransformationRotate90:
                size.transpose()
            self._sizes[key] = size if size.isValid() else QSize()
        return self._sizes[key]

    def pixmap(self, path: Path, width: int) -> QPixmap:
        """The picture `width` device pixels wide; null when it cannot be read."""
        width = max(1, min(width, _LARGEST))
        key = (path, _changed(path), width)
        if key not in self._pixmaps:
            if len(self._pixmaps) >= _KEPT:
                del self._pixmaps[next(iter(self._pixmaps))]
            self._pixmaps[key] = _read(path, width)
        return self._pixmaps[key]


def _read(path: Path, width: int) -> QPixmap:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    natural = reader.size()
    if natural.isValid() and natural.width() > 2 * width:
        # Decoders of large photographs can leave out detail that nobody would see.
        reader.setScaledSize(natural.scaled(QSize(2 * width, 1 << 16), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return QPixmap()
    return QPixmap.fromImage(image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation))


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
