"""What every row and every marked word that we paint ourselves needs of Qt, said once and with its types.

PySide's stubs do not know the members that `QStyleOptionViewItem`, `ExtraSelection` and `FormatRange` have from C++
structures; the casts for that stand here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextCursor, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTextEdit, QWidget

_UNWRAPPED = 100_000


@dataclass(frozen=True, slots=True)
class RowFrame:
    """Where and how a row of a list is drawn.

    Attributes:
        rect: its place in the view.
        is_selected, is_hovered: whether the person chose it, or points at it.
        is_current: whether the keyboard is on it.
        view: the list it is in.
    """

    rect: QRectF
    is_selected: bool
    is_hovered: bool
    is_current: bool
    view: QWidget | None


def row_frame(option: QStyleOptionViewItem) -> RowFrame:
    """What a delegate is told of the row that it is to paint."""
    told = cast(Any, option)
    state: QStyle.StateFlag = told.state
    return RowFrame(
        QRectF(told.rect),
        bool(state & QStyle.StateFlag.State_Selected),
        bool(state & QStyle.StateFlag.State_MouseOver),
        bool(state & QStyle.StateFlag.State_HasFocus),
        told.widget,
    )


def text_mark(cursor: QTextCursor, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
    """What a cursor selects, to be drawn like this over the text itself."""
    made = QTextEdit.ExtraSelection()
    told = cast(Any, made)
    told.cursor, told.format = cursor, look
    return made


def draw_marked(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    spans: Sequence[tuple[int, int]],
    look: QTextCharFormat,
) -> None:
    """Draw one line of text with the painter's pen, in the middle of the height; each span (start, length) looks like `look`."""
    layout = QTextLayout(text, font)
    unwrapped = QTextOption()
    unwrapped.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(unwrapped)
    formats = []
    for start, length in spans:
        span = QTextLayout.FormatRange()
        told = cast(Any, span)
        told.start, told.length, told.format = start, length, look
        formats.append(span)
    layout.setFormats(formats)
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(_UNWRAPPED)
    layout.endLayout()
    layout.draw(painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2))
