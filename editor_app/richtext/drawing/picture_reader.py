"""Decodes pictures off the window's thread, at the size they are drawn. Reads only files it is given.

The thread touches plain values and images alone; it ends when nothing waits. What it made is fetched by a timer of the
owner's thread, so there is nothing that two threads could delete or signal at once.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader

_LOOK_MS = 10
_MOST_WAITING = 32


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture file in the state it had at a time of change (ns), `width` device pixels wide."""

    path: Path
    changed: int
    width: int


class _Tray:
    """What goes between the threads."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting: list[Wanted] = []
        self.made: list[tuple[Wanted, QImage]] = []
        self.is_closed = False


class PictureReader(QObject):
    """`made(Wanted, QImage)`: a picture was read; the image is null when it cannot be."""

    made = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tray = _Tray()
        self._asked: set[Wanted] = set()
        self._thread: threading.Thread | None = None
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._fetch)
        tray = self._tray
        self.destroyed.connect(lambda: _close(tray))

    def ask(self, wanted: Wanted) -> None:
        """Read this picture next: what was asked for last is what is on screen. Asking again does nothing."""
        if wanted in self._asked:
            return
        self._asked.add(wanted)
        with self._tray.lock:
            self._tray.waiting.append(wanted)
            if len(self._tray.waiting) > _MOST_WAITING:
                self._asked.discard(self._tray.waiting.pop(0))
        if self._thread is None:
            self._thread = threading.Thread(target=_work, args=(self._tray,), daemon=True)
            self._thread.start()
            self._look.start()

    def _fetch(self) -> None:
        is_over = self._thread is not None and not self._thread.is_alive()
        with self._tray.lock:
            made, self._tray.made = self._tray.made, []
        for wanted, image in made:
            self._asked.discard(wanted)
            self.made.emit(wanted, image)
        if not is_over:
            return
        self._thread = None
        with self._tray.lock:
            left = self._tray.waiting[:]
            self._tray.waiting.clear()
        self._look.stop()
        for wanted in left:  # asked for while the thread was leaving
            self._asked.discard(wanted)
            self.ask(wanted)


def _close(tray: _Tray) -> None:
    with tray.lock:
        tray.waiting.clear()
        tray.is_closed = True


def _work(tray: _Tray) -> None:
    while True:
        with tray.lock:
            if not tray.waiting:
                return
            wanted = tray.waiting.pop()
        image = read_picture(wanted.path, wanted.width)
        with tray.lock:
            if tray.is_closed:
                return
            tray.made.append((wanted, image))


def read_picture(path: Path, width: int) -> QImage:
    """The picture `width` device pixels wide, upright; null when it cannot be read."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    natural = reader.size()
    if natural.isValid():
        turned = bool(reader.transformation() & reader.transformation().TransformationRotate90)
        across = natural.height() if turned else natural.width()
        if across > 2 * width:
            # Decoders of large photographs can leave out detail that nobody would see.
            reader.setScaledSize(natural * (2 * width / across))
    image = reader.read()
    if image.isNull():
        return image
    if image.width() != width:
        image = image.scaled(
            QSize(width, max(1, round(image.height() * width / image.width()))),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    return image.convertToFormat(
        QImage.Format.Format_ARGB32_Premultiplied if image.hasAlphaChannel() else QImage.Format.Format_RGB32
    )
