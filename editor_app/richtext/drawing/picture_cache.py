"""Pictures at the size they are drawn: kept while there is room, read by `picture_reader` when they are missing."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from editor_app.richtext.drawing.picture_reader import PictureReader, Wanted

_ROOM = 96_000_000  # bytes of pixels that are kept
_LARGEST = 2400


class PictureCache(QObject):
    """Scaled pictures by file, time of change and width. `arrived`: one that was waited for can be drawn now."""

    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sizes: dict[tuple[Path, int], QSize] = {}
        self._pixmaps: OrderedDict[Wanted, QPixmap] = OrderedDict()
        self._latest: dict[Path, Wanted] = {}
        self._weight = 0
        self._reader = PictureReader(self)
        self._reader.made.connect(self._keep)

    def size(self, path: Path) -> QSize:
        """The picture's own size in pixels, upright, from the beginning of its file; empty when it cannot be read."""
        key = (path, _changed(path))
        if key not in self._sizes:
            reader = QImageReader(str(path))
            reader.setAutoTransform(True)
            size = reader.size()
            if size.isValid() and reader.transformation() & reader.transformation().TransformationRotate90:
                size.transpose()
            self._sizes[key] = size if size.isValid() else QSize()
        return self._sizes[key]

    def pixmap(self, path: Path, width: int) -> QPixmap | None:
        """The picture `width` device pixels wide, or in another width until that one is read.

        None: it is being read, `arrived` will tell. Null: it cannot be read.
        """
        wanted = Wanted(path, _changed(path), max(1, min(width, _LARGEST)))
        if wanted in self._pixmaps:
            self._pixmaps.move_to_end(wanted)
            return self._pixmaps[wanted]
        self._reader.ask(wanted)
        latest = self._latest.get(path)
        return self._pixmaps.get(latest) if latest is not None else None

    def _keep(self, wanted: Wanted, image: QImage) -> None:
        pixmap = QPixmap.fromImage(image)
        self._pixmaps[wanted] = pixmap
        self._latest[wanted.path] = wanted
        self._weight += _weight(pixmap)
        while self._weight > _ROOM and len(self._pixmaps) > 1:
            gone, dropped = self._pixmaps.popitem(last=False)
            self._weight -= _weight(dropped)
            if self._latest.get(gone.path) == gone:
                del self._latest[gone.path]
        self.arrived.emit()


def _weight(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
