"""What is drawn behind the text of tables and fact boxes: hairlines, the tint, and the words for what is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextBlock, QTextTable

from editor_app.markup.rich import Kind
from editor_app.richtext.boxes import closes_box, is_title
from editor_app.richtext.formats import BOX_INDENT, BOX_PADDING, QUOTE_KINDS, box_of, key_of, kind_of
from editor_app.richtext.tables import CELL_PADDING, last_block, table_at
from editor_app.ui.theme import Theme

if TYPE_CHECKING:
    from editor_app.ui.editor.body_editor import BodyEditor


def lines_rect(editor: BodyEditor, block: QTextBlock) -> QRectF:
    """Where the lines of a block stand in the viewport. Qt puts small letters at the bottom of a line of fixed height."""
    rect = editor.object_rect(block)
    return QRectF(rect.left(), rect.top(), rect.width(), block.layout().boundingRect().bottom())


def draw_containers(painter: QPainter, editor: BodyEditor, blocks: list[QTextBlock], theme: Theme) -> None:
    """The boxes and tables that `blocks`, the visible ones, are part of."""
    covered = -1
    for block in blocks:
        if kind_of(block) is Kind.TABLE:
            table = table_at(block) if block.position() > covered else None
            if table is not None:
                covered = last_block(table).position()
                _draw_lines(painter, editor, table, theme)
        elif box_of(block):
            _draw_tint(painter, editor, block, theme)
            if is_title(block) and block.length() == 1:
                _draw_hint(painter, editor, block, "Title", "fact_title", theme)
        elif block.length() == 1 and _awaits_source(block):
            _draw_hint(painter, editor, block, "\u2014 Source", "caption", theme)


def _draw_lines(painter: QPainter, editor: BodyEditor, table: QTextTable, theme: Theme) -> None:
    """A hairline below each row, a stronger one below the headings."""
    pad = CELL_PADDING * editor.zoom
    left, width = float(editor.column_left), float(editor.lineWrapColumnOrWidth())
    height = editor.viewport().height()
    strong, subtle = theme.color("line.control"), theme.color("line.strong")
    for row in range(1, table.rows()):
        first = table.cellAt(row, 0).firstCursorPosition().block()
        y = round(lines_rect(editor, first).top() - pad)
        if y > height:
            return
        painter.fillRect(QRectF(left, y, width, 1), strong if row == 1 else subtle)
    bottom = max(
        lines_rect(editor, table.cellAt(table.rows() - 1, column).lastCursorPosition().block()).bottom()
        for column in range(table.columns())
    )
    painter.fillRect(QRectF(left, round(bottom + pad), width, 1), subtle)


def _draw_tint(painter: QPainter, editor: BodyEditor, block: QTextBlock, theme: Theme) -> None:
    """One block's share of its box: the tint, and the outline that high contrast needs."""
    pad = BOX_PADDING * editor.zoom
    rect = lines_rect(editor, block)
    previous, closes = block.previous(), closes_box(block)
    begins = is_title(block) or not (previous.isValid() and box_of(previous))
    top = round(rect.top() - pad if begins else lines_rect(editor, previous).bottom())
    bottom = round(rect.bottom() + (pad if closes else 0))
    left, width = editor.column_left, editor.lineWrapColumnOrWidth()
    painter.fillRect(QRectF(left, top, width, bottom - top), theme.color("bg.panel"))
    line = theme.color("line.subtle")
    painter.fillRect(QRectF(left, top, 1, bottom - top), line)
    painter.fillRect(QRectF(left + width - 1, top, 1, bottom - top), line)
    if begins:
        painter.fillRect(QRectF(left, top, width, 1), line)
    if closes:
        painter.fillRect(QRectF(left, bottom - 1, width, 1), line)


def _awaits_source(block: QTextBlock) -> bool:
    """Whether an empty line is the last of a quotation, where its source can be written."""
    kind, previous, following = kind_of(block), block.previous(), block.next()
    if kind not in QUOTE_KINDS or not previous.isValid() or kind_of(previous) is not kind:
        return False
    if kind is Kind.PULL_QUOTE and key_of(previous) != key_of(block):
        return False
    ends = not following.isValid() or kind_of(following) is not kind
    return ends and not previous.text().startswith("\u2014")


def _draw_hint(
    painter: QPainter, editor: BodyEditor, block: QTextBlock, words: str, role: str, theme: Theme
) -> None:
    layout = block.layout()
    if layout.lineCount() == 0 or layout.preeditAreaText():
        return
    font = theme.font(role, editor.zoom)
    metrics = QFontMetricsF(font)
    rect = lines_rect(editor, block)
    line = layout.lineAt(0)
    baseline = rect.top() + (line.height() + metrics.ascent() - metrics.descent()) / 2
    x = rect.left() + line.x()
    if block.textDirection() == Qt.LayoutDirection.RightToLeft:
        x = (
            editor.column_left
            + editor.lineWrapColumnOrWidth()
            - BOX_INDENT
            - metrics.horizontalAdvance(words)
        )
    painter.setFont(font)
    painter.setPen(theme.color("text.tertiary"))
    painter.drawText(QPointF(x, baseline), words)
