"""Pictures of the newsroom scaled for the panels, read once per file version. Never reads outside what it is given."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, QSizeF, Qt
from PySide6.QtGui import QImageReader, QPixmap

_KEPT = 24


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """A picture file: its size in px as seen (orientation applied) and its weight in bytes."""

    width: int
    height: int
    weight: int

    @property
    def shape(self) -> float:
        """Width divided by height."""
        return self.width / self.height if self.height else 0.0


class PictureCache:
    """The most recent scaled pictures by file, version and size."""

    def __init__(self) -> None:
        self._pixmaps: OrderedDict[tuple[str, int, int, int, float], QPixmap] = OrderedDict()

    def facts(self, path: Path) -> PictureFacts | None:
        """Size and weight of a picture file; None when it is missing or no picture."""
        try:
            weight = path.stat().st_size
        except OSError:
            return None
        reader = QImageReader(str(path))
        size = reader.size()
        if not size.isValid():
            return None
        if reader.transformation() & reader.transformation().TransformationRotate90:
            size.transpose()
        return PictureFacts(size.width(), size.height(), weight)

    def covering(self, path: Path, frame: QSizeF, ratio: float = 1.0) -> QPixmap:
        """The picture scaled so that it just covers a frame of logical px; a null pixmap when it cannot be read."""
        try:
            version = path.stat().st_mtime_ns
        except OSError:
            return QPixmap()
        key = (str(path), version, round(frame.width()), round(frame.height()), ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = _read_covering(path, frame * ratio)
            while len(self._pixmaps) > _KEPT:
                self._pixmaps.popitem(last=False)
        self._pixmaps.move_to_end(key)
        return self._pixmaps[key]


def _read_covering(path: Path, frame: QSizeF) -> QPixmap:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and frame.width() > 0 and frame.height() > 0:
        turned = bool(reader.transformation() & reader.transformation().TransformationRotate90)
        target = QSize(round(frame.height()), round(frame.width())) if turned else frame.toSize()
        scaled = size.scaled(target, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        if scaled.width() < size.width():
            reader.setScaledSize(scaled)
    image = reader.read()
    return QPixmap.fromImage(image) if not image.isNull() else QPixmap()
