"""The number a list starts with, as browsers read it: ASCII digits, no leading noughts, nothing for a list from 1."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class ListNumberTreeprocessor(Treeprocessor):
    """Python-Markdown copies the digits as typed, be they Arabic or Devanagari; browsers would count from 1."""

    def run(self, root: Element) -> None:
        """Rework the tree in place."""
        for ordered in root.iter("ol"):
            typed = ordered.get("start", "")
            if typed.isdecimal():
                number = int(typed)
                if number == 1:
                    del ordered.attrib["start"]
                else:
                    ordered.set("start", str(number))


class ListNumberExtension(Extension):
    """Registers the pass. For pages only."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Any time after the tree is built."""
        md.treeprocessors.register(ListNumberTreeprocessor(md), "list_numbers", 6)
