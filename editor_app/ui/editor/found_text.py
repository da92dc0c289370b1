"""One text widget that is searched: its hits, the marks on those in view, and replacing one of them.

Which hit is next, and where in the story, is the finder's business.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from contextlib import nullcontext

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from shiboken6 import isValid

from editor_app.richtext.formats import LINE_BREAK
from editor_app.richtext.hit_index import HitIndex
from editor_app.richtext.object_words import replaced, with_words, words_in, words_of
from editor_app.richtext.reader import object_in
from editor_app.richtext.search import Search
from editor_app.richtext.structure import replace_object
from editor_app.session.story_session import StorySession
from editor_app.ui.editor.body_editor import BodyEditor
from editor_app.ui.editor.head_field import HeadField
from editor_app.ui.editor.source_view import SourceView
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.drawing import text_mark

_EDGE = 40  # pixels from the view's edge in which nobody looks for anything
_PORTION, _PORTION_S = 20, 0.03
Searched = BodyEditor | HeadField | SourceView


class FoundText(QObject):
    """A widget and what was found in it. `changed` when hits come, go or move; `failed(PatternTooSlow)`."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, widget: Searched, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.widget, self._theme = widget, theme
        self._document: QTextDocument = widget.document()
        self.index = HitIndex(self._document, self)
        self._search: Search | None = None
        self.scope: QTextCursor | None = None
        self.is_left_out = False
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.mark)
        self.index.changed.connect(self._later.start)
        self.index.changed.connect(self.changed)
        self.index.failed.connect(self.failed)
        if isinstance(widget, BodyEditor | SourceView):
            widget.scrolled.connect(self._later.start)
        theme.changed.connect(self._later.start)

    def search(self, search: Search | None) -> None:
        """Look for this and mark what is in view at once."""
        self._search = search
        self.index.search(search)
        self.mark()

    def let_go(self) -> None:
        """Take the marks away and hear no more of the document."""
        self._later.stop()
        self.index.let_go()
        self.scope = None
        self.widget.marks.set("found", ())
        self._mark_objects(())
        if not isinstance(self.widget, HeadField):
            self.widget.marks.set("scope", ())
        self.deleteLater()

    def set_scope(self, scope: QTextCursor | None, *, is_left_out: bool = False) -> None:
        """Only what lies in this selection counts; nothing while another text's selection is searched."""
        self.scope, self.is_left_out = scope, is_left_out
        look = QTextCharFormat()
        look.setBackground(self._theme.color("sel.inactive"))
        if not isinstance(self.widget, HeadField):
            self.widget.marks.set(
                "scope", (text_mark(QTextCursor(scope), look),) if scope is not None else ()
            )
        self.mark()

    def hits(self) -> list[tuple[int, int]]:
        """Every hit, as position and length."""
        self.index.finish()
        return self._in_scope(self.index.all_hits())

    def mark(self) -> None:
        """Mark the hits that are in view."""
        self._later.stop()
        look = QTextCharFormat()
        look.setBackground(self._theme.color("note.bg"))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(self._theme.color("developing.text"))
        marks = []
        hits = self._in_scope(self.index.hits_in(*self._lines_in_view()))
        objects = {
            start for start, length in hits if length == 1 and words_in(self._document.findBlock(start))
        }
        for start, length in hits:
            if start not in objects:
                marks.append(text_mark(self._cursor(start, length), look))
        self.widget.marks.set("found", marks)
        self._mark_objects(objects)

    def _mark_objects(self, positions: Iterable[int]) -> None:
        """Captions and the like are drawn, not written: whoever draws them is told what to mark in which texts."""
        if not isinstance(self.widget, BodyEditor):
            return
        texts = {words for at in positions for words in words_in(self._document.findBlock(at)) if words}
        search = self._search if texts else None
        self.widget.mark_objects(lambda text: search.hits(text) if search and text in texts else ())

    def select(self, start: int, length: int) -> None:
        """Put the caret around a hit and show it, with some text around it."""
        widget = self.widget
        bar, was = widget.verticalScrollBar(), widget.verticalScrollBar().value()
        top, height = widget.cursorRect(self._cursor(start, 0)).top(), widget.viewport().height()
        widget.setTextCursor(self._cursor(start, length))
        if isinstance(widget, HeadField) or _EDGE <= top <= height - 2 * _EDGE:
            widget.ensureCursorVisible()
        elif isinstance(widget, SourceView):
            widget.centerCursor()
        else:
            bar.setValue(was + top - height // 3)

    def paragraphs(self, position: int) -> tuple[str, ...]:
        """The text of the paragraph there; for an object each of the texts it holds, and all of them together."""
        block = self._document.findBlock(position)
        words = words_in(block)
        if not words:
            return (block.text(),)
        picture_line = " ".join(
            part for part in (words[-1], *words[:-1]) if part
        )  # alt text first, as in the file
        return (*words, picture_line)

    def selected(self) -> tuple[int, int]:
        """What is selected, as position and length."""
        cursor = self.widget.textCursor()
        return cursor.selectionStart(), cursor.selectionEnd() - cursor.selectionStart()

    def replace(
        self,
        hits: Sequence[tuple[int, int]],
        search: Search,
        template: str,
        session: StorySession | None = None,
    ) -> int:
        """Replace these hits, as one step. What stays the same of one keeps its marks, the rest takes its first's.

        With a session, what shows its rich text is drawn between portions: rewriting a thousand paragraphs takes a while.
        Keys wait until all is done. Returns how many were replaced: all, unless the window was closed meanwhile.
        """
        waiting = list(hits)
        if session is None or isinstance(self.widget, SourceView):
            self._replace_portion(waiting, len(waiting), search, template)
        else:
            with session.undisturbed():
                self._replace_in_portions(waiting, search, template, session)
        return len(hits) - len(waiting)

    def _replace_in_portions(
        self, waiting: list[tuple[int, int]], search: Search, template: str, session: StorySession
    ) -> None:
        size, is_first = _PORTION, True
        while waiting:
            started = time.perf_counter()
            with nullcontext() if is_first else session.within_last_step():
                self._replace_portion(waiting, size, search, template, joined=not is_first)
            is_first = False
            size = max(5, min(500, round(size * _PORTION_S / (time.perf_counter() - started))))
            revision = self._document.revision()
            if waiting:
                QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            if not isValid(self._document) or self._document.revision() != revision:
                return  # the text is not the one that was searched any more

    def _replace_portion(
        self,
        waiting: list[tuple[int, int]],
        size: int,
        search: Search,
        template: str,
        *,
        joined: bool = False,
    ) -> None:
        """Replace the last ones of those that wait."""
        group, cursor = QTextCursor(self._document), QTextCursor(self._document)
        group.joinPreviousEditBlock() if joined else group.beginEditBlock()
        line_end = "\n" if isinstance(self.widget, SourceView) else LINE_BREAK
        for _ in range(size):
            if not waiting:
                break
            start, length = waiting.pop()
            block = self._document.findBlock(start)
            if length == 1 and (lone := object_in(block)) is not None and words_of(lone):
                while waiting and waiting[-1][0] == start:
                    waiting.pop()
                words = [replaced(part, search, template) for part in words_of(lone)]
                replace_object(block, with_words(lone, words))
                continue
            text, at = block.text(), start - block.position()
            new = search.replacement(text, at, template)
            _replace(cursor, start, _units(text, at, length), new.replace("\n", line_end))
        group.endEditBlock()

    # -- inside

    def _cursor(self, start: int, length: int) -> QTextCursor:
        cursor = QTextCursor(self._document)
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _in_scope(self, hits: list[tuple[int, int]]) -> list[tuple[int, int]]:
        if self.scope is None:
            return [] if self.is_left_out else hits
        low, high = self.scope.selectionStart(), self.scope.selectionEnd()
        return [(start, length) for start, length in hits if low <= start and start + length <= high]

    def _lines_in_view(self) -> tuple[int, int]:
        if isinstance(self.widget, SourceView):
            lines = self.widget.lines_in_view()
            return (lines[0][0], lines[-1][0]) if lines else (0, -1)
        if isinstance(self.widget, HeadField):
            return 0, self._document.blockCount()
        blocks = self.widget.visible_blocks()
        return (blocks[0].blockNumber(), blocks[-1].blockNumber()) if blocks else (0, -1)


def _units(text: str, start: int, length: int) -> str:
    """What stands at a place that is counted as Qt counts."""
    if text.isascii():
        return text[start : start + length]
    return text.encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le")


def _replace(cursor: QTextCursor, start: int, old: str, new: str) -> None:
    """Change only what differs between `old`, which stands at `start`, and `new`."""
    limit = min(len(old), len(new))
    head = next((at for at in range(limit) if old[at] != new[at]), limit)
    tail = next((at for at in range(limit - head) if old[-1 - at] != new[-1 - at]), limit - head)
    gone, made = old[head : len(old) - tail], new[head : len(new) - tail]
    if not gone and not made:
        return
    place = start + len(old[:head].encode("utf-16-le")) // 2
    end = place + len(gone.encode("utf-16-le")) // 2
    # The format of what is replaced; of the letter before, or for something put in front, the letter after.
    cursor.setPosition(min(place + 1, end) if gone else (place if head else place + 1))
    look = cursor.charFormat()
    cursor.setPosition(place)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(made, look)
