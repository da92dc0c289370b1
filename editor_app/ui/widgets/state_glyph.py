"""The state of a story as a small drawing and a word: dashed ring, half disc, tick, disc, slash."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from editor_app.stories.workflow import Status
from editor_app.ui.theme import Theme

# What a state is called in a row, in a sentence, and as a button or menu entry.
STATE_WORDS: dict[str, str] = {
    Status.DRAFT: "Draft",
    Status.REVIEW: "Review",
    Status.READY: "Ready",
    Status.PUBLISHED: "Published",
    Status.KILLED: "Killed",
    "spiked": "Spiked",
}
LONG_STATE_WORDS: dict[str, str] = {**STATE_WORDS, Status.REVIEW: "In review"}

_TOKENS = {
    "draft": "draft.text",
    "review": "review.text",
    "ready": "ready.text",
    "published": "published.text",
    "killed": "breaking.text",
    "spiked": "draft.text",
}


def state_token(state: str) -> str:
    """The colour token of a state."""
    return _TOKENS.get(str(state), "draft.text")


def draw_state_glyph(
    painter: QPainter, state: str, rect: QRectF, theme: Theme, ground: QColor | None = None
) -> None:
    """Draw the glyph of a state into a square. `ground` is what shows through the tick of "published"."""
    state = str(state)
    color = theme.color(state_token(state))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 12, rect.height() / 12)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(color, 1.5)
    if state == "published":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(QRectF(0.5, 0.5, 11, 11))
        pen = QPen(ground or theme.color("bg.list"), 1.5)
    else:
        if state == "draft":
            pen.setDashPattern([1.4, 1.09])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawEllipse(QRectF(1.25, 1.25, 9.5, 9.5))
    _draw_mark(painter, state, pen, color)
    painter.restore()


def _draw_mark(painter: QPainter, state: str, pen: QPen, color: QColor) -> None:
    if state == "review":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPie(QRectF(2.9, 2.9, 6.2, 6.2), -90 * 16, 180 * 16)
    if state in ("ready", "published"):
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([QPointF(3.7, 6.2), QPointF(5.35, 7.85), QPointF(8.4, 4.5)]))
    if state in ("killed", "spiked"):
        painter.setPen(pen)
        painter.drawLine(QPointF(2.9, 2.9), QPointF(9.1, 9.1))


def state_pixmap(state: str, theme: Theme, size: int = 12, ratio: float = 1.0, pad_right: int = 0) -> QPixmap:
    """The glyph as a pixmap of `size` logical pixels."""
    pixmap = QPixmap(round((size + pad_right) * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_state_glyph(painter, state, QRectF(0, 0, size, size), theme, theme.color("bg.raised"))
    painter.end()
    return pixmap


def state_icon(state: str, theme: Theme, size: int = 12, pad_right: int = 0) -> QIcon:
    """The glyph as an icon, for menus and the state button."""
    icon = QIcon()
    for ratio in (1.0, 2.0, 3.0):
        icon.addPixmap(state_pixmap(state, theme, size, ratio, pad_right))
    return icon


def state_width(state: str, theme: Theme) -> float:
    """How wide `draw_state` will draw."""
    return 16 + theme.metrics("state").horizontalAdvance(STATE_WORDS.get(str(state), str(state)).upper())


def draw_state(painter: QPainter, x: float, y: float, state: str, theme: Theme, ground: QColor) -> float:
    """Draw glyph and word at a point; return the width."""
    height = theme.line_height("state")
    draw_state_glyph(painter, state, QRectF(x, y + (height - 12) / 2, 12, 12), theme, ground)
    words = STATE_WORDS.get(str(state), str(state)).upper()
    painter.setFont(theme.font("state"))
    painter.setPen(theme.color(state_token(state)))
    width = state_width(state, theme)
    painter.drawText(QRectF(x + 16, y, width, height), int(Qt.AlignmentFlag.AlignVCenter), words)
    return width
