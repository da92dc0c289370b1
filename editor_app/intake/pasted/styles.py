"""What a style says about words: bold, italic, struck out, not shown, an item of a list. All else it says is left behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_MOST_STYLE = 400_000  # characters of style sheets that are looked at
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_BRACE = re.compile(r"([{}])")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.S)
_SELECTOR = re.compile(r"\s*(\w*)\.([\w-]+)\s*\Z")
_NOTHING = re.compile(r"0(?:\.0*)?(?:px|pt|em|rem|%)?(?:\s*!important)?\Z")
_WORD_LIST = re.compile(r"l\d+\s+level(\d)")
_WORD_APART = re.compile(r"(?:footnote|endnote|comment|annotation)(?:-list)?\Z")


@dataclass(frozen=True, slots=True)
class Look:
    """What a style decides; None where it says nothing.

    Attributes:
        bold, italic, strike: marks put on or taken off.
        is_pre: line ends in the text are line breaks.
        is_hidden: readers do not see it, or it is a note or comment of the program.
        is_note: it is a footnote's text.
        is_marker: it is the bullet or number that stands before a list item in Word.
        list_level: it is an item of a Word list, 1 for the outermost.
        align: how a table cell is set, "center" or "right".
        is_indented: it is moved to the right and has no bar: indented, not quoted.
    """

    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    is_pre: bool | None = None
    is_hidden: bool = False
    is_note: bool = False
    is_marker: bool = False
    list_level: int = 0
    align: str = ""
    is_indented: bool = False

    def over(self, below: Look) -> Look:
        """This look, with what it does not decide taken from `below`."""
        return Look(
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            below.strike if self.strike is None else self.strike,
            below.is_pre if self.is_pre is None else self.is_pre,
            self.is_hidden or below.is_hidden,
            self.is_note or below.is_note,
            self.is_marker or below.is_marker,
            self.list_level or below.list_level,
            self.align or below.align,
            self.is_indented or below.is_indented,
        )


PLAIN = Look()


@lru_cache(maxsize=2048)
def look_of(style: str) -> Look:
    """What a `style` attribute decides."""
    declared = {name.lower(): value.strip().lower() for name, value in _DECLARATION.findall(style[:4000])}
    if not declared:
        return PLAIN
    font = declared.get("font", "").split()
    weight = declared.get("font-weight", "bold" if "bold" in font else "")
    slant = declared.get("font-style", "italic" if "italic" in font else "")
    lines = declared.get("text-decoration", "") + declared.get("text-decoration-line", "")
    space = declared.get("white-space", "")
    word_list = declared.get("mso-list", "")
    level = _WORD_LIST.search(word_list)
    align = declared.get("text-align", "")
    return Look(
        _is_bold(weight),
        slant.startswith(("italic", "oblique")) if slant and not slant.startswith("inherit") else None,
        True if "line-through" in lines else None,
        space.startswith(("pre", "break-spaces")) if space and not space.startswith("inherit") else None,
        _is_hidden(declared),
        _WORD_APART.match(declared.get("mso-element", "")) is not None,
        word_list.startswith("ignore"),
        int(level[1]) if level else 0,
        align if align in ("center", "right") else "",
        _is_indented(declared),
    )


def rules_of(sheets: Iterable[str]) -> dict[str, Look]:
    """What the style sheets of a copy decide for classes, by "tag.class" and ".class".

    Other selectors are not read, nor rules that hold for some screens only.
    """
    found: dict[str, Look] = {}
    for selectors, declarations in _rules("\n".join(sheets)[:_MOST_STYLE]):
        look = look_of(declarations)
        if look == PLAIN:
            continue
        for selector in selectors.split(","):
            named = _SELECTOR.match(selector)
            if named:
                name = f"{named[1].lower()}.{named[2]}"
                found[name] = look.over(found.get(name, PLAIN))
    return found


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that hold everywhere."""
    depth, selectors = 0, ""
    inside = ""
    for part in _BRACE.split(_COMMENT.sub("", sheet)):
        if part == "{":
            depth += 1
            selectors, inside = inside, ""
        elif part == "}":
            if depth == 1 and "@" not in selectors:
                yield selectors, inside
            depth, inside = max(0, depth - 1), ""
            selectors = "@" if depth else ""
        else:
            inside = part


def _is_bold(weight: str) -> bool | None:
    if weight[:3].isdigit():
        return int(weight[:3]) >= 600
    if weight.startswith("bold"):
        return True
    return False if weight.startswith(("normal", "lighter")) else None


def _is_hidden(declared: dict[str, str]) -> bool:
    return (
        declared.get("display", "").startswith("none")
        or declared.get("visibility", "").startswith(("hidden", "collapse"))
        or declared.get("mso-hide", "").startswith("all")
        or declared.get("mso-special-character", "").startswith(("comment", "footnote"))
        or _NOTHING.match(declared.get("font-size", "")) is not None
        or (
            _NOTHING.match(declared.get("max-height", declared.get("height", ""))) is not None
            and declared.get("overflow", "").startswith("hidden")
        )
        or declared.get("opacity", "") in ("0", "0.0", "0%")
    )


def _is_indented(declared: dict[str, str]) -> bool:
    margins = declared.get("margin", "").split()
    left = declared.get("margin-left", margins[-1] if len(margins) == 4 else "")
    return left.startswith("40px") and declared.get("border", "").startswith(("none", "medium none", "0"))
