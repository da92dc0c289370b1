"""What a QTextDocument remembers of a rich block: semantic properties only, plus the spacing of its kind.

Properties are read with Qt's typed getters: in PySide 6.12 `property()` of one that is not set gives away a
reference to None it does not own, and after enough of them Python stops. Colours and fonts are never stored here; `presentation` lays them over the text, so that a change of theme
touches neither content nor undo.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict
from enum import IntEnum
from typing import NamedTuple

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextFormat

from editor_app.markup.rich import AlsoReadLink, Kind, Picture, RichBlock, Span

OBJECT = "\ufffc"
LINE_BREAK = "\u2028"
_USER = int(QTextFormat.Property.UserProperty)


class BlockProperty(IntEnum):
    """Custom properties of a QTextBlockFormat."""

    KEY = _USER + 1
    KIND = _USER + 2
    DEPTH = _USER + 3
    NUMBER = _USER + 4
    ALIGN = _USER + 5  # of a table's cell
    HEADING = _USER + 6  # the cell is in the first row
    BOX = _USER + 7  # the type of the fact box
    CLOSES = _USER + 8  # the last of its fact box


# Plain numbers and a plain table: these are asked thousands of times when a long story is opened.
_KEY, _KIND, _BOX = int(BlockProperty.KEY), int(BlockProperty.KIND), int(BlockProperty.BOX)
_KINDS: dict[str, Kind] = {"": Kind.PARAGRAPH, **{kind.value: kind for kind in Kind}}


class Mark(IntEnum):
    """Custom properties of a QTextCharFormat; the first four are switches."""

    BOLD = _USER + 11
    ITALIC = _USER + 12
    STRIKE = _USER + 13
    CODE = _USER + 14
    HREF = _USER + 15
    TITLE = _USER + 16
    VERBATIM = _USER + 17
    PAYLOAD = _USER + 18


SWITCHES: tuple[Mark, ...] = (Mark.BOLD, Mark.ITALIC, Mark.STRIKE, Mark.CODE)


class ObjectType(IntEnum):
    """The object types that `drawing` paints."""

    DIVIDER = int(QTextFormat.ObjectTypes.UserObject) + 1
    PICTURE = int(QTextFormat.ObjectTypes.UserObject) + 2
    ALSO_READ = int(QTextFormat.ObjectTypes.UserObject) + 3
    SOURCE = int(QTextFormat.ObjectTypes.UserObject) + 4


OBJECT_TYPES: dict[Kind, ObjectType] = {
    Kind.DIVIDER: ObjectType.DIVIDER,
    Kind.PICTURE: ObjectType.PICTURE,
    Kind.ALSO_READ: ObjectType.ALSO_READ,
    Kind.SOURCE: ObjectType.SOURCE,
}
LIST_KINDS = frozenset({Kind.BULLET, Kind.NUMBER})
QUOTE_KINDS = frozenset({Kind.QUOTE, Kind.PULL_QUOTE})

INDENT_WIDTH = 24
# kind -> fixed line height (0: as tall as its content), space before, space after, in pixels at zoom 1
_SPACING: dict[Kind, tuple[int, int, int]] = {
    Kind.PARAGRAPH: (28, 10, 0),
    Kind.CROSSHEAD: (28, 24, 6),
    Kind.SMALL_CROSSHEAD: (26, 20, 4),
    Kind.BULLET: (28, 4, 0),
    Kind.NUMBER: (28, 4, 0),
    Kind.QUOTE: (28, 10, 0),
    Kind.PULL_QUOTE: (30, 18, 10),
    Kind.DIVIDER: (0, 14, 8),
    Kind.PICTURE: (0, 18, 8),
    Kind.ALSO_READ: (0, 18, 8),
    Kind.SOURCE: (0, 14, 6),
    Kind.TABLE: (21, 0, 0),
    Kind.BOX_TITLE: (22, 34, 0),
}
BOX_INDENT, BOX_PADDING = 20, 14
_BOX_LINE, _BOX_GAP, _BELOW_BOX = 24, 6, 26


def new_key() -> str:
    """A key no other block has."""
    return "n" + secrets.token_hex(6)


def block_format(
    kind: Kind, key: str, depth: int = 0, number: int = 1, *, continues: bool = False, box: str = ""
) -> QTextBlockFormat:
    """The block format of a block of `kind` that belongs to the slice `key`.

    `continues`: it goes on from the block before it, as the source of a pull quote does. `box`: the type of the
    fact box it is in.
    """
    made = QTextBlockFormat()
    made.setProperty(BlockProperty.KEY, key)
    made.setProperty(BlockProperty.KIND, kind.value)
    if kind in LIST_KINDS:
        made.setProperty(BlockProperty.DEPTH, depth)
        if kind is Kind.NUMBER:
            made.setProperty(BlockProperty.NUMBER, number)
        made.setIndent(depth + 1)
    elif kind in QUOTE_KINDS:
        made.setIndent(1)
    line, before, after = _SPACING[kind]
    if line:
        made.setLineHeight(line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    made.setTopMargin(0 if continues else before)
    made.setBottomMargin(after)
    if box:
        _put_in_box(made, kind, box)
    return made


def _put_in_box(made: QTextBlockFormat, kind: Kind, box: str) -> None:
    made.setProperty(BlockProperty.BOX, box)
    made.setLeftMargin(BOX_INDENT)
    made.setRightMargin(BOX_INDENT)
    if kind is not Kind.BOX_TITLE:
        made.setTopMargin(_BOX_GAP)
        made.setLineHeight(_BOX_LINE, QTextBlockFormat.LineHeightTypes.FixedHeight.value)


def closing_box(made: QTextBlockFormat, closes: bool) -> QTextBlockFormat:
    """`made` with the room below that the last block of a fact box has, or without."""
    changed = QTextBlockFormat(made)
    changed.setBottomMargin(_BELOW_BOX if closes else 0)
    if closes:
        changed.setProperty(BlockProperty.CLOSES, True)
    else:
        changed.clearProperty(BlockProperty.CLOSES)
    return changed


class Signs(NamedTuple):
    """What a block's format says of it: the key of its slice, its kind, and the type of its fact box, read at once."""

    key: str
    kind: Kind
    box: str


