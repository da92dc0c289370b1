"""Icons as pixmaps: Phosphor and brand marks through QtAwesome's fonts, plus the few that set lacks, drawn here.

Takes colours, never token names; `Theme` decides which colour an icon has and keeps the cache.
"""

from __future__ import annotations

import qtawesome
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

_GRID = 256.0
_REGULAR, _BOLD = 16.0, 24.0

# Names the design uses that QtAwesome's Phosphor does not have under that name.
_OTHER_NAMES = {
    "text-b": "ph.text-bolder",
    "text-b-bold": "ph.text-bolder-bold",
    "arrow-u-up-left": "ph.arrow-counter-clockwise",
    "x-logo": "fa6b.x-twitter",
}

# Polylines on a 256 unit grid, stroked like Phosphor's own.
_DRAWN: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "caret-up-down": (((80, 100), (128, 52), (176, 100)), ((80, 156), (128, 204), (176, 156))),
    "list-checks": (
        ((128, 64), (216, 64)),
        ((128, 128), (216, 128)),
        ((128, 192), (216, 192)),
        ((40, 64), (56, 80), (92, 44)),
        ((40, 128), (56, 144), (92, 108)),
        ((40, 192), (56, 208), (92, 172)),
    ),
    "devices": (
        ((152, 192), (40, 192), (40, 72), (200, 72), (200, 92)),
        ((168, 116), (224, 116), (224, 216), (168, 216), (168, 116)),
        ((188, 148), (204, 148)),
    ),
    "markdown-logo": (
        ((24, 64), (232, 64), (232, 192), (24, 192), (24, 64)),
        ((60, 156), (60, 104), (88, 136), (116, 104), (116, 156)),
        ((152, 132), (176, 156), (200, 132)),
        ((176, 104), (176, 156)),
    ),
    "whole-word": (
        ((100, 80), (100, 140)),
        ((100, 110), (88, 84), (60, 84), (46, 110), (60, 136), (88, 136), (100, 110)),
        ((156, 44), (156, 140)),
        ((156, 110), (168, 84), (196, 84), (210, 110), (196, 136), (168, 136), (156, 110)),
        ((24, 168), (24, 200), (232, 200), (232, 168)),
    ),
    "sidebar": (
        ((32, 56), (224, 56), (224, 200), (32, 200), (32, 56)),
        ((92, 56), (92, 200)),
        ((52, 92), (72, 92)),
        ((52, 124), (72, 124)),
    ),
}


def icon_exists(name: str) -> bool:
    """Whether an icon of this name can be drawn."""
    if _plain(name) in _DRAWN:
        return True
    prefix, key = _font_and_key(name)
    return key in _charmap(prefix)


def draw_icon(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Draw an icon ("article", "plus-bold", "ph.article", "fa6b.facebook") into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    plain = _plain(name)
    if plain in _DRAWN:
        _draw_lines(
            painter, _DRAWN[plain], rect, color, _BOLD if name.endswith(("-bold", "-fill")) else _REGULAR
        )
    else:
        prefix, key = _font_and_key(name)
        character = _charmap(prefix).get(key)
        if character is not None:
            font = qtawesome.font(prefix, 16)
            font.setPixelSize(max(1, round(rect.width())))
            painter.setFont(font)
            painter.setPen(color)
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip), character)
    painter.restore()


def icon_pixmap(name: str, size: float, color: QColor, ratio: float, pad_right: int = 0) -> QPixmap:
    """An icon as a pixmap of `size` logical pixels at a device pixel ratio, with clear pixels at its right."""
    pixmap = QPixmap(round((size + pad_right) * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_icon(painter, name, QRectF(0, 0, size, size), color)
    painter.end()
    return pixmap


def _plain(name: str) -> str:
    return name.removeprefix("ph.").removesuffix("-bold").removesuffix("-fill")


def _font_and_key(name: str) -> tuple[str, str]:
    full = _OTHER_NAMES.get(name.removeprefix("ph."), name)
    prefix, _, key = full.partition(".")
    if not key:
        return "ph", prefix
    return prefix, key


def _charmap(prefix: str) -> dict[str, str]:
    qtawesome.font(prefix, 16)  # loads the fonts the first time
    maps: dict[str, dict[str, str]] = qtawesome._instance().charmap
    return maps.get(prefix, {})


def _draw_lines(
    painter: QPainter,
    lines: tuple[tuple[tuple[float, float], ...], ...],
    rect: QRectF,
    color: QColor,
    stroke: float,
) -> None:
    pen = QPen(color, stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / _GRID, rect.height() / _GRID)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in lines:
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in line]))
