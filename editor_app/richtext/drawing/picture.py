"""A picture in the text: the image, a badge when its description is missing, caption and credit."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from editor_app.markup.rich import Picture, RichBlock
from editor_app.richtext.drawing.canvas import Paragraph, Scene

_MISSING_HEIGHT = 120.0
_TALLEST = 1.15  # of the width
_GAP = 7.0
_LINE = 17.0


def height_of_picture(scene: Scene, block: RichBlock, width: float) -> float:
    """The height of image, caption and credit at this width."""
    picture = block.picture or Picture("")
    height = image_height(scene, picture, width)
    caption = _caption(scene, picture, width)
    return height + (scene.px(_GAP) + caption.size.height() if caption else 0.0)


def image_height(scene: Scene, picture: Picture, width: float) -> float:
    """The height of the image alone."""
    path = scene.context.picture_path(picture.src)
    size = scene.pictures.size(path) if path else QSize()
    if size.isEmpty():
        return scene.px(_MISSING_HEIGHT)
    return min(width * size.height() / size.width(), width * _TALLEST)


def draw_picture(scene: Scene, painter: QPainter, rect: QRectF, block: RichBlock) -> None:
    """Draw image, badge, caption and credit."""
    picture = block.picture or Picture("")
    frame = QRectF(rect.left(), rect.top(), rect.width(), image_height(scene, picture, rect.width()))
    path = scene.context.picture_path(picture.src)
    if path is None or not _draw_image(scene, painter, frame, path):
        _draw_missing(scene, painter, frame, picture)
    if not picture.alt.strip():
        _draw_badge(scene, painter, frame)
    caption = _caption(scene, picture, rect.width())
    if caption:
        caption.draw(painter, rect.left(), frame.bottom() + scene.px(_GAP))


def _draw_image(scene: Scene, painter: QPainter, frame: QRectF, path: Path) -> bool:
    ratio = painter.device().devicePixelRatioF()
    pixmap = scene.pictures.pixmap(path, round(frame.width() * ratio))
    if pixmap.isNull():
        return False
    shape = QPainterPath()
    shape.addRoundedRect(frame, 3, 3)
    painter.save()
    painter.setClipPath(shape)
    shown = frame.height() * pixmap.width() / frame.width()
    middle = QRectF(0, max(0.0, (pixmap.height() - shown) / 2), pixmap.width(), min(shown, pixmap.height()))
    painter.drawPixmap(frame, pixmap, middle)
    painter.restore()
    return True


def _draw_missing(scene: Scene, painter: QPainter, frame: QRectF, picture: Picture) -> None:
    px = scene.px
    painter.setPen(QPen(scene.color("line.strong"), 1, Qt.PenStyle.DashLine))
    painter.setBrush(scene.color("bg.well"))
    painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    middle = frame.center()
    scene.icon(painter, "image", QPointF(middle.x() - px(12), middle.y() - px(30)), 24, "text.tertiary")
    name = PurePosixPath(picture.src).name or "No picture chosen"
    line = QRectF(frame.left() + px(12), middle.y(), frame.width() - px(24), px(18))
    words = f"{name} cannot be found" if picture.src else name
    width = min(scene.width_of(words, "caption"), line.width())
    line.setLeft(middle.x() - width / 2)
    scene.line(painter, line, words, "caption", "text.secondary")


def _draw_badge(scene: Scene, painter: QPainter, frame: QRectF) -> None:
    px = scene.px
    width = scene.width_of("ALT", "chip") + px(10)
    badge = QRectF(frame.right() - width - px(8), frame.top() + px(8), width, px(16))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(scene.color("developing"))
    painter.drawRoundedRect(badge, 3, 3)
    painter.setFont(scene.font("chip"))
    painter.setPen(scene.color("on.developing"))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, "ALT")


def _caption(scene: Scene, picture: Picture, width: float) -> Paragraph | None:
    pieces = [(picture.caption, "text.secondary")] if picture.caption else []
    if picture.credit:
        pieces.append(((" " if pieces else "") + picture.credit, "text.tertiary"))
    return scene.paragraph(pieces, "caption", width, _LINE) if pieces else None
