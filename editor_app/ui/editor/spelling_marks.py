"""The waves under wrong words in one text field, and what the field's menu says about such a word.

Painted over the text and kept nowhere in it: neither the document, nor its undo steps, nor its formats know of them.
What is drawn is looked up for the blocks on screen alone, so a key costs the paragraph it is typed into.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QPainter,
    QPixmap,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
)
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QTextEdit

from editor_app.richtext.formats import Mark
from editor_app.session.spelling import Spelling
from editor_app.spelling.words import Word
from editor_app.ui.editor.spelling_menu import SpellingMenu
from editor_app.ui.editor.spelling_wave import wave
from editor_app.ui.theme import Theme

_BELOW = 1.5


@dataclass(frozen=True, slots=True)
class WrongWord:
    """A wrong word in a document, from `start` to `end` (positions, as Qt counts)."""

    start: int
    end: int
    word: Word


class SpellingMarks(QObject):
    """Marks the wrong words of one text field.

    Signals:
        about_to_replace(), replaced(): a suggestion takes the place of a word, as an edit of its own.
    """

    about_to_replace = Signal()
    replaced = Signal()

    def __init__(self, editor: QTextEdit | QPlainTextEdit, theme: Theme) -> None:
        super().__init__(editor)
        self._editor, self._theme = editor, theme
        self._spelling: Spelling | None = None
        self._is_writing, self._revision, self._caret = False, -1, 0
        self._awaited: list[QRect] = []
        self._tile: tuple[tuple[str, float, float], QPixmap] | None = None
        editor.textChanged.connect(self._note_edit)
        editor.cursorPositionChanged.connect(self._note_caret)

    @property
    def spelling(self) -> Spelling | None:
        """Who judges the words."""
        return self._spelling

    def set_spelling(self, spelling: Spelling | None) -> None:
        """Who judges the words; None: nobody, and nothing is marked."""
        if spelling is self._spelling:
            return
        if self._spelling is not None:
            self._spelling.judged.disconnect(self._note_judged)
            self._spelling.rejudged.disconnect(self._refresh)
        self._spelling = spelling
        if spelling is not None:
            spelling.judged.connect(self._note_judged)
            spelling.rejudged.connect(self._refresh)
        self._refresh()

    # -- which words

    def wrong_in(self, block: QTextBlock, place: QRect | None = None) -> list[WrongWord]:
        """The wrong words of a block; those that nobody has judged yet will be judged.

        `place`: where in the viewport to paint anew when they are.
        """
        if self._spelling is None:
            return []
        text = self.prose_in(block)
        wrong, unjudged = self._spelling.look(text)
        first = block.position()
        waiting = [word for word in unjudged if not self._is_written(_placed(text, first, word))]
        if waiting:
            self._spelling.ask(waiting)
            if place is not None:
                self._awaited.append(place)
        placed = (_placed(text, first, word) for word in wrong)
        return [word for word in placed if not self._is_code(word)]

    def prose_in(self, block: QTextBlock) -> str:
        """The words of a block that are looked at, each at its place."""
        return block.text()

    def places_in(self, text: str) -> list[tuple[int, int]]:
        """Where in a text that is drawn and not written wrong words stand: start and length, as Qt counts."""
        if self._spelling is None:
            return []
        wrong, unjudged = self._spelling.look(text)
        if unjudged:
            self._spelling.ask(unjudged)
            self._awaited.append(self._editor.viewport().rect())
        placed = (_placed(text, 0, word) for word in wrong)
        return [(word.start, word.end - word.start) for word in placed]

    def word_at(self, position: int) -> WrongWord | None:
        """The wrong word at a document position."""
        block = self._editor.document().findBlock(position)
        return next((word for word in self.wrong_in(block) if word.start <= position <= word.end), None)

    def _is_code(self, word: WrongWord) -> bool:
        """Code and what stands in the file as it is are nobody's prose."""
        made = self._format_at(word)
        return made.boolProperty(Mark.CODE) or made.boolProperty(Mark.VERBATIM)

    def _format_at(self, word: WrongWord) -> QTextCharFormat:
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(word.start + 1)
        return cursor.charFormat()

    def _is_written(self, word: WrongWord) -> bool:
        """Whether the caret is at the end of, or within, a word that is being typed: it is not finished."""
        return self._is_writing and word.start <= self._editor.textCursor().position() <= word.end

    def _note_edit(self) -> None:
        self._is_writing = self._editor.hasFocus()
        self._revision, self._caret = self._editor.document().revision(), self._editor.textCursor().position()

    def _note_caret(self) -> None:
        """Where the caret moves without an edit, what was being typed is finished."""
        revision, caret = self._editor.document().revision(), self._editor.textCursor().position()
        if self._is_writing and revision == self._revision and caret != self._caret:
            self._is_writing = False
            self._refresh()

    def _note_judged(self) -> None:
        """Words are judged that were not: paint where they were missed, and nowhere else."""
        awaited, self._awaited = self._awaited, []
        for place in awaited:
            self._editor.viewport().update(place)

    def _refresh(self) -> None:
        self._awaited.clear()
        self._editor.viewport().update()

    # -- drawing

    def draw(self, blocks: Iterable[QTextBlock], area: QRect) -> None:
        """Draw the waves under the words of these blocks that lie in `area` of the viewport."""
        if self._spelling is None:
            return
        painter: QPainter | None = None
        for block in blocks:
            layout, origin = block.layout(), self.origin_of(block)
            if origin.y() > area.bottom():
                break
            place = layout.boundingRect().translated(origin).toAlignedRect()
            if place.bottom() < area.top() or layout.lineCount() == 0 or layout.preeditAreaText():
                continue  # what is being composed moves the words; they are marked again when it is done
            for word in self.wrong_in(block, place):
                if self._is_written(word):
                    continue
                painter = painter or QPainter(self._editor.viewport())
                self._draw_word(painter, layout, origin, word, block.position())
        if painter is not None:
            painter.end()

    def origin_of(self, block: QTextBlock) -> QPointF:
        """Where in the viewport a block's lines begin."""
        # In a table a layout's own position is that within its cell.
        corner = self._editor.document().documentLayout().blockBoundingRect(block).topLeft()
        scrolled = self._editor.horizontalScrollBar().value(), self._editor.verticalScrollBar().value()
        return corner - QPointF(*scrolled)

    def _draw_word(
        self, painter: QPainter, layout: QTextLayout, origin: QPointF, word: WrongWord, first: int
    ) -> None:
        tile = self._wave()
        height = tile.height() / tile.devicePixelRatio()
        start, end = word.start - first, word.end - first
        while start < end:
            line = layout.lineForTextPosition(start)
            if not line.isValid():
                return
            stop = min(end, line.textStart() + line.textLength())
            if stop <= start:
                return
            left, right = sorted((_x(line.cursorToX(start)), _x(line.cursorToX(stop))))
            y = origin.y() + line.y() + line.ascent() + _BELOW * self._scale()
            y = min(y, origin.y() + line.y() + line.height() - height)
            painter.drawTiledPixmap(QRectF(origin.x() + left, y, right - left, height), tile)
            start = stop

    def _scale(self) -> float:
        return max(0.8, float(getattr(self._editor, "zoom", 1.0)))

    def _wave(self) -> QPixmap:
        """One wave, to be laid side by side; drawn anew for another theme, zoom or screen."""
        key = (self._theme.color("breaking.text").name(), self._scale(), self._editor.devicePixelRatioF())
        if self._tile is None or self._tile[0] != key:
            self._tile = (key, wave(*key))
        return self._tile[1]

    # -- the menu

    def open_menu(self, menu: QMenu, event: QContextMenuEvent) -> None:
        """Pop up a text field's menu, with what can be done about a wrong word above the rest."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if by_key:
            position = self._editor.textCursor().position()
            where = self._editor.viewport().mapToGlobal(self._editor.cursorRect().bottomLeft())
        else:
            position = self._editor.cursorForPosition(event.pos()).position()
            where = event.globalPos()
        found = None if self._editor.isReadOnly() else self.word_at(position)
        if found is None or self._spelling is None:
            menu.popup(where)
            return
        offer = SpellingMenu(menu, found.word, self._spelling, lambda text: self.replace(found, text))
        offer.open(where, by_key=by_key)

    def replace(self, wrong: WrongWord, text: str) -> None:
        """Put `text` in the place of a wrong word, in one step of undo; its marks and links stay."""
        document = self._editor.document()
        if wrong not in self.wrong_in(document.findBlock(wrong.start)):
            return  # the text changed while the menu was open
        made = self._format_at(wrong)
        cursor = QTextCursor(document)
        cursor.setPosition(wrong.start)
        cursor.setPosition(wrong.end, QTextCursor.MoveMode.KeepAnchor)
        if "\u2019" in cursor.block().text():
            text = text.replace("'", "\u2019")
        self.about_to_replace.emit()
        cursor.beginEditBlock()
        cursor.insertText(text, made)
        cursor.endEditBlock()
        self._editor.setTextCursor(cursor)
        self._is_writing = False
        self.replaced.emit()


def _placed(text: str, first: int, word: Word) -> WrongWord:
    if text.isascii():
        return WrongWord(first + word.start, first + word.end, word)
    start = first + _units(text[: word.start])
    return WrongWord(start, start + _units(text[word.start : word.end]), word)


def _units(text: str) -> int:
    """How many places Qt counts for a text: two for what lies beyond the basic plane."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def _x(answer: object) -> float:
    """PySide gives the place alone, or with the position it belongs to."""
    return float(answer[0] if isinstance(answer, tuple | list) else answer)  # type: ignore[arg-type]  # what the stubs do not say either
