"""A picture in the text: the image, a badge when its description is missing, caption and credit.

Says what is where, so that whoever shows it knows what was clicked. Draws a grey box while a picture is read.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QTransform

from editor_app.markup.rich import Picture, RichBlock
from editor_app.richtext.drawing.canvas import Paragraph, Scene

_MISSING_HEIGHT = 120.0
_TALLEST = 1.15  # of the width
_GAP = 7.0
_LINE = 17.0
_NO_WORDS = "Add caption and credit"
_REPLACE = "Replace…"


class PicturePart(Enum):
    """What of a picture a point lies on."""

    IMAGE = "image"
    BADGE = "badge"
    CAPTION = "caption"
    CREDIT = "credit"
    REPLACE = "replace"


def height_of_picture(scene: Scene, block: RichBlock, width: float) -> float:
    """The height of image, caption and credit at this width."""
    picture = block.picture or Picture("")
    height = image_height(scene, picture, width)
    caption = _caption(scene, picture, width)
    return height + (scene.px(_GAP) + caption.size.height() if caption else 0.0)


def image_height(scene: Scene, picture: Picture, width: float) -> float:
    """The height of the image alone."""
    path = scene.picture_file(picture.src)
    size = scene.pictures.size(path) if path else QSize()
    if size.isEmpty():
        return scene.px(_MISSING_HEIGHT)
    return min(width * size.height() / size.width(), width * _TALLEST)


def words_top(scene: Scene, picture: Picture, width: float) -> float:
    """Where caption and credit begin, below the picture's top edge."""
    return image_height(scene, picture, width) + scene.px(_GAP)


def part_at(scene: Scene, picture: Picture, rect: QRectF, point: QPointF) -> PicturePart | None:
    """What of the picture drawn in `rect` lies at a point; None outside."""
    if not rect.contains(point):
        return None
    frame = _frame(scene, picture, rect)
    if point.y() > frame.bottom():
        return _word_at(scene, picture, rect, point)
    if _needs_alt(picture) and _badge(scene, frame).adjusted(-4, -4, 4, 4).contains(point):
        return PicturePart.BADGE
    if _is_missing(scene, picture) and _replace_link(scene, frame).adjusted(-6, -4, 6, 4).contains(point):
        return PicturePart.REPLACE
    return PicturePart.IMAGE


def draw_picture(scene: Scene, painter: QPainter, rect: QRectF, block: RichBlock) -> None:
    """Draw image, badge, caption and credit."""
    picture = block.picture or Picture("")
    frame = _frame(scene, picture, rect)
    path = scene.picture_file(picture.src)
    if path is None or scene.pictures.size(path).isEmpty() or not _draw_image(scene, painter, frame, path):
        _draw_missing(scene, painter, frame, picture, is_there=path is not None)
    if _needs_alt(picture):
        _draw_badge(scene, painter, frame)
    caption = _caption(scene, picture, rect.width(), marked=True)
    if caption:
        caption.draw(painter, rect.left(), frame.bottom() + scene.px(_GAP))
    _draw_marked_alt(scene, painter, frame, picture)


def _draw_marked_alt(scene: Scene, painter: QPainter, frame: QRectF, picture: Picture) -> None:
    """Alt text stands nowhere on the page: while something in it is looked for, it lies over the picture."""
    label = "Alt text: "
    found = scene.found_in(picture.alt, len(label)) if picture.alt else []
    if not found:
        return
    pieces = [(label, "text.tertiary"), (picture.alt, "text.primary")]
    words = scene.paragraph(pieces, "caption", frame.width() - 24, _LINE, marks=found)
    room = words.size.height() + 10
    ground = QRectF(frame.left() + 6, frame.bottom() - room - 6, frame.width() - 12, room)
    painter.setPen(QPen(scene.color("line.strong"), 1))
    painter.setBrush(scene.color("bg.raised"))
    painter.drawRoundedRect(ground, 3, 3)
    words.draw(painter, ground.left() + 6, ground.top() + 5)


def _frame(scene: Scene, picture: Picture, rect: QRectF) -> QRectF:
    return QRectF(rect.left(), rect.top(), rect.width(), image_height(scene, picture, rect.width()))


def _needs_alt(picture: Picture) -> bool:
    return not picture.alt.strip() and not picture.decorative


def _is_missing(scene: Scene, picture: Picture) -> bool:
    path = scene.picture_file(picture.src)
    return path is None or scene.pictures.size(path).isEmpty()


