"""Tables on the page: a frame that scrolls where the table is too wide, and alignment by class.

For pages only; the reader sees tables as the grammar makes them.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_STASHED = re.compile("\x02[^\x03]*\x03")
_LONGEST_NAME = 120


class TableTreeprocessor(Treeprocessor):
    """Frames each table. The frame can be reached by keyboard, so it is named after the table's headings."""

    def run(self, root: Element) -> None:
        """Rework the tree in place."""
        for cell in [*root.iter("th"), *root.iter("td")]:
            align = cell.attrib.pop("align", "")
            if align in ("center", "right"):
                cell.set("class", align)
        for parent in list(root.iter()):
            for place, child in enumerate(parent):
                if child.tag == "table":
                    parent[place] = _framed(child)


def _framed(table: Element) -> Element:
    frame = Element("div", {"class": "table", "role": "group", "tabindex": "0"})
    name = ", ".join(filter(None, (plain_words(heading) for heading in table.iter("th"))))
    if name:
        frame.set("aria-label", name[:_LONGEST_NAME])
    frame.tail, table.tail = table.tail, "\n"
    frame.append(table)
    return frame


def plain_words(element: Element) -> str:
    """What an element says, without what Python-Markdown has set aside for later."""
    return " ".join(_STASHED.sub("", "".join(element.itertext())).split())


class TableExtension(Extension):
    """Registers the pass."""

    def extendMarkdown(self, md: Markdown) -> None:
        """After inline parsing, so that headings are words."""
        md.treeprocessors.register(TableTreeprocessor(md), "tables_page", 8)
