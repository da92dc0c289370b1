"""Paragraphs that need no parser: one line of prose without a single character that Markdown could act on.

Most paragraphs of a news story are such. Recognising them makes opening and typing fast; where in doubt the
answer is no, and the parser decides.
"""

from __future__ import annotations

import re

_PLAIN = re.compile(
    r"(?P<text>(?:[^\W\d_]|\d(?!\d*[.)])|[\"'“‘«„—(£$€¿¡])[^\\`*_\[\]<>&~{}|#\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]*)"
    r"(?:\n[ \t\n]*|\r\n[ \t\r\n]*)?\Z"
)
NOT_PROSE = re.compile(r"also[ ]+read|[a-z][a-z0-9+.-]*://", re.I)


def plain_paragraph(source: str) -> str | None:
    """The text of `source` when it is one line of prose that reads as itself, else None."""
    match = _PLAIN.match(source)
    if match is None:
        return None
    text = match["text"]
    if NOT_PROSE.match(text):
        return None
    bare = text.strip(" ")
    if bare != text and bare.endswith(('"', "'")):
        return None  # the blank has a say in which way the quotation mark turns
    # An odd blank at the end (one that does not break, say) is the parser's business.
    return bare if bare == bare.strip() else None
