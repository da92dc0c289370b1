"""How what is typed is touched up, in the body and in the fields of plain words: on or off, and by which language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit

from editor_app.richtext.typography import retouch


@dataclass(slots=True)
class TypingStyle:
    """Shared by everything one types into in one editor.

    Attributes:
        is_smart: quotes, apostrophes, dashes and dots become typographic as they are typed.
        language: BCP 47, of the story; chooses the marks.
    """

    is_smart: bool = True
    language: str = "en"


def letter_of(event: QKeyEvent) -> str:
    """The one visible character a key press types; empty for every other key."""
    text = event.text()
    return text if len(text) == 1 and text.isprintable() else ""


def composed_letter(event: QInputMethodEvent) -> str:
    """The one letter that a dead key or Compose gives; empty for words of another script, which stay as chosen."""
    composed = event.commitString()
    return composed if len(composed) == 1 and composed.isascii() else ""


def _no_step() -> None:
    return None


def retouch_field(
    field: QTextEdit, letter: str, style: TypingStyle, end_step: Callable[[], None] = _no_step
) -> None:
    """Make the letter just typed into a field of plain words typographic; one Undo brings back what was typed.

    `end_step` is called before and after, where steps of undo are not the field's own.
    """
    cursor = field.textCursor()
    if not letter or not style.is_smart or cursor.hasSelection():
        return
    before, after = _beside(cursor)
    if not before.endswith(letter):
        return
    found = retouch(before[:-1], letter, after, style.language)
    if found is None:
        return
    end_step()
    end = cursor.position()
    cursor.beginEditBlock()
    # In this order the step ends with a removal, and what is typed next does not become part of it.
    cursor.insertText(found.text)
    doomed = QTextCursor(cursor)
    doomed.setPosition(end - found.removed)
    doomed.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    doomed.removeSelectedText()
    cursor.endEditBlock()
    field.setTextCursor(cursor)
    end_step()


def _beside(cursor: QTextCursor) -> tuple[str, str]:
    """The words of the cursor's paragraph before and after it."""
    found: list[str] = []
    for edge in (QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveOperation.EndOfBlock):
        probe = QTextCursor(cursor)
        probe.movePosition(edge, QTextCursor.MoveMode.KeepAnchor)
        found.append(probe.selectedText())
    return found[0], found[1]
