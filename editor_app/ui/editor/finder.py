"""Finds and replaces in all that a story shows: headline, kicker, standfirst and text, or its Markdown source.

Knows the order of the texts and the hit one is at. The bar shows what it says; hits and marks are each text's own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from editor_app.richtext.search import BadPattern, Query, Search
from editor_app.session.story_session import StorySession
from editor_app.ui.editor.body_editor import BodyEditor
from editor_app.ui.editor.found_text import FoundText, Searched
from editor_app.ui.editor.head_field import HeadField
from editor_app.ui.theme import Theme

COUNT_MS = 60
_WORD = re.compile(r"[^\W_]+")
Hit = tuple[int, int, int]  # which text, position, length


class Finder(QObject):
    """What is looked for in one story at a time.

    Signals:
        counted(int, int): the place of the hit one is at, 0 for none, and how many there are.
        failed(str): the pattern cannot be used; a sentence.
        went_round(int): stepping went on from the top (1) or from the end (-1).
    """

    counted = Signal(int, int)
    failed = Signal(str)
    went_round = Signal(int)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts: list[FoundText] = []
        self._session: StorySession | None = None
        self._search: Search | None = None
        self._hits: list[Hit] | None = None
        self._anchor = (0, 0)
        self._count = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._count.timeout.connect(self.count)

    # -- where

    def set_texts(self, widgets: Sequence[Searched], session: StorySession | None) -> None:
        """Search in these, in this order."""
        for text in self._texts:
            text.let_go()
        self._session, self._hits = session, None
        self._texts = [FoundText(widget, self._theme, self) for widget in widgets]
        for text in self._texts:
            text.changed.connect(self._hits_changed)
            text.failed.connect(lambda failure: self._give_up(str(failure)))
            if self._search is not None:
                text.search(self._search)
        self.set_anchor()
        self._count.start()

    def set_anchor(self) -> None:
        """What is looked for from now on is looked for from where the caret is."""
        at = self._current()
        self._anchor = (at, self._texts[at].selected()[0] if self._texts else 0)

    @property
    def widget(self) -> Searched | None:
        """The text one is in."""
        return self._texts[self._current()].widget if self._texts else None

    @property
    def selected_words(self) -> str:
        """What is selected, if it is a few words of one paragraph; else nothing."""
        if not self._texts:
            return ""
        words = self._texts[self._current()].widget.textCursor().selectedText()
        return "" if {"\u2029", "\u2028", "\ufffc"} & set(words) or len(words) > 200 else words

    @property
    def selects_paragraphs(self) -> bool:
        """Whether more than one paragraph is selected."""
        return (
            bool(self._texts) and "\u2029" in self._texts[self._current()].widget.textCursor().selectedText()
        )

    def set_scope(self, on: bool) -> bool:
        """Search only in what is selected. False when nothing is."""
        at = self._current()
        scope = self._texts[at].widget.textCursor() if self._texts else None
        is_on = on and scope is not None and scope.hasSelection()
        for number, text in enumerate(self._texts):
            text.set_scope(scope if is_on and number == at else None, is_left_out=is_on and number != at)
        self._hits_changed()
        return is_on

    # -- what

    def look_for(self, query: Query | None, *, go: bool = True) -> None:
        """Find this and `go` to the first after where one was; None: nothing any more."""
        self._hits = None
        try:
            self._search = Search(query) if query is not None and query.text else None
        except BadPattern as failure:
            self._give_up(str(failure))
            return
        for text in self._texts:
            text.search(self._search)
        if self._search is not None and go:
            self._go_to_first()
        self.count()

    def step(self, by: int) -> bool:
        """Go to the next (1) or the previous (-1) hit, and on from the other end. False when there is none."""
        hits = self._all()
        if not hits:
            self.count()
            return False
        at = self._current()
        start, length = self._texts[at].selected()
        if by > 0:
            place = bisect_left(hits, (at, start + length, 0))
        else:
            place = bisect_left(hits, (at, start, 0)) - 1
        if not 0 <= place < len(hits):
            self.went_round.emit(by)
        self._go_to(hits[place % len(hits)])
        self.count()
        return True

    def go_to_hit(self, field: str, ordinal: int, words: str = "") -> bool:
        """Go to hit `ordinal` (0 is the first) of one field, named as in front matter, or "body".

        If `words` are those of a paragraph with a hit, it is the one meant, whatever its number. False when there is
        no such paragraph.
        """
        names = [_field_of(text.widget) for text in self._texts]
        here = [hit for hit in self._all() if names[hit[0]] == field] or self._all()
        same = [hit for hit in here if self._says(hit, _folded(words))]
        if same or here:
            self._go_to(same[0] if same else here[min(ordinal, len(here) - 1)])
        self.count()
        return bool(same)

    def _says(self, hit: Hit, folded: str) -> bool:
        """Whether a paragraph with a hit, or what the object there says, is of these words."""
        return any(_folded(text) == folded for text in self._texts[hit[0]].paragraphs(hit[1]))

    # -- replacing

    def replace_one(self, template: str) -> bool:
        """Replace the hit that is selected, and go to the next; if none is, only go there."""
        at = self._current()
        hit = (at, *self._texts[at].selected()) if self._texts else None
        if self._search is None or hit not in self._all():
            return self.step(1) and False
        text = self._texts[at]
        end = text.widget.textCursor()
        end.setPosition(hit[1] + hit[2])
        text.replace([hit[1:]], self._search, template)
        text.widget.setTextCursor(end)
        self.step(1)
        return True

    def replace_every(self, template: str) -> int:
        """Replace every hit, as one step of undo. Returns how many were replaced."""
        hits, search = self._all(), self._search
        if not hits or search is None:
            return 0
        parts = [
            [(start, length) for which, start, length in hits if which == at]
            for at in range(len(self._texts))
        ]
        stack = self._session.undo_stack if self._session and sum(map(bool, parts)) > 1 else None
        if stack is not None:
            stack.beginMacro("Replace all")
        replaced = 0
        for text, part in zip(self._texts, parts, strict=True):
            if part:
                in_body = isinstance(text.widget, BodyEditor)
                replaced += text.replace(part, search, template, self._session if in_body else None)
        if stack is not None:
            stack.endMacro()
        self.count()
        return replaced

    # -- inside

    def count(self) -> None:
        """Say which of how many hits one is at."""
        self._count.stop()
        hits = self._all()
        at = self._current()
        here = (at, *self._texts[at].selected()) if self._texts else (0, 0, 0)
        place = bisect_left(hits, here)
        found = place < len(hits) and hits[place] == here
        self.counted.emit(place + 1 if found else 0, len(hits))

    def _all(self) -> list[Hit]:
        if self._hits is None:
            self._hits = (
                [(at, *hit) for at, text in enumerate(self._texts) for hit in text.hits()]
                if self._search
                else []
            )
        return self._hits

    def _current(self) -> int:
        """The text the caret is in: the one with the focus, else with a selection, else the last, which is the story's."""
        for at, text in enumerate(self._texts):
            if text.widget.hasFocus():
                return at
        for at, text in enumerate(self._texts):
            if text.widget.textCursor().hasSelection():
                return at
        return max(0, len(self._texts) - 1)

    def _go_to_first(self) -> None:
        """To the first hit from where the search began, without a word about going round."""
        hits = self._all()
        place = bisect_left(hits, (*self._anchor, 0))
        if hits:
            self._go_to(hits[place % len(hits)])
        elif self._texts:
            cursor = self._texts[self._current()].widget.textCursor()
            cursor.setPosition(cursor.selectionStart())
            self._texts[self._current()].widget.setTextCursor(cursor)

    def _go_to(self, hit: Hit) -> None:
        at, start, length = hit
        for number, text in enumerate(self._texts):
            cursor = text.widget.textCursor()
            if number != at and cursor.hasSelection():
                cursor.clearSelection()
                text.widget.setTextCursor(cursor)
            if number != at and text.widget.hasFocus():
                self._texts[at].widget.setFocus()
        text = self._texts[at]
        text.select(start, length)
        if isinstance(text.widget, HeadField) and isinstance(body := self._texts[-1].widget, BodyEditor):
            body.scroll_to_top()

    def _hits_changed(self) -> None:
        self._hits = None
        self._count.start()

    def _give_up(self, sentence: str) -> None:
        self._search, self._hits = None, None
        for text in self._texts:
            text.search(None)
        self._count.stop()
        self.failed.emit(sentence)


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text))


def _field_of(widget: Searched) -> str:
    return widget.objectName() if isinstance(widget, HeadField) else "body"
