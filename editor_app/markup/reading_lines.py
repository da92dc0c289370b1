"""A body's paragraphs as a reader sees their words, roughly and quickly: for searching many stories, never for showing one.

The parser would say it exactly, and take minutes for a newsroom. Marks it does not take away are found as they are typed.
"""

from __future__ import annotations

import html
import re

_BEGINS_ANEW = re.compile(
    r"\s*(?:#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|>|\||!!!|```|~~~|\[[^\]]+\]:|also read\b)", re.IGNORECASE
)
_LEADING = re.compile(r"^\s*(?:(?:#{1,6}\s+|[-*+]\s+|\d{1,9}[.)]\s+|>\s?|!!!\s*\w*\s*)+)")
_RULES = (
    (re.compile(r"!?\[([^\]\n]*)\]\(([^()\s]*)(?:\s+[\"']([^\"'\n]*)[\"'])?\s*\)"), lambda found: f"{found[1]} {found[3]}" if found[3] else found[1]),
    (re.compile(r"\[([^\]\n]+)\]\[[^\]\n]*\]"), lambda found: found[1]),
    (re.compile(r"</?[A-Za-z][^>\n]*>"), lambda _found: ""),
    (re.compile(r"\s*\{[:.#][^}\n]*\}\s*$"), lambda _found: ""),
    (re.compile(r"(?<!\\)(\*\*\*|\*\*|\*|~~|`+)(?=\S)(.+?)(?<=\S)\1"), lambda found: found[2]),
    (re.compile(r"(?<![\w\\])(__|_)(?=\S)(.+?)(?<=\S)\1(?!\w)"), lambda found: found[2]),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~:&])"), lambda found: found[1]),
)  # fmt: skip
_MARKS = re.compile(r"[*_`\[\]<>\\{}~&]")
_DEFINITION = re.compile(r"\[[^\]^]+\]:\s*\S+\s*(?:[\"'(].*[\"')])?\s*\Z")  # of a link: readers never see it
_LONGEST = 20_000  # characters of one paragraph that marks are taken from


def reading_lines(body: str) -> list[str]:
    """The paragraphs, list items, crossheads and table rows of a body, each as one line of words."""
    found: list[str] = []
    parts: list[str] = []
    for line in body.splitlines():
        if not line.strip() or _BEGINS_ANEW.match(line):
            _add(found, parts)
        if line.strip():
            parts.append(line.strip())
    _add(found, parts)
    return found


def _add(found: list[str], parts: list[str]) -> None:
    if not parts:
        return
    text = _LEADING.sub("", " ".join(parts))
    parts.clear()
    if _DEFINITION.match(text):
        return
    if len(text) <= _LONGEST and _MARKS.search(text):
        for pattern, words in _RULES:
            text = pattern.sub(words, text)
        text = html.unescape(text)
    if text.strip():
        found.append(text)
