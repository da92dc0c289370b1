"""Which words of a picture are spelled wrong, in order, for whoever goes from one wrong word to the next.

Caption and alt text are prose; a credit is a name. Selects nothing and judges nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QTextBlock

from editor_app.markup.rich import Kind
from editor_app.richtext.object_words import ALT, CAPTION, words_of
from editor_app.richtext.reader import object_in
from editor_app.ui.editor.spelling_marks import SpellingMarks


@dataclass(frozen=True, slots=True, order=True)
class ObjectWord:
    """A wrong word of a picture: in which of its parts (see `object_words`), from and to, as Qt counts."""

    part: int
    start: int
    end: int


def prose_of(block: QTextBlock) -> tuple[tuple[int, str], ...]:
    """The parts of the picture in a block that are spelled, each with its place; nothing for any other block."""
    lone = object_in(block)
    if lone is None or lone.kind is not Kind.PICTURE:
        return ()
    words = words_of(lone)
    return tuple((part, words[part]) for part in (CAPTION, ALT) if words[part])


def wrong_after(block: QTextBlock, marks: SpellingMarks, after: ObjectWord | None) -> ObjectWord | None:
    """The first wrong word of the picture in a block, behind `after` if that is given."""
    for part, text in prose_of(block):
        for start, length in marks.places_in(text):
            found = ObjectWord(part, start, start + length)
            if after is None or (found.part, found.start) >= (after.part, after.end):
                return found
    return None
