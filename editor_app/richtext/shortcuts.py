"""Markdown typed at the start of a line becomes what it means; one Undo brings the typed characters back."""

from __future__ import annotations

import re

from PySide6.QtGui import QTextCursor

from editor_app.markup.rich import Kind
from editor_app.richtext.commands import one_step, reformat
from editor_app.richtext.formats import kind_of

_NUMBER = re.compile(r"(\d{1,4})[.)]\Z")
_KINDS: dict[str, Kind] = {
    "##": Kind.CROSSHEAD,
    "###": Kind.SMALL_CROSSHEAD,
    "-": Kind.BULLET,
    "*": Kind.BULLET,
    ">": Kind.QUOTE,
}


def convert_typed_markdown(cursor: QTextCursor) -> bool:
    """Call after a space was typed. True when what stands before the caret was turned into formatting."""
    block = cursor.block()
    offset = cursor.position() - block.position()
    if kind_of(block) is not Kind.PARAGRAPH or offset > 6:
        return False
    typed = block.text()[:offset]
    if not typed.endswith(" "):
        return False
    number = _NUMBER.match(typed[:-1])
    kind = Kind.NUMBER if number else _KINDS.get(typed[:-1])
    if kind is None:
        return False
    with one_step(cursor):
        cursor.setPosition(block.position(), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        reformat(cursor.block(), kind, 0, int(number[1]) if number else 1)
    return True
