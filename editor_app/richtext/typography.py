"""Typographic quotes, apostrophes, dashes and ellipses as they are typed. Rules over text: knows no editor and no Qt.

What is typed is held in the file as it is shown: a curly quote is U+201C in the story, and the page, which makes
straight quotes typographic by the same marks, has nothing left to do. The marks of a language are
`markup.extensions.typography`'s. The double quote key opens the outer marks and, inside a quotation, the inner ones;
the apostrophe key the other way round. So British stories begin with either key: “a ‘b’” or ‘a “b”’.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from editor_app.markup.extensions.typography import QuoteMarks, quote_marks
from editor_app.richtext.typed_blanks import are_spaced, blank_of, closes_after_blank, nested_after_all

APOSTROPHE, PRIME, DOUBLE_PRIME = "\u2019", "\u2032", "\u2033"
EN_DASH, EM_DASH, ELLIPSIS = "\u2013", "\u2014", "\u2026"

_BLANK_LETTERS = " \t\n\u00a0\u202f\u2009\u2028"
_BLANKS = frozenset(_BLANK_LETTERS)
_DASHES = frozenset("-\u2010\u2011\u2013\u2014")
_OPENERS = frozenset("([{<\u00bf\u00a1/\u201c\u2018\u201e\u201a\u00ab\u2039\"'")
# Words that begin with an apostrophe; `'90s` and the like are told by their figures.
_ELIDED = {
    "en": "tis|twas|twere|til|em|n|cause|bout|cos",
    "de": "s|n|ne|nen|rein|raus|runter",
    "nl": "s|t|n|k|m|r",
    "it": "l|n|na|ndrangheta|sto|sta",
    "sv": "n|na",
    "nb": "n|a",
    "da": "n|a",
}
_SHORT_FIGURE = re.compile(r"(?:(?<![\d.,])\d{1,3}(?:[.,]\d{1,2})?|[\u00bc-\u00be])\Z")
_FEET_AND_INCHES = re.compile(r"(?<=\d)['\u2019](\d{1,2})\Z")
_YEAR, _YEAR_BEFORE_STOP = re.compile(r"\d\d[;:!?)]"), re.compile(r"\d\d[.,]")
_LINE_OF_HYPHENS = re.compile(r"\s*-{2,3}\Z")
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.|mailto:)\S*\Z", re.I)
# A tag, the address of a link, attributes, a definition or a fact box's title that is being typed.
_SOURCE = re.compile(
    r"<[A-Za-z/!][^<>]*\Z|\]\([^()\n]*\Z|\{:?[.#:][^{}]*\Z|\A\[[^\]\n]+\]:\s|\A!!! ?\w* ?\"?[^\"]*\Z"
)
_LONGEST_LOOK = 24
# Inside of a Hebrew word these keys are the signs of abbreviations and of foreign sounds.
_HEBREW_SIGNS = {'"': "\u05f4", "\u201d": "\u05f4", "\u201c": "\u05f4", "'": "\u05f3", "\u2019": "\u05f3"}


@dataclass(frozen=True, slots=True)
class Retouch:
    """How what was typed changes: the last `removed` characters, the typed one among them, make way for `text`."""

    removed: int
    text: str


def retouch(before: str, typed: str, after: str, language: str) -> Retouch | None:
    """What becomes of a character just typed; None when it stays.

    Args:
        before: the paragraph up to it, with "x" for every character that is code or other source.
        typed: the character.
        after: the rest of the paragraph.
        language: BCP 47, of the story.
    """
    marks = quote_marks(language)
    found = None
    if typed in "\"'":
        found = _quote(before, typed, after, marks)
    elif typed == "-":
        found = _dash(before)
    elif typed == ".":
        found = _dots(before)
    elif (blank := blank_of(before, typed, after, marks)) is not None:
        found = Retouch(*blank)
    else:
        found = _second_thoughts(before, typed, marks, language)
    if found is None or (before + typed).endswith(found.text) or _is_source(before, typed, marks):
        return None
    return found


# -- dashes and dots


def _dash(before: str) -> Retouch | None:
    if before.endswith(EN_DASH):
        return Retouch(2, EM_DASH)
    # Hyphens alone in their line may become a divider; what follows them decides.
    if not before.endswith("-") or before.endswith(("--", "<!-")) or not before[:-1].strip():
        return None
    return Retouch(2, EN_DASH)


def _dots(before: str) -> Retouch | None:
    is_third = before.endswith("..") and not before.endswith("...")
    return Retouch(3, ELLIPSIS) if is_third else None


# -- quotes


def _quote(before: str, typed: str, after: str, marks: QuoteMarks) -> Retouch | None:
    if before.endswith("\\"):
        return None
    levels, has_just_opened = _read_levels(before, marks)
    if typed == '"' and not levels and (prime := _prime(before)) is not None:
        return prime
    if levels and has_just_opened is None and closes_after_blank(before, after, marks):
        kept = before.rstrip(_BLANK_LETTERS)
        return Retouch(len(before) - len(kept) + 1, _pair_of(levels[-1], marks)[1])
    if _opens(before[-1:], after[:1], bool(levels), has_just_opened):
        return Retouch(1, _pair(typed, levels, marks)[0])
    if typed == '"':
        return Retouch(1, _pair_of(levels[-1] if levels else "outer", marks)[1])
    if levels and levels[-1] == "inner":
        return Retouch(1, marks.inner_closing)
    return Retouch(1, APOSTROPHE)


def _opens(last: str, following: str, inside: bool, has_just_opened: bool | None) -> bool:
    """Whether a quote between `last` and `following` begins a quotation.

    `inside`: another one is open; `has_just_opened`: what the quotation mark in `last` did, None for anything else.
    """
    if has_just_opened is not None:
        return has_just_opened
    if not last or last in _OPENERS:
        return True
    if last in _DASHES:
        return not inside  # “I thought—” breaks off
    return last in _BLANKS and not (inside and following in _BLANKS)


def _prime(before: str) -> Retouch | None:
    """Inches: a short figure that nobody is quoting."""
    feet = _FEET_AND_INCHES.search(before)
    if feet:
        return Retouch(len(feet[0]) + 1, f"{PRIME}{feet[1]}{DOUBLE_PRIME}")
    return Retouch(1, DOUBLE_PRIME) if _SHORT_FIGURE.search(before) else None


def _pair(typed: str, levels: list[str], marks: QuoteMarks) -> tuple[str, str]:
    """The marks that a quotation opened with this key gets."""
    if levels:
        return _pair_of("inner" if levels[-1] == "outer" else "outer", marks)
    return _pair_of("outer" if typed == '"' else "inner", marks)


def _pair_of(level: str, marks: QuoteMarks) -> tuple[str, str]:
    if level == "outer":
        return marks.opening, marks.closing
    return marks.inner_opening, marks.inner_closing


def open_levels(text: str, marks: QuoteMarks) -> list[str]:
    """The quotations that are open at the end of `text`, "outer" or "inner" each, outermost first."""
    return _read_levels(text, marks)[0]


def _read_levels(text: str, marks: QuoteMarks) -> tuple[list[str], bool | None]:
    """The open quotations, and whether the last letter opened (True) or closed (False) one; None: neither."""
    levels: list[str] = []
    has_opened: bool | None = None
    known = _levels_of_marks(marks)
    for index, letter in enumerate(text):
        level, can_open, can_close = known.get(letter, ("", False, False))
        before, has_opened = has_opened, None
        if not level or _is_apostrophe(text, index):
            continue
        following = text[index + 1 : index + 2]
        begins = following not in _BLANKS and _opens(text[index - 1 : index], following, bool(levels), before)
        if can_open and (begins or not can_close):
            levels.append(level)
            has_opened = True
        elif can_close and levels and levels[-1] == level:
            levels.pop()
            has_opened = False
        elif can_close:
            has_opened = False
    return levels, has_opened


@lru_cache(maxsize=64)
def _levels_of_marks(marks: QuoteMarks) -> dict[str, tuple[str, bool, bool]]:
    """Each quotation mark: its level, and whether it can open and can close a quotation."""
    known = {'"': ("outer", True, True), "'": ("inner", True, True)}
    for level in ("inner", "outer"):
        opening, closing = (mark.strip("\u202f\u00a0") for mark in _pair_of(level, marks))
        known[opening] = (level, True, opening == closing)
        if closing != opening:
            known[closing] = (level, False, True)
    return known


def _is_apostrophe(text: str, index: int) -> bool:
    """Whether what could close a quotation stands inside a word."""
    if text[index] not in "'\u2018\u2019" or not index:
        return False
    return text[index - 1].isalnum() and text[index + 1 : index + 2].isalnum()


# -- what the next character tells about the one before


def _second_thoughts(before: str, typed: str, marks: QuoteMarks, language: str) -> Retouch | None:
    """What a character tells about those before it: hyphens were a dash, a quote was an apostrophe."""
    if _LINE_OF_HYPHENS.match(before):
        hyphens = len(before.lstrip())
        return Retouch(hyphens + 1, (EM_DASH if hyphens == 3 else EN_DASH) + typed)
    tail = before[-_LONGEST_LOOK:]
    if typed.isalpha():
        return _word_goes_on(before, typed, marks)
    opening = marks.inner_opening
    start = tail.rfind(opening)
    word = tail[start + len(opening) :]
    if start < 0 or not word or not (start == 0 or tail[start - 1] in _BLANKS or tail[start - 1] in _OPENERS):
        return None
    is_year = _YEAR_BEFORE_STOP.fullmatch(word) if typed in _BLANKS else _YEAR.fullmatch(word + typed)
    elided = _ELIDED.get(_primary(language), "")
    if is_year or (elided and not typed.isalnum() and re.fullmatch(elided, word.rstrip(APOSTROPHE), re.I)):
        return Retouch(len(opening) + len(word) + 1, APOSTROPHE + word + typed)
    return None


def _word_goes_on(before: str, typed: str, marks: QuoteMarks) -> Retouch | None:
    """A letter after a closing quote shows that it was an apostrophe; one after ‘90, that a decade is meant."""
    tail = before[-_LONGEST_LOOK:]
    if _is_hebrew(typed) and tail[-1:] in _HEBREW_SIGNS and _is_hebrew(tail[-2:-1]):
        return Retouch(2, _HEBREW_SIGNS[tail[-1]] + typed)
    decade = re.search(re.escape(marks.inner_opening) + r"(\d0)\Z", tail)
    if decade and typed in "se":
        return Retouch(len(decade[0]) + 1, APOSTROPHE + decade[1] + typed)
    closing = marks.inner_closing
    nested = _nested(before, typed, marks)
    if nested is not None:
        return nested
    if tail.endswith(closing) and tail[: -len(closing)][-1:].isalpha():
        return Retouch(len(closing) + 1, APOSTROPHE + typed)
    return None


def _nested(before: str, typed: str, marks: QuoteMarks) -> Retouch | None:
    if not are_spaced(marks) or not before.endswith((marks.closing, marks.inner_closing)):
        return None
    levels = open_levels(before[:-1].rstrip(_BLANK_LETTERS), marks)
    made = nested_after_all(before, typed, marks, _pair('"', levels, marks)) if levels else None
    return Retouch(*made) if made is not None else None


def _is_hebrew(letter: str) -> bool:
    return "\u05d0" <= letter <= "\u05ea"


def _primary(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def _is_source(before: str, typed: str, marks: QuoteMarks) -> bool:
    """Whether the caret is in code, a tag, an address or other Markdown that is being typed."""
    if before.count("`") % 2 or _SOURCE.search(before):
        return True
    in_address = _ADDRESS.search(before) is not None
    # No address holds a quote: one that closes a quotation is typed right behind it.
    return in_address and not (typed in "\"'" and open_levels(before, marks))
