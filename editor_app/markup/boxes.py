"""Fact boxes as rich text: an admonition (`!!! note "Title"` with an indented body) and the blocks it is made of.

A box is a BOX_TITLE and the paragraphs and list items after it that carry the same type. What else a box may hold in
Markdown makes it a source card.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest
from xml.etree.ElementTree import Element

from editor_app.markup.escaping import written_text
from editor_app.markup.inline import InlineReader, NotRepresentableError
from editor_app.markup.rich import Kind, RichBlock
from editor_app.markup.spans import normal_text

BODY_KINDS = frozenset({Kind.PARAGRAPH, Kind.BULLET, Kind.NUMBER})
_MARK = re.compile(r"(?:\A|\n)!!! ?[\w-]")
_TYPE = re.compile(r"[\w-]+(?: [\w-]+)*")
_INDENT = "    "
_Read = Callable[[str], tuple[RichBlock, ...]]


def is_box(element: Element, source: str) -> bool:
    """Whether `element` is what an admonition in `source` became, and not somebody's own HTML."""
    classes = (element.get("class") or "").split()
    typed = _MARK.search(source.replace("\r\n", "\n").replace("\r", "\n")) and "<div" not in source
    return element.tag == "div" and classes[:1] == ["admonition"] and bool(typed)


def read_box(
    element: Element, inline: InlineReader, read_child: Callable[[Element], list[RichBlock]]
) -> list[RichBlock]:
    """The title and the blocks of a box. `read_child` reads a paragraph or a list.

    Raises:
        NotRepresentableError: it holds something that is neither.
    """
    box = " ".join((element.get("class") or "").split()[1:])
    children = list(element)
    if set(element.attrib) != {"class"} or not _TYPE.fullmatch(box) or (element.text or "").strip():
        raise NotRepresentableError
    title = RichBlock(Kind.BOX_TITLE, box=box)
    if children and children[0].get("class") == "admonition-title":
        head = children.pop(0)
        typed = inline.spans(head)
        title = replace(title, spans=normal_text(Kind.BOX_TITLE, typed))
        if set(head.attrib) != {"class"} or (head.tail or "").strip():
            raise NotRepresentableError
        if sum(len(span.text.strip(" \n")) for span in typed) and not title.spans:
            raise NotRepresentableError
    found = [title]
    for child in children:
        if child.tag not in ("p", "ul", "ol") or (child.tail or "").strip():
            raise NotRepresentableError
        for block in read_child(child):
            if block.kind not in BODY_KINDS:
                raise NotRepresentableError
            found.append(replace(block, box=box))
    return found


def named_by_type(box: str) -> str:
    """The title a box has when none is written."""
    return box.split(" ", 1)[0].capitalize()


def boxed(blocks: Iterable[RichBlock]) -> list[RichBlock]:
    """`blocks` with a title at the head of each box, and no box around what cannot be in one."""
    found: list[RichBlock] = []
    for block in blocks:
        box = " ".join(block.box.lower().split())
        if block.kind is Kind.BOX_TITLE:
            box = box if _TYPE.fullmatch(box) else "note"
        elif block.kind not in BODY_KINDS or not _TYPE.fullmatch(box):
            box = ""
        if box and block.kind is not Kind.BOX_TITLE and (not found or found[-1].box != box):
            found.append(RichBlock(Kind.BOX_TITLE, box=box))
        found.append(block if block.box == box else replace(block, box=box))
    return found


def without_empty_boxes(blocks: Sequence[RichBlock]) -> tuple[RichBlock, ...]:
    """`blocks` but for titles without words that nothing follows."""
    return tuple(
        block
        for block, after in zip_longest(blocks, blocks[1:])
        if block.kind is not Kind.BOX_TITLE
        or block.spans
        or (after is not None and after.box and after.kind is not Kind.BOX_TITLE)
    )


def write_box(
    members: Sequence[RichBlock], write_inside: Callable[[list[RichBlock]], str], read: _Read
) -> str:
    """The Markdown of a box; "" for one with neither title nor text.

    Args:
        members: its blocks in normal form, the title first.
        write_inside: Markdown of the blocks as if they stood outside.
        read: what a text reads back as.
    """
    title, *rest = members
    inside = write_inside([replace(block, box="") for block in rest]).rstrip("\n")
    if not title.spans and not inside:
        return ""
    head = _head(title, read)
    body = "\n".join(_INDENT + line if line else "" for line in inside.split("\n")) if inside else ""
    text = f"{head}\n{body}".rstrip("\n")
    if body and read(text) != tuple(members):
        apart = f"{head}\n\n{body}"
        text = apart if read(apart) == tuple(members) else text
    return text


def _head(title: RichBlock, read: _Read) -> str:
    start = f"!!! {title.box}"
    if title.spans and read(start) == (title,):
        return start

    def reads_back(text: str) -> bool:
        return read(f'{start} "{text}"') == (title,)

    return f'{start} "{written_text(title.spans, reads_back)}"' if title.spans else f'{start} ""'
