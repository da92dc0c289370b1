"""The rows of a search through all stories: a heading for each story, below it the lines that were found."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from editor_app.session.story_search import FoundLine, FoundStory
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.drawing import draw_marked, row_frame

FIELD_WORDS = {"title": "Headline", "kicker": "Kicker", "description": "Standfirst", "slug": "Slug"}
_SIDE, _INDENT, _BEFORE = 12, 22, 18
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A story's heading (`line` is None), or one of its lines."""

    story: FoundStory
    line: FoundLine | None = None

    @property
    def spoken(self) -> str:
        """The row as it is read out."""
        if self.line is None:
            count = self.story.count
            return f"{self.story.entry.title}. {count} {'match' if count == 1 else 'matches'}."
        field = FIELD_WORDS.get(self.line.field, "")
        return f"{field}: {self.line.text}" if field else self.line.text


class FoundModel(QAbstractListModel):
    """What was found so far."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[FoundRow] = []

    def clear(self) -> None:
        """Nothing was found."""
        self.beginResetModel()
        self.rows = []
        self.endResetModel()

    def add(self, stories: tuple[FoundStory, ...]) -> None:
        """More was found."""
        more = [
            row
            for story in stories
            for row in (FoundRow(story), *(FoundRow(story, each) for each in story.lines))
        ]
        if not more:
            return
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(more) - 1)
        self.rows.extend(more)
        self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = 0) -> object:
        row = self.rows[index.row()]
        if int(role) in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return row.spoken
        if int(role) == int(Qt.ItemDataRole.ToolTipRole):
            return row.line.text[:600] if row.line else row.story.entry.title
        return None


def _row(index: Index) -> FoundRow:
    model = index.model()
    assert isinstance(model, FoundModel)
    return model.rows[index.row()]


class FoundDelegate(QStyledItemDelegate):
    """Draws headings, and lines with what was found in them strong and marked."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = _row(index)
        line = QFontMetricsF(self._theme.font("interface")).height()
        meta = QFontMetricsF(self._theme.font("meta")).height()
        return QSize(100, round(line + 10) if row.line is not None else round(line + meta + 20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, frame = _row(index), row_frame(option)
        rect = frame.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if frame.is_selected:
            painter.fillRect(rect, self._theme.color("sel.bg"))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), self._theme.color("accent"))
        elif frame.is_hovered:
            painter.fillRect(rect, self._theme.color("bg.hover"))
        if row.line is None:
            self._paint_heading(painter, rect, row.story, is_first=index.row() == 0)
        else:
            self._paint_line(painter, rect, row.line)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRectF, story: FoundStory, *, is_first: bool) -> None:
        color, entry = self._theme.color, story.entry
        if not is_first:
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), color("line.subtle"))
        meta, strong = self._theme.font("meta"), self._theme.font("interface_strong")
        box = rect.adjusted(_SIDE, 8, -_SIDE, -4)
        count = f"{story.count:,}"
        width = QFontMetricsF(meta).horizontalAdvance(count)
        painter.setFont(meta)
        painter.setPen(color("text.secondary"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), count)
        where = " · ".join(part for part in (entry.section, entry.slug) if part)
        elided = QFontMetricsF(meta).elidedText(where, Qt.TextElideMode.ElideRight, box.width() - width - 8)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), elided)
        painter.setFont(strong)
        painter.setPen(color("text.primary"))
        words = QFontMetricsF(strong).elidedText(entry.title, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), words)

    def _paint_line(self, painter: QPainter, rect: QRectF, line: FoundLine) -> None:
        box = rect.adjusted(_INDENT, 0, -_SIDE, 0)
        field = FIELD_WORDS.get(line.field, "")
        if field:
            painter.setFont(self._theme.font("meta"))
            painter.setPen(self._theme.color("text.secondary"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), field)
            box.setLeft(box.left() + QFontMetricsF(painter.font()).horizontalAdvance(field) + 8)
        font = self._theme.font("interface")
        text, spans = snippet(line, QFontMetricsF(font), box.width())
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.DemiBold)
        look.setBackground(self._theme.color("note.bg"))
        look.setForeground(self._theme.color("text.primary"))
        painter.setPen(self._theme.color("text.primary"))
        painter.setClipRect(box)
        draw_marked(painter, box, text, font, spans, look)


def snippet(line: FoundLine, metrics: QFontMetricsF, room: float) -> tuple[str, list[tuple[int, int]]]:
    """The part of a line around its first hit that fits, and the hits in it."""
    units = line.text.encode("utf-16-le")
    first = line.spans[0][0]
    start = 0
    whole = metrics.horizontalAdvance(line.text) <= room
    if not whole and first > _BEFORE:
        before = units[: 2 * first].decode("utf-16-le", "replace")
        blank = before.rfind(" ", 0, max(0, len(before) - _BEFORE))
        kept = before[blank + 1 :] if len(before) - blank <= 3 * _BEFORE else before[-_BEFORE:]
        while kept and metrics.horizontalAdvance(kept) > room / 2:
            kept = kept[1:]
        start = first - len(kept.encode("utf-16-le")) // 2
    text = units[2 * start :].decode("utf-16-le", "replace")
    lead = "…" if start else ""
    shown = lead + text if whole else metrics.elidedText(lead + text[:400], Qt.TextElideMode.ElideRight, room)
    limit = len(shown.encode("utf-16-le")) // 2
    moved = [(at - start + len(lead), count) for at, count in line.spans if at >= start]
    return shown, [(at, min(count, limit - at)) for at, count in moved if at < limit]
