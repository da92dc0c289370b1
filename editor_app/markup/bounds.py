"""How tangled a text may be: beyond, reading it would take minutes, so it is shown as it was typed.

Python-Markdown looks for the end of every bracket and tag it meets, and copies the paragraph for every mark. The
costs here are upper bounds of those steps, counted in one pass; ordinary stories stay a thousand times below.
"""

from __future__ import annotations

import re
from collections import Counter

_MOST_COPIED = 300_000_000  # characters, some tenths of a second
_MOST_SEARCHED = 200_000  # characters beyond a few times the length of the text
_MOST_LINES_SEARCHED = 20_000_000
_DEEPEST = 100  # levels of quotes or lists
_DEEP = re.compile(rf"^(?:(?: {{4}}|\t){{{_DEEPEST}}}|(?:>[ ]?){{{_DEEPEST}}})", re.M)
# Definitions, headings and rules without a blank line before them: each makes the parser copy what follows.
_BEGUN_TIGHTLY = re.compile(r"[^\n]\n(?: {0,3}(?:\*\[|:)|#|(?:=+|-+)[ ]*$|[ ]{0,3}[*_-][ ]*[*_-])", re.M)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_BRACKET = re.compile(r"\\.|[\[\]()]", re.S)
_MARK = re.compile(r"[\\`*_<&~\[]")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ELEMENT = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_DEEPEST_PAGE = 500  # browsers end at about as many
# Nothing stands in these, or the next one ends them.
_NEVER_DEEP = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "colgroup",
    ]
)


class TooTangledError(Exception):
    """Reading this text would take too long."""


def check_blocks(source: str) -> None:
    """Raise TooTangledError for what is nested too deep, and for too many blocks without a blank line between."""
    check_tags(source)
    if _DEEP.search(source):
        raise TooTangledError
    # The parser copies no further than to the next blank line; that is counted only where it could matter.
    if len(source) * len(_BEGUN_TIGHTLY.findall(source)) > _MOST_LINES_SEARCHED:
        pieces = _BLANK_LINE.split(source)
        if sum(len(piece) * len(_BEGUN_TIGHTLY.findall(piece)) for piece in pieces) > _MOST_LINES_SEARCHED:
            raise TooTangledError


def check_tags(source: str) -> None:
    """Raise TooTangledError where too many tags are opened and not closed."""
    if source.count("<") < 2:
        return
    searched, end = 0, 0
    for match in _TAG.finditer(source):
        if end <= match.start():
            end = source.find(">", match.end()) + 1 or len(source)
        searched += end - match.start()
    _check_searched(searched, source)


def is_nested_deep(page: str) -> bool:
    """Whether the elements of some HTML may be nested deeper than any page is: cleaning it would take the square of its length."""
    if page.count("<") <= _DEEPEST_PAGE:
        return False
    is_open: Counter[str] = Counter()
    depth = 0
    for found in _ELEMENT.finditer(page):
        name = found[2].lower()
        if name in _NEVER_DEEP:
            continue
        if not found[1]:
            is_open[name] += 1
            depth += 1
            if depth > _DEEPEST_PAGE:
                return True
        elif is_open[name]:
            is_open[name] -= 1
            depth -= 1
    return False


def check_inline(text: str) -> None:
    """Raise TooTangledError where a paragraph has too many marks for its length, or brackets too deep."""
    marks = len(_MARK.findall(text))
    if len(text) * marks > _MOST_COPIED:
        raise TooTangledError
    if "[" in text:
        _check_searched(_searched_for_brackets(text), text)


def _searched_for_brackets(text: str) -> int:
    searched = 0
    opened: dict[str, list[int]] = {"[": [], "(": []}
    for match in _BRACKET.finditer(text):
        bracket = match[0]
        if bracket in opened:
            opened[bracket].append(match.start())
        elif bracket in ")]":
            same = opened["[" if bracket == "]" else "("]
            if same:
                searched += match.start() - same.pop()
    return searched + sum(len(text) - start for start in (*opened["["], *opened["("]))


def _check_searched(searched: int, text: str) -> None:
    if searched > _MOST_SEARCHED + 4 * len(text):
        raise TooTangledError
