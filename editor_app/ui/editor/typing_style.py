"""How what is typed is touched up, in the body and in the fields of the head: on or off, and by which language."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QKeyEvent


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
