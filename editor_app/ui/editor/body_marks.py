"""What is drawn around the text of the body: quote bars, list markers, the dateline, the ring of a chosen object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextBlock, QTextCursor

from editor_app.markup.rich import Kind
from editor_app.richtext.formats import INDENT_WIDTH, LIST_KINDS, box_of, depth_of, key_of, kind_of, number_of
from editor_app.richtext.tables import table_at
from editor_app.stories.checks.prose_checks import PLACEHOLDER
from editor_app.ui.editor.container_marks import draw_containers, lines_rect
from editor_app.ui.theme import Theme

if TYPE_CHECKING:
    from editor_app.ui.editor.body_editor import BodyEditor

_BULLETS = ("\u2022", "\u25e6", "\u25aa")
_BAR = {Kind.QUOTE: ("line.strong", 2), Kind.PULL_QUOTE: ("accent", 3)}
_PLACEHOLDER_SHAPES = ("tk", "todo", "lorem")
_DESCENT = 12
_VEIL, _VEIL_IN_HIGH_CONTRAST = 0.64, 0.4


def draw_under(painter: QPainter, editor: BodyEditor, blocks: list[QTextBlock], theme: Theme) -> None:
    """Bars beside quotes, boxes and tables, what still has to be written. Quotes in a row share one bar."""
    draw_containers(painter, editor, blocks, theme)
    for block in blocks:
        _draw_placeholders(painter, editor, block, theme)
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
    for block, number in zip(blocks, shown_numbers(blocks), strict=True):
        if kind_of(block) in LIST_KINDS:
            _draw_marker(painter, editor, block, number, theme)
    if editor.dateline and editor.carries_dateline and blocks and blocks[0].blockNumber() == 0:
        _draw_dateline(painter, editor, blocks[0], theme)


def draw_veil(painter: QPainter, editor: BodyEditor, blocks: list[QTextBlock], theme: Theme) -> None:
    """The colour of the page over all paragraphs but those the selection touches."""
    document, cursor = editor.document(), editor.textCursor()
    first = document.findBlock(cursor.selectionStart()).blockNumber()
    last = document.findBlock(cursor.selectionEnd()).blockNumber()
    table = table_at(cursor)
    painter.save()
    painter.setOpacity(veil_strength(theme))
    rects = [editor.object_rect(block) for block in blocks]
    top = rects[0].top() if rects else 0.0
    for index, (block, rect) in enumerate(zip(blocks, rects, strict=True)):
        # Letters reach out of their lines, so two blocks share the space between them.
        below = rects[index + 1].top() if index + 1 < len(rects) else rect.bottom() + _DESCENT
        bottom = max(top, (rect.bottom() + below) / 2)
        is_near = first <= block.blockNumber() <= last or (table is not None and table_at(block) == table)
        if not is_near:
            paper = QRectF(0, top, editor.viewport().width(), bottom - top)
            painter.fillRect(paper, theme.color("bg.paper"))
        top = bottom
    painter.restore()


def veil_strength(theme: Theme) -> float:
    """How much of the page's colour lies over what steps back: less where contrast is asked for."""
    return _VEIL_IN_HIGH_CONTRAST if theme.name.startswith("hc_") else _VEIL


def draw_object_ring(painter: QPainter, editor: BodyEditor, block: QTextBlock, theme: Theme) -> None:
    """The ring around a chosen picture or card."""
    rect = text_rect(editor, block)
    rect = QRectF(editor.column_left, rect.top(), editor.lineWrapColumnOrWidth(), rect.height())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    is_in_use = editor.hasFocus() or editor.edits_words
    painter.setPen(QPen(theme.color("focus" if is_in_use else "line.strong"), 2))
    painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), 5, 5)


def text_rect(editor: BodyEditor, block: QTextBlock) -> QRectF:
    """The rectangle of a block's lines in the viewport, without the space around them."""
    return lines_rect(editor, block)


def _draw_placeholders(painter: QPainter, editor: BodyEditor, block: QTextBlock, theme: Theme) -> None:
    """TK, TODO and dummy text: on the tint of what needs a look, with a line below for those who see no tint."""
    text = block.text()
    lowered = text.lower()
    if not any(shape in lowered for shape in _PLACEHOLDER_SHAPES):
        return
    for found in PLACEHOLDER.finditer(text):
        rect = _words_rect(editor, block, found.start(), found.end())
        if rect is not None:
            painter.fillRect(rect.adjusted(-1, 1, 1, -1), theme.color("developing.tint"))
            painter.fillRect(
                QRectF(rect.left() - 1, rect.bottom() - 2, rect.width() + 2, 1.5),
                theme.color("developing.text"),
            )


def _words_rect(editor: BodyEditor, block: QTextBlock, start: int, end: int) -> QRectF | None:
    """Where characters of a block stand in the viewport; None where they are broken over two lines."""
    head = block.text()[:end].encode("utf-16-le", "surrogatepass")
    before = block.text()[:start].encode("utf-16-le", "surrogatepass")
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + len(before) // 2)
    left = editor.cursorRect(cursor)
    cursor.setPosition(block.position() + len(head) // 2)
    right = editor.cursorRect(cursor)
    if left.top() != right.top():
        return None
    edges = sorted((left.center().x(), right.center().x()))
    return QRectF(edges[0], left.top(), edges[1] - edges[0], left.height())


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


def _draw_marker(
    painter: QPainter, editor: BodyEditor, block: QTextBlock, number: int | None, theme: Theme
) -> None:
    layout = block.layout()
    if layout.lineCount() == 0:
        return
    line = layout.lineAt(0)
    top = layout.position().y() + line.y() - editor.verticalScrollBar().value()
    depth = depth_of(block)
    step = INDENT_WIDTH * editor.zoom
    text = _BULLETS[min(depth, 2)] if number is None else f"{number}."
    font = theme.font("fact" if box_of(block) else "body", editor.zoom)
    width, gap = QFontMetricsF(font).horizontalAdvance(text), 8 * editor.zoom
    inset = block.blockFormat().leftMargin() * editor.zoom + (depth + 1) * step
    x = editor.column_left + inset - gap - width
    if _is_mirrored(block):
        x = editor.column_left + editor.lineWrapColumnOrWidth() - inset + gap
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    painter.setFont(font)
    painter.setPen(theme.color("text.secondary"))
    painter.drawText(QPointF(x, top + line.ascent()), text)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def shown_numbers(blocks: Sequence[QTextBlock]) -> list[int | None]:
    """The numbers of blocks in a row, None for what is no numbered item. Only the first is counted from its list."""
    found: list[int | None] = []
    last: dict[int, int] = {}  # depth -> the number given there
    for block in blocks:
        kind, depth = kind_of(block), depth_of(block)
        number = None
        if kind is Kind.NUMBER:
            number = last[depth] + 1 if depth in last else shown_number(block)
        kept = depth if kind in LIST_KINDS else 0
        last = {level: given for level, given in last.items() if level < kept}
        if number is not None:
            last[depth] = number
        found.append(number)
    return found


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
