"""Tells right words from wrong ones in several languages at once, and what may have been meant.

Slow the first time a language is asked for (its dictionary is read), so it is not for the window's thread; and not for
two threads at once. What the newsroom itself calls right is in `newsroom_words`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches

from editor_app.spelling.dictionary import Dictionaries, Dictionary
from editor_app.spelling.languages import dictionary_for, script_of, scripts_of
from editor_app.stories.folding import fold

SUGGESTIONS = 5
# What is elided before a vowel and written with an apostrophe, by language.
_ELIDED = {
    "fr": r"[ldjmtscn]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu",
    "it": r"[ldcsmtvn]|un|gl|all|dall|dell|nell|sull|coll|quest|quell|quant|bell|sant|mezz|tutt|senz|anch",
    "ca": r"[ldnmst]",
}
_SHORTENED = frozenset({"'tis", "'twas", "'twere", "'twill", "'em", "'til", "'cause", "'round", "'n"})


class Speller:
    """The dictionaries of the machine, asked in the languages of a story.

    `find` finds them when the first question is asked. `region` is the country of this machine.
    """

    def __init__(self, find: Callable[[], Dictionaries], region: str = "") -> None:
        self._find, self._region = find, region
        self._dictionaries: Dictionaries | None = None
        self._available: tuple[str, ...] = ()

    def has(self, language: str) -> bool:
        """Whether there is a dictionary for a language tag."""
        return self._opened(language) is not None

    def check(self, words: Iterable[str], languages: Sequence[str]) -> dict[str, bool]:
        """For each word whether it is right in any of these languages.

        A word in a script that none of them is written in is nobody's to judge, and counts as right.
        """
        opened = [(tag, found) for tag in languages if (found := self._opened(tag)) is not None]
        scripts = {script for tag, _found in opened for script in scripts_of(tag)}
        return {
            word: script_of(word.lstrip("'")) not in scripts
            or any(_is_right(word, tag, found) for tag, found in opened)
            for word in words
        }

    def suggest(
        self, word: str, languages: Sequence[str], names: Iterable[str] = (), limit: int = SUGGESTIONS
    ) -> tuple[str, ...]:
        """What may have been meant, the likeliest first. `names` are words of the newsroom's own."""
        found: dict[str, None] = dict.fromkeys(get_close_matches(word, list(names), 2, 0.8))
        script = script_of(word)
        lists = [
            opened.suggest(word)[: limit * 2]
            for tag in languages
            if script in scripts_of(tag) and (opened := self._opened(tag)) is not None
        ]
        merged = [suggestion for answers in lists for suggestion in answers]
        if len(lists) > 1:
            merged.sort(key=lambda suggestion: -_likeness(word, suggestion))
        # The commonest slip of all: two letters in each other's place. Dictionaries have odder ideas first.
        merged.sort(key=lambda suggestion: not _is_swapped(word, suggestion))
        found.update(dict.fromkeys(merged))
        return tuple(suggestion for suggestion in found if suggestion != word)[:limit]

    def _opened(self, language: str) -> Dictionary | None:
        if self._dictionaries is None:
            self._dictionaries = self._find()
            self._available = self._dictionaries.available()
        name = dictionary_for(language, self._available, self._region)
        return self._dictionaries.open(name) if name else None


def _likeness(word: str, suggestion: str) -> float:
    """How much alike two words are, from 0 to 1; an accent that was left out makes them no less so."""
    return SequenceMatcher(None, fold(word), fold(suggestion)).ratio()


def _is_swapped(word: str, suggestion: str) -> bool:
    """Whether two neighbouring letters of `suggestion` stand the wrong way round in `word`; capitals are as in it."""
    if len(word) != len(suggestion) or word.istitle() != suggestion.istitle():
        return False
    one, other = word.lower(), suggestion.lower()
    differing = [place for place, letter in enumerate(one) if letter != other[place]]
    if len(differing) != 2 or differing[1] - differing[0] != 1:
        return False
    first, second = differing
    return one[first] == other[second] and one[second] == other[first]


def _is_right(word: str, language: str, dictionary: Dictionary) -> bool:
    if word.lower() in _SHORTENED:
        return True
    try:
        if dictionary.check(word):
            return True
        if language[:2].lower() == "de" and word.endswith("'s"):  # geht's, gibt's
            return dictionary.check(word[:-2])
        elided = _ELIDED.get(language[:2].lower())
        if elided and "'" in word:
            before, _, after = word.partition("'")
            return bool(after and re.fullmatch(elided, before.lower())) and dictionary.check(after)
    except (UnicodeError, ValueError):  # half a character, a character that no dictionary can hold
        return True
    return False
