"""The last look at the blocks of a copy: lines that belong together, lists made by hand, crossheads in plain type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from editor_app.intake.pasted.addresses import lone_address
from editor_app.intake.pasted.flow import Gathered
from editor_app.intake.pasted.lines import WIDEST, Joint, joints_of, width_of
from editor_app.markup.rich import Kind, RichBlock, Span
from editor_app.markup.spans import normal_block

_HEADS = frozenset({Kind.CROSSHEAD, Kind.SMALL_CROSSHEAD})
_TEXTS = frozenset({Kind.PARAGRAPH, Kind.QUOTE})
_BULLET = re.compile(r"[•·▪◦‣●○■□§\uf0b7\uf0a7]\s+(?=\S)|[•▪◦‣●\uf0b7\uf0a7](?=\S)")
_NUMBER = re.compile(r"(?P<number>\d{1,3})[.)]\s+(?=\S)")
_SHORT_LINE = 60


def tidied(gathered: Sequence[Gathered]) -> list[RichBlock]:
    """The blocks as a story takes them."""
    lines_joined = _with_lines_joined(gathered)
    blocks: list[RichBlock] = []
    for each in lines_joined:
        blocks += _rewrapped(each)
    blocks = list(_with_lists([_with_clean_addresses(_in_plain_type(block)) for block in blocks]))
    blocks = [block for block in map(normal_block, blocks) if block.kind not in _TEXTS or block.spans]
    while blocks and blocks[0].kind is Kind.DIVIDER:
        blocks.pop(0)
    while blocks and blocks[-1].kind is Kind.DIVIDER:
        blocks.pop()
    return [block for block in blocks if block.spans or block.kind not in _HEADS]


def _with_lines_joined(gathered: Sequence[Gathered]) -> list[RichBlock]:
    """Mail programs write lines, and an empty one between paragraphs: lines that stand together are one paragraph."""
    uses_gaps = any(each.after_gap for each in gathered[1:])
    found: list[RichBlock] = []
    group: list[RichBlock] = []
    for each in gathered:
        goes_on = bool(group) and each.is_line and not each.after_gap and each.block.kind is group[0].kind
        if not goes_on:
            found += _one_or_all(group)
            group = []
        if uses_gaps and each.is_line and each.block.kind in _TEXTS:
            group.append(each.block)
        else:
            found.append(each.block)
    return found + _one_or_all(group)


def _one_or_all(lines: list[RichBlock]) -> list[RichBlock]:
    if len(lines) < 2 or any("\n" in line.text for line in lines):
        return lines
    texts = [line.text for line in lines]
    is_wrapped = Joint.BREAK not in joints_of(texts, width_of(texts))
    if not is_wrapped and max(map(len, texts)) > _SHORT_LINE:
        return lines
    spans: list[Span] = []
    for line in lines:
        spans += [Span("\n"), *line.spans] if spans else line.spans
    return [replace(lines[0], spans=tuple(spans))]


def _rewrapped(block: RichBlock) -> list[RichBlock]:
    """A text whose line breaks a program made, as the paragraphs it was."""
    text = block.text
    if block.kind not in _TEXTS or "\n" not in text:
        return [block]
    lines = text.split("\n")
    if max(map(len, lines)) > WIDEST or (len(lines) > 1 and all(map(_starts_item, lines))):
        return [block]
    joints = joints_of(lines, width_of(lines))
    if set(joints) <= {Joint.BREAK}:
        return [block]
    return list(_put_together(block, _span_lines(block.spans), joints))


def _span_lines(spans: Sequence[Span]) -> list[list[Span]]:
    lines: list[list[Span]] = [[]]
    for span in spans:
        for index, part in enumerate(span.text.split("\n")):
            if index:
                lines.append([])
            if part:
                lines[-1].append(replace(span, text=part))
    return lines


def _put_together(block: RichBlock, lines: list[list[Span]], joints: Sequence[Joint]) -> Iterator[RichBlock]:
    spans = list(lines[0])
    for joint, line in zip(joints, lines[1:], strict=False):
        if joint is Joint.PARAGRAPH:
            yield replace(block, spans=tuple(spans))
            spans = []
        elif joint is Joint.NOTHING and spans:
            spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip()[:-1])
        elif joint is Joint.BREAK:
            spans.append(Span("\n"))
        elif joint is Joint.BLANK:
            spans.append(Span(" "))
        spans += line
    yield replace(block, spans=tuple(spans))


def _in_plain_type(block: RichBlock) -> RichBlock:
    """A crosshead is bold by itself and has one line."""
    if block.kind not in _HEADS:
        return block
    spans = tuple(replace(span, bold=False, text=span.text.replace("\n", " ")) for span in block.spans)
    return replace(block, spans=spans)


def _with_clean_addresses(block: RichBlock) -> RichBlock:
    """A link that shows its own address shows it clean, too."""
    if not any(span.href and "?" in span.text for span in block.spans):
        return block
    spans = (
        replace(span, text=span.href) if span.href and lone_address(span.text) == span.href else span
        for span in block.spans
    )
    return replace(block, spans=tuple(spans))


# -- lists made by hand


def _with_lists(blocks: Sequence[RichBlock]) -> Iterator[RichBlock]:
    """Paragraphs in a row that begin with bullets, or count up from 1, are lists."""
    split = [line for block in blocks for line in _item_lines(block)]
    for sort, group in groupby(split, _sort_of_item):
        members = list(group)
        if sort == "bullet" and len(members) > 1:
            for member in members:
                yield RichBlock(Kind.BULLET, _without_start(member, _BULLET))
        elif sort == "number" and len(members) > 1 and _counts(members):
            for number, member in enumerate(members, start=1):
                yield RichBlock(Kind.NUMBER, _without_start(member, _NUMBER), number=number)
        else:
            yield from members


def _item_lines(block: RichBlock) -> list[RichBlock]:
    """The lines of a paragraph that are items each; else the paragraph."""
    if block.kind is not Kind.PARAGRAPH or "\n" not in block.text:
        return [block]
    lines = block.text.split("\n")
    if not all(map(_starts_item, lines)):
        return [block]
    return [replace(block, spans=tuple(line)) for line in _span_lines(block.spans)]


def _starts_item(line: str) -> bool:
    return _BULLET.match(line) is not None or _NUMBER.match(line) is not None


def _sort_of_item(block: RichBlock) -> str:
    if block.kind is not Kind.PARAGRAPH:
        return "other"
    if _BULLET.match(block.text):
        return "bullet"
    return "number" if _NUMBER.match(block.text) else "text"


def _counts(blocks: Sequence[RichBlock]) -> bool:
    numbers = [int(found["number"]) for block in blocks if (found := _NUMBER.match(block.text))]
    return numbers == list(range(1, len(blocks) + 1))


def _without_start(block: RichBlock, start: re.Pattern[str]) -> tuple[Span, ...]:
    found = start.match(block.text)
    left = found.end() if found else 0
    spans: list[Span] = []
    for span in block.spans:
        cut = min(left, len(span.text))
        left -= cut
        if span.text[cut:]:
            spans.append(replace(span, text=span.text[cut:]))
    return tuple(spans)
