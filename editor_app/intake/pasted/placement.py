"""Where the text of a block element stands in a story: paragraph, crosshead, quote, item of a list."""

from __future__ import annotations

from dataclasses import replace

from editor_app.intake.pasted.elements import BLOCKS, HEADS, LINES, LISTS, Frame
from editor_app.intake.pasted.flow import Place
from editor_app.intake.pasted.lists import WordLists
from editor_app.intake.pasted.styles import Look
from editor_app.markup.rich import Kind


class Placement:
    """Places the blocks of one copy.

    Attributes:
        marker: the bullet or number that Word has just written before a list item.
    """

    def __init__(self, stack: list[Frame]) -> None:
        self._stack = stack
        self._word_lists = WordLists()
        self._items = 0
        self.marker = ""

    def place(self, name: str, given: dict[str, str], look: Look, frame: Frame) -> None:
        """Where the text of a block element stands."""
        classes = given.get("class", "")
        frame.is_line = name in LINES
        in_item, in_quote = frame.place.item > 0, frame.place.kind is Kind.QUOTE
        if name in LISTS:
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
        elif name in HEADS or given.get("role") == "heading":
            level = name[1] if name in HEADS else given.get("aria-level", "2")
            frame.place = Place(Kind.CROSSHEAD if level in ("1", "2") else Kind.SMALL_CROSSHEAD)
        elif "Mso" in classes:
            self._place_word(classes, frame)
        elif name == "dt":
            frame.marks = replace(frame.marks, bold=True)
        if name in ("p", "div") and not frame.word_level and not in_item and self.marker:
            self.marker = ""

    def _place_word(self, classes: str, frame: Frame) -> None:
        """Word's styles that are more than a look."""
        if "MsoTitle" in classes:
            frame.place = Place(Kind.CROSSHEAD)
        elif "MsoQuote" in classes or "MsoIntenseQuote" in classes:
            frame.place = Place(Kind.QUOTE)
        if "MsoList" not in classes:
            self._word_lists.end()

    def _place_list(self, name: str, given: dict[str, str], frame: Frame) -> None:
        frame.list_kind = Kind.NUMBER if name == "ol" else Kind.BULLET
        frame.list_depth += 1
        start = given.get("start", "").strip()
        frame.next_number = int(start) if start.isdecimal() and len(start) < 9 else 1

    def _place_item(self, given: dict[str, str], frame: Frame) -> None:
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

    def word_item(self) -> Place:
        """The place of the Word list item whose text begins now, after its marker."""
        frame = self._stack[-1]
        kind, depth, number = self._word_lists.place_of(self.marker, frame.word_level, frame.style_name)
        self.marker = ""
        self._items += 1
        place = Place(kind, depth, number, self._items)
        for frame in reversed(self._stack):
            frame.place, frame.word_level = place, 0
            if frame.name in BLOCKS:
                break
        return place
