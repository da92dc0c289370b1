"""Plain text from the clipboard -> rich blocks: lines that a mail program or a PDF broke are joined again.

Paragraphs, lists and quoted mail are found by how they are written. Addresses and verse keep their lines. Nothing in
it is taken for Markdown: that is `markdown_words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from editor_app.intake.pasted.copy import PastedCopy
from editor_app.intake.pasted.flow import without_junk
from editor_app.intake.pasted.lines import Joint, joints_of, width_of
from editor_app.markup.rich import Kind, RichBlock, Span
from editor_app.markup.spans import normal_block

_LINE_ENDS = re.compile("\r\n|[\r\x0c\x85\u2029\u2028]")
_QUOTED = re.compile(r"\A(?:>[ ]?)+")
_BULLET = re.compile(r"\s*(?P<mark>[•·▪◦‣●○■*-])[ \t]+(?P<text>\S.*)")
_NUMBER = re.compile(r"\s*(?P<number>\d{1,3})[.)][ \t]+(?P<text>\S.*)")
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}


def read_pasted_text(text: str) -> PastedCopy:
    """The blocks of plain text, whose line ends may be of any kind."""
    lines = _LINE_ENDS.sub("\n", text.replace("\r\n", "\n")).translate(_LIGATURES).split("\n")
    lines = [without_soft(line) for line in lines]
    width = width_of([_QUOTED.sub("", line) for line in lines])
    has_gaps = any(not line.strip() for line in _stripped(lines))
    blocks: list[RichBlock] = []
    for level, part in groupby(lines, _quote_level):
        for found in _blocks([_QUOTED.sub("", line) for line in part], width, has_gaps=has_gaps):
            quoted = level and found.kind is Kind.PARAGRAPH
            blocks.append(RichBlock(Kind.QUOTE, found.spans) if quoted else found)
    return PastedCopy(tuple(block for block in map(normal_block, blocks) if block.spans))


def without_soft(line: str) -> str:
    """`line` without what nobody sees; a soft hyphen at its end stays, it says that the word goes on."""
    bare = line.rstrip()
    kept = without_junk(line)
    return f"{kept.rstrip()}\u00ad" if bare.endswith("\u00ad") else kept


def _quote_level(line: str) -> int:
    found = _QUOTED.match(line)
    return found.group().count(">") if found else 0


def _stripped(lines: Sequence[str]) -> list[str]:
    """Without blank lines at either end."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    return list(lines[filled[0] : filled[-1] + 1]) if filled else []


def _blocks(lines: Sequence[str], width: int, *, has_gaps: bool) -> Iterator[RichBlock]:
    group: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            group.append(line.rstrip(" \t"))
        elif group:
            yield from _group(group, width, has_gaps=has_gaps)
            group = []


def _group(lines: list[str], width: int, *, has_gaps: bool) -> Iterator[RichBlock]:
    """The blocks of lines that stand together: a list, text above a list, or text."""
    start = next((index for index, line in enumerate(lines) if _starts_list(lines, index)), None)
    if start is None:
        yield from _text(lines, width, has_gaps=has_gaps)
        return
    if start:
        yield from _text(lines[:start], width, has_gaps=has_gaps)
    yield from _list(lines[start:], width)


def _starts_list(lines: Sequence[str], index: int) -> bool:
    """Whether a list of at least two items begins at this line."""
    bullet, number = _BULLET.match(lines[index]), _NUMBER.match(lines[index])
    following = lines[index + 1 :]
    if bullet:
        return any((found := _BULLET.match(line)) and found["mark"] == bullet["mark"] for line in following)
    if number and number["number"] == "1":
        return any((found := _NUMBER.match(line)) and found["number"] == "2" for line in following)
    return False


def _list(lines: Sequence[str], width: int) -> Iterator[RichBlock]:
    """The items; a line that begins none goes on with the one before it."""
    pattern = _BULLET if _BULLET.match(lines[0]) else _NUMBER
    items: list[list[str]] = []
    indents: list[int] = []
    for line in lines:
        found = pattern.match(line)
        is_next = found is not None and (pattern is _BULLET or int(found["number"]) == len(items) + 1)
        if found and is_next:
            items.append([found["text"]])
            indents.append(len(line) - len(line.lstrip()))
        else:
            items[-1].append(line.strip())
    levels = sorted(set(indents))
    for number, (item, indent) in enumerate(zip(items, indents, strict=True), start=1):
        text = _joined(
            item, [joint if joint is not Joint.BREAK else Joint.BLANK for joint in joints_of(item, width)]
        )
        depth = min(levels.index(indent), 5) if pattern is _BULLET else 0
        kind = Kind.BULLET if pattern is _BULLET else Kind.NUMBER
        yield RichBlock(kind, (Span(" ".join(text)),), depth, number if kind is Kind.NUMBER else 1)


def _text(lines: list[str], width: int, *, has_gaps: bool) -> Iterator[RichBlock]:
    joints = joints_of(lines, width)
    if set(joints) == {Joint.BREAK} and (not has_gaps or all(len(line) > 90 for line in lines[:-1])):
        # Nothing else tells paragraphs apart.
        joints = [Joint.PARAGRAPH] * len(joints)
    for text in _joined(lines, joints):
        yield RichBlock(spans=(Span(text),))


def _joined(lines: Sequence[str], joints: Sequence[Joint]) -> list[str]:
    texts = [lines[0].strip()]
    for joint, line in zip(joints, lines[1:], strict=True):
        bare = line.strip()
        if joint is Joint.PARAGRAPH:
            texts.append(bare)
        elif joint is Joint.NOTHING:
            texts[-1] = texts[-1][:-1] + bare
        elif joint is Joint.HYPHEN:
            texts[-1] += bare
        else:
            texts[-1] += ("\n" if joint is Joint.BREAK else " ") + bare
    return [text.rstrip("\u00ad") for text in texts]
