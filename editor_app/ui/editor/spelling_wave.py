"""The wave under a wrong word: one swing of it, to be laid side by side. Knows nothing of words."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

_WIDTH, _HEIGHT, _STROKE = 5.0, 4.0, 1.2  # pixels at zoom 1


def wave(colour: str, scale: float, ratio: float) -> QPixmap:
    """One wave in `colour` at a zoom of `scale`, for a screen of `ratio` dots to the pixel."""
    # A whole number of dots wide, so that one wave goes on where another ends.
    dots = max(4, round(_WIDTH * scale * ratio))
    width, height = dots / ratio, _HEIGHT * scale
    tile = QPixmap(dots, math.ceil(height * ratio))
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    path = QPainterPath(QPointF(-width, height / 2))
    for step in range(-2, 5):
        x, up = step * width / 2, -1 if step % 2 else 1
        path.quadTo(x + width / 4, height / 2 + up * height * 0.55, x + width / 2, height / 2)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), _STROKE * scale))
    painter.drawPath(path)
    painter.end()
    return tile
