"""Block quotes: pull quotes (a quote followed by `{.pull}`) and the source after an em dash."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockQuoteProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from editor_app.markup.blocks import PULL_LINES

DASH = "—"


class QuoteProcessor(BlockQuoteProcessor):
    """Python-Markdown's block quotes, except that a pull quote never runs together with its neighbours."""

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Take the first block (and a `{.pull}` block after it) and append a blockquote to `parent`."""
        block = blocks.pop(0)
        match = self.RE.search(block)
        start = match.start() if match else 0
        self.parser.parseBlocks(parent, [block[:start]])
        lines = block[start:].split("\n")
        is_pull = False
        if lines[-1].strip() in PULL_LINES:
            is_pull = True
            lines.pop()
        elif blocks and blocks[0].strip() in PULL_LINES:
            is_pull = True
            blocks.pop(0)
        quote = self._quote(parent, is_pull)
        self.parser.state.set("blockquote")
        self.parser.parseChunk(quote, "\n".join(self.clean(line) for line in lines))
        self.parser.state.reset()

    def _quote(self, parent: Element, is_pull: bool) -> Element:
        sibling = self.lastChild(parent)
        if is_pull:
            return ElementTree.SubElement(parent, "blockquote", {"class": "pull"})
        if sibling is not None and sibling.tag == "blockquote" and sibling.get("class") != "pull":
            return sibling
        return ElementTree.SubElement(parent, "blockquote")


def detach_source(quote: Element) -> Element | None:
    """Take the last line of `quote` out of it when it starts with an em dash.

    Returns a `p` element that holds that line, dash included, or None when there is no such line.
    """
    last = quote[-1] if len(quote) else None
    if last is None or last.tag != "p":
        return None
    if (last.text or "").lstrip().startswith(DASH) and "\n" not in _text_of(last):
        if len(quote) == 1:
            return None
        quote.remove(last)
        return last
    return _cut_last_line(last)


def _text_of(element: Element) -> str:
    return "".join("\n" if part is None else part for part in _pieces(element))


def _pieces(element: Element) -> list[str | None]:
    pieces: list[str | None] = [element.text or ""]
    for child in element:
        if child.tag == "br":
            pieces.append(None)
        pieces.append(child.tail or "")
    return pieces


def _cut_last_line(paragraph: Element) -> Element | None:
    """Split `paragraph` before its last line if that starts with a dash; the line comes back as a new `p`."""
    children = list(paragraph)
    for index in range(len(children), -1, -1):
        text = (children[index - 1].tail if index else paragraph.text) or ""
        head, found, tail = text.rpartition("\n")
        after_break = not found and index > 0 and children[index - 1].tag == "br"
        if not found and not after_break:
            continue
        if not (tail if found else text).lstrip().startswith(DASH):
            return None
        line = Element("p")
        line.text = (tail if found else text).lstrip()
        for child in children[index:]:
            paragraph.remove(child)
            line.append(child)
        if after_break:
            paragraph.remove(children[index - 1])
        elif index:
            if children[index - 1].tag == "br" and not head.strip():
                paragraph.remove(children[index - 1])
            else:
                children[index - 1].tail = head.rstrip()
        else:
            paragraph.text = head.rstrip()
        return line
    return None


class QuoteTreeprocessor(Treeprocessor):
    """Sets a quote's source apart: a footer in a pull quote, a caption of a figure elsewhere."""

    def run(self, root: Element) -> None:
        """Rework every block quote of the tree."""
        parents = {child: parent for parent in root.iter() for child in parent}
        for quote in list(root.iter("blockquote")):
            source = detach_source(quote)
            if source is None:
                continue
            source.text = (source.text or "").lstrip().removeprefix(DASH).lstrip()
            if quote.get("class") == "pull":
                source.tag = "footer"
                quote.append(source)
            else:
                _wrap(parents[quote], quote, source)


def _wrap(parent: Element, quote: Element, source: Element) -> None:
    figure = Element("figure", {"class": "quote"})
    figure.tail, quote.tail = quote.tail, None
    source.tag = "figcaption"
    source.tail = None
    index = list(parent).index(quote)
    parent.remove(quote)
    parent.insert(index, figure)
    figure.extend([quote, source])


class QuoteExtension(Extension):
    """Registers both; the tree is left alone when `rework` is off (for reading)."""

    def __init__(self, rework: bool) -> None:
        super().__init__()
        self.rework = rework

    def extendMarkdown(self, md: Markdown) -> None:
        """Replace the block quote processor and add the pass over the tree."""
        md.parser.blockprocessors.register(QuoteProcessor(md.parser), "quote", 20)
        if self.rework:
            md.treeprocessors.register(QuoteTreeprocessor(md), "quote_source", 14)
