"""HTML from the clipboard -> rich blocks: what a news story can say of it, and nothing else.

Hostile HTML is inert here: nothing but words, marks, checked addresses and pictures given as data comes out, and
nothing is fetched or opened. Works without recursion and in one pass, so that depth and size cost time only.
"""

from __future__ import annotations

from collections import Counter

from editor_app.intake.pasted.copy import LeftOut, PastedCopy, PastedPicture
from editor_app.intake.pasted.elements import (
    BLOCKS,
    CELLS,
    CLOSED_BY,
    HEADS,
    HIDDEN,
    INLINE,
    LINES,
    LISTS,
    ROW_PARTS,
    WALLS,
    Frame,
)
from editor_app.intake.pasted.flow import Flow, Place
from editor_app.intake.pasted.listing import Listing
from editor_app.intake.pasted.looks import Looks, marked
from editor_app.intake.pasted.notes import Notes
from editor_app.intake.pasted.pictures import is_file_name, picture_data
from editor_app.intake.pasted.placement import Placement
from editor_app.intake.pasted.tables import Cell, Table
from editor_app.intake.pasted.tidying import tidied
from editor_app.intake.pasted.tokens import VOID, Closing, Opening, tokens_of
from editor_app.markup.rich import Kind, Picture, RichBlock

LARGEST_PAGE = 6_000_000
"""Characters. What is larger is not read."""

_MOST_TAGS = 250_000

_DEEPEST = 150
_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")


class TooLarge(Exception):
    """The copy is longer than anything that can be pasted with its formatting."""


def read_pasted_page(page: str) -> PastedCopy:
    """What `page`, HTML from the clipboard, has for a story.

    Raises:
        TooLarge: it is longer than `LARGEST_PAGE`, or has more tags than any text has.
    """
    if len(page) > LARGEST_PAGE or page.count("<") > _MOST_TAGS:
        raise TooLarge
    return _Reader().read(page)


