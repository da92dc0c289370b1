"""Light colouring of Markdown and front matter in the source view. Decides nothing; only helps the eye."""

from __future__ import annotations

import re

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from editor_app.ui.theme import Theme

_TEXT, _FRONT, _FENCE = 0, 1, 2
_RULES: tuple[tuple[re.Pattern[str], str, bool], ...] = (
    (re.compile(r"^#{1,6}\s.*$"), "text.primary", True),
    (re.compile(r"^\s{0,3}(?:[-*+]|\d{1,9}[.)])(?=\s)"), "accent.text", True),
    (re.compile(r"^\s{0,3}>+"), "accent.text", True),
    (re.compile(r"(\*\*|__)(?=\S).+?(?<=\S)\1"), "text.primary", True),
    (re.compile(r"!?\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])?"), "accent.text", False),
    (re.compile(r"`[^`\n]+`"), "ready.text", False),
    (re.compile(r"<[/!]?[A-Za-z][^>\n]*>"), "embargo.text", False),
    (re.compile(r"\{[.#][^}\n]*\}"), "text.tertiary", False),
    (re.compile(r"(?<![A-Za-z])TK(?![A-Za-z])"), "developing.text", True),
)
_KEY = re.compile(r"^(\s*(?:-\s+)?)([A-Za-z_][\w-]*)(?=\s*:(?:\s|$))")
_FENCE_MARK = re.compile(r"^\s{0,3}(```|~~~)")


class SourceHighlighter(QSyntaxHighlighter):
    """Colours from the theme; refreshed when it changes."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        state = self.previousBlockState()
        if self.currentBlock().blockNumber() == 0 and text.lstrip("\ufeff").rstrip() == "---":
            self._paint(0, len(text), "text.tertiary")
            self.setCurrentBlockState(_FRONT)
        elif state == _FRONT:
            self._front_matter(text)
        elif state == _FENCE or _FENCE_MARK.match(text):
            self._paint(0, len(text), "ready.text")
            closes = state == _FENCE and _FENCE_MARK.match(text)
            self.setCurrentBlockState(_TEXT if closes else _FENCE)
        else:
            self.setCurrentBlockState(_TEXT)
            for pattern, token, bold in _RULES:
                for found in pattern.finditer(text):
                    self._paint(found.start(), found.end() - found.start(), token, bold=bold)

    def _front_matter(self, text: str) -> None:
        ends = text.rstrip() in ("---", "...")
        self.setCurrentBlockState(_TEXT if ends else _FRONT)
        self._paint(0, len(text), "text.tertiary" if ends else "text.secondary")
        found = _KEY.match(text)
        if found and not ends:
            self._paint(found.start(2), len(found[2]), "accent.text")
        if text.lstrip().startswith("#"):
            self._paint(0, len(text), "text.tertiary")

    def _paint(self, start: int, count: int, token: str, *, bold: bool = False) -> None:
        made = QTextCharFormat()
        made.setForeground(self._theme.color(token))
        if bold:
            made.setFontWeight(QFont.Weight.Bold)
        self.setFormat(start, count, made)
