"""Typographic quotes, dashes and ellipses in plain texts: which marks a language has, and where each goes.

Knows no Markdown; `extensions.typography` takes it to the parser's tree. Loads nothing of the parser's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuoteMarks:
    """A language's quotation marks: outer and inner, opening and closing (with their inner space, if any)."""

    opening: str = "“"
    closing: str = "”"
    inner_opening: str = "‘"
    inner_closing: str = "’"


_MARKS = {
    "en": QuoteMarks(),
    "de": QuoteMarks("„", "“", "‚", "‘"),
    "cs": QuoteMarks("„", "“", "‚", "‘"),
    "sk": QuoteMarks("„", "“", "‚", "‘"),
    "bg": QuoteMarks("„", "“", "’", "’"),
    "fr": QuoteMarks("«\u202f", "\u202f»", "‹\u202f", "\u202f›"),
    "it": QuoteMarks("«", "»", "“", "”"),
    "es": QuoteMarks("«", "»", "“", "”"),
    "pt": QuoteMarks("“", "”", "‘", "’"),
    "nl": QuoteMarks("“", "”", "‘", "’"),
    "pl": QuoteMarks("„", "”", "‚", "’"),
    "ro": QuoteMarks("„", "”", "«", "»"),
    "hu": QuoteMarks("„", "”", "»", "«"),
    "sv": QuoteMarks("”", "”", "’", "’"),
    "fi": QuoteMarks("”", "”", "’", "’"),
    "nb": QuoteMarks("«", "»", "‘", "’"),
    "no": QuoteMarks("«", "»", "‘", "’"),
    "nn": QuoteMarks("«", "»", "‘", "’"),
    "da": QuoteMarks("»", "«", "›", "‹"),
    "ru": QuoteMarks("«", "»", "„", "“"),
    "uk": QuoteMarks("«", "»", "„", "“"),
    "be": QuoteMarks("«", "»", "„", "“"),
    "el": QuoteMarks("«", "»", "“", "”"),
    "ca": QuoteMarks("«", "»", "“", "”"),
    "gl": QuoteMarks("«", "»", "“", "”"),
    "eu": QuoteMarks("«", "»", "“", "”"),
    "sl": QuoteMarks("„", "“", "‚", "‘"),
    "hr": QuoteMarks("„", "”", "‚", "’"),
    "sr": QuoteMarks("„", "”", "‚", "’"),
    "bs": QuoteMarks("„", "”", "‚", "’"),
    "et": QuoteMarks("„", "“", "‚", "‘"),
    "lt": QuoteMarks("„", "“", "‚", "‘"),
    "is": QuoteMarks("„", "“", "‚", "‘"),
    "lb": QuoteMarks("„", "“", "‚", "‘"),
    "de-ch": QuoteMarks("«", "»", "‹", "›"),
    "de-li": QuoteMarks("«", "»", "‹", "›"),
    "it-ch": QuoteMarks("«", "»", "‹", "›"),
    "pt-pt": QuoteMarks("«", "»", "“", "”"),
}
_TYPED = re.compile(r"""(?<!-)-{2,3}(?!-)|(?<!\.)\.{3}(?!\.)|["']""")
_OPENS_AFTER = frozenset(" \t\n\u00a0\u202f([{<-–—/“‘„‚«‹\"'*_")
_ELISION = re.compile(r"(?:\d\ds\b|\d\d\b|tis\b|twas\b|em\b|til\b|cause\b|n'\W|n’)", re.I)
_PLACEHOLDER = re.compile("\x02[^\x03]*\x03")


def quote_marks(language: str) -> QuoteMarks:
    """The marks of a BCP 47 `language`, of its country if it has its own; English ones where we know no better."""
    tag = language.replace("_", "-").lower()
    primary = tag.partition("-")[0]
    country = "-".join([primary, tag.rpartition("-")[2]])
    return _MARKS.get(country) or _MARKS.get(primary, _MARKS["en"])


def educated(text: str, marks: QuoteMarks | None = None) -> str:
    """`text` with straight quotes, double hyphens and three dots made typographic."""
    return Educator(marks or QuoteMarks()).run([text])[0]


def educated_pieces(texts: list[str], marks: QuoteMarks) -> list[str]:
    """The texts of one paragraph, each educated in view of its neighbours."""
    return Educator(marks).run(texts)


@dataclass(slots=True)
class _Paragraph:
    """The text of a paragraph being read; `is_inside`: after an inner quotation mark that has not been closed."""

    text: str
    is_inside: bool = False


class Educator:
    """Educates the texts of one paragraph, each knowing its neighbours."""

    def __init__(self, marks: QuoteMarks) -> None:
        self._marks = marks

    def run(self, texts: list[str]) -> list[str]:
        """The texts, each educated in view of its neighbours."""
        if not any('"' in text or "'" in text or "--" in text or "..." in text for text in texts):
            return texts  # told without the pattern, which would try every place
        if not any(_TYPED.search(text) for text in texts):
            return texts
        place = _Paragraph("".join(texts))
        result, offset = [], 0
        for text in texts:
            base = offset
            result.append(_TYPED.sub(lambda match, base=base: self._replaced(match, place, base), text))
            offset += len(text)
        return result

    def _replaced(self, match: re.Match[str], place: _Paragraph, base: int) -> str:
        typed = match[0]
        if typed == "...":
            return "…"
        if typed[0] == "-":
            return "—" if len(typed) == 3 else "–"
        start = base + match.start()
        before, after = _before(place.text, start), place.text[start + 1 :]
        opens = before in _OPENS_AFTER or not before
        if typed == '"':
            return self._marks.opening if opens and not _closes(after) else self._marks.closing
        if opens and not _ELISION.match(after) and not _closes(after):
            place.is_inside = True
            return self._marks.inner_opening
        if place.is_inside and not _PLACEHOLDER.sub("", after[:40])[:1].isalnum():
            place.is_inside = False
            return self._marks.inner_closing
        return "’"


def _before(whole: str, start: int) -> str:
    """The character before `start`, looking through placeholders of tags."""
    while start and whole[start - 1] == "\x03":
        end, start = start - 1, whole.rfind("\x02", 0, start)
        if whole.startswith("\x02wzxhzdk", start):
            continue
        code = whole[start + 1 : end]
        return chr(int(code)) if code.isdecimal() else "x"
    return whole[start - 1] if start > 0 else ""


def _closes(after: str) -> bool:
    """Whether what follows cannot begin a quotation."""
    rest = _PLACEHOLDER.sub("", after[:40])
    return bool(after.strip()) and (not rest or rest[0].isspace())
