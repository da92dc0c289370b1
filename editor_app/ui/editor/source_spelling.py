"""The waves under wrong words in the Markdown source: only prose is looked at, and lines lie where plain text has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextBlock

from editor_app.ui.editor.source_highlighter import is_code, is_front_matter
from editor_app.ui.editor.source_prose import prose_of_front_matter, prose_of_text
from editor_app.ui.editor.spelling_marks import SpellingMarks
from editor_app.ui.theme import Theme

if TYPE_CHECKING:
    from editor_app.ui.editor.source_view import SourceView


class SourceSpelling(SpellingMarks):
    """Marks the wrong words of a source view."""

    def __init__(self, view: SourceView, theme: Theme) -> None:
        super().__init__(view, theme)
        self._view = view

    def prose_in(self, block: QTextBlock) -> str:
        """Without front matter's keys, code, addresses and marks."""
        if is_code(block):
            return ""
        return prose_of_front_matter(block.text()) if is_front_matter(block) else prose_of_text(block.text())

    def origin_of(self, block: QTextBlock) -> QPointF:
        """As plain text is laid out: its layout knows no places of its own."""
        return self._view.line_origin(block)
