"""Light colouring of Markdown and front matter in the source view. Decides nothing; only helps the eye.

A long text is looked through once for where front matter and fenced code are; what is in view is coloured at once, the
rest in idle moments. After that only touched lines are looked at.
"""

from __future__ import annotations

import re
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextDocument

from editor_app.ui.theme import Theme

_TEXT, _FRONT, _FENCE = 0, 1, 2  # a fence's state is _FENCE and more: its length, twice, and 1 for tildes
_RULES: tuple[tuple[re.Pattern[str], str, bool], ...] = (
    (re.compile(r"^#{1,6}\s.*$"), "text.primary", True),
    (re.compile(r"^\s{0,3}(?:[-*+]|\d{1,9}[.)])(?=\s)"), "accent.text", True),
    (re.compile(r"^\s{0,3}>+"), "accent.text", True),
    (re.compile(r"^\s{0,3}!!!\s.*$"), "accent.text", True),
    (re.compile(r"(\*\*|__)(?=\S).+?(?<=\S)\1"), "text.primary", True),
    (re.compile(r"!?\[[^\]\n]*\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\]\n]*\])?"), "accent.text", False),
    (re.compile(r"`[^`\n]+`"), "ready.text", False),
    (re.compile(r"<[/!]?[A-Za-z][^>\n]*>"), "embargo.text", False),
    (re.compile(r"\{[.#][^}\n]*\}"), "text.tertiary", False),
    (re.compile(r"(?<![A-Za-z])TK(?![A-Za-z])"), "developing.text", True),
)
_KEY = re.compile(r"^(\s*(?:-\s+)?)([A-Za-z_][\w-]*)(?=\s*:(?:\s|$))")
_FENCE_MARK = re.compile(r"^\s{0,3}(`{3,}|~{3,})(.*)$")
_LONGEST = 4_000  # characters of a line that rules are tried on
_AT_ONCE = 80  # lines coloured before anything is scrolled
_SLICE_S = 0.006


def is_front_matter(block: QTextBlock) -> bool:
    """Whether a line was found to be front matter; its `---` lines are not."""
    return block.userState() == _FRONT and block.text().rstrip() != "---"


def is_code(block: QTextBlock) -> bool:
    """Whether a line was found to be in, or to begin or end, fenced code."""
    previous = block.previous()
    return block.userState() >= _FENCE or (previous.isValid() and previous.userState() >= _FENCE)


class SourceHighlighter(QSyntaxHighlighter):
    """Colours from the theme; refreshed when it changes."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self._formats: dict[tuple[str, bool], QTextCharFormat] = {}
        self._is_quick = True
        self._window = (0, _AT_ONCE)
        self._next = 0
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._colour_more)
        document.blockCountChanged.connect(self._count_changed)
        theme.changed.connect(self._dress)

    def show(self, first: int, last: int) -> None:
        """These lines are in view, counted from 0: they come first."""
        self._window = (first, last)
        if self._is_done or self._is_quick or last < self._next:
            return
        for number in range(max(first, self._next), last + 1):
            self._colour(number)

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        number = self.currentBlock().blockNumber()
        paints = not self._is_quick or self._window[0] <= number <= self._window[1]
        state = self.previousBlockState()
        if number == 0 and text.lstrip("\ufeff").rstrip() == "---":
            self.setCurrentBlockState(_FRONT)
            if paints:
                self._paint(0, len(text), "text.tertiary")
        elif state == _FRONT:
            self._front_matter(text, paints=paints)
        else:
            self._body(text, state, paints=paints)
        if self._is_quick and not self.currentBlock().next().isValid():
            self._is_quick = False
            self._idle.start()

    # -- inside

    @property
    def _is_done(self) -> bool:
        return not self._idle.isActive() and not self._is_quick

    def _front_matter(self, text: str, *, paints: bool) -> None:
        ends = text.rstrip() in ("---", "...")
        self.setCurrentBlockState(_TEXT if ends else _FRONT)
        if not paints:
            return
        is_note = ends or text.lstrip().startswith("#")
        self._paint(0, len(text), "text.tertiary" if is_note else "text.secondary")
        found = None if is_note else _KEY.match(text)
        if found:
            self._paint(found.start(2), len(found[2]), "accent.text")

    def _body(self, text: str, state: int, *, paints: bool) -> None:
        mark = _FENCE_MARK.match(text) if "```" in text or "~~~" in text else None
        made = _FENCE + 2 * len(mark[1]) + (mark[1][0] == "~") if mark else 0
        if state >= _FENCE:
            closes = made >= state and (made - state) % 2 == 0 and mark is not None and not mark[2].strip()
            self.setCurrentBlockState(_TEXT if closes else state)
        elif made and not (mark and mark[1][0] == "`" and "`" in mark[2]):
            self.setCurrentBlockState(made)
        else:
            self.setCurrentBlockState(_TEXT)
            if paints and len(text) <= _LONGEST:
                self._inline(text)
            return
        if paints:
            self._paint(0, len(text), "ready.text")

    def _inline(self, text: str) -> None:
        for pattern, token, bold in _RULES:
            for found in pattern.finditer(text):
                self._paint(found.start(), found.end() - found.start(), token, bold=bold)

    def _paint(self, start: int, count: int, token: str, *, bold: bool = False) -> None:
        made = self._formats.get((token, bold))
        if made is None:
            made = QTextCharFormat()
            made.setForeground(self._theme.color(token))
            if bold:
                made.setFontWeight(QFont.Weight.Bold)
            self._formats[token, bold] = made
        text = self.currentBlock().text()
        if not text.isascii():  # Qt counts some characters twice
            count = _units(text[start : start + count])
            start = _units(text[:start])
        self.setFormat(start, count, made)

    def _colour(self, number: int) -> bool:
        document = self.document()
        block = document.findBlockByNumber(number) if document is not None else None
        if block is None or not block.isValid():
            return False
        self.rehighlightBlock(block)
        return True

    def _colour_more(self) -> None:
        """Colour as many lines as a moment allows."""
        until = time.perf_counter() + _SLICE_S
        while time.perf_counter() < until:
            if not self._colour(self._next):
                self._idle.stop()
                return
            self._next += 1

    def _count_changed(self, _count: int) -> None:
        """Lines came or went: those not coloured yet may have moved above the place where colouring goes on."""
        if not self._is_done:
            self._next = 0

    def _dress(self) -> None:
        self._formats.clear()
        self._is_quick, self._next = True, 0
        self.rehighlight()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
