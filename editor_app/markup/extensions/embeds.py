"""Embeds: an address alone in its paragraph becomes a link card, or a player where the newsroom allows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from editor_app.markup.links import Links

_ADDRESS = re.compile(r"https?://[^\s<>\"]+\Z", re.I)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_YOUTUBE = re.compile(r"[\w-]{6,20}\Z")
_VIMEO = re.compile(r"\d{4,12}\Z")
_FRAME = re.compile(
    r"https://(?:www\.youtube-nocookie\.com/embed/[\w-]{6,20}|player\.vimeo\.com/video/\d{4,12}\?dnt=1)\Z"
)


@dataclass(frozen=True, slots=True)
class Embed:
    """An embedded address: its host, and the player's address when we know a privacy-friendly one."""

    address: str
    host: str
    player: str = ""


def embed_of(text: str) -> Embed | None:
    """The embed that a paragraph with nothing but `text` stands for, or None."""
    address = text.strip()
    if not _ADDRESS.match(address):
        return None
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return Embed(address, host, _player(host, parts.path, parts.query)) if host else None


def embed_in_source(source: str) -> Embed | None:
    """The embed that a paragraph's Markdown stands for: the address bare, escaped, or in angle brackets."""
    text = source.strip()
    if text.startswith("<") and text.endswith(">"):
        return embed_of(text[1:-1])
    return embed_of(_ESCAPE.sub(r"\1", text))


def is_player(address: str) -> bool:
    """Whether `address` is one of the players that `embed_of` makes."""
    return bool(_FRAME.match(address))


def _player(host: str, path: str, query: str) -> str:
    if host in ("youtube.com", "m.youtube.com", "youtu.be", "youtube-nocookie.com"):
        last = path.rstrip("/").rpartition("/")[2]
        video = parse_qs(query).get("v", [""])[0] if path.startswith("/watch") else last
        return f"https://www.youtube-nocookie.com/embed/{video}" if _YOUTUBE.match(video) else ""
    if host in ("vimeo.com", "player.vimeo.com"):
        last = path.rstrip("/").rpartition("/")[2]
        return f"https://player.vimeo.com/video/{last}?dnt=1" if _VIMEO.match(last) else ""
    return ""


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
