"""A paragraph of Markdown as a person reads it in a comparison, and what of it does not show then. Pure.

Good enough to read, not to render: where the two disagree, the comparison shows the source.
"""

from __future__ import annotations

import re

_TARGET = r"\((?:<[^>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"([^\"\n]*)\")?\s*\)"
_PICTURE = re.compile(r"!\[([^\]\n]*)\]" + _TARGET + r"(?:\{[^}\n]*\})?")
_LINK = re.compile(r"\[([^\]\n]+)\]" + _TARGET)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*_])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_CODE = re.compile(r"(?m)^(?: {4}|\t|```|~~~)|`")


def as_read(text: str) -> str:
    """`text` without the signs and addresses that readers do not see."""
    if _CODE.search(text):
        return text  # in code everything shows
    text = _PICTURE.sub(
        lambda found: ", ".join(part for part in (found[1], found[2]) if part) or "Picture", text
    )
    text = _LINK.sub(r"\1", text)
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(r"\2", text)
    return _ESCAPED.sub(r"\1", text)


def unseen(text: str) -> tuple[str, ...]:
    """The signs and addresses that `as_read` leaves out, in their order."""
    if _CODE.search(text):
        return ()
    parts = [found[0][len(found[1]) :] for found in (*_PICTURE.finditer(text), *_LINK.finditer(text))]
    marks = (found[1] for pattern in (_STRONG, _EMPHASIS) for found in pattern.finditer(text))
    return (*parts, *marks)
