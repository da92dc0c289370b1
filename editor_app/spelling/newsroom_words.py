"""The newsroom's own dictionary: `dictionary.txt`, one word a line, `#` before a comment.

A plain file in the newsroom's folder, to be shared like everything in it. A word is put in its place in the alphabet,
and no other line is touched. It is written as a story is: never over what somebody else has written meanwhile.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from editor_app.spelling.words import plain_word
from editor_app.stories import story_file
from editor_app.stories.placing import is_gone

DICTIONARY_FILE = "dictionary.txt"
_HEADER = (
    "# The newsroom's own words, one a line. A word in small letters is right with a capital, too.\n"
    "# Lines that begin with # are comments.\n"
)
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Words that are right here whatever a dictionary says.

    A word in small letters is right in any case, another only as it is written; both with an English 's as well.
    """

    words: frozenset[str] = field(default_factory=frozenset)

    def has(self, word: str) -> bool:
        """Whether the word is one of them."""
        for form in (word, word.removesuffix("'s"), word.removesuffix("'")):
            if form in self.words or form.lower() in self.words:
                return True
        return False

    def and_also(self, words: Iterable[str]) -> KnownWords:
        """These and some more."""
        return KnownWords(self.words | frozenset(words))


def read_words(folder: Path) -> frozenset[str]:
    """The words of the newsroom in `folder`; none when there is no file, or none that can be read."""
    try:
        text = story_file.read_text(folder / DICTIONARY_FILE).text
    except story_file.StoryNotReadable:
        return frozenset()
    return frozenset(words_of(text))


def words_of(text: str) -> list[str]:
    """The words that the text of a dictionary file lists, in its order; several on a line are several words."""
    lines = (line.partition("#")[0] for line in text.removeprefix("\ufeff").splitlines())
    return [plain_word(word) for line in lines for word in line.split()]


def add_word(folder: Path, word: str) -> frozenset[str]:
    """Add a word to the newsroom's dictionary, and return all its words, those that others have added included.

    Raises `StorySaveFailed`, `StoryNotReadable` or, when somebody keeps writing to it, `StoryChangedOnDisk`.
    """
    path = folder / DICTIONARY_FILE
    added = plain_word(word)
    for attempt in range(_ATTEMPTS):
        text, digest = _present(path)
        known = words_of(text)
        if added in known:
            return frozenset(known)
        try:
            story_file.write_text(path, _with_word(text, added), digest)
        except story_file.StoryChangedOnDisk:
            if attempt == _ATTEMPTS - 1:
                raise
            continue
        return frozenset((*known, added))
    raise AssertionError("the last attempt returns or raises")


def _present(path: Path) -> tuple[str, str | None]:
    try:
        file = story_file.read_text(path)
    except story_file.StoryNotReadable:
        if not is_gone(path):
            raise
        return _HEADER, None
    return file.text, file.digest


def _with_word(text: str, word: str) -> str:
    """The text with a line for `word` below the last word that comes before it in the alphabet."""
    newline = "\r\n" if "\r\n" in text else "\n"
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    if text and not text.endswith(("\n", "\r")):
        text += newline
    lines = text.splitlines(keepends=True)
    words = [(place, found) for place, line in enumerate(lines) if (found := words_of(line))]
    before = [place for place, found in words if _order(found[0]) <= _order(word)]
    if before:
        lines.insert(before[-1] + 1, word + newline)
    elif words:
        lines.insert(words[0][0], word + newline)
    else:
        lines.append(word + newline)
    return mark + "".join(lines)


def _order(word: str) -> tuple[str, str]:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)), word
