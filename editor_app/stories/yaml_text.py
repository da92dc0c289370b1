"""Plain values written as YAML text, as plainly as other programs' readers allow. Only makes text; reads nothing.

Values are None, bool, int, float, str, datetime, list and dict. Text that another YAML reader would take for a number, a
truth value or a date (`no`, `1.10`, `2026-11-22`) is put in quotes; moments stay bare.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import yaml

_LIKE_A_NUMBER = re.compile(r"[-+.]?\d[\d_.,:eExXoObBa-fA-F+-]*")
_LIKE_A_TRUTH = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"})
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`=<~")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_ESCAPES = {
    "\0": "\\0",
    "\t": "\\t",
    "\n": "\\n",
    "\r": "\\r",
    "\x1b": "\\e",
    "\x85": "\\N",
    '"': '\\"',
    "\\": "\\\\",
}
_STEP = 2


def inline(value: Any, style: str = "", in_flow: bool = False) -> str:
    """`value` on one line. `style` is the quotation mark to prefer for text, `in_flow` whether brackets surround it."""
    if isinstance(value, dict):
        inside = ", ".join(
            f"{_key(key, True)}: {inline(item, in_flow=True)}".rstrip() for key, item in value.items()
        )
        return "{" + inside + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(inline(item, in_flow=True) or "~" for item in value) + "]"
    if isinstance(value, str):
        return _text(value, style, in_flow)
    return _bare(value)


def block(value: Any, indent: int, newline: str, style: str = "") -> str:
    """What follows `key:`, for a key that stands at column `indent`: a space and the value, or lines below it.

    Ends without a line break.
    """
    if isinstance(value, dict) and value:
        pad = newline + " " * (indent + _STEP)
        return "".join(
            f"{pad}{_key(key)}:{block(item, indent + _STEP, newline)}" for key, item in value.items()
        )
    if isinstance(value, list | tuple) and value:
        pad = newline + " " * (indent + _STEP)
        return "".join(f"{pad}- {item_lines(item, indent + _STEP, newline)}" for item in value)
    if isinstance(value, str) and (lines := _block_text(value, indent, newline, style)):
        return lines
    written = inline(value, style if style in ("'", '"') else "")
    return f" {written}" if written else ""


def item_lines(item: Any, column: int, newline: str) -> str:
    """What follows `- ` for a dash at `column`."""
    if isinstance(item, dict) and item:
        pad = newline + " " * (column + _STEP)
        return pad.join(f"{_key(key)}:{block(value, column + _STEP, newline)}" for key, value in item.items())
    return inline(item) or "~"


def entry(key: str, value: Any, indent: int, newline: str) -> str:
    """A whole entry, with the line break at its end."""
    return f"{' ' * indent}{_key(key)}:{block(value, indent, newline)}{newline}"


def _key(key: str, in_flow: bool = False) -> str:
    return _text(str(key), "", in_flow)


def _bare(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return str(value)


def _text(text: str, style: str, in_flow: bool) -> str:
    if _UNPRINTABLE.search(text):
        return _double(text)
    if not style and may_be_bare(text, in_flow):
        return text
    if style == "'" or (style != '"' and ('"' in text or "\\" in text)):
        return "'" + text.replace("'", "''") + "'"
    return _double(text)


def _double(text: str) -> str:
    escaped = "".join(_ESCAPES.get(character, character) for character in text)
    return '"' + _UNPRINTABLE.sub(lambda match: _escape(ord(match.group())), escaped) + '"'


def _escape(code: int) -> str:
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def may_be_bare(text: str, in_flow: bool) -> bool:
    """Whether text needs no quotation marks to be read back as the same text."""
    if not text or text != text.strip() or text[0] in _INDICATORS or text.startswith("..."):
        return False
    if ": " in text or " #" in text or text.endswith(":"):
        return False
    if in_flow and any(character in ",[]{}:?" for character in text):
        return False
    return not _looks_like_another_type(text)


def _looks_like_another_type(text: str) -> bool:
    if text.casefold() in _LIKE_A_TRUTH or _LIKE_A_NUMBER.fullmatch(text):
        return True
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(text[0], [])
    return any(pattern.match(text) for _tag, pattern in resolvers)


def _block_text(text: str, indent: int, newline: str, style: str) -> str:
    """Several lines as a literal block (or one as a folded block that was one before), empty when that would not
    read back as the same text."""
    if style[:1] not in ("|", ">") and "\n" not in text:
        return ""
    lines = text.split("\n")
    if _UNPRINTABLE.search(text.replace("\n", "")) or not text.strip() or text[0] in " \n" or not lines[-1]:
        return ""
    if any(line != line.rstrip(" ") and not line.strip(" ") for line in lines):
        return ""
    mark = style if style[:1] == "|" or (style[:1] == ">" and len(lines) == 1) else "|-"
    pad = " " * (indent + _STEP)
    return f" {mark}{newline}" + newline.join(pad + line if line else "" for line in lines)
