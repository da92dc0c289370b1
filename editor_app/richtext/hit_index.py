"""Where a document has what is searched for, kept true while it is edited, at the cost of the paragraphs touched.

What a picture's caption or an "Also read" entry says is found at the object's own letter, once for each time it is there.

A long document is looked through in idle moments; whoever cannot wait calls `finish`. Marks and changes nothing.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextDocument

from editor_app.richtext.formats import OBJECT
from editor_app.richtext.object_words import words_in
from editor_app.richtext.search import PatternTooSlow, Search

_SLICE_S = 0.006
_AT_ONCE = 20  # paragraphs looked at again right after an edit
Hits = list[tuple[int, int]]


class HitIndex(QObject):
    """The hits of one document.

    Signals:
        changed(): there are other hits, or they stand elsewhere, or all are known now.
        failed(PatternTooSlow): the pattern was given up.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, document: QTextDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._search: Search | None = None
        self._blocks: list[Hits | None] = []
        self._next = 0
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._look_on)
        document.contentsChange.connect(self._edited)

    def search(self, search: Search | None) -> None:
        """Look for this from now on, nothing with None."""
        self._search = search
        self._blocks = [None] * self._document.blockCount()
        self._next = 0
        if search is None:
            self._idle.stop()
        else:
            self._look_on()
        self.changed.emit()

    def let_go(self) -> None:
        """Hear no more of the document."""
        self._idle.stop()
        self._document.contentsChange.disconnect(self._edited)

    @property
    def is_complete(self) -> bool:
        """Whether all of the document has been looked at."""
        return not self._idle.isActive()

    def finish(self) -> None:
        """Look at all that is left, now."""
        while not self.is_complete:
            self._look_on()

    def hits_in(self, first: int, last: int) -> Hits:
        """The hits of some paragraphs, counted from 0, as positions of the document and lengths."""
        found: Hits = []
        for number in range(max(0, first), min(last + 1, len(self._blocks))):
            here = self._blocks[number]
            if here is None:
                here = self._look_at(number)
            if here:
                start = self._document.findBlockByNumber(number).position()
                found.extend((start + at, length) for at, length in here)
        return found

    def all_hits(self) -> Hits:
        """Every hit known."""
        found: Hits = []
        for number, here in enumerate(self._blocks):
            if here:
                start = self._document.findBlockByNumber(number).position()
                found.extend((start + at, length) for at, length in here)
        return found

    # -- inside

    def _look_at(self, number: int) -> Hits:
        if self._search is None:
            return []
        try:
            found = _hits_in(self._document.findBlockByNumber(number), self._search)
        except PatternTooSlow as failure:
            self._search = None
            self._idle.stop()
            self._blocks = [[] for _ in self._blocks]
            self.failed.emit(failure)
            return []
        self._blocks[number] = found
        return found

    def _look_on(self) -> None:
        """Look at as many paragraphs as a moment allows."""
        until = time.perf_counter() + _SLICE_S
        while self._next < len(self._blocks):
            if self._blocks[self._next] is None:
                self._look_at(self._next)
                if self._search is None:
                    return
                if time.perf_counter() > until:
                    self._next += 1
                    self._idle.start()
                    return
            self._next += 1
        if self._idle.isActive():
            self._idle.stop()
            self.changed.emit()

    def _edited(self, position: int, _removed: int, added: int) -> None:
        if self._search is None:
            return
        document = self._document
        first = document.findBlock(position).blockNumber()
        last = document.findBlock(min(position + added, document.characterCount() - 1)).blockNumber()
        old_last = last - (document.blockCount() - len(self._blocks))
        self._blocks[first : old_last + 1] = [None] * (last - first + 1)
        if last - first < _AT_ONCE:
            for number in range(first, last + 1):
                self._look_at(number)
        else:
            self._next = min(self._next, first)
            self._idle.start()
        self.changed.emit()


def _hits_in(block: QTextBlock, search: Search) -> Hits:
    text = block.text()
    if text != OBJECT:
        return search.hits(text)
    words = words_in(block)
    return [(0, 1) for part in words for _hit in search.hits(part)] if words else search.hits(text)
