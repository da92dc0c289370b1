"""The rows of the command palette: headings and answers as a model, and how they are drawn."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextCharFormat
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from editor_app.ui.palette_entries import Answer, PaletteEntry
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.drawing import draw_marked, row_frame
from editor_app.ui.widgets.state_glyph import draw_state, state_width

ROW_HEIGHT, HEADING_HEIGHT = 34, 30
_SIDE = 8
Row = str | Answer


class AnswerModel(QAbstractListModel):
    """Headings and answers."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def set_rows(self, rows: list[Row]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        if int(role) not in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return None
        row = self.rows[index.row()]
        if isinstance(row, str):
            return row
        entry = row.entry
        return ". ".join(part for part in (entry.text, entry.detail, entry.state, entry.reason) if part)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _row(index: QModelIndex | QPersistentModelIndex) -> Row:
    model = index.model()
    assert isinstance(model, AnswerModel)
    return model.rows[index.row()]


class AnswerDelegate(QStyledItemDelegate):
    """Rows of the palette: icon, words with the letters meant, detail, and at the right keys, state or reason."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = _row(index)
        return QSize(100, HEADING_HEIGHT if isinstance(row, str) else ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, frame = _row(index), row_frame(option)
        rect = frame.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, str):
            painter.setFont(self._theme.font("meta_strong"))
            painter.setPen(self._theme.color("text.tertiary"))
            flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
            painter.drawText(rect.adjusted(_SIDE * 2, 0, 0, -5), flags, row)
        else:
            self._paint_answer(painter, rect.adjusted(_SIDE, 0, -_SIDE, 0), row, frame.is_selected)
        painter.restore()

    def _paint_answer(self, painter: QPainter, rect: QRectF, answer: Answer, selected: bool) -> None:
        color, entry = self._theme.color, answer.entry
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("sel.bg"))
            painter.drawRoundedRect(rect, 5, 5)
        off = bool(entry.reason)
        icon = self._theme.pixmap(entry.icon or "article", 16, "text.disabled" if off else "text.secondary")
        painter.drawPixmap(round(rect.left()) + 8, round(rect.center().y() - 8), icon)
        right = self._paint_right(painter, rect, entry, selected)
        font = self._theme.font("interface")
        metrics = QFontMetricsF(font)
        left = rect.left() + 34
        room = right - left - 8
        words = metrics.elidedText(entry.text, Qt.TextElideMode.ElideRight, room)
        painter.setPen(color("text.disabled" if off else "text.primary"))
        self._draw_marked(painter, QRectF(left, rect.top(), room, rect.height()), words, answer.spans)
        used = metrics.horizontalAdvance(words) + 12
        if entry.detail and room - used > 40:
            painter.setFont(font)
            painter.setPen(color("text.secondary" if selected else "text.tertiary"))
            detail = metrics.elidedText(entry.detail, Qt.TextElideMode.ElideRight, room - used)
            box = QRectF(left + used, rect.top(), room - used, rect.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), detail)

    def _paint_right(self, painter: QPainter, rect: QRectF, entry: PaletteEntry, selected: bool) -> float:
        """Draw what stands at the right; return where it begins."""
        color, right = self._theme.color, rect.right() - 8
        middle = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        words = entry.reason.rstrip(".") or entry.right
        if words:
            font = self._theme.font("meta")
            painter.setFont(font)
            painter.setPen(color("text.secondary"))
            width = min(QFontMetricsF(font).horizontalAdvance(words), rect.width() * 0.5)
            words = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRectF(right - width, rect.top(), width, rect.height()), middle, words)
            return right - width
        if entry.state:
            width = state_width(entry.state, self._theme)
            top = rect.center().y() - self._theme.line_height("state") / 2
            draw_state(
                painter,
                right - width,
                top,
                entry.state,
                self._theme,
                color("sel.bg" if selected else "bg.raised"),
            )
            return right - width
        font = self._theme.font("counter")
        painter.setFont(font)
        for key in reversed(entry.keys):
            width = QFontMetricsF(font).horizontalAdvance(key) + 10
            box = QRectF(right - width, rect.center().y() - 9, width, 18).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(QPen(color("line.strong"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(color("text.secondary" if selected else "text.tertiary"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), key)
            right -= width + 3
        return right

    def _draw_marked(
        self, painter: QPainter, rect: QRectF, words: str, spans: tuple[tuple[int, int], ...]
    ) -> None:
        """Words in which the letters meant are strong and underlined."""
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.DemiBold)
        look.setFontUnderline(True)
        inside = [(start, min(end, len(words)) - start) for start, end in spans if start < len(words)]
        draw_marked(painter, rect, words, self._theme.font("interface"), inside, look)
