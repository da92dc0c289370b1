"""What the painters share: the look, the scale, and small pieces of drawing."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPixmap,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from editor_app.richtext.context import BodyContext
from editor_app.richtext.drawing.picture_cache import PictureCache

Places = Callable[[str], Sequence[tuple[int, int]]]
MarkedPlace = tuple[int, int, QTextCharFormat]
_FILES_HOLD_S, _MOST_FILES = 1.0, 500


def _nowhere(_text: str) -> Sequence[tuple[int, int]]:
    return ()


class Look(Protocol):
    """Where colours, fonts and icons come from; the app's theme is one."""

    def color(self, token: str, /) -> QColor:
        """The colour of a token."""
        ...

    def font(self, role: str, /) -> QFont:
        """The font of a role, in points."""
        ...

    def pixmap(self, name: str, size: float, token: str, /) -> QPixmap:
        """An icon in the colour of a token."""
        ...


class Scene:
    """The look at the scale of the galley."""

    def __init__(self, look: Look, context: Callable[[], BodyContext]) -> None:
        self.look = look
        self.zoom = 1.0
        self.pictures = PictureCache()
        # Where in the document an object's words are being edited, and how high the object is meanwhile.
        self.room: tuple[int, float] | None = None
        # Which places of a text (start and length, as Qt counts) are looked for, and which are spelled wrong.
        self.found: Places = _nowhere
        self.misspelled: Places = _nowhere
        self._context = context
        self._files: dict[str, tuple[float, Path | None]] = {}

    @property
    def context(self) -> BodyContext:
        """Titles, states and picture files."""
        return self._context()

    def picture_file(self, src: str) -> Path | None:
        """The file of a picture, or None. Looked for once a second at most: painting asks often, and disks are slow."""
        now = time.monotonic()
        known = self._files.get(src)
        if known is None or now - known[0] > _FILES_HOLD_S:
            if len(self._files) > _MOST_FILES:
                self._files.clear()
            known = self._files[src] = (now, self.context.picture_path(src))
        return known[1]

    def forget_files(self) -> None:
        """Files may have come or gone: look for each again."""
        self._files.clear()

    def px(self, pixels: float) -> float:
        """A length of the design at the present scale."""
        return pixels * self.zoom

    def font(self, role: str) -> QFont:
        """The font of a role at the present scale."""
        font = QFont(self.look.font(role))
        font.setPointSizeF(max(1.0, font.pointSizeF() * self.zoom))
        return font

    def color(self, token: str) -> QColor:
        """The colour of a token."""
        return self.look.color(token)

    def icon(self, painter: QPainter, name: str, corner: QPointF, size: float, token: str) -> None:
        """Draw an icon with its top left corner there; `size` in pixels of the design."""
        pixmap = self.look.pixmap(name, self.px(size), token)
        painter.drawPixmap(corner, pixmap)

    def line(
        self, painter: QPainter, rect: QRectF, text: str, role: str, token: str, *, right: bool = False
    ) -> float:
        """Draw one line, elided to `rect`. Returns the width the whole text would need."""
        font = self.font(role)
        metrics = QFontMetricsF(font)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        if not right:
            self._mark_line(painter, rect, text, metrics)
        painter.setPen(self.color(token))
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(text)

    def _mark_line(self, painter: QPainter, rect: QRectF, text: str, metrics: QFontMetricsF) -> None:
        """The ground below the words of a line that are looked for, as far as the line goes."""
        for start, length in self.found(text):
            units = text.encode("utf-16-le", "surrogatepass")
            before, upto = (units[: 2 * at].decode("utf-16-le", "replace") for at in (start, start + length))
            left, end = (rect.left() + metrics.horizontalAdvance(part) for part in (before, upto))
            height = metrics.height()
            ground = QRectF(left, rect.center().y() - height / 2, end - left, height).intersected(rect)
            painter.fillRect(ground, self.color("note.bg"))
            painter.fillRect(
                QRectF(ground.left(), ground.bottom() - 1, ground.width(), 1), self.color("developing.text")
            )

    def _found_format(self) -> QTextCharFormat:
        """How words that are looked for show: on a ground, and with a line for those who see no ground."""
        made = QTextCharFormat()
        made.setBackground(self.color("note.bg"))
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        made.setUnderlineColor(self.color("developing.text"))
        return made

    def _misspelled_format(self) -> QTextCharFormat:
        """How words that are spelled wrong show."""
        made = QTextCharFormat()
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        made.setUnderlineColor(self.color("breaking.text"))
        return made

    def width_of(self, text: str, role: str) -> float:
        """The width of a line of text."""
        return QFontMetricsF(self.font(role)).horizontalAdvance(text)

    def paragraph(
        self,
        pieces: Sequence[tuple[str, str]],
        role: str,
        width: float,
        line_height: float,
        *,
        anywhere: bool = False,
        marks: Sequence[MarkedPlace] = (),
    ) -> Paragraph:
        """Text laid out in lines of `width`; `pieces` are pairs of text and colour token, `marks` lie over them."""
        height = self.px(line_height)
        return Paragraph(
            self, pieces, role=role, width=width, line_height=height, anywhere=anywhere, marks=marks
        )

    def marks_in(self, text: str, offset: int = 0) -> list[MarkedPlace]:
        """What is spelled wrong and what is looked for in a text that begins at `offset` of a paragraph."""
        places = [(start, length, self._misspelled_format()) for start, length in self.misspelled(text)]
        places += self.found_in(text, offset=0)
        return [(offset + start, length, made) for start, length, made in places]

    def found_in(self, text: str, offset: int = 0) -> list[MarkedPlace]:
        """Only what is looked for."""
        return [(offset + start, length, self._found_format()) for start, length in self.found(text)]


