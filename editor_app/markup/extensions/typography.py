"""Typographic quotes, dashes and ellipses, on the page only: the file and the editor keep what was typed.

Works over a whole paragraph at once, so that a quote that closes after a bold word closes the right way. Code,
addresses and raw HTML are left alone; `\\"` and `\\'` stay straight.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from editor_app.markup.quotation import Educator, QuoteMarks, educated, educated_pieces, quote_marks

__all__ = ["QuoteMarks", "TypographyExtension", "educated", "educated_pieces", "quote_marks"]


_SKIPPED = frozenset({"code", "pre", "script", "style", "kbd", "samp"})


class TypographyTreeprocessor(Treeprocessor):
    """Educates every text of the tree, paragraph by paragraph."""

    def __init__(self, md: Markdown, marks: QuoteMarks) -> None:
        super().__init__(md)
        self._educator = Educator(marks)

    def run(self, root: Element) -> None:
        """Rework the tree in place."""
        for block in root.iter():
            if block.tag in _SKIPPED or not self.md.is_block_level(block.tag):
                continue
            places = list(self._places(block))
            if places:
                texts = self._educator.run([getattr(place, name) for place, name, _ in places])
                for (place, name, fixed), text in zip(places, texts, strict=True):
                    if not fixed:
                        setattr(place, name, text)

    def _places(self, element: Element, fixed: bool = False) -> Iterator[tuple[Element, str, bool]]:
        """(element, "text" or "tail", whether it is only context) of the inline content of a block."""
        if element.text:
            yield element, "text", fixed or isinstance(element.text, AtomicString)
        for child in element:
            if not self.md.is_block_level(child.tag):
                yield from self._places(child, fixed or child.tag in _SKIPPED)
            if child.tail:
                yield child, "tail", fixed or isinstance(child.tail, AtomicString)


class TypographyExtension(Extension):
    """Registers the pass.

    Args:
        language: BCP 47, chooses the quotation marks.
    """

    def __init__(self, language: str = "en") -> None:
        super().__init__()
        self._marks = quote_marks(language)

    def extendMarkdown(self, md: Markdown) -> None:
        """After inline parsing, before escapes are resolved."""
        md.treeprocessors.register(TypographyTreeprocessor(md, self._marks), "typography", 5)