def _word_at(scene: Scene, picture: Picture, rect: QRectF, point: QPointF) -> PicturePart:
    caption = _caption(scene, picture, rect.width())
    if caption is None or not picture.credit:
        return PicturePart.CAPTION
    top = rect.top() + words_top(scene, picture, rect.width())
    offset = caption.offset_at(point.x() - rect.left(), point.y() - top)
    return PicturePart.CREDIT if offset > len(picture.caption) else PicturePart.CAPTION


def _draw_image(scene: Scene, painter: QPainter, frame: QRectF, path: Path) -> bool:
    ratio = painter.device().devicePixelRatioF()
    pixmap = scene.pictures.pixmap(path, round(frame.width() * ratio))
    if pixmap is not None and pixmap.isNull():
        return False
    shape = QPainterPath()
    shape.addRoundedRect(frame, 3, 3)
    if pixmap is None:
        painter.fillPath(shape, scene.color("bg.well"))
        return True
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_texture(pixmap, frame))
    painter.drawPath(shape)
    painter.restore()
    return True


def _texture(pixmap: QPixmap, frame: QRectF) -> QBrush:
    """The pixmap as wide as the frame, its middle in the frame's; not drawn anew where it fits to the pixel."""
    scale = frame.width() / pixmap.width()
    brush = QBrush(pixmap)
    shown = frame.height() / scale
    top = frame.top() - max(0.0, (pixmap.height() - shown) / 2) * scale
    place = QTransform.fromTranslate(round(frame.left()), round(top))
    if abs(frame.width() - pixmap.width()) > 1 or frame.height() > pixmap.height() + 1:
        place = QTransform.fromTranslate(frame.left(), top)
        place.scale(scale, max(scale, frame.height() / pixmap.height()))
    brush.setTransform(place)
    return brush


def _draw_missing(
    scene: Scene, painter: QPainter, frame: QRectF, picture: Picture, *, is_there: bool
) -> None:
    px = scene.px
    painter.setPen(QPen(scene.color("line.strong"), 1, Qt.PenStyle.DashLine))
    painter.setBrush(scene.color("bg.well"))
    painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    middle = frame.center()
    scene.icon(painter, "image", QPointF(middle.x() - px(12), middle.y() - px(42)), 24, "text.tertiary")
    name = PurePosixPath(unquote(picture.src)).name
    words = f"{name} {'cannot be opened' if is_there else 'cannot be found'}" if name else "No picture chosen"
    line = QRectF(frame.left() + px(12), middle.y() - px(10), frame.width() - px(24), px(18))
    width = min(scene.width_of(words, "caption"), line.width())
    line.setLeft(middle.x() - width / 2)
    scene.line(painter, line, words, "caption", "text.secondary")
    link = _replace_link(scene, frame)
    scene.line(painter, link, _REPLACE, "caption", "accent.text")
    y = round(link.bottom() - px(2)) + 0.5
    painter.drawLine(QPointF(link.left(), y), QPointF(link.right(), y))


def _replace_link(scene: Scene, frame: QRectF) -> QRectF:
    width = scene.width_of(_REPLACE, "caption") + 1
    middle = frame.center()
    return QRectF(middle.x() - width / 2, middle.y() + scene.px(14), width, scene.px(18))


def _badge(scene: Scene, frame: QRectF) -> QRectF:
    width = scene.width_of("ALT", "chip") + scene.px(10)
    height = max(scene.px(16), QFontMetricsF(scene.font("chip")).height() + 2)
    return QRectF(frame.right() - width - scene.px(8), frame.top() + scene.px(8), width, height)


def _draw_badge(scene: Scene, painter: QPainter, frame: QRectF) -> None:
    badge = _badge(scene, frame)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(scene.color("developing"))
    painter.drawRoundedRect(badge, 3, 3)
    painter.setFont(scene.font("chip"))
    painter.setPen(scene.color("on.developing"))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, "ALT")


def _caption(scene: Scene, picture: Picture, width: float, *, marked: bool = False) -> Paragraph | None:
    pieces = [(picture.caption, "text.secondary")] if picture.caption else []
    marks = scene.marks_in(picture.caption) if marked and picture.caption else []
    if picture.credit:
        before = len(picture.caption.encode("utf-16-le", "surrogatepass")) // 2 + 1 if pieces else 0
        marks += scene.found_in(picture.credit, before) if marked else []
        pieces.append(((" " if pieces else "") + picture.credit, "text.tertiary"))
    if not pieces:
        if picture.decorative:
            return None
        pieces.append((_NO_WORDS, "text.tertiary"))
    return scene.paragraph(pieces, "caption", width, _LINE, marks=marks)
