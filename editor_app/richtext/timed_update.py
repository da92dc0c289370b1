"""A timed update: a paragraph that begins with the time in bold. The newest stands above the others."""

from __future__ import annotations

import re

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor

from editor_app.markup.rich import Kind, Span
from editor_app.richtext.commands import one_step
from editor_app.richtext.containers import leave_container, takes_insertion
from editor_app.richtext.formats import Mark, block_format, box_of, format_of_span, kind_of, new_key
from editor_app.richtext.reader import object_in
from editor_app.richtext.tables import table_at

_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?\b", re.I)


def insert_update(cursor: QTextCursor, time: str) -> None:
    """Begin an update above the first there is, else below the cursor's paragraph; the cursor goes where it is written."""
    first = _first_update(cursor)
    with one_step(cursor):
        if first is not None:
            kept = first.blockFormat()
            cursor.setPosition(first.position())
            cursor.insertBlock()
            # What stood there keeps its format, its key and with it its exact source.
            QTextCursor(cursor.block()).setBlockFormat(kept)
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            cursor.setBlockFormat(block_format(Kind.PARAGRAPH, new_key()))
        else:
            cursor.setPosition(cursor.selectionEnd())
            leave_container(cursor)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            if not takes_insertion(cursor.block()):
                cursor.insertBlock(block_format(Kind.PARAGRAPH, new_key()), QTextCharFormat())
        cursor.insertText(time, format_of_span(Span("", bold=True)))
        cursor.insertText(" ", format_of_span(Span("")))


def _first_update(cursor: QTextCursor) -> QTextBlock | None:
    block = cursor.document().begin()
    while block.isValid():
        if _is_update(block):
            return block
        block = block.next()
    return None


def _is_update(block: QTextBlock) -> bool:
    if kind_of(block) is not Kind.PARAGRAPH or not _TIME.match(block.text()):
        return False
    if object_in(block) is not None or box_of(block) or table_at(block) is not None:
        return False
    first = block.begin().fragment()
    return first.isValid() and first.charFormat().boolProperty(Mark.BOLD)
