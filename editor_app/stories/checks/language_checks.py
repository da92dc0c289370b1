"""Whether a story is written in the language it says it is: by its script, and by the small words of its language."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from editor_app.stories.checks.report import Place
from editor_app.stories.checks.subject import Findings, Subject

_REMEMBERED = 8192  # paragraphs: looking again after an edit costs the edited one
_ENOUGH_LETTERS, _ENOUGH_WORDS = 60, 60
_WORD = re.compile(r"[^\W\d_]+")
# script -> its letters; a story whose text is mostly in one its language is never written in has the wrong language
_SCRIPTS: dict[str, re.Pattern[str]] = {
    "Latin": re.compile(r"[A-Za-zÀ-ɏ]"),
    "Cyrillic": re.compile(r"[Ѐ-ӿ]"),
    "Greek": re.compile(r"[Ͱ-Ͽ]"),
    "Arabic": re.compile(r"[؀-ۿ]"),
    "Hebrew": re.compile(r"[֐-׿]"),
    "Japanese": re.compile(r"[぀-ヿ]"),
    "Hangul": re.compile(r"[가-힯]"),
}
_SCRIPT_OF: dict[str, str] = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk"), "Cyrillic"),
    **dict.fromkeys(("ar", "fa", "ur", "ps"), "Arabic"),
    **dict.fromkeys(("he", "yi"), "Hebrew"),
    **dict.fromkeys(
        ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "no", "nn", "fi", "pl", "cs", "tr", "ro", "hu", "is"),
        "Latin",
    ),
    "el": "Greek", "ja": "Japanese", "ko": "Hangul",
}  # fmt: skip
# Words that nearly every sentence of a language has and that are rare in its neighbours.
_SMALL_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        [
            "the",
            "and",
            "of",
            "to",
            "was",
            "that",
            "with",
            "which",
            "from",
            "this",
            "have",
            "were",
            "been",
            "their",
            "would",
        ]
    ),
    "de": frozenset(
        [
            "der",
            "und",
            "das",
            "nicht",
            "ist",
            "mit",
            "sich",
            "auch",
            "auf",
            "eine",
            "wurde",
            "werden",
            "einen",
            "dem",
        ]
    ),
    "fr": frozenset(
        [
            "les",
            "des",
            "une",
            "dans",
            "est",
            "pour",
            "qui",
            "sur",
            "pas",
            "avec",
            "ont",
            "cette",
            "aux",
            "sont",
        ]
    ),
    "es": frozenset(
        ["los", "las", "una", "por", "con", "para", "del", "más", "pero", "como", "fue", "está", "sus", "han"]
    ),
    "it": frozenset(
        [
            "che",
            "non",
            "della",
            "sono",
            "una",
            "per",
            "gli",
            "alla",
            "nel",
            "anche",
            "è",
            "stato",
            "delle",
            "dei",
        ]
    ),
    "nl": frozenset(
        ["het", "een", "van", "niet", "zijn", "voor", "met", "ook", "aan", "werd", "naar", "door", "wordt"]
    ),
    "pt": frozenset(
        [
            "não",
            "uma",
            "dos",
            "das",
            "com",
            "para",
            "foi",
            "são",
            "mais",
            "pela",
            "pelo",
            "ao",
            "também",
            "os",
        ]
    ),
    "sv": frozenset(
        ["och", "att", "det", "som", "inte", "är", "för", "på", "med", "har", "till", "den", "ett", "av"]
    ),
}
_NAMES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch",
    "pt": "Portuguese", "sv": "Swedish",
}  # fmt: skip


def check_language(subject: Subject, findings: Findings) -> None:
    """The story's `language` against its text."""
    pieces = [facts.prose for facts in subject.body.slices if facts.prose]
    language = subject.primary_language
    found = _other_script(pieces, language) or _other_language(pieces, language)
    if found:
        findings.look_at(
            "language_mismatch",
            f"The text looks {found}, and the story’s language is {subject.language}",
            "Set “language” in the Markdown source, such as “language: fr”; it chooses quotes, dates and the voice that reads.",
            Place("language"),
        )


def _other_script(pieces: list[str], language: str) -> str:
    """The script most of the text is in, when its language is not written in it."""
    wanted = _SCRIPT_OF.get(language)
    if wanted is None:
        return ""
    counts: Counter[str] = Counter()
    for piece in pieces:
        counts.update(_scripts_in(piece))
    most = max(_SCRIPTS, key=lambda name: counts[name])
    if counts[most] < _ENOUGH_LETTERS or most == wanted or counts[most] < 3 * counts[wanted]:
        return ""
    return most


def _other_language(pieces: list[str], language: str) -> str:
    """The language whose small words fill the text, when the story's own are hardly in it."""
    if language not in _SMALL_WORDS:
        return ""
    counts: Counter[str] = Counter()
    for piece in pieces:
        counts.update(_small_words_in(piece))
    if counts[""] < _ENOUGH_WORDS:
        return ""
    most = max(_SMALL_WORDS.keys() - {language}, key=lambda name: (counts[name], name))
    is_other = counts[most] * 12 >= counts[""] and counts[most] > 4 * counts[language]
    return _NAMES[most] if is_other else ""


@lru_cache(maxsize=_REMEMBERED)
def _scripts_in(text: str) -> dict[str, int]:
    return {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS.items()}


@lru_cache(maxsize=_REMEMBERED)
def _small_words_in(text: str) -> dict[str, int]:
    """How many of each language's small words are in `text`; under "" the number of all its words."""
    words = Counter(_WORD.findall(text.casefold()))
    counts = {name: sum(words[word] for word in small) for name, small in _SMALL_WORDS.items()}
    return {**counts, "": words.total()}
