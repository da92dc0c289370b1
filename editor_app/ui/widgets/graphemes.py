"""Counting what a reader calls characters, and finding where the n-th of them ends. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QTextBoundaryFinder


def grapheme_count(text: str) -> int:
    """How many characters a person sees."""
    if text.isascii():
        return len(text)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    count = 0
    while finder.toNextBoundary() >= 0:
        count += 1
    return count


def offset_of_grapheme(text: str, number: int) -> int:
    """The offset in UTF-16 units (as Qt counts) where character `number` ends; the text's end if it has fewer."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    for _ in range(number):
        if finder.toNextBoundary() < 0:
            return len(text.encode("utf-16-le")) // 2
    return finder.position()
