"""Paints the rows of the story list: comfortable (four lines), compact (two lines), and day headings.

Headline layouts are kept, so that scrolling a thousand stories lays out nothing twice.
"""

from __future__ import annotations

from collections import OrderedDict
from unicodedata import bidirectional

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from editor_app.ui.story_list.rows import GroupRow, Row
from editor_app.ui.story_list.story_model import StoryModel
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.chips import chip_width, draw_chip
from editor_app.ui.widgets.drawing import RowFrame, row_frame
from editor_app.ui.widgets.state_glyph import draw_state, state_width

_LEFT, _RIGHT, _GAP = 13, 12, 8
_TOP, _UNDER_META, _OVER_CHIPS, _BOTTOM = 7, 2, 5, 8
_TOP_COMPACT, _UNDER_HEADLINE_COMPACT, _BOTTOM_COMPACT = 6, 2, 5
_KEPT = 400
_LEFT_MIDDLE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT_MIDDLE = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class StoryDelegate(QStyledItemDelegate):
    """The look of a row. `compact` switches density; `focused` says whether the list has focus."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.compact = False
        self._headlines: OrderedDict[tuple[str, int, int], tuple[str, ...]] = OrderedDict()
        self._metrics: dict[str, tuple[QFont, QFontMetricsF]] = {}
        self._lines: dict[str, int] = {}
        theme.changed.connect(self.forget)

    def forget(self) -> None:
        """Drop what was laid out, after fonts have changed."""
        self._headlines.clear()
        self._metrics.clear()
        self._lines.clear()

    def row_height(self) -> int:
        """The height of a story row, from its lines."""
        line = self._line
        if self.compact:
            return round(
                _TOP_COMPACT
                + line("list_headline")
                + _UNDER_HEADLINE_COMPACT
                + line("chip")
                + _BOTTOM_COMPACT
            )
        two = self._headline_height() * 2
        return round(_TOP + line("meta") + _UNDER_META + two + _OVER_CHIPS + line("chip") + _BOTTOM)

    def group_height(self) -> int:
        """The height of a day heading."""
        return self._line("meta") + 8

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Fixed for each kind of row, so it costs nothing."""
        model = index.model()
        group = isinstance(model, StoryModel) and model.is_group(index.row())
        return QSize(200, self.group_height() if group else self.row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a heading or a story."""
        model = index.model()
        if not isinstance(model, StoryModel):
            return
        row = model.row_at(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = row_frame(option)
        if isinstance(row, GroupRow):
            self._paint_group(painter, frame.rect, row)
        else:
            self._paint_story(painter, frame, row)
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRectF, row: GroupRow) -> None:
        painter.fillRect(rect, self._theme.color("bg.list"))
        font, _ = self._font("meta_strong")
        painter.setFont(font)
        painter.setPen(self._theme.color("text.tertiary"))
        inner = rect.adjusted(_LEFT - 1, 0, -_RIGHT, 0)
        painter.drawText(inner, _LEFT_MIDDLE, row.title)
        painter.drawText(inner, _RIGHT_MIDDLE, str(row.count))

    def _paint_story(self, painter: QPainter, frame: RowFrame, row: Row) -> None:
        color, rect, view = self._theme.color, frame.rect, frame.view
        selected, hover = frame.is_selected, frame.is_hovered
        focused = view is not None and view.hasFocus()
        ground = color("bg.list")
        if selected:
            ground = color("sel.bg" if focused or self._selection_always_strong(view) else "sel.inactive")
        elif hover:
            ground = color("bg.hover")
        painter.fillRect(rect, ground)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), color("line.subtle"))
        if selected:
            bar = (
                rect.right() - 3
                if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
                else rect.left()
            )
            painter.fillRect(QRectF(bar, rect.top(), 3, rect.height()), color("accent"))
        inner = QRectF(rect.left() + _LEFT, rect.top(), rect.width() - _LEFT - _RIGHT, rect.height())
        meta = "text.secondary" if selected else "text.tertiary"
        if self.compact:
            self._paint_compact(painter, inner, row, meta, ground)
        else:
            self._paint_comfortable(painter, inner, row, meta, ground)
        if focused and frame.is_current and not selected:
            painter.setPen(QPen(color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _selection_always_strong(self, view: QWidget | None) -> bool:
        return bool(view is not None and view.property("strong_selection"))

    def _paint_comfortable(
        self, painter: QPainter, inner: QRectF, row: Row, meta: str, ground: QColor
    ) -> None:
        line = self._line
        font, metrics = self._font("meta")
        painter.setFont(font)
        painter.setPen(self._theme.color(meta))
        top = QRectF(inner.left(), inner.top() + _TOP, inner.width(), line("meta"))
        time_width = metrics.horizontalAdvance(row.time)
        painter.drawText(top, _RIGHT_MIDDLE, row.time)
        painter.drawText(
            top, _LEFT_MIDDLE, self._elided(metrics, row.place, inner.width() - time_width - _GAP)
        )
        y = top.bottom() + _UNDER_META
        font, _metrics = self._font("list_headline")
        painter.setFont(font)
        painter.setPen(self._theme.color("text.primary" if row.titled else meta))
        height = self._headline_height()
        for words in self._headline_lines(row.headline, round(inner.width()), 2):
            painter.drawText(QRectF(inner.left(), y, inner.width(), height), self._flags(words), words)
            y += height
        bottom = inner.bottom() - _BOTTOM - line("chip")
        self._paint_last_line(
            painter, QRectF(inner.left(), bottom, inner.width(), line("chip")), row, meta, ground
        )

    def _paint_last_line(self, painter: QPainter, rect: QRectF, row: Row, meta: str, ground: QColor) -> None:
        x = rect.left()
        for words, kind in self._chips_within(row, rect.width()):
            x += draw_chip(painter, x, rect.top(), words, kind, self._theme) + _GAP
        x += draw_state(painter, x, rect.top(), row.state, self._theme, ground) + _GAP
        right, metrics = rect.right(), self._font("meta")[1]
        if row.warning:
            right -= self._paint_warning(
                painter, QRectF(x, rect.top(), right - x, rect.height()), row.warning
            )
        else:
            width = metrics.horizontalAdvance(row.words)
            if x + width <= right:
                painter.setFont(self._font("meta")[0])
                painter.setPen(self._theme.color(meta))
                painter.drawText(rect, _RIGHT_MIDDLE, row.words)
                right -= width + _GAP
        room = right - x
        if row.byline and room > 24:
            painter.setFont(self._font("meta")[0])
            painter.setPen(self._theme.color("text.secondary"))
            painter.drawText(
                QRectF(x, rect.top(), room, rect.height()),
                _LEFT_MIDDLE,
                self._elided(metrics, row.byline, room),
            )

    def _chips_within(self, row: Row, width: float) -> list[tuple[str, str]]:
        """Words and kind of the chips for which there is room beside the state; a correction is left out first."""
        room = width - state_width(row.state, self._theme)
        chips = [(chip.text, chip.kind) for chip in row.chips]
        for gives_way in ("corrected", "edited"):
            taken = sum(chip_width(words, kind, self._theme) + _GAP for words, kind in chips)
            if taken <= room:
                break
            chips = [chip for chip in chips if chip[1] != gives_way]
        return chips

    def _paint_warning(self, painter: QPainter, rect: QRectF, words: str) -> float:
        font, metrics = self._font("meta_medium")
        width = metrics.horizontalAdvance(words) + 16
        if width > rect.width():
            words, width = "", 14.0
        painter.drawPixmap(
            QPointF(rect.right() - width, rect.center().y() - 6),
            self._theme.pixmap("warning-fill", 12, "developing.text"),
        )
        painter.setFont(font)
        painter.setPen(self._theme.color("developing.text"))
        painter.drawText(rect, _RIGHT_MIDDLE, words)
        return width + _GAP

    def _paint_compact(self, painter: QPainter, inner: QRectF, row: Row, meta: str, ground: QColor) -> None:
        line = self._line
        font, metrics = self._font("list_headline")
        painter.setFont(font)
        painter.setPen(self._theme.color("text.primary" if row.titled else meta))
        top = QRectF(inner.left(), inner.top() + _TOP_COMPACT, inner.width(), line("list_headline"))
        words = self._elided(metrics, row.headline, inner.width())
        painter.drawText(top, self._flags(words), words)
        rect = QRectF(
            inner.left(), inner.bottom() - _BOTTOM_COMPACT - line("chip"), inner.width(), line("chip")
        )
        font, metrics = self._font("meta")
        painter.setFont(font)
        painter.setPen(self._theme.color(meta))
        painter.drawText(rect, _RIGHT_MIDDLE, row.time)
        right = rect.right() - metrics.horizontalAdvance(row.time) - _GAP
        x = rect.left() + state_width(row.state, self._theme) + _GAP
        draw_state(painter, rect.left(), rect.top(), row.state, self._theme, ground)
        for chip in row.chips:
            words = chip.short or chip.text
            if x + chip_width(words, chip.kind, self._theme) > right:
                break
            x += draw_chip(painter, x, rect.top(), words, chip.kind, self._theme) + _GAP
        if row.warning:
            self._paint_warning(painter, QRectF(x, rect.top(), right - x, rect.height()), row.warning)
        elif not row.chips and right - x > 24:
            painter.setFont(font)
            painter.setPen(self._theme.color("text.secondary"))
            room = QRectF(x, rect.top(), right - x, rect.height())
            painter.drawText(room, _LEFT_MIDDLE, self._elided(metrics, row.slug, right - x))

    def _headline_lines(self, headline: str, width: int, most: int) -> tuple[str, ...]:
        """A headline broken into lines, the last one elided; kept for the width."""
        key = (headline, width, most)
        lines = self._headlines.get(key)
        if lines is None:
            lines = self._headlines[key] = self._break(headline, width, most)
            if len(self._headlines) > _KEPT:
                self._headlines.popitem(last=False)
        else:
            self._headlines.move_to_end(key)
        return lines

    def _break(self, headline: str, width: int, most: int) -> tuple[str, ...]:
        font, metrics = self._font("list_headline")
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(headline, font)
        layout.setTextOption(option)
        layout.beginLayout()
        lines: list[str] = []
        units = headline.encode("utf-16-le")
        while len(lines) < most:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            start = line.textStart() * 2
            if len(lines) == most - 1:
                rest = units[start:].decode("utf-16-le", "replace")
                lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
            else:
                part = units[start : start + line.textLength() * 2].decode("utf-16-le", "replace")
                lines.append(part.rstrip())
        layout.endLayout()
        return tuple(lines)

    def _line(self, role: str) -> int:
        if role not in self._lines:
            self._lines[role] = self._theme.line_height(role)
        return self._lines[role]

    def _headline_height(self) -> float:
        """Two lines of 17.5 px, where one line of the compact rows is a whole 18."""
        return self._line("list_headline") * 17.5 / 18

    def _font(self, role: str) -> tuple[QFont, QFontMetricsF]:
        if role not in self._metrics:
            font = self._theme.font(role)
            self._metrics[role] = (font, QFontMetricsF(font))
        return self._metrics[role]

    @staticmethod
    def _elided(metrics: QFontMetricsF, text: str, width: float) -> str:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, width))

    @staticmethod
    def _flags(words: str) -> int:
        """Right-to-left headlines start at the right."""
        strong = next((kind for kind in map(bidirectional, words) if kind in ("L", "R", "AL")), "L")
        return _LEFT_MIDDLE if strong == "L" else _RIGHT_MIDDLE
