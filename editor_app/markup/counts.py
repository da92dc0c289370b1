"""Counting: words, minutes to read, characters as a person sees them."""

from __future__ import annotations

import math
import re
import unicodedata

WORDS_A_MINUTE = 238  # silent reading of English non-fiction, Brysbaert 2019

_FENCE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[ ]*$", re.M | re.S)
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]*\]:[^\n]*$", re.M)
_LINK_TARGET = re.compile(
    r"\]\((?:<[^>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_TAG = re.compile(r"<!--.*?-->|<(?:/?[a-zA-Z][^<>]*|[a-zA-Z][\w+.-]*:[^<>\s]*)>", re.S)
_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://\S+", re.I)
_ATTRIBUTES = re.compile(r"\{:?\s*[.#][^{}\n]*\}")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.S)
_IDEOGRAPHS = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # each counts as a word
_LETTERS = rf"(?:[^\W_{_IDEOGRAPHS}][\u0300-\u036f]*)+"
# In plain ASCII words are counted as runs of letters, less the places where a point or the like joins two runs to one.
_ASCII_RUNS = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))
_ASCII_JOINT = re.compile(r"['.\-,](?<=[A-Za-z0-9].)(?:(?<!,)(?=[A-Za-z0-9])|(?<=,)(?=\d{3}\b))", re.A)
_MARKS = re.compile(
    r"[*~\\][*~]*"
)  # begins with a set of characters, which is looked for at a fraction of the cost
_WORD = re.compile(rf"[{_IDEOGRAPHS}\U00020000-\U0003ffff]|{_LETTERS}(?:['’.\-‐‑]{_LETTERS}|,\d{{3}}\b)*")


def word_count(body: str) -> int:
    """The words of `body` that a reader sees; addresses, markup and fenced code are not counted."""
    return words_in(_prose(body))


def words_in(text: str) -> int:
    """The words of `text`, which is not Markdown."""
    if text.isascii():
        return len(text.encode("ascii").translate(_ASCII_RUNS).split()) - len(_ASCII_JOINT.findall(text))
    return len(_WORD.findall(text))


def reading_minutes(words: int) -> int:
    """Whole minutes to read `words` words; at least 1 when there are any."""
    return math.ceil(words / WORDS_A_MINUTE) if words > 0 else 0


def graphemes(text: str) -> int:
    """The characters of `text` as a person counts them: an accent, a flag or a family emoji is one."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    count, previous, flags = 0, "", 0
    for character in text:
        if not _extends(previous, character, flags):
            count += 1
        flags = flags + 1 if _is_flag_letter(character) else 0
        previous = character
    return count


def characters(text: str) -> list[str]:
    """The characters of `text` as a person sees them, each with all its code points."""
    found: list[str] = []
    flags = 0
    for character in text:
        if found and _extends(found[-1][-1], character, flags):
            found[-1] += character
        else:
            found.append(character)
        flags = flags + 1 if _is_flag_letter(character) else 0
    return found


def _prose(body: str) -> str:
    text = body
    if "```" in text or "~~~" in text:
        text = _FENCE.sub(" ", text)
    if "]:" in text:
        text = _DEFINITION.sub(" ", text)
    if "](" in text:
        text = _LINK_TARGET.sub("]", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "://" in text:
        text = _ADDRESS.sub(" ", text)
    if "{" in text:
        text = _ATTRIBUTES.sub(" ", text)
    return _MARKS.sub(_without_inner, text) if "*" in text or "~" in text or "\\" in text else text


def _without_inner(marks: re.Match[str]) -> str:
    """Marks inside a word do not make two words of it; those around it may stay."""
    text, start, end = marks.string, marks.start(), marks.end()
    if text[start] == "\\":
        return marks[0][1:]
    is_inside = start and end < len(text) and _is_of_word(text[start - 1]) and _is_of_word(text[end])
    return "" if is_inside else marks[0]


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _extends(previous: str, character: str, flags: int) -> bool:
    """Whether `character` belongs to the same visible character as the one before it."""
    if not previous:
        return False
    if previous == "\r" and character == "\n":
        return True
    if previous in "\r\n":
        return False
    if character in "\u200d\ufe0f\ufe0e\u20e3" or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    if "\U000e0020" <= character <= "\U000e007f" or unicodedata.category(character) in ("Mn", "Me", "Mc"):
        return True
    if previous == "\u200d":
        return ord(character) > 0x203B
    if _is_flag_letter(character):
        return flags % 2 == 1
    return _joins_hangul(previous, character)


def _joins_hangul(previous: str, character: str) -> bool:
    if "\u1160" <= character <= "\u11ff":  # vowel or final after an initial, a vowel or a syllable
        return "\u1100" <= previous <= "\u11ff" or "\uac00" <= previous <= "\ud7a3"
    return "\u1100" <= character <= "\u115f" and "\u1100" <= previous <= "\u115f"