def signs_of(block: QTextBlock) -> Signs:
    """`key_of`, `kind_of` and `box_of` for the price of one, for whoever goes through a whole body."""
    made = block.blockFormat()
    kind = _KINDS[made.stringProperty(_KIND)]
    return Signs(made.stringProperty(_KEY), kind, made.stringProperty(_BOX))


def box_of(block: QTextBlock) -> str:
    """The type of the fact box a block is in; empty outside of one."""
    return block.blockFormat().stringProperty(_BOX)


def key_of(block: QTextBlock) -> str:
    """The key of the slice the block belongs to; empty when it has none."""
    return block.blockFormat().stringProperty(_KEY)


def kind_of(block: QTextBlock) -> Kind:
    """The kind the block's format names; what is really there, `reader` decides."""
    return _KINDS[block.blockFormat().stringProperty(_KIND)]


def depth_of(block: QTextBlock) -> int:
    """Nesting of a list item, 0 at the outermost."""
    return block.blockFormat().intProperty(BlockProperty.DEPTH)


def number_of(block: QTextBlock) -> int:
    """The number a NUMBER item carries."""
    made = block.blockFormat()
    return made.intProperty(BlockProperty.NUMBER) if made.hasProperty(BlockProperty.NUMBER) else 1


def format_of_span(span: Span) -> QTextCharFormat:
    """The char format of a span. Only what is set is stored."""
    made = QTextCharFormat()
    for mark, on in zip(SWITCHES, (span.bold, span.italic, span.strike, span.code), strict=True):
        if on:
            made.setProperty(mark, True)
    if span.href:
        made.setProperty(Mark.HREF, span.href)
        if span.title:
            made.setProperty(Mark.TITLE, span.title)
    if span.verbatim:
        made.setProperty(Mark.VERBATIM, True)
    return made


def span_of(text: str, made: QTextCharFormat) -> Span:
    """The span a run of text with this format stands for."""
    href = made.stringProperty(Mark.HREF)
    return Span(
        text.replace(LINE_BREAK, "\n"),
        bold=made.boolProperty(Mark.BOLD),
        italic=made.boolProperty(Mark.ITALIC),
        strike=made.boolProperty(Mark.STRIKE),
        code=made.boolProperty(Mark.CODE),
        href=href,
        title=made.stringProperty(Mark.TITLE) if href else "",
        verbatim=made.boolProperty(Mark.VERBATIM),
    )


def object_format(block: RichBlock) -> QTextCharFormat:
    """The char format of the one object character that stands for a picture, divider, card ..."""
    made = QTextCharFormat()
    made.setObjectType(int(OBJECT_TYPES[block.kind]))
    made.setProperty(Mark.PAYLOAD, _packed(block))
    return made


def object_of(made: QTextCharFormat) -> RichBlock | None:
    """The block an object character stands for; None when the format is not one of ours."""
    payload = made.stringProperty(Mark.PAYLOAD)
    return _unpacked(payload) if payload else None


def _packed(block: RichBlock) -> str:
    # JSON in ASCII: lone surrogates and control characters survive the way through QString.
    values: dict[str, object] = {"kind": block.kind.value}
    if block.picture is not None:
        values["picture"] = asdict(block.picture)
    if block.links:
        values["links"] = [asdict(link) for link in block.links]
    if block.source:
        values["source"] = block.source
    return json.dumps(values)


def _unpacked(payload: str) -> RichBlock:
    values = json.loads(payload)
    picture = values.get("picture")
    return RichBlock(
        Kind(values["kind"]),
        picture=Picture(**picture) if picture else None,
        links=tuple(AlsoReadLink(**link) for link in values.get("links", ())),
        source=values.get("source", ""),
    )