class _Reader:
    """Reads one copy."""

    def __init__(self) -> None:
        self._stack = [Frame("html")]
        self._walls = [0]
        self._open_names: Counter[str] = Counter()
        self._skipped = 0
        self._flows = [Flow()]
        self._tables: list[Table] = []
        self._looks, self._notes = Looks(), Notes()
        self._placement = Placement(self._stack)
        self._pictures: list[PastedPicture] = []
        self._missing = 0
        self._listing: Listing | None = None
        self._around = ""  # the classes of the last `div`: highlighters put theirs there

    def read(self, page: str) -> PastedCopy:
        """All of it."""
        for token in tokens_of(page):
            if isinstance(token, str):
                self._text(token)
            elif isinstance(token, Opening):
                self._open(token)
            elif isinstance(token, Closing):
                self._close(token.name)
            else:
                self._looks.learn(token.text)
        while len(self._stack) > 1:
            self._pop()
        self._flows[0].end_block()
        blocks = tidied(self._flows[0].blocks)
        return PastedCopy(tuple(blocks), tuple(self._pictures), LeftOut(self._missing, self._notes.count))

    # -- text

    def _text(self, text: str) -> None:
        frame = self._stack[-1]
        if frame.is_hidden:
            return
        if frame.is_marker:
            self._placement.marker += text
            return
        if frame.shift and (moved := text.strip()) and len(moved) < 8:
            raised = moved.translate(_RAISED if frame.shift == "sup" else _LOWERED)
            text = raised if not any(letter.isascii() for letter in raised) else text
        if self._listing is not None:
            self._listing.add(text)
        flow = self._flows[-1]
        place = frame.place
        if frame.word_level and not flow.is_open and text.strip(" \t\r\n\f\u00a0"):
            place = self._placement.word_item()
        flow.add_text(text, frame.marks, place, is_pre=frame.is_pre, is_line=frame.is_line)

    # -- elements

    def _open(self, token: Opening) -> None:
        name, given = token.name, token.attributes
        if len(self._stack) >= _DEEPEST and name not in VOID:
            self._skipped += 1
            if name in BLOCKS:
                self._flows[-1].end_block()
            return
        self._imply_ends(name)
        if name in BLOCKS:
            self._flows[-1].end_block()
        frame = self._framed(name, given)
        if name == "table" and not frame.is_hidden:
            self._open_table(given)
            frame.closes_with = "table"
        elif name == "tr" and self._tables and self._stack[self._walls[-1]].name == "table":
            self._tables[-1].rows.append([])
        if name in VOID:
            self._void(name, given, frame)
            return
        if name in CELLS or name == "caption":
            self._open_cell(name, given, frame)
        frame.begun = len(self._flows[-1].blocks)
        self._begin_listing(name, given, frame)
        self._stack.append(frame)
        self._open_names[name] += 1
        if name in WALLS:
            self._walls.append(len(self._stack) - 1)
        if name == "q" and not frame.is_hidden:
            self._text("“")

    def _begin_listing(self, name: str, given: dict[str, str], frame: Frame) -> None:
        """`pre` in the open text may turn out to be code."""
        in_text = len(self._flows) == 1 and frame.place.kind is Kind.PARAGRAPH and not frame.place.item
        if name == "pre" and self._listing is None and in_text and not frame.is_hidden:
            self._listing = Listing()
            self._listing.look_at("div", self._around)
            frame.closes_with = "listing"
        if self._listing is not None:
            self._listing.look_at(name, given.get("class", ""))
        if name in LINES:
            self._around = given.get("class", "")

    def _end_listing(self, flow: Flow, begun: int) -> None:
        listing, self._listing = self._listing, None
        flow.end_block()
        is_text = all(each.block.kind is Kind.PARAGRAPH for each in flow.blocks[begun:])
        if listing is not None and listing.is_code and is_text and (source := listing.source()):
            del flow.blocks[begun:]
            flow.add_block(RichBlock(Kind.SOURCE, source=source))

    def _framed(self, name: str, given: dict[str, str]) -> Frame:
        """The frame of an element, from the one around it and what its attributes say."""
        around = self._stack[-1]
        look = self._looks.of(name, given)
        frame = Frame(
            name, around.marks, around.place, around.is_hidden, around.is_pre, around.is_line, around.is_marker,
            around.shift, around.word_level, around.style_name, None, 1, around.list_depth,
        )  # fmt: skip
        frame.in_listing = around.in_listing or name == "pre"
        if frame.is_hidden:
            return frame
        if name in HIDDEN or look.is_hidden or "hidden" in given or self._notes.is_note(name, given, look):
            frame.is_hidden = True
            return frame
        frame.is_marker = around.is_marker or look.is_marker
        frame.is_pre = look.is_pre if look.is_pre is not None else around.is_pre or name == "pre"
        frame.marks = marked(name, given, look, around)
        if name in ("sup", "sub"):
            frame.shift = name
        if name in BLOCKS:
            self._placement.place(name, given, look, frame)
            cell = self._tables[-1].cell if self._tables and name in ("p", "div") else None
            if cell is not None and not cell.align:
                cell.align = look.align or given.get("align", "").lower()
        return frame

    def _imply_ends(self, name: str) -> None:
        """A block ends the paragraph it begins in, an item the item before it, a row the row."""
        if name not in BLOCKS:
            return
        lowest = self._walls[-1]
        if name in CELLS or name in ROW_PARTS:
            if self._tables and self._stack[lowest].name in ("td", "th", "caption"):
                self._pop_to(lowest)
            ended_rows = ROW_PARTS if name not in ("tr", *CELLS) else {"tr"} if name == "tr" else frozenset()
            while self._stack[-1].name in ended_rows:
                self._pop()
            return
        ended = CLOSED_BY.get(name)
        for index in range(len(self._stack) - 1, max(lowest, len(self._stack) - 40), -1):
            frame = self._stack[index]
            if ended is not None and frame.name in ended:
                self._pop_to(index)
                return
            if frame.name == "p" or (name in HEADS and frame.name in HEADS):
                self._pop_to(index)
                return
            if frame.name in BLOCKS and (ended is None or frame.name in LISTS):
                return

    # -- ends

    def _close(self, name: str) -> None:
        if self._skipped and name not in VOID:
            self._skipped -= 1
            if name in BLOCKS:
                self._flows[-1].end_block()
            return
        if name == "br":
            self._void(name, {}, self._stack[-1])
            return
        if not self._open_names[name]:
            return
        lowest = self._walls[-1]
        if name == "table" or name in ROW_PARTS:
            self._close_table_part(name)
            return
        for index in range(len(self._stack) - 1, max(lowest - 1, 0), -1):
            frame = self._stack[index]
            if frame.name == name:
                self._pop_to(index)
                return
            if name in INLINE and frame.name in BLOCKS:
                self._switch_off(name, index)
                return

    def _switch_off(self, name: str, above: int) -> None:
        """An inline element ends inside a block that began in it: the block goes on without its mark."""
        for index in range(above, max(self._walls[-1], 0), -1):
            frame = self._stack[index]
            if frame.name == name:
                self._open_names[name] -= 1
                self._open_names["span"] += 1
                frame.name = "span"
                before = self._stack[index - 1].marks
                for each in self._stack[index:]:
                    each.marks = before
                return

    def _close_table_part(self, name: str) -> None:
        if name == "table":
            for index in range(len(self._stack) - 1, 0, -1):
                if self._stack[index].name == "table":
                    self._pop_to(index)
                    return
            return
        lowest = self._walls[-1]
        if self._stack[lowest].name in ("td", "th", "caption"):
            self._pop_to(lowest)
        while self._stack[-1].name in ROW_PARTS and (name != "tr" or self._stack[-1].name == "tr"):
            ended = self._stack[-1].name
            self._pop()
            if ended == name:
                return

    def _pop_to(self, index: int) -> None:
        while len(self._stack) > index:
            self._pop()

    def _pop(self) -> None:
        if self._stack[-1].name == "q" and not self._stack[-1].is_hidden:
            self._text("”")
        frame = self._stack.pop()
        self._open_names[frame.name] -= 1
        flow = self._flows[-1]
        if self._walls[-1] == len(self._stack):
            self._walls.pop()
        if frame.name in BLOCKS:
            is_empty = not flow.is_open and len(flow.blocks) == frame.begun
            if frame.name == "p" and is_empty and not frame.is_hidden:
                flow.leave_gap()
            flow.end_block()
        if frame.name in LINES:
            self._around = ""
        if frame.closes_with == "listing":
            self._end_listing(flow, frame.begun)
        elif frame.closes_with == "cell":
            self._flows.pop()
        elif frame.closes_with == "table":
            self._tables.pop().pour_into(self._flows[-1])

    # -- tables

    def _open_table(self, given: dict[str, str]) -> None:
        for table in self._tables[-1:]:
            table.holds_table = True
        width = given.get("width", "").strip()
        is_wide = width == "100%" or (width.isdecimal() and int(width[:6]) >= 500)
        is_bare = given.get("border", "0") == "0" and given.get("cellpadding", "") in ("0", "")
        is_frame = is_bare and is_wide and "Mso" not in given.get("class", "")
        self._flows[-1].end_block()
        self._tables.append(Table(is_layout=given.get("role", "") in ("presentation", "none") or is_frame))

    def _open_cell(self, name: str, given: dict[str, str], frame: Frame) -> None:
        if frame.is_hidden or not self._tables or self._stack[self._walls[-1]].name != "table":
            return
        table = self._tables[-1]
        if name == "caption":
            self._flows.append(table.caption)
        else:
            look = self._looks.of(name, given)
            align = look.align or given.get("align", "").lower()
            cell = Cell(align, _count(given, "colspan"), _count(given, "rowspan"))
            if name == "th" or "xl" in given.get("class", ""):
                table.is_layout = False
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append(cell)
            table.cell = cell
            self._flows.append(cell.flow)
        frame.closes_with = "cell"
        frame.place, frame.list_depth, frame.word_level = Place(), 0, 0

    # -- elements without content

    def _void(self, name: str, given: dict[str, str], frame: Frame) -> None:
        flow = self._flows[-1]
        if frame.is_hidden or frame.is_marker:
            return
        if name == "br":
            around = self._stack[-1]
            if self._listing is not None:
                self._listing.add("\n")
            flow.break_line(around.place, is_line=around.is_line)
        elif name == "hr":
            flow.add_block(RichBlock(Kind.DIVIDER))
        elif name == "img":
            self._picture(given)

    def _picture(self, given: dict[str, str]) -> None:
        alt = " ".join(given.get("alt", "").split())
        if 0 < len(alt) < 12 and not any(letter.isalnum() or letter.isascii() for letter in alt):
            self._text(alt)  # an emoji that is drawn as a picture
            return
        if any(given.get(side, "").strip() in ("0", "1", "2") for side in ("width", "height")):
            return  # it is there to be counted, not to be seen
        data = picture_data(given.get("src", ""))
        if data is None:
            self._missing += bool(given.get("src"))
            return
        self._flows[-1].add_block(
            RichBlock(
                Kind.PICTURE, picture=Picture(str(len(self._pictures)), "" if is_file_name(alt) else alt)
            )
        )
        self._pictures.append(data)


def _count(given: dict[str, str], name: str) -> int:
    value = given.get(name, "").strip()
    return max(1, min(int(value), 100)) if value.isdecimal() and len(value) < 4 else 1
