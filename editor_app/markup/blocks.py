"""A story's body as verbatim slices: `"".join(slice_body(body)) == body`, whatever the text.

A cut is made at a blank line only where both sides are certainly separate blocks, so that rendering slice by
slice gives what rendering the whole gives. Lists with blank lines, fences, raw HTML and footnotes stay glued.
Nothing here changes a character. What is told without the parser does not load it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from editor_app.markup.also_read_text import is_list_awaited
from editor_app.markup.definitions import may_define

if TYPE_CHECKING:
    from editor_app.markup.raw_html import Region

PULL_LINES = frozenset({"{.pull}", "{: .pull}", "{:.pull}", "{ .pull }"})
"""What stands below a quote that is a pull quote."""

_LINE = re.compile(r"[^\r\n]*(?:\r[\x02\x03]*\n|\r|\n)|[^\r\n]+")
_MARKER = re.compile(r" {0,3}(?:[*+-]|\d+\.) +")
_QUOTE = re.compile(r" {0,3}>")
_COLON = re.compile(r" {0,3}: {1,3}")
_BOX = re.compile(r"!!! ?[\w-]")
_NOTE = re.compile(r" {0,3}\[\^[^\]]*\]:")
_DEFINITION = re.compile(r" {0,3}\*?\[")
_BROKEN_REFERENCE = re.compile(r"&#(?!\d+;|[xX][0-9a-fA-F]+;)")
_INDENT = "    "
# Stand-ins for the inside of fences and raw HTML; neither character survives in normal lines.
_OPAQUE, _OPAQUE_MARKDOWN = "\x02", "\x03"


class _Trait:
    """What a chunk may begin or end with, as far as it matters to its neighbours: bits, which plain numbers hold
    at a fraction of what an enumeration costs."""

    LIST = 1
    QUOTE = 2
    INDENT = 4  # begins indented; as an end: may end in a code block
    COLON = 8
    TERMS = 16  # a definition list
    BOX = 32
    NOTE = 64
    PULL = 128
    LABEL = 256  # "Also read:" waiting for its list
    EMPTY = 512  # may leave nothing behind, so that its neighbours on both sides meet
    START = 1024  # nothing but blank lines stands before it


_INDENT_JOINS = _Trait.LIST | _Trait.INDENT | _Trait.TERMS | _Trait.BOX | _Trait.NOTE


@dataclass(slots=True)
class _Slice:
    start: int
    end: int
    first: int
    last: int


def slice_body(body: str) -> list[str]:
    """The slices of `body`, in order, each with the blank lines that follow it.

    Blank lines at the very start are a slice of their own.
    """
    if not body:
        return []
    lines = _lines(body)
    plain = _normal_lines(lines)
    plain, barriers = _hide_regions(plain)
    chunks = _chunks(plain, barriers)
    slices: list[_Slice] = []
    for start, end in chunks:
        slices.append(_examined(start, end, plain))
        while len(slices) > 1 and _belong_together(slices[-2], slices[-1]):
            _merge(slices)
        if len(slices) > 1 and slices[-1].last & _Trait.EMPTY:
            slices[-1].last |= slices[-2].last
    edges = [each.start for each in slices[1:]] + [len(lines)]
    found, position = [], 0
    for edge in edges:
        found.append("".join(lines[position:edge]))
        position = edge
    return found


def references_in(body: str) -> str:
    """The link, footnote and abbreviation definitions of `body`, as Markdown; "" when there are none.

    It adds up: the references of a body are those of its slices, one after the other.
    """
    if not may_define(body):
        return ""
    from editor_app.markup.dialect import reading_dialect

    dialect = reading_dialect()
    return "".join(dialect.definitions(source).written() for source in slice_body(body) if may_define(source))


def _lines(body: str) -> list[str]:
    if "\r" in body:
        return _LINE.findall(body)
    lines = [line + "\n" for line in body.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _normal_lines(lines: list[str]) -> list[str]:
    """The lines as Python-Markdown sees them: tabs expanded, blank lines empty, no line ends."""
    normal = []
    for line in lines:
        text = line.replace("\x02", "").replace("\x03", "").rstrip("\r\n").expandtabs(4)
        normal.append(text if text.strip(" ") else "")
    if normal and not normal[0]:
        normal[0] = lines[0].replace("\x02", "").replace("\x03", "").rstrip("\r\n").expandtabs(4)
    return normal


def _hide_regions(plain: list[str]) -> tuple[list[str], set[int]]:
    """`plain` with the inside of fences and raw HTML made inert, and the lines no cut may come before."""
    text = "\n".join(plain) + "\n\n"
    fences = _fences(text)
    if not fences and not _may_be_raw(text):
        return plain, set()
    from editor_app.markup.raw_html import Region, raw_regions

    regions = [Region(start, end, True, True) for start, end in fences]
    text = _masked(text, regions)
    if _may_be_raw(text):
        found = raw_regions(text)
        regions += found
        text = _masked(text, [region for region in found if region.is_opaque])
    if not regions:
        return plain, set()
    starts, position = [], 0
    for line in plain:
        starts.append(position)
        position += len(line) + 1
    barriers: set[int] = set()
    for region in regions:
        barriers.update(_lines_inside(starts, region))
    return text.split("\n")[: len(plain)], barriers


def _may_be_raw(text: str) -> bool:
    return "<" in text or ("&#" in text and _BROKEN_REFERENCE.search(text) is not None)


def _lines_inside(starts: list[int], region: Region) -> range:
    return range(bisect_right(starts, region.start), bisect_left(starts, region.end))


def _masked(text: str, regions: list[Region]) -> str:
    pieces, position = [], 0
    for region in sorted(regions, key=lambda each: each.start):
        if region.start < position:
            continue
        pieces.append(text[position : region.start])
        inside = text[region.start : region.end]
        filler = _OPAQUE if "markdown" not in inside or region.is_fence else _OPAQUE_MARKDOWN
        pieces.append(re.sub(r"[^\n]", filler, inside))
        position = region.end
    pieces.append(text[position:])
    return "".join(pieces)


def _fences(text: str) -> list[tuple[int, int]]:
    if "```" not in text and "~~~" not in text:
        return []
    from markdown.extensions.attr_list import get_attrs_and_remainder
    from markdown.extensions.fenced_code import FencedBlockPreprocessor

    found, index = [], 0
    while match := FencedBlockPreprocessor.FENCED_BLOCK_RE.search(text, index):
        if match["attrs"] and get_attrs_and_remainder(match["attrs"])[1]:
            index = match.end("attrs")
            continue
        found.append(match.span())
        index = match.end()
    return found


def _chunks(plain: list[str], barriers: set[int]) -> list[tuple[int, int]]:
    """Runs of lines between possible cuts: a run starts at a written line that follows a blank one."""
    starts = [
        number
        for number, line in enumerate(plain)
        if line and number and not plain[number - 1].strip(" ") and number not in barriers
    ]
    # Blanks on the very first line are text to Python-Markdown, so they stay with what follows.
    if starts and plain[0] and not plain[0].strip(" "):
        starts.pop(0)
    edges = [0, *starts, len(plain)]
    return list(pairwise(edges))


def _examined(start: int, end: int, plain: list[str]) -> _Slice:
    line = plain[start]
    if (
        line[:1].isalpha()
        and (end - start == 1 or not any(plain[start + 1 : end]))
        and _OPAQUE not in line
        and _OPAQUE_MARKDOWN not in line
    ):
        return _Slice(start, end, 0, _Trait.LABEL if is_list_awaited(line.strip()) else 0)  # a line of prose
    return _looked_into(start, end, plain)


def _looked_into(start: int, end: int, plain: list[str]) -> _Slice:
    lines = [line for line in plain[start:end] if line]
    if not lines or not any(line.strip(" ") for line in lines):
        return _Slice(start, end, _Trait.EMPTY, _Trait.EMPTY | _Trait.START)
    text = "\n".join(lines)
    defines = may_define(text) and any(_DEFINITION.match(line) for line in lines)
    vanishes = not lines[0].strip()
    first = 0
    for line in lines if defines or vanishes else lines[:1]:
        first |= _start_trait(line)
    last = _Trait.EMPTY if defines or not text.strip() else 0
    for line in lines:
        if _OPAQUE_MARKDOWN in line:  # it may end in anything
            last |= _INDENT_JOINS | _Trait.QUOTE
        # What follows a raw block on its line begins a block of its own.
        for part in line.split(_OPAQUE):
            last |= _end_trait(part)
    if defines or vanishes:
        first |= _Trait.EMPTY
    if last & _Trait.TERMS:
        first |= _Trait.TERMS
    if text.strip() in PULL_LINES:
        first |= _Trait.PULL
    elif lines[-1].strip() in PULL_LINES and last & _Trait.QUOTE and not (last & ~_Trait.QUOTE):
        # A pull quote runs together with nothing.
        first, last = first & ~_Trait.QUOTE, last & ~_Trait.QUOTE
    if is_list_awaited(text.strip()):
        last |= _Trait.LABEL
    return _Slice(start, end, first, last)


def _start_trait(line: str) -> int:
    if line.startswith(_INDENT):
        return _Trait.INDENT
    if _QUOTE.match(line):
        return _Trait.QUOTE
    if _COLON.match(line):
        return _Trait.COLON | _Trait.TERMS
    if _MARKER.match(line) and not _is_rule(line):
        return _Trait.LIST
    return 0


def _is_rule(line: str) -> bool:
    """Whether the parser takes the line for a rule and not for a list."""
    if line.strip("-_* "):  # as that of nearly every list
        return False
    from markdown.blockprocessors import HRProcessor

    return re.match(HRProcessor.RE, line) is not None


def _end_trait(line: str) -> int:
    trait = _start_trait(line) & ~_Trait.COLON
    if _BOX.match(line):
        trait |= _Trait.BOX
    if _NOTE.match(line):
        trait |= _Trait.NOTE
    return trait


def _belong_together(before: _Slice, after: _Slice) -> bool:
    first, last = after.first, before.last
    if last & _Trait.START and not last & ~(_Trait.START | _Trait.EMPTY):
        return False
    return bool(
        first & _Trait.COLON
        or (first & _Trait.INDENT and last & _INDENT_JOINS)
        or (first & _Trait.LIST and last & (_Trait.LIST | _Trait.LABEL))
        or (first & _Trait.QUOTE and last & _Trait.QUOTE)
        or (first & _Trait.TERMS and last & _Trait.TERMS)
        or (first & _Trait.PULL and last & _Trait.QUOTE)
    )


def _merge(slices: list[_Slice]) -> None:
    after = slices.pop()
    before = slices[-1]
    before.end = after.end
    is_open = before.first & _Trait.EMPTY
    before.first |= after.first if is_open else after.first & _Trait.TERMS
    if is_open and not after.first & _Trait.EMPTY:
        before.first &= ~_Trait.EMPTY
    if after.first & _Trait.PULL:
        before.last &= ~_Trait.QUOTE
    if not after.last & _Trait.EMPTY:
        before.last &= ~_Trait.EMPTY
    before.last |= after.last
    if len(slices) > 1 and before.last & _Trait.EMPTY:
        before.last |= slices[-2].last
