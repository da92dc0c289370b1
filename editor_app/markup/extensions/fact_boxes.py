"""Fact boxes: `!!! note "Title"` with an indented body becomes an `<aside>` with a heading."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from editor_app.markup.extensions.tables import plain_words


class FactBoxTreeprocessor(Treeprocessor):
    """Renames what the admonition extension made."""

    def run(self, root: Element) -> None:
        """Rework the tree in place."""
        for box in root.iter("div"):
            if "admonition" not in (box.get("class") or "").split():
                continue
            box.tag = "aside"
            box.set("class", "fact")
            if len(box) and box[0].get("class") == "admonition-title":
                box[0].tag = "h2"
                del box[0].attrib["class"]


class FactBoxNameTreeprocessor(Treeprocessor):
    """Names each box after its heading, for whoever goes from landmark to landmark."""

    def run(self, root: Element) -> None:
        """Rework the tree in place."""
        for box in root.iter("aside"):
            if box.get("class") == "fact" and len(box) and box[0].tag == "h2":
                name = plain_words(box[0])
                if name:
                    box.set("aria-label", name)


class FactBoxExtension(Extension):
    """Registers the pass."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Before inline parsing, so that the heading is treated as any other; it names the box when it is words."""
        md.treeprocessors.register(FactBoxTreeprocessor(md), "fact_boxes", 30)
        md.treeprocessors.register(FactBoxNameTreeprocessor(md), "fact_box_names", 6)
