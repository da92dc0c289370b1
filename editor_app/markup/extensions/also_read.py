"""The "Also read" paragraph: how it is written, read back, and turned into an element.

`Also read: [Title](slug.md)`: any case, the label bold if one likes, several links joined by `;`, or a list
below it. An entry without a link is a title nobody has linked yet.
"""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, HRProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from editor_app.markup.links import Links, story_target
from editor_app.markup.rich import AlsoReadLink

TAG = "stet-also"
ITEM = "stet-entry"

_LABEL = re.compile(
    r"^\s*(?P<open>[*_]{0,3})also[ \t]+read[ \t]*(?::(?P<in>[*_]{0,3})|(?P<out>[*_]{1,3})[ \t]*:)", re.I
)
_LINK = re.compile(
    r"\[(?P<text>(?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\])*\])*)\]"
    r"\([ \t]*(?:<(?P<angle>[^<>\n]*)>|(?P<bare>(?:\\.|[^\s()<>\\]|\([^\s()]*\))*))[ \t]*(?:\"[^\"\n]*\"|'[^'\n]*')?[ \t]*\)"
)
_ITEM_MARK = re.compile(r"^[ ]{0,7}(?:[*+-]|\d+\.)[ ]+", re.M)
_RULE = re.compile(HRProcessor.RE, re.M)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKED = re.compile(r"(?<![\w\\])(\*{1,3}|_{1,3}|`|~~)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_NOT_PLAIN = re.compile(r"(?<!\\)[\[\]<>]|\]\(")


def parse_also_read(text: str) -> tuple[AlsoReadLink, ...] | None:
    """The entries of the "Also read" paragraph `text` (its Markdown), or None when it is not one."""
    match = _LABEL.match(text)
    if not match:
        return None
    rest = text[match.end() :]
    opened = match["open"]
    closed = match["in"] if match["out"] is None else match["out"]
    if opened and not closed:
        if not rest.rstrip().endswith(opened):
            return None
        rest = rest.rstrip()[: -len(opened)]
    elif opened != closed:
        return None
    entries: list[AlsoReadLink] = []
    for part in _parts(rest):
        entry = _entry(part)
        if entry is None:
            return None
        entries.append(entry)
    return tuple(entries)


def is_label(text: str) -> bool:
    """Whether `text` begins as an "Also read" paragraph does, whatever follows."""
    return _LABEL.match(text) is not None


def is_list_awaited(text: str) -> bool:
    """Whether `text` is the bare label, so that a list below it belongs to it."""
    return parse_also_read(text) == ()


def _parts(rest: str) -> list[str]:
    if _ITEM_MARK.search(rest):
        pieces = _ITEM_MARK.split(rest)
        return [piece for piece in map(str.strip, pieces) if piece]
    pieces, start, position = [], 0, 0
    while position < len(rest):
        link = _LINK.match(rest, position)
        if link:
            position = link.end()
            following = re.compile(r"[ \t]*\n\s*(?=\[)").match(rest, position)
            if following:
                pieces.append(rest[start:position])
                start = position = following.end()
            continue
        if rest[position] == "\\":
            position += 2
            continue
        if rest[position] == ";" and not re.search(r"&#?\w+$", rest[start:position]):
            pieces.append(rest[start:position])
            start = position + 1
        position += 1
    pieces.append(rest[start:])
    return [piece for piece in map(str.strip, pieces) if piece]


def _entry(part: str) -> AlsoReadLink | None:
    whole = re.fullmatch(r"(\*{1,3}|_{1,3})?(?P<link>\[.*\))(?(1)\1)[ \t]*[.,]?", part, re.S)
    link = _LINK.fullmatch(whole["link"]) if whole else None
    if link:
        target = link["angle"] if link["angle"] is not None else link["bare"]
        return AlsoReadLink(_plain(link["text"]), html.unescape(_ESCAPE.sub(r"\1", target or "")).strip())
    if _NOT_PLAIN.search(part):
        return None
    return AlsoReadLink(_plain(part))


def _plain(text: str) -> str:
    """`text` as a reader sees it: marks dropped, escapes and entities undone, one line."""
    previous = None
    while previous != text:
        previous, text = text, _MARKED.sub(r"\2", text)
    return " ".join(html.unescape(_ESCAPE.sub(r"\1", text)).split())


_X = AlsoReadLink("x")


def write_also_read(links: tuple[AlsoReadLink, ...]) -> str:
    """The paragraph that reads back to `links`."""
    return " ".join(["Also read:", "; ".join(map(_write_entry, links))]).rstrip()


def _write_entry(link: AlsoReadLink) -> str:
    title = " ".join(link.title.split())
    bare = AlsoReadLink(title)
    # With a neighbour on each side: `&x` and a semicolon make an entity.
    if not link.target and title and parse_also_read(f"Also read: x; {title}; x") == (_X, bare, _X):
        return title
    written = ""
    for escaped in (title, _escaped(title, r"[\\`*_\[\]~]"), _escaped(title, r"[\\`*_\[\]~&<>]")):
        written = f"[{escaped}]({_address(link.target)})"
        if parse_also_read(f"Also read: {written}") == (AlsoReadLink(title, link.target),):
            return written
    return written


def _escaped(title: str, characters: str) -> str:
    entities = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
    return re.sub(characters, lambda match: entities.get(match[0], "\\" + match[0]), title)


def _address(target: str) -> str:
    safe = target.replace("<", "%3C").replace(">", "%3E").replace("\n", "")
    return f"<{safe}>" if re.search(r"[\s()\\]", safe) else safe


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
        if is_list_awaited(text) and blocks and _ITEM_MARK.match(blocks[0]) and not _RULE.match(blocks[0]):
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
