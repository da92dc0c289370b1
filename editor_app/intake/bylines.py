"""The line under a headline that says who wrote it: "By Maren Oduya and Tomas Brandt"."""

from __future__ import annotations

import re

_BYLINE = re.compile(r"(?:by|von|par|por)\s*:?\s+(\S.{2,118}\S)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*,\s*|\s+(?:and|und|et|y|&)\s+")
_NAME = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:[ '’.-]+[^\W\d_]+){1,5}\.?")


def names_of(line: str) -> tuple[str, ...]:
    """The names in a byline; none when the line is anything else, or says more than names (a title, a place)."""
    found = _BYLINE.fullmatch(line.strip())
    if found is None:
        return ()
    names = tuple(_BETWEEN.split(found.group(1)))
    return names if all(map(_is_name, names)) else ()


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 5
        and _NAME.fullmatch(text) is not None
        and words[0][:1].isupper()
        and any(map(str.isupper, words[-1]))
        and not text.isupper()
    )
