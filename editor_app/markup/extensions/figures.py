"""Figures on the page: a picture paragraph becomes `<figure>` with caption and credit; other pictures stay inline."""

from __future__ import annotations

import html
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from editor_app.markup.extensions.pictures import is_picture_paragraph, split_caption
from editor_app.markup.links import Links, PictureTag


class FigureTreeprocessor(Treeprocessor):
    """Finds the pictures of the tree and gives each its address and size; a picture we do not have is left out."""

    def __init__(self, md: Markdown, links: Links) -> None:
        super().__init__(md)
        self._links = links

    def run(self, root: Element) -> None:
        """Rework the tree in place."""
        for parent in list(root.iter()):
            for child in list(parent):
                if is_picture_paragraph(child):
                    self._figure(parent, child)
                elif (
                    child.tag == "img" and parent.tag != "picture"
                ):  # which was made here, for one we have placed
                    self._inline(parent, child)

    def _figure(self, parent: Element, paragraph: Element) -> None:
        image = paragraph[0]
        tag = self._links.picture(_value(image.get("src")))
        if tag is None:
            parent.remove(paragraph)
            return
        caption, credit = split_caption(_value(image.get("title")))
        image.attrib.pop("title", None)
        image.attrib.pop("role", None)  # an empty alt text says it already
        image.tail = None
        _place(image, tag)
        paragraph.tag = "figure"
        paragraph.text = None
        if caption or credit:
            legend = ElementTree.SubElement(paragraph, "figcaption")
            legend.text = caption or None
            if credit:
                legend.text = f"{caption} " if caption else None
                ElementTree.SubElement(legend, "small").text = credit

    def _inline(self, parent: Element, image: Element) -> None:
        tag = self._links.picture(_value(image.get("src")))
        if tag is not None:
            _place(image, tag)
            return
        image.tag = "span"
        image.text = _value(image.get("alt"))
        image.attrib.clear()


def _value(attribute: str | None) -> str:
    return html.unescape(attribute or "")


def _place(image: Element, tag: PictureTag) -> None:
    image.set("src", tag.address)
    if tag.width and tag.height:
        image.set("width", str(tag.width))
        image.set("height", str(tag.height))
    if tag.srcset:
        image.set("srcset", tag.srcset)
        if tag.sizes:
            image.set("sizes", tag.sizes)
    image.set("loading", "lazy")
    image.set("decoding", "async")
    if tag.sources:
        _offer(image, tag)


def _offer(image: Element, tag: PictureTag) -> None:
    """Put `image` into a `<picture>` that offers it in better formats first, without touching what stands around it."""
    attributes, tail = dict(image.attrib), image.tail
    image.clear()
    image.tag, image.tail = "picture", tail
    for kind, srcset in tag.sources:
        given = {"type": kind, "srcset": srcset, **({"sizes": tag.sizes} if tag.sizes else {})}
        ElementTree.SubElement(image, "source", given)
    ElementTree.SubElement(image, "img", attributes)


class FigureExtension(Extension):
    """Registers the pass."""

    def __init__(self, links: Links) -> None:
        super().__init__()
        self._links = links

    def extendMarkdown(self, md: Markdown) -> None:
        """After inline parsing and attribute lists, before typography, so that captions get their quotes."""
        md.treeprocessors.register(FigureTreeprocessor(md, self._links), "figures", 6)
