"""What a rich text shows, as values: what is read again from the file must show the same. Exact but for what Markdown cannot say."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

from editor_app.markup.rich import Kind, RichBlock
from editor_app.richtext.body_document import BodyDocument
from editor_app.richtext.reader import read_block

_LIST_KINDS = (Kind.BULLET, Kind.NUMBER)
_WITHOUT_TEXT = (Kind.DIVIDER, Kind.PICTURE, Kind.ALSO_READ, Kind.SOURCE)
_LISTS = "lists that are edited as Markdown"


def shown(body: BodyDocument) -> list[tuple[str, RichBlock] | str]:
    """Each paragraph's text and all that is known of it but its marks. Markdown has no empty ones (nor says it
    to which card an empty line belongs), and no numbers but those that are counted. All else is exact."""
    block, found = body.document.begin(), []
    while block.isValid():
        for one in read_block(block):
            text = _as_written(one.text)
            if text or one.kind in _WITHOUT_TEXT:
                found.append(
                    (text, replace(one, spans=(), number=1, source=_fenced(one.source.strip("\r\n"))))
                )
        block = block.next()
    return [
        _LISTS if part is None else part for part, _ in groupby(map(_unless_lists, found, _beside(found)))
    ]


def _fenced(source: str) -> str:
    """Indented code gets fences where it would be taken in by what stands above it; it is the same code."""
    if re.match(r" {4}|\t", source) is None:
        return source
    return "```\n" + re.sub(r"^(?: {4}|\t)", "", source, flags=re.M) + "\n```"


def _beside(found: list[tuple[str, RichBlock]]) -> list[bool]:
    """Which of these are lists that are read as one, as Markdown: among those that follow one another is one that can only
    be edited so. What they say is the same Markdown; which of them share a card is not said by it."""
    are_lists = [one.kind in _LIST_KINDS or _is_list(one.source) for _text, one in found]
    marked, start = [False] * len(found), 0
    for is_lists, stretch in groupby(are_lists):
        end = start + len(list(stretch))
        if is_lists and any(one.kind is Kind.SOURCE for _text, one in found[start:end]):
            marked[start:end] = [True] * (end - start)
        start = end
    return marked


def _is_list(source: str) -> bool:
    return re.match(r" {0,3}(?:[*+-]|\d+[.)])[ \t]", source) is not None


def _unless_lists(part: tuple[str, RichBlock], is_among_lists: bool) -> tuple[str, RichBlock] | None:
    return None if is_among_lists else part


def _as_written(text: str) -> str:
    """What Markdown can say of a text: it has no blanks at the edges of a line, no empty lines at those of a paragraph, and no
    tabs, for each of which a blank is written. All else is compared to the letter."""
    lines = [line.strip(" ") for line in text.replace("\t", " ").split("\n")]
    return "\n".join(lines).strip("\n")
