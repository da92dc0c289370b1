"""Embeds: an address alone in its paragraph becomes a link card, or a player where the newsroom allows it."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from editor_app.markup.embed_addresses import Embed, embed_in_source, embed_of, is_player
from editor_app.markup.links import Links

__all__ = ["Embed", "EmbedExtension", "embed_in_source", "embed_of", "is_player", "only_text"]


class EmbedTreeprocessor(Treeprocessor):
    """Turns such paragraphs at the outermost level into cards or players."""

    def __init__(self, md: Markdown, links: Links, players: bool) -> None:
        super().__init__(md)
        self._links = links
        self._players = players

    def run(self, root: Element) -> None:
        """Rework the tree in place."""
        for element in root:
            if element.tag == "p" and not element.attrib:
                embed = embed_of(only_text(element))
                if embed is not None:
                    self._show(element, embed)

    def _show(self, element: Element, embed: Embed) -> None:
        tail = element.tail
        element.clear()
        element.tail = tail
        element.set("class", "embed")
        if self._players and embed.player and self._links.embed_allowed(embed.host):
            element.tag = "figure"
            ElementTree.SubElement(
                element,
                "iframe",
                {"src": embed.player, "loading": "lazy", "allowfullscreen": "", "title": embed.host},
            )
            element = ElementTree.SubElement(element, "figcaption")
        link = ElementTree.SubElement(element, "a", {"href": embed.address})
        host = ElementTree.SubElement(link, "span", {"class": "host"})
        host.text = embed.host
        host.tail = " " + embed.address.split("://", 1)[1].removeprefix("www.").removeprefix(embed.host)


def only_text(element: Element) -> str:
    """The paragraph's text when it is bare text or one autolink, else ""."""
    if not len(element):
        return element.text or ""
    if len(element) == 1 and element[0].tag == "a" and not (element.text or "").strip():
        link = element[0]
        alone = not (link.tail or "").strip() and not len(link) and link.text == link.get("href")
        return (link.text or "") if alone else ""
    return ""


class EmbedExtension(Extension):
    """Registers the pass.

    Args:
        links: says which hosts may show a player.
        players: whether players are shown at all (a preview makes no request).
    """

    def __init__(self, links: Links, players: bool) -> None:
        super().__init__()
        self._links = links
        self._players = players

    def extendMarkdown(self, md: Markdown) -> None:
        """After everything that changes text, so that the address is what it says."""
        md.treeprocessors.register(EmbedTreeprocessor(md, self._links, self._players), "embeds", -1)
