"""Finds the words of a text that a dictionary can be asked about.

Left alone: addresses, handles, hashtags, file names, abbreviations with dots, acronyms, single letters and anything
with a digit in it. Knows no dictionary, and no markup: code is kept away by whoever knows where it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

_APOSTROPHES = "'\u2019\u02bc\u2018\uff07"
# Soft hyphen, joiners and direction marks: they show where a word may break or how it is set, not how it is spelled.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060"
# Python's \w has no combining marks. Whole blocks for the scripts of India, whose vowel signs are such marks.
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0980-\u0dff"
_LETTERS = rf"\w+(?:[{_MARKS}]+\w*)*"
_PART = rf"{_LETTERS}(?:[{_APOSTROPHES}\u00b7{_UNSEEN}]+{_LETTERS})*"
_CHAIN = rf"{_PART}(?:[-\u2010\u2011]{_PART})*"
_NOT_WORDS = "|".join(
    (
        r"(?:[a-zA-Z][\w+.-]*://|www\.|mailto:|tel:)\S+",
        r"[\w.+%-]+@[\w.-]+\w",  # e-mail
        r"(?<!\w)[@#]\w[\w.-]*",  # handles and hashtags
        r"(?<!\w)(?:~|\.{1,2}|[A-Za-z]:)?[/\\][\w./\\-]+",  # paths
        r"(?:[^\W\d_]{1,2}\.){2,}",  # e.g., U.S., z.B., Ph.D.
        r"\w[\w/\\-]*(?:\.[\w/\\-]+)*\.[a-z][a-z0-9]{1,9}(?!\w)",  # names of files and hosts
    )
)
_PLAIN = re.compile(f"(?P<chain>{_CHAIN})")
_CAREFUL = re.compile(f"(?:{_NOT_WORDS})|(?P<chain>{_CHAIN})")
# Without one of these there is nothing that the slower pattern would find and the quicker one would not.
_HINT = re.compile(r"[@#/\\:]|\.\w|www\.")
_HYPHENS = re.compile("[-\u2010\u2011]")
_EVEN = str.maketrans({**dict.fromkeys(_APOSTROPHES, "'"), **dict.fromkeys(_UNSEEN, None)})
_SHORT = 6


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text, from `start` to `end` (characters).

    `text` is the word as a dictionary has it: composed, with straight apostrophes, without soft hyphens. `others` are
    other ways to read it: the compound it is a part of, the abbreviation it is with its dot. It is right when any is.
    """

    start: int
    end: int
    text: str
    others: tuple[str, ...] = ()

    @property
    def readings(self) -> tuple[str, ...]:
        """Every way to read it, the plainest first."""
        return (self.text, *self.others)


def words_in(text: str, passed: Collection[str] = ()) -> tuple[Word, ...]:
    """The words of `text` that can be looked up, in order.

    `passed`: words, as they are typed, that nobody need look at again; a text of nothing else costs next to nothing.
    """
    return tuple(_words(text, passed))


def plain_word(text: str) -> str:
    """A word as a dictionary has it, however it was typed."""
    return unicodedata.normalize("NFC", text.translate(_EVEN)).strip()


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """The words with a capital in these texts: names of people, places and sections."""
    return frozenset(word.text for text in texts for word in _words(text, ()) if word.text[:1].isupper())


def _words(text: str, passed: Collection[str]) -> Iterator[Word]:
    pattern = _CAREFUL if _HINT.search(text) else _PLAIN
    for match in pattern.finditer(text):
        chain = match["chain"]
        if chain is None or chain in passed:
            continue
        start = match.start()
        parts = _HYPHENS.split(chain)
        if len(parts) == 1:
            yield from _word(text, start, chain, ())
            continue
        whole = (plain_word(chain),)
        for part in parts:
            yield from _word(text, start, part, whole)
            start += len(part) + 1


def _word(text: str, start: int, part: str, whole: tuple[str, ...]) -> Iterator[Word]:
    spelled = part if part.isascii() and part.isalpha() else plain_word(part)
    if not _is_word(spelled):
        return
    end = start + len(part)
    others = whole
    if len(part) < _SHORT and text.startswith(".", end):
        others = (*others, spelled + ".")
    if start and text[start - 1] in _APOSTROPHES:
        others = (*others, "'" + spelled)
    yield Word(start, end, spelled, others)


def _is_word(spelled: str) -> bool:
    core = spelled.removesuffix("'s")
    if len(core) < 2:
        return False
    if core.isupper() or (core[-1] == "s" and len(core) > 2 and core[:-1].isupper()):
        return False  # NATO, MPs
    return core.isalpha() or not any(letter.isdigit() or letter == "_" for letter in core)