class Paragraph:
    """Wrapped text with a fixed line height, measured first and drawn later."""

    def __init__(
        self,
        scene: Scene,
        pieces: Sequence[tuple[str, str]],
        *,
        role: str,
        width: float,
        line_height: float,
        anywhere: bool,
        marks: Sequence[MarkedPlace] = (),
    ) -> None:
        text = "".join(piece for piece, _token in pieces).replace("\n", "\u2028")
        self._layout = QTextLayout(text, scene.font(role))
        option = QTextOption()
        mode = (
            QTextOption.WrapMode.WrapAnywhere
            if anywhere
            else QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        )
        option.setWrapMode(mode)
        self._layout.setTextOption(option)
        self._layout.setFormats([*_ranges(scene, pieces), *(_range(*mark) for mark in marks)])
        self.line_count = 0
        self._line_height = line_height
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            line.setPosition(QPointF(0, self.line_count * line_height + (line_height - line.height()) / 2))
            self.line_count += 1
        self._layout.endLayout()
        self.size = QSizeF(width, self.line_count * line_height)

    def offset_at(self, x: float, y: float) -> int:
        """How many characters (UTF-16 units) stand before a point, seen from the top left corner."""
        line = self._layout.lineAt(min(max(0, int(y // self._line_height)), self.line_count - 1))
        return int(line.xToCursor(x))

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Draw with the top left corner at x, y."""
        self._layout.draw(painter, QPointF(x, y))


def _ranges(scene: Scene, pieces: Sequence[tuple[str, str]]) -> list[QTextLayout.FormatRange]:
    found: list[QTextLayout.FormatRange] = []
    start = 0
    for text, token in pieces:
        length = len(text.encode("utf-16-le", "surrogatepass")) // 2
        made = QTextCharFormat()
        made.setForeground(scene.color(token))
        found.append(_range(start, length, made))
        start += length
    return found


def _range(start: int, length: int, made: QTextCharFormat) -> QTextLayout.FormatRange:
    piece = QTextLayout.FormatRange()
    piece.start, piece.length, piece.format = start, length, made  # type: ignore[assignment]  # the stubs take them for methods
    return piece
