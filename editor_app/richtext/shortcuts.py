"""Markdown typed at the start of a line becomes what it means; one Undo brings the typed characters back."""

from __future__ import annotations

import re

from PySide6.QtGui import QTextBlock, QTextCursor

from editor_app.markup.boxes import BODY_KINDS
from editor_app.markup.rich import Kind, RichBlock
from editor_app.richtext.commands import one_step, reformat
from editor_app.richtext.formats import Mark, box_of, kind_of
from editor_app.richtext.reader import object_in
from editor_app.richtext.structure import insert_object, select_object, split_block

_NUMBER = re.compile(r"(\d{1,2})[.)]\Z")
_KINDS: dict[str, Kind] = {
    "#": Kind.CROSSHEAD,
    "##": Kind.CROSSHEAD,
    "###": Kind.SMALL_CROSSHEAD,
    "-": Kind.BULLET,
    "*": Kind.BULLET,
    "+": Kind.BULLET,
    ">": Kind.QUOTE,
}
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|\u2014-*)\Z")
_FENCE = re.compile(r"(`{3,}|~{3,})[ ]?([\w+#.-]*)\Z")
_LONGEST = 4


def convert_typed_markdown(cursor: QTextCursor) -> bool:
    """Call after a space was typed. True when what stands before the caret was turned into formatting."""
    block = cursor.block()
    offset = cursor.position() - block.position()
    if kind_of(block) is not Kind.PARAGRAPH or offset > _LONGEST or _is_verbatim(cursor):
        return False
    typed = block.text()[:offset]
    if not typed.endswith(" "):
        return False
    number = _NUMBER.match(typed[:-1])
    kind = Kind.NUMBER if number else _KINDS.get(typed[:-1])
    if kind is None or (box_of(block) and kind not in BODY_KINDS):
        return False
    with one_step(cursor):
        cursor.setPosition(block.position(), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        reformat(cursor.block(), kind, 0, int(number[1]) if number else 1)
    return True


def convert_typed_line(cursor: QTextCursor) -> QTextBlock | None:
    """Call when Enter is pressed at the end of a line: hyphens become a divider, a code fence a card of source.

    Returns:
        The block of what was made: a card is selected, behind a divider the writing goes on. None: just a line.
    """
    block = cursor.block()
    is_paragraph = kind_of(block) is Kind.PARAGRAPH and not box_of(block)
    if not is_paragraph or cursor.hasSelection() or not cursor.atBlockEnd():
        return None
    typed = block.text()
    fence = _FENCE.match(typed) if len(typed) < 40 else None
    if (fence is None and not _RULE.match(typed)) or _is_verbatim(cursor):
        return None
    made = RichBlock(Kind.DIVIDER)
    if fence is not None:
        made = RichBlock(Kind.SOURCE, source=f"{fence[1]}{fence[2]}\n\n{fence[1]}\n")
    with one_step(cursor):
        cursor.setPosition(block.position(), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        placed = insert_object(cursor, made)
        if fence is None and object_in(cursor.block()) is not None:
            cursor.setPosition(placed.position() + 1)
            split_block(cursor)
    if fence is not None:
        select_object(cursor, placed)
    return placed


def _is_verbatim(cursor: QTextCursor) -> bool:
    made = cursor.charFormat()
    return made.boolProperty(Mark.CODE) or made.boolProperty(Mark.VERBATIM)
