"""The elements of HTML by what they do to text, and what is on inside an open one."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.intake.pasted.flow import Marks, Place
from editor_app.markup.rich import Kind

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
HIDDEN = frozenset({
    "audio", "button", "canvas", "datalist", "head", "iframe", "math", "noembed", "noframes", "noscript", "object",
    "rp", "rt", "script", "select", "style", "svg", "template", "textarea", "title", "video", "xml", "xmp",
})  # fmt: skip
BOLD, ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em", "cite", "dfn", "var"})
STRIKE, CODE = frozenset({"s", "strike", "del"}), frozenset({"code", "kbd", "samp", "tt"})
INLINE = BOLD | ITALIC | STRIKE | CODE | {"a", "span", "font", "u", "sup", "sub", "small", "big", "ins", "q"}
LISTS = frozenset({"ul", "ol", "menu", "dir"})
HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LINES = frozenset({"div", "center", "address"})
CELLS = frozenset({"td", "th"})
ROW_PARTS = frozenset({"tr", "tbody", "thead", "tfoot"})
# An element's end is not looked for beyond these.
WALLS = frozenset({"td", "th", "caption", "table"})
CLOSED_BY: dict[str, frozenset[str]] = {
    "li": frozenset({"li"}), "dt": frozenset({"dt", "dd"}), "dd": frozenset({"dt", "dd"}), "option": frozenset({"option"}),
}  # fmt: skip

_NO_MARKS, _PARAGRAPH = Marks(), Place()


@dataclass(slots=True)
class Frame:
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
