"""Escapes plain text for Stet's Markdown without looking twice: every sign that could mean something.

`markup.writer` writes plainer Markdown, by trying; that takes long where nearly everything is a sign (code, ASCII art).
This is for those places.
"""

from __future__ import annotations

import re

MANY = 40
"""Signs in one paragraph from which on trying takes too long."""

_SIGNS = re.compile(r"[\\`*_\[\]{}]")
_COUNTED = re.compile(r"[\\`*_\[\]{}<>&~!]")
_LINE_START = re.compile(r"(?m)^(\s*)([#>+=!:-]|\d+(?=[.)]))")


def has_many_signs(text: str) -> bool:
    """Whether `text` (plain, or Markdown that is escaped already) has too many signs to try them one by one."""
    return len(_COUNTED.findall(text)) > MANY


def escape_signs(text: str) -> str:
    """`text` so that none of it is taken for Markdown or HTML."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    text = _SIGNS.sub(r"\\\g<0>", text)
    text = _LINE_START.sub(_escape_line_start, text)
    return text.replace("~~", "&#126;~")


def _escape_line_start(found: re.Match[str]) -> str:
    space, sign = found.groups()
    if sign.isdigit():
        return f"{space}{sign}\\"
    return f"{space}&#{ord(sign)};" if sign in "=:" else f"{space}\\{sign}"
