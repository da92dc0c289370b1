"""Drawing for the share cards: text cut after so many lines, pictures cropped to fill. Measures without a painter too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QTextLayout,
    QTextOption,
)

from editor_app.stories.focal import MIDDLE, Focal

SHARED_SHAPE = 1200 / 630  # of the picture that pages hand to networks


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a network is told about a page, with every fallback already made.

    Attributes:
        picture: gives the share picture at least as large as a size in px; None when there is none.
        picture_shape: width divided by height of what the network gets of it; 0 without one.
        picture_size: of the picture's file in px; (0, 0) without one.
        focal: the point that a cut keeps in sight; `is_cropped`: the network gets the cut to `SHARED_SHAPE`.
        is_headline_cut, is_description_cut: the text was cut already, where its network cuts.
        has_description: somebody wrote the description.
        path: the words of the address between site and page, "2026 › 11".
        age: how long ago it was published in words; empty while it is not.
    """

    headline: str
    description: str
    site: str
    domain: str
    path: str = ""
    age: str = ""
    picture: Callable[[QSizeF], QPixmap] | None = None
    picture_shape: float = 0.0
    picture_size: tuple[int, int] = (0, 0)
    focal: Focal = MIDDLE
    is_cropped: bool = True
    is_headline_cut: bool = False
    is_description_cut: bool = False
    has_description: bool = True


@dataclass(frozen=True, slots=True)
class Cuts:
    """Which texts did not fit into a drawing."""

    headline: bool = False
    description: bool = False


class CardCanvas:
    """A painter with the words a card needs; with no painter it only measures.

    `ink` and `quiet_ink` are colours for text that stands on the panel itself, outside the network's own card.
    """

    def __init__(
        self,
        painter: QPainter | None,
        font: Callable[[float, int], QFont],
        ink: str = "",
        quiet_ink: str = "",
    ) -> None:
        self._painter = painter
        self._font = font
        self.ink = ink
        self.quiet_ink = quiet_ink

    def font(self, pixels: float, weight: int = 400) -> QFont:
        """The interface face at a size in design px."""
        return self._font(pixels, weight)

    def box(self, rect: QRectF, fill: str, edge: str = "", radius: float = 0.0) -> None:
        """A filled box with an edge of 1 px inside it."""
        if self._painter is None:
            return
        self._painter.setPen(QPen(QColor(edge), 1) if edge else Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(fill))
        inside = rect.adjusted(0.5, 0.5, -0.5, -0.5) if edge else rect
        self._painter.drawRoundedRect(inside, radius, radius)

    def text(self, rect: QRectF, text: str, font: QFont, color: str, lines: int = 1) -> tuple[float, bool]:
        """Set `text` from the top of `rect` in at most `lines` lines. Returns the height used and whether it was cut."""
        metrics = QFontMetricsF(font)
        rows, cut = cut_lines(text, font, rect.width(), lines)
        pitch = metrics.height()
        if self._painter is not None:
            self._painter.setFont(font)
            self._painter.setPen(QColor(color))
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.NoWrap)
            option.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            for index, row in enumerate(rows):
                line = QRectF(rect.left(), rect.top() + index * pitch, rect.width() + 2, pitch)
                self._painter.drawText(line, row, option)
        return len(rows) * pitch, cut

    def picture(self, rect: QRectF, facts: CardFacts, radius: float = 0.0, fallback: str = "#D8D6D2") -> None:
        """The share picture cropped to fill `rect`, or a plain field where there is none."""
        if self._painter is None:
            return
        painter = self._painter
        painter.save()
        shape = QPainterPath()
        shape.addRoundedRect(rect, radius, radius)
        painter.setClipPath(shape)
        painter.fillRect(rect, QColor(fallback))
        if facts.picture is not None:
            pixmap = facts.picture(rect.size())
            if not pixmap.isNull():
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawPixmap(rect, pixmap, part_shown(QSizeF(pixmap.size()), rect.size(), facts))
        painter.restore()

    def words_over(self, rect: QRectF, words: str) -> None:
        """A strip of words along the bottom of a picture, or in the middle of the field where there is none."""
        if self._painter is None or not words:
            return
        font = self.font(11, 600)
        height = QFontMetricsF(font).height() + 4
        strip = QRectF(rect.left(), rect.bottom() - height, rect.width(), height)
        painter = self._painter
        painter.fillRect(strip, QColor(255, 243, 214))
        painter.setFont(font)
        painter.setPen(QColor("#5A3600"))
        elided = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, strip.width() - 12)
        painter.drawText(strip.adjusted(6, 0, -6, 0), int(Qt.AlignmentFlag.AlignVCenter), elided)

    def disc(self, center: QPointF, radius: float, fill: str, letter: str, color: str) -> None:
        """A round mark with one letter, as search results show a site without an icon."""
        if self._painter is None:
            return
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(fill))
        self._painter.drawEllipse(center, radius, radius)
        self._painter.setPen(QColor(color))
        self._painter.setFont(self.font(radius * 1.1, 600))
        square = QRectF(center.x() - radius, center.y() - radius, radius * 2, radius * 2)
        self._painter.drawText(square, int(Qt.AlignmentFlag.AlignCenter), letter)


def part_shown(size: QSizeF, frame: QSizeF, facts: CardFacts) -> QRectF:
    """The part of a picture of `size` that a network shows in a frame of another shape.

    Networks that get the cut picture show the middle of the cut; the others cut the picture themselves.
    """
    left, top, width, height = 0.0, 0.0, size.width(), size.height()
    if facts.is_cropped:
        left, top, width, height = facts.focal.crop(width, height, SHARED_SHAPE)
    within = MIDDLE.crop(width, height, frame.width() / frame.height())
    return QRectF(left + within[0], top + within[1], within[2], within[3])


def cut_lines(text: str, font: QFont, width: float, limit: int) -> tuple[list[str], bool]:
    """Break `text` into at most `limit` lines; the last ends in an ellipsis when something is left over."""
    text = " ".join(text.split())
    if not text or width <= 0:
        return [], False
    layout = QTextLayout(text, font)
    layout.beginLayout()
    rows: list[str] = []
    cut = False
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, length = line.textStart(), line.textLength()
        if len(rows) == limit - 1:
            rest = _from_utf16(text, start)
            row = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
            cut = row != rest
            rows.append(row)
            break
        rows.append(_from_utf16(text, start, length).rstrip())
    layout.endLayout()
    return rows, cut


def _from_utf16(text: str, start: int, length: int | None = None) -> str:
    if text.isascii() or max(text) <= "\uffff":
        return text[start:] if length is None else text[start : start + length]
    units = text.encode("utf-16-le", "surrogatepass")
    end = None if length is None else (start + length) * 2
    return units[start * 2 : end].decode("utf-16-le", "replace")
