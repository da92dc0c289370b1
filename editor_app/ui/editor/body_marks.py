"""What is drawn around the text of the body: quote bars, list markers, the dateline, the ring of a chosen object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextBlock

from editor_app.markup.rich import Kind
from editor_app.richtext.formats import INDENT_WIDTH, depth_of, key_of, kind_of, number_of
from editor_app.ui.theme import Theme

if TYPE_CHECKING:
    from editor_app.ui.editor.body_editor import BodyEditor

_BULLETS = ("\u2022", "\u25e6", "\u25aa")
_BAR = {Kind.QUOTE: ("line.strong", 2), Kind.PULL_QUOTE: ("accent", 3)}


def draw_under(painter: QPainter, editor: BodyEditor, blocks: list[QTextBlock], theme: Theme) -> None:
    """Bars beside quotes. Quotes in a row share one bar."""
    for block in blocks:
        kind = kind_of(block)
        if kind not in _BAR:
            continue
        token, width = _BAR[kind]
        rect = text_rect(editor, block)
        top = rect.top()
        previous = block.previous()
        joined = kind is Kind.QUOTE or key_of(previous) == key_of(block)
        if previous.isValid() and kind_of(previous) is kind and joined:
            top = text_rect(editor, previous).bottom()
        bar = round(width * editor.zoom)
        x = float(editor.column_left)
        if _is_mirrored(block):
            x += editor.lineWrapColumnOrWidth() - bar
        painter.fillRect(QRectF(x, top, bar, rect.bottom() - top), theme.color(token))


def draw_over(painter: QPainter, editor: BodyEditor, blocks: list[QTextBlock], theme: Theme) -> None:
    """List markers, and the dateline where the first paragraph carries it."""
    for block in blocks:
        kind = kind_of(block)
        if kind in (Kind.BULLET, Kind.NUMBER):
            _draw_marker(painter, editor, block, kind, theme)
    if editor.dateline and editor.carries_dateline and blocks and blocks[0].blockNumber() == 0:
        _draw_dateline(painter, editor, blocks[0], theme)


def draw_object_ring(painter: QPainter, editor: BodyEditor, block: QTextBlock, theme: Theme) -> None:
    """The ring around a chosen picture or card."""
    rect = text_rect(editor, block)
    rect = QRectF(editor.column_left, rect.top(), editor.lineWrapColumnOrWidth(), rect.height())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("focus" if editor.hasFocus() else "line.strong"), 2))
    painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), 5, 5)


def text_rect(editor: BodyEditor, block: QTextBlock) -> QRectF:
    """The rectangle of a block's lines in the viewport, without the space around them."""
    whole = editor.object_rect(block)
    lines = block.layout().boundingRect()
    position = block.layout().position()
    return QRectF(
        editor.column_left + position.x(),
        position.y() - editor.verticalScrollBar().value(),
        whole.width(),
        lines.height(),
    )


def dateline_font(theme: Theme, zoom: float = 1.0) -> QFont:
    """The dateline's small capitals."""
    font = theme.font("caption", zoom)
    font.setWeight(QFont.Weight.DemiBold)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.5 * zoom)
    return font


def dateline_words(dateline: str) -> str:
    """As it is printed before the first paragraph."""
    return f"{dateline.upper()} \u2014" if dateline.strip() else ""


def dateline_width(dateline: str, theme: Theme, zoom: float = 1.0) -> float:
    """The room the dateline takes, in pixels; Qt does not scale an indent with the text."""
    if not dateline.strip():
        return 0.0
    return QFontMetricsF(dateline_font(theme, zoom)).horizontalAdvance(dateline_words(dateline)) + 5.0 * zoom


def _draw_dateline(painter: QPainter, editor: BodyEditor, block: QTextBlock, theme: Theme) -> None:
    layout = block.layout()
    if layout.lineCount() == 0:
        return
    line = layout.lineAt(0)
    origin = layout.position() + line.position()
    baseline = origin.y() + line.ascent() - editor.verticalScrollBar().value()
    painter.setFont(dateline_font(theme, editor.zoom))
    painter.setPen(theme.color("text.primary"))
    painter.drawText(QPointF(editor.column_left, baseline), dateline_words(editor.dateline))


def _draw_marker(painter: QPainter, editor: BodyEditor, block: QTextBlock, kind: Kind, theme: Theme) -> None:
    layout = block.layout()
    if layout.lineCount() == 0:
        return
    line = layout.lineAt(0)
    top = layout.position().y() + line.y() - editor.verticalScrollBar().value()
    depth = depth_of(block)
    step = INDENT_WIDTH * editor.zoom
    text = _BULLETS[min(depth, 2)] if kind is Kind.BULLET else f"{shown_number(block)}."
    font = theme.font("body", editor.zoom)
    width, gap = QFontMetricsF(font).horizontalAdvance(text), 8 * editor.zoom
    x = editor.column_left + (depth + 1) * step - gap - width
    if _is_mirrored(block):
        x = editor.column_left + editor.lineWrapColumnOrWidth() - (depth + 1) * step + gap
    painter.setFont(font)
    painter.setPen(theme.color("text.secondary"))
    painter.drawText(QPointF(x, top + line.ascent()), text)


def shown_number(block: QTextBlock) -> int:
    """The number of an item: counted from the first of its list at its depth."""
    depth, count, first = depth_of(block), 0, block
    previous = block.previous()
    while (
        previous.isValid() and kind_of(previous) in (Kind.BULLET, Kind.NUMBER) and depth_of(previous) >= depth
    ):
        if depth_of(previous) == depth:
            if kind_of(previous) is not Kind.NUMBER:
                break
            count, first = count + 1, previous
        previous = previous.previous()
    return number_of(first) + count


def _is_mirrored(block: QTextBlock) -> bool:
    return block.textDirection() == Qt.LayoutDirection.RightToLeft
