"""A timed update: a paragraph that begins with the time in bold. The newest stands above the others.

On the page an update reaches to the next one, a crosshead or a divider. So the first one of a story gets a divider below
it where the story goes on, or all of that would be a part of it.
"""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument

from editor_app.markup.rich import Kind, RichBlock, Span
from editor_app.richtext.builder import insert_blocks
from editor_app.richtext.commands import one_step
from editor_app.richtext.containers import leave_container, takes_insertion
from editor_app.richtext.formats import Mark, block_format, box_of, format_of_span, kind_of, new_key
from editor_app.richtext.reader import object_in
from editor_app.richtext.tables import table_at
from editor_app.stories.update_times import told_time

_ENDS = (Kind.CROSSHEAD, Kind.SMALL_CROSSHEAD, Kind.DIVIDER)


def update_words(document: QTextDocument, language: str) -> list[str]:
    """What the updates of a story begin with, newest first: “14:32”. `language` is the story's BCP 47 tag."""
    found: list[str] = []
    block = document.begin()
    while block.isValid():
        if words := _words_of(block, language):
            found.append(words)
        block = block.next()
    return found


def insert_update(cursor: QTextCursor, time: str, language: str) -> None:
    """Begin an update above the first there is, else below the cursor's paragraph; the cursor goes where it is written."""
    first = _first_update(cursor, language)
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
            if _goes_on_below(cursor.block()):
                begun = cursor.block().position()
                insert_blocks(cursor, [(new_key(), RichBlock(Kind.DIVIDER))], into_first=False)
                cursor.setPosition(begun)
        cursor.insertText(time, format_of_span(Span("", bold=True)))
        cursor.insertText(" ", format_of_span(Span("")))


def _first_update(cursor: QTextCursor, language: str) -> QTextBlock | None:
    block = cursor.document().begin()
    while block.isValid():
        if _words_of(block, language):
            return block
        block = block.next()
    return None


def _goes_on_below(block: QTextBlock) -> bool:
    """Whether something other than the end of the updates stands below."""
    block = block.next()
    while block.isValid() and takes_insertion(block):
        block = block.next()
    if not block.isValid():
        return False
    lone = object_in(block)
    return (lone.kind if lone is not None else kind_of(block)) not in _ENDS


def _words_of(block: QTextBlock, language: str) -> str:
    """What an update says in bold at its beginning; empty for any other block."""
    if kind_of(block) is not Kind.PARAGRAPH or object_in(block) is not None:
        return ""
    words, step = "", block.begin()
    while not step.atEnd() and step.fragment().charFormat().boolProperty(Mark.BOLD):
        words += step.fragment().text()
        step += 1
    if not words or told_time(words, language) is None or box_of(block) or table_at(block) is not None:
        return ""
    return words
