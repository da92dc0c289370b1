"""Markdown that is read as part of what stands above it: indented code below a list, a fact box, a note, other code.

In a file the two are never neighbours, but an edit can make them so. Then the code gets fences, and stays code.
"""

from __future__ import annotations

import re

from editor_app.markup.blocks import slice_body

_INDENTED = re.compile(r"(?: {4}|\t)")
# A prefilter only; what is really taken in, `slice_body` says.
_TAKES_IN = re.compile(r"^(?: {0,3}(?:[*+-]|\d+[.)])[ \t]| {0,3}\[\^|!!!|\?\?\?| {0,3}:[ \t]| {4}|\t)", re.M)
_FENCE = re.compile(r"^[ \t]*(`{3,})", re.M)
_INDENT = re.compile(r"^(?: {4}|\t| {1,3}(?=[ \t]*$))", re.M)
_TAIL = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*\Z")
_KEY = re.compile(r"b(\d+)")


def is_indented(source: str) -> bool:
    """Whether `source` is something only by its indent."""
    return _INDENTED.match(source) is not None


def taken_in_by(source: str) -> bool:
    """Whether `source` may take in what is indented below it."""
    return _TAKES_IN.search(source) is not None


def apart_from(above: str, source: str, newline: str) -> str:
    """`source`, which is indented code, written so that `above` does not take it in."""
    if not taken_in_by(above) or slice_body(above + source)[-1] == source:
        return source
    tail_at = _TAIL.search(source).start()  # type: ignore[union-attr]  # matches always, if only nothing
    code, tail = source[:tail_at], source[tail_at:]
    fence = max((found.group(1) for found in _FENCE.finditer(code)), key=len, default="``") + "`"
    return f"{fence}{newline}{_INDENT.sub('', code)}{newline}{fence}{tail or newline}"


def follows_key(before: str, key: str) -> bool:
    """Whether two slices with these keys were put in one right after the other."""
    first, second = _KEY.fullmatch(before), _KEY.fullmatch(key)
    return first is not None and second is not None and int(second[1]) == int(first[1]) + 1
