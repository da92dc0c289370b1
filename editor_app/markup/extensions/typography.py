"""Typographic quotes, dashes and ellipses, on the page only: the file and the editor keep what was typed.

Works over a whole paragraph at once, so that a quote that closes after a bold word closes the right way. Code,
addresses and raw HTML are left alone; `\\"` and `\\'` stay straight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString


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
_SKIPPED = frozenset({"code", "pre", "script", "style", "kbd", "samp"})


def quote_marks(language: str) -> QuoteMarks:
    """The marks of a BCP 47 `language`, of its country if it has its own; English ones where we know no better."""
    tag = language.replace("_", "-").lower()
    primary = tag.partition("-")[0]
    country = "-".join([primary, tag.rpartition("-")[2]])
    return _MARKS.get(country) or _MARKS.get(primary, _MARKS["en"])


def educated(text: str, marks: QuoteMarks | None = None) -> str:
    """`text` with straight quotes, double hyphens and three dots made typographic."""
    return _Educator(marks or QuoteMarks()).run([text])[0]


def educated_pieces(texts: list[str], marks: QuoteMarks) -> list[str]:
    """The texts of one paragraph, each educated in view of its neighbours."""
    return _Educator(marks).run(texts)


@dataclass(slots=True)
class _Paragraph:
    """The text of a paragraph being read; `is_inside`: after an inner quotation mark that has not been closed."""

    text: str
    is_inside: bool = False


class _Educator:
    """Educates the texts of one paragraph, each knowing its neighbours."""

    def __init__(self, marks: QuoteMarks) -> None:
        self._marks = marks

    def run(self, texts: list[str]) -> list[str]:
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


class TypographyTreeprocessor(Treeprocessor):
    """Educates every text of the tree, paragraph by paragraph."""

    def __init__(self, md: Markdown, marks: QuoteMarks) -> None:
        super().__init__(md)
        self._educator = _Educator(marks)

    def run(self, root: Element) -> None:
        """Rework the tree in place."""
        for block in root.iter():
            if block.tag in _SKIPPED or not self.md.is_block_level(block.tag):
                continue
            places = list(self._places(block))
            if places:
                texts = self._educator.run([getattr(place, name) for place, name, _ in places])
                for (place, name, fixed), text in zip(places, texts, strict=True):
                    if not fixed:
                        setattr(place, name, text)

    def _places(self, element: Element, fixed: bool = False) -> Iterator[tuple[Element, str, bool]]:
        """(element, "text" or "tail", whether it is only context) of the inline content of a block."""
        if element.text:
            yield element, "text", fixed or isinstance(element.text, AtomicString)
        for child in element:
            if not self.md.is_block_level(child.tag):
                yield from self._places(child, fixed or child.tag in _SKIPPED)
            if child.tail:
                yield child, "tail", fixed or isinstance(child.tail, AtomicString)


class TypographyExtension(Extension):
    """Registers the pass.

    Args:
        language: BCP 47, chooses the quotation marks.
    """

    def __init__(self, language: str = "en") -> None:
        super().__init__()
        self._marks = quote_marks(language)

    def extendMarkdown(self, md: Markdown) -> None:
        """After inline parsing, before escapes are resolved."""
        md.treeprocessors.register(TypographyTreeprocessor(md, self._marks), "typography", 5)
