"""What was just typed, looked at and changed: typographic marks, and Markdown marks that have been closed.

Each change is a step of undo of its own, so that one Undo brings back what was typed. Costs the paragraph, never more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtGui import QTextCharFormat, QTextCursor

from editor_app.markup.rich import Kind
from editor_app.richtext.commands import one_step
from editor_app.richtext.formats import OBJECT, Mark, kind_of
from editor_app.richtext.typography import retouch

_HIDDEN = "x"
_ANY_CLOSER = frozenset("*_~`)")


@dataclass(frozen=True, slots=True)
class _Shape:
    """Markdown that has just been closed: its pattern, with the words in group 1, and the mark it stands for."""

    pattern: re.Pattern[str]
    mark: Mark


_SHAPES: dict[str, tuple[_Shape, ...]] = {
    "*": (
        _Shape(re.compile(r"(?<![*\\])\*\*(?![\s*])([^*]*[^\s*\\])\*\*\Z"), Mark.BOLD),
        _Shape(re.compile(r"(?<![*\\\w])\*(?![\s*])([^*]*[^\s*\\])\*\Z"), Mark.ITALIC),
    ),
    "_": (
        _Shape(re.compile(r"(?<![_\\\w])__(?![\s_])([^_]*[^\s_\\])__\Z"), Mark.BOLD),
        _Shape(re.compile(r"(?<![_\\\w])_(?![\s_])([^_]*[^\s_\\])_\Z"), Mark.ITALIC),
    ),
    "~": (_Shape(re.compile(r"(?<![~\\])~~(?![\s~])([^~]*[^\s~\\])~~\Z"), Mark.STRIKE),),
    "`": (_Shape(re.compile(r"(?<![`\\])`(?=[^`]*[^`\s])([^`]+)`\Z"), Mark.CODE),),
    ")": (
        _Shape(re.compile(r"(?<![!\\\]])\[([^\[\]]+)\]\(([^()\s]+(?:\([^()\s]*\)[^()\s]*)*)\)\Z"), Mark.HREF),
    ),
}


def typed_before(cursor: QTextCursor) -> str:
    """The paragraph up to the cursor, with "x" for every character of code or of source Stet cannot edit."""
    block, end = cursor.block(), cursor.position()
    parts: list[str] = []
    step = block.begin()
    while not step.atEnd():
        fragment = step.fragment()
        if fragment.position() >= end:
            break
        text = _head(fragment.text(), end - fragment.position())
        parts.append(_HIDDEN * len(text) if _is_verbatim(fragment.charFormat()) else text)
        step += 1
    return "".join(parts).replace(OBJECT, _HIDDEN)


def retouch_typed(cursor: QTextCursor, typed: str, language: str) -> bool:
    """Make the character before the cursor typographic, by the rules of `language`. True when something changed."""
    before = typed_before(cursor)
    if not before.endswith(typed) or _is_verbatim(cursor.charFormat()):
        return False
    tail = QTextCursor(cursor)
    tail.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
    after = "" if cursor.atBlockEnd() else tail.selectedText()
    found = retouch(before[: -len(typed)], typed, after, language)
    if found is None:
        return False
    position = cursor.position()
    with one_step(cursor):
        # In this order the step ends with a removal, and what is typed next does not become part of it.
        cursor.insertText(found.text, cursor.charFormat())
        _remove(cursor, position - found.removed, position)
    return True


def convert_closed(cursor: QTextCursor, typed: str) -> QTextCharFormat | None:
    """Turn Markdown that the character before the cursor has closed into a mark or a link.

    Returns:
        The format for what is typed next, without that mark; None when nothing was closed.
    """
    if typed not in _ANY_CLOSER or _is_verbatim(cursor.charFormat()):
        return None
    if kind_of(cursor.block()) is Kind.BOX_TITLE:
        return None
    before = typed_before(cursor)
    if typed != "`" and before.count("`") % 2:
        return None
    for shape in _SHAPES[typed]:
        found = shape.pattern.search(before)
        if found is not None:
            return _convert(cursor, before, found, shape.mark)
    return None


def _convert(cursor: QTextCursor, before: str, found: re.Match[str], mark: Mark) -> QTextCharFormat:
    base = cursor.block().position()
    start, inner = (base + _units(before[: found.start(group)]) for group in (0, 1))
    end = base + _units(before[: found.end(1)])
    close = cursor.position()
    plain = _format_after(cursor, start)
    made = QTextCharFormat()
    made.setProperty(mark, found[2] if mark is Mark.HREF else True)
    with one_step(cursor):
        words = QTextCursor(cursor)
        words.setPosition(inner)
        words.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        words.mergeCharFormat(made)
        _remove(cursor, end, close)
        _remove(cursor, start, inner)
    cursor.setPosition(end - (inner - start))
    return plain


def _format_after(cursor: QTextCursor, position: int) -> QTextCharFormat:
    """The format of the character that begins at a position."""
    probe = QTextCursor(cursor)
    probe.setPosition(position + 1)
    return probe.charFormat()


def _remove(cursor: QTextCursor, start: int, end: int) -> None:
    doomed = QTextCursor(cursor)
    doomed.setPosition(start)
    doomed.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    doomed.removeSelectedText()


def _is_verbatim(made: QTextCharFormat) -> bool:
    return made.boolProperty(Mark.CODE) or made.boolProperty(Mark.VERBATIM)


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _head(text: str, units: int) -> str:
    if len(text) <= units and text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace")
