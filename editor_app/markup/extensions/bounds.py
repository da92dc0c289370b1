"""Looks at every text of the parser's tree for what would take too long to read on (`markup.bounds`)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from editor_app.markup.bounds import check_inline


class BoundsExtension(Extension):
    """Stops before the inline parser sets out on a text that is too tangled."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Look right before the inline parser does."""
        md.treeprocessors.register(_Bounds(md), "bounds", 20.5)


class _Bounds(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            for text in (element.text, element.tail):
                if text and len(text) > 600:
                    check_inline(text)
