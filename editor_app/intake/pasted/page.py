"""HTML from the clipboard -> rich blocks: what a news story can say of it, and nothing else.

Hostile HTML is inert here: nothing but words, marks, checked addresses and pictures given as data comes out, and
nothing is fetched or opened. Works without recursion and in one pass, so that depth and size cost time only.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from dataclasses import dataclass, replace
from urllib.parse import unquote_to_bytes

from editor_app.intake.pasted.addresses import clean_address
from editor_app.intake.pasted.copy import LeftOut, PastedCopy, PastedPicture
from editor_app.intake.pasted.flow import Flow, Marks, Place
from editor_app.intake.pasted.lists import WordLists
from editor_app.intake.pasted.styles import PLAIN, Look, look_of, rules_of
from editor_app.intake.pasted.tables import Cell, Table
from editor_app.intake.pasted.tidying import tidied
from editor_app.intake.pasted.tokens import VOID, Closing, Opening, StyleSheet, tokens_of
from editor_app.markup.rich import Kind, Picture, RichBlock

LARGEST_PAGE = 6_000_000
"""Characters. What is larger is not read."""

_MOST_TOKENS = 400_000

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_HIDDEN = frozenset({
    "audio", "button", "canvas", "datalist", "head", "iframe", "math", "noembed", "noframes", "noscript", "object",
    "rp", "rt", "script", "select", "style", "svg", "template", "textarea", "title", "video", "xml", "xmp",
})  # fmt: skip
_BOLD, _ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em", "cite", "dfn", "var"})
_STRIKE, _CODE = frozenset({"s", "strike", "del"}), frozenset({"code", "kbd", "samp", "tt"})
_INLINE = (
    _BOLD | _ITALIC | _STRIKE | _CODE | {"a", "span", "font", "u", "sup", "sub", "small", "big", "ins", "q"}
)
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LINES = frozenset({"div", "center", "address"})
_CELLS = frozenset({"td", "th"})
_ROW_PARTS = frozenset({"tr", "tbody", "thead", "tfoot"})
# An element's end is not looked for beyond these.
_WALLS = frozenset({"td", "th", "caption", "table"})
_CLOSED_BY: dict[str, frozenset[str]] = {
    "li": frozenset({"li"}), "dt": frozenset({"dt", "dd"}), "dd": frozenset({"dt", "dd"}), "option": frozenset({"option"}),
}  # fmt: skip
_NOTE_CLASSES = frozenset({
    "msocomtxt", "msocomanchor", "msocomoff", "MsoCommentReference", "MsoCommentText", "mw-editsection", "sr-only",
    "visually-hidden", "screen-reader-text", "a-offscreen", "assistive-text",
})  # fmt: skip
_NOTE_MARK = re.compile(
    r"#_?(?:ftn|edn|ftnt|sdfootnote|sdendnote|cite_note|fn|footnote|endnote|note)[\w:.-]*\Z", re.I
)
_COMMENT_MARK = re.compile(r"#_?(?:msocom|cmnt)", re.I)
_NOTE_ID = re.compile(r"(?:sdfootnote|sdendnote|ftn|edn|ftnt)\d+\Z", re.I)
_DATA_PICTURE = re.compile(r"\s*data:image/(png|jpe?g|gif|webp|avif)((?:;[\w=-]+)*),", re.I)
_LARGEST_PICTURE = 40_000_000
_DEEPEST = 150
_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")


_NO_MARKS, _PARAGRAPH = Marks(), Place()


class TooLarge(Exception):
    """The copy is longer than anything that can be pasted with its formatting."""


def read_pasted_page(page: str) -> PastedCopy:
    """What `page`, HTML from the clipboard, has for a story.

    Raises:
        TooLarge: it is longer than `LARGEST_PAGE`, or has more tags than any text has.
    """
    if len(page) > LARGEST_PAGE:
        raise TooLarge
    return _Reader().read(page)


@dataclass(slots=True)
class _Frame:
    """An open element and what is on inside it."""

    name: str
    marks: Marks = _NO_MARKS
    place: Place = _PARAGRAPH
    is_hidden: bool = False
    is_pre: bool = False
    is_line: bool = False
    is_marker: bool = False
    shift: str = ""  # "sup" or "sub"
    word_level: int = 0
    style_name: str = ""
    list_kind: Kind | None = None
    next_number: int = 1
    list_depth: int = 0
    closes_with: str = ""
    begun: int = 0
    in_listing: bool = False  # inside `pre`, where lines count more than type


class _Reader:
    """Reads one copy."""

    def __init__(self) -> None:
        self._stack = [_Frame("html")]
        self._walls = [0]
        self._open_names: Counter[str] = Counter()
        self._skipped = 0
        self._flows = [Flow()]
        self._tables: list[Table] = []
        self._rules: dict[str, Look] = {}
        self._sheets: list[str] = []
        self._word_lists = WordLists()
        self._marker = ""
        self._items = 0
        self._pictures: list[PastedPicture] = []
        self._missing = self._notes = 0

    def read(self, page: str) -> PastedCopy:
        """All of it."""
        for count, token in enumerate(tokens_of(page)):
            if count > _MOST_TOKENS:
                raise TooLarge
            if isinstance(token, str):
                self._text(token)
            elif isinstance(token, Opening):
                self._open(token)
            elif isinstance(token, Closing):
                self._close(token.name)
            else:
                self._learn(token)
        while len(self._stack) > 1:
            self._pop()
        self._flows[0].end_block()
        blocks = tidied(self._flows[0].blocks)
        return PastedCopy(tuple(blocks), tuple(self._pictures), LeftOut(self._missing, self._notes))

    def _learn(self, sheet: StyleSheet) -> None:
        self._sheets.append(sheet.text)
        self._rules = rules_of(self._sheets)

    # -- text

    def _text(self, text: str) -> None:
        frame = self._stack[-1]
        if frame.is_hidden:
            return
        if frame.is_marker:
            self._marker += text
            return
        if frame.shift and (moved := text.strip()) and len(moved) < 8:
            raised = moved.translate(_RAISED if frame.shift == "sup" else _LOWERED)
            text = raised if not any(letter.isascii() for letter in raised) else text
        flow = self._flows[-1]
        place = frame.place
        if frame.word_level and not flow.is_open and text.strip(" \t\r\n\f\u00a0"):
            kind, depth, number = self._word_lists.place_of(self._marker, frame.word_level, frame.style_name)
            self._marker = ""
            self._items += 1
            place = Place(kind, depth, number, self._items)
            self._place_word_item(place)
        flow.add_text(text, frame.marks, place, is_pre=frame.is_pre, is_line=frame.is_line)

    def _place_word_item(self, place: Place) -> None:
        for frame in reversed(self._stack):
            frame.place, frame.word_level = place, 0
            if frame.name in _BLOCKS:
                return

    # -- elements

    def _open(self, token: Opening) -> None:
        name, given = token.name, token.attributes
        if len(self._stack) >= _DEEPEST and name not in VOID:
            self._skipped += 1
            if name in _BLOCKS:
                self._flows[-1].end_block()
            return
        self._imply_ends(name)
        if name in _BLOCKS:
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
        if name in _CELLS or name == "caption":
            self._open_cell(name, given, frame)
        frame.begun = len(self._flows[-1].blocks)
        self._stack.append(frame)
        self._open_names[name] += 1
        if name in _WALLS:
            self._walls.append(len(self._stack) - 1)
        if name == "q" and not frame.is_hidden:
            self._text("“")

    def _framed(self, name: str, given: dict[str, str]) -> _Frame:
        """The frame of an element, from the one around it and what its attributes say."""
        around = self._stack[-1]
        look = self._look(name, given)
        frame = _Frame(
            name, around.marks, around.place, around.is_hidden, around.is_pre, around.is_line, around.is_marker,
            around.shift, around.word_level, around.style_name, None, 1, around.list_depth,
        )  # fmt: skip
        frame.in_listing = around.in_listing or name == "pre"
        if frame.is_hidden:
            return frame
        if name in _HIDDEN or look.is_hidden or "hidden" in given or self._is_note(name, given, look):
            frame.is_hidden = True
            return frame
        frame.is_marker = around.is_marker or look.is_marker
        frame.is_pre = look.is_pre if look.is_pre is not None else around.is_pre or name == "pre"
        frame.marks = self._marked(name, given, look, around.marks)
        if name in ("sup", "sub"):
            frame.shift = name
        if name in _BLOCKS:
            self._place(name, given, look, frame)
        return frame

    def _look(self, name: str, given: dict[str, str]) -> Look:
        style = given.get("style", "")
        look = look_of(style) if style else PLAIN
        if self._rules and "class" in given:
            for each in given["class"].split()[:10]:
                for selector in (f"{name}.{each}", f".{each}"):
                    if selector in self._rules:
                        look = look.over(self._rules[selector])
        return look

    def _is_note(self, name: str, given: dict[str, str], look: Look) -> bool:
        """Whether it is a note or comment of the program, its mark, or a deletion somebody has to decide on."""
        if look.is_note or (name == "div" and _NOTE_ID.match(given.get("id", ""))):
            return True
        if "class" in given and not _NOTE_CLASSES.isdisjoint(given["class"].split()):
            return True
        if name == "del" and ("datetime" in given or "cite" in given):
            return True
        if name == "sup" and "reference" in given.get("class", "").split():
            self._notes += 1
            return True
        href = given.get("href", "") if name == "a" else ""
        if not href:
            return False
        fragment = href[href.find("#") :] if "#" in href else ""
        if _COMMENT_MARK.match(fragment):
            return True
        is_mark = _NOTE_MARK.match(fragment) is not None and (
            href.startswith("#") or "mso-" in given.get("style", "") or href.lower().startswith("file:")
        )
        self._notes += is_mark
        return is_mark

    def _marked(self, name: str, given: dict[str, str], look: Look, around: Marks) -> Marks:
        bold = True if name in _BOLD else False if name in _HEADS or name == "th" else around.bold
        italic = True if name in _ITALIC else around.italic
        strike = True if name in _STRIKE else around.strike
        code = (name in _CODE or around.code) and not self._stack[-1].in_listing
        href = around.href
        if name == "a" and "href" in given:
            href = clean_address(given["href"])
        made = Marks(
            bold if look.bold is None or name in _HEADS or name == "th" else look.bold,
            italic if look.italic is None else look.italic,
            strike if look.strike is None else look.strike,
            code,
            href,
        )
        return around if made == around else made

    def _place(self, name: str, given: dict[str, str], look: Look, frame: _Frame) -> None:
        """Where the text of a block element stands."""
        classes = given.get("class", "")
        frame.is_line = name in _LINES
        cell = self._tables[-1].cell if self._tables and name in ("p", "div") else None
        if cell is not None and not cell.align:
            cell.align = look.align or given.get("align", "").lower()
        in_item, in_quote = frame.place.item > 0, frame.place.kind is Kind.QUOTE
        if name in _LISTS:
            self._place_list(name, given, frame)
        elif name == "li":
            self._place_item(given, frame)
        elif name == "blockquote":
            is_indent = look.is_indented or "webkit-indent-blockquote" in classes
            if not in_item and not is_indent:
                frame.place = Place(Kind.QUOTE)
        elif look.list_level:
            frame.word_level, frame.style_name = min(look.list_level, 9), classes
        elif in_item or in_quote:
            return
        elif name in _HEADS or given.get("role") == "heading":
            level = name[1] if name in _HEADS else given.get("aria-level", "2")
            frame.place = Place(Kind.CROSSHEAD if level in ("1", "2") else Kind.SMALL_CROSSHEAD)
        elif "Mso" in classes:
            self._place_word(classes, frame)
        elif name == "dt":
            frame.marks = replace(frame.marks, bold=True)
        if name in ("p", "div") and not frame.word_level and not in_item and self._marker:
            self._marker = ""

    def _place_word(self, classes: str, frame: _Frame) -> None:
        """Word's styles that are more than a look."""
        if "MsoTitle" in classes:
            frame.place = Place(Kind.CROSSHEAD)
        elif "MsoQuote" in classes or "MsoIntenseQuote" in classes:
            frame.place = Place(Kind.QUOTE)
        if "MsoList" not in classes:
            self._word_lists.end()

    def _place_list(self, name: str, given: dict[str, str], frame: _Frame) -> None:
        frame.list_kind = Kind.NUMBER if name == "ol" else Kind.BULLET
        frame.list_depth += 1
        start = given.get("start", "").strip()
        frame.next_number = int(start) if start.isdecimal() and len(start) < 9 else 1

    def _place_item(self, given: dict[str, str], frame: _Frame) -> None:
        owner = next((each for each in reversed(self._stack) if each.list_kind is not None), None)
        self._items += 1
        depth = max(0, frame.list_depth - 1)
        level = given.get("data-aria-level") or given.get("aria-level") or ""
        if level.isdecimal() and 0 < int(level[:2]) < 10:
            depth = max(depth, int(level[:2]) - 1)
        if owner is None or owner.list_kind is None:
            frame.place = Place(Kind.BULLET, depth, 1, self._items)
            return
        value = given.get("value", "").strip()
        if value.isdecimal() and len(value) < 9:
            owner.next_number = int(value)
        frame.place = Place(owner.list_kind, depth, owner.next_number, self._items)
        owner.next_number += 1

    def _imply_ends(self, name: str) -> None:
        """A block ends the paragraph it begins in, an item the item before it, a row the row."""
        if name not in _BLOCKS:
            return
        lowest = self._walls[-1]
        if name in _CELLS or name in _ROW_PARTS:
            if self._tables and self._stack[lowest].name in ("td", "th", "caption"):
                self._pop_to(lowest)
            ended_rows = (
                _ROW_PARTS if name not in ("tr", *_CELLS) else {"tr"} if name == "tr" else frozenset()
            )
            while self._stack[-1].name in ended_rows:
                self._pop()
            return
        ended = _CLOSED_BY.get(name)
        for index in range(len(self._stack) - 1, max(lowest, len(self._stack) - 40), -1):
            frame = self._stack[index]
            if ended is not None and frame.name in ended:
                self._pop_to(index)
                return
            if frame.name == "p" or (name in _HEADS and frame.name in _HEADS):
                self._pop_to(index)
                return
            if frame.name in _BLOCKS and (ended is None or frame.name in _LISTS):
                return

    # -- ends

    def _close(self, name: str) -> None:
        if self._skipped and name not in VOID:
            self._skipped -= 1
            if name in _BLOCKS:
                self._flows[-1].end_block()
            return
        if name == "br":
            self._void(name, {}, self._stack[-1])
            return
        if not self._open_names[name]:
            return
        lowest = self._walls[-1]
        if name == "table" or name in _ROW_PARTS:
            self._close_table_part(name)
            return
        for index in range(len(self._stack) - 1, max(lowest - 1, 0), -1):
            frame = self._stack[index]
            if frame.name == name:
                self._pop_to(index)
                return
            if name in _INLINE and frame.name in _BLOCKS:
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
        while self._stack[-1].name in _ROW_PARTS and (name != "tr" or self._stack[-1].name == "tr"):
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
        if frame.name in _BLOCKS:
            is_empty = not flow.is_open and len(flow.blocks) == frame.begun
            if frame.name == "p" and is_empty and not frame.is_hidden:
                flow.leave_gap()
            flow.end_block()
        if frame.closes_with == "cell":
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

    def _open_cell(self, name: str, given: dict[str, str], frame: _Frame) -> None:
        if frame.is_hidden or not self._tables or self._stack[self._walls[-1]].name != "table":
            return
        table = self._tables[-1]
        if name == "caption":
            self._flows.append(table.caption)
        else:
            look = self._look(name, given)
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

    def _void(self, name: str, given: dict[str, str], frame: _Frame) -> None:
        flow = self._flows[-1]
        if frame.is_hidden or frame.is_marker:
            return
        if name == "br":
            around = self._stack[-1]
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
        data = _picture_data(given.get("src", ""))
        if data is None:
            self._missing += bool(given.get("src"))
            return
        self._flows[-1].add_block(
            RichBlock(
                Kind.PICTURE, picture=Picture(str(len(self._pictures)), "" if _is_file_name(alt) else alt)
            )
        )
        self._pictures.append(data)


def _count(given: dict[str, str], name: str) -> int:
    value = given.get(name, "").strip()
    return max(1, min(int(value), 100)) if value.isdecimal() and len(value) < 4 else 1


def _is_file_name(alt: str) -> bool:
    return re.fullmatch(r"[\w-]+\.(?:png|jpe?g|gif|webp|avif)", alt, re.I) is not None


def _picture_data(src: str) -> PastedPicture | None:
    """The picture that a `data:` address holds; None for any other address."""
    found = _DATA_PICTURE.match(src)
    if found is None or len(src) > _LARGEST_PICTURE:
        return None
    try:
        if ";base64" in found[2].lower():
            data = base64.b64decode(unquote_to_bytes(src[found.end() :]), validate=False)
        else:
            data = unquote_to_bytes(src[found.end() :])
    except (ValueError, binascii.Error):
        return None
    ending = found[1].lower().replace("jpeg", "jpg")
    return PastedPicture(data, f".{ending}") if data else None
