"""The "Also read" paragraph: how it is written, read back, and turned into an element.

`Also read: [Title](slug.md)`: any case, the label bold if one likes, several links joined by `;`, or a list
below it. An entry without a link is a title nobody has linked yet.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, HRProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from editor_app.markup.also_read_text import (
    ITEM_MARK,
    is_label,
    is_list_awaited,
    parse_also_read,
    write_also_read,
)
from editor_app.markup.links import Links, story_target
from editor_app.markup.rich import AlsoReadLink

__all__ = [
    "TAG",
    "AlsoReadExtension",
    "AlsoReadPageExtension",
    "entries_of",
    "is_label",
    "is_list_awaited",
    "parse_also_read",
    "write_also_read",
]

TAG = "stet-also"
ITEM = "stet-entry"

_RULE = re.compile(HRProcessor.RE, re.M)


class AlsoReadProcessor(BlockProcessor):
    """Turns an "Also read" paragraph at the outermost level into one element with an entry a link."""

    def test(self, parent: Element, block: str) -> bool:
        """Whether `block` is such a paragraph."""
        return parent is getattr(self.parser, "root", None) and parse_also_read(block.strip()) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Take the paragraph, and the list below it when the label stands alone."""
        text = blocks.pop(0).strip()
        while blocks and not blocks[0].strip():
            blocks.pop(0)
        if is_list_awaited(text) and blocks and ITEM_MARK.match(blocks[0]) and not _RULE.match(blocks[0]):
            listed = parse_also_read(f"{text}\n{blocks[0].strip()}")
            if listed is not None:
                blocks.pop(0)
                text = ""
                entries = listed
            else:
                entries = ()
        else:
            entries = parse_also_read(text) or ()
        element = ElementTree.SubElement(parent, TAG)
        for link in entries:
            item = ElementTree.SubElement(element, ITEM, {"target": link.target})
            item.text = AtomicString(link.title)


class AlsoReadExtension(Extension):
    """Registers the processor."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Before everything that could take the paragraph for something else."""
        md.parser.blockprocessors.register(AlsoReadProcessor(md.parser), "also_read", 104)


def entries_of(element: Element) -> tuple[AlsoReadLink, ...]:
    """The entries held by an element that `AlsoReadProcessor` made."""
    return tuple(AlsoReadLink(item.text or "", item.get("target", "")) for item in element)


class AlsoReadPageTreeprocessor(Treeprocessor):
    """Shows the entries on the page; what is not published, or not linked yet, is left out."""

    def __init__(self, md: Markdown, links: Links) -> None:
        super().__init__(md)
        self._links = links

    def run(self, root: Element) -> None:
        """Rework the tree in place."""
        for element in [child for child in root if child.tag == TAG]:
            shown = [found for found in map(self._resolved, entries_of(element)) if found is not None]
            if shown:
                self._show(element, shown)
            else:
                root.remove(element)

    def _resolved(self, link: AlsoReadLink) -> tuple[str, str] | None:
        """(address, text) of an entry that may be shown."""
        if not link.target:
            return None
        found = story_target(link.target)
        scheme = re.match(r"[a-z][a-z0-9+.-]*:", link.target, re.I) if found is None else None
        if scheme:
            is_web = scheme[0].lower() in ("http:", "https:", "mailto:")
            return (link.target, link.title or link.target) if is_web else None
        story = self._links.story(found[0] if found else link.target)
        if story is None or not story.is_public:
            return None
        return story.address + (found[1] if found else ""), link.title or story.headline

    def _show(self, element: Element, shown: list[tuple[str, str]]) -> None:
        element.clear()
        element.tail = "\n"
        element.tag = "aside"
        element.set("class", "also")
        label = self._links.label("also_read")
        # Several on a page must differ by name for whoever goes from landmark to landmark.
        element.set("aria-label", _unread(f"{label}: {'; '.join(text for _, text in shown)}"))
        ElementTree.SubElement(element, "h2").text = label
        listed = ElementTree.SubElement(element, "ul")
        for address, text in shown:
            item = ElementTree.SubElement(listed, "li")
            # A headline may be in another script than the page.
            attributes = {"href": _unread(address), "dir": "auto"}
            ElementTree.SubElement(item, "a", attributes).text = _unread(text)


def _unread(text: str) -> str:
    """`text` so that the serialiser, which leaves entities alone, shows exactly these characters."""
    return text.replace("&", "&amp;")


class AlsoReadPageExtension(Extension):
    """Registers the pass for pages."""

    def __init__(self, links: Links) -> None:
        super().__init__()
        self._links = links

    def extendMarkdown(self, md: Markdown) -> None:
        """Before typography, so that titles get their quotes, and after inline parsing: they are plain text."""
        md.treeprocessors.register(AlsoReadPageTreeprocessor(md, self._links), "also_read_page", 9)
