"""Checks of the byline: each entry a person's name or a newsroom's, nothing before it, nothing behind it.

Works by rule of thumb, so it never stops publishing by itself: there are names that look like anything.
"""

from __future__ import annotations

import re

from editor_app.stories.checks.report import Place
from editor_app.stories.checks.subject import Findings, Subject

# What a page puts before the names by itself, by language; names that begin so ("Von Trapp") are of two words.
_BY: dict[str, str] = {
    "en": "by", "de": "von", "fr": "par", "es": "por", "pt": "por", "it": "di", "nl": "door", "sv": "av",
    "nb": "av", "no": "av", "da": "af", "ca": "per", "ru": "автор", "uk": "автор",
}  # fmt: skip
_SEPARATOR = re.compile(r"\s*[;/、，]\s*|\s+&\s+")
_AND = re.compile(r"\s+(?:and|und|et|y|e|och|og|en|i|та|і|и)\s+")
_COMMA = re.compile(r",\s*")
_AFTER_A_NAME = re.compile(
    r"(?:jr|sr|[ivx]+|ph\.?\s?d|m\.?d|qc|kc|mp|mbe|obe|cbe|inc|ltd|llc|gmbh|esq)\.?", re.IGNORECASE
)
_ROLE = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|columnist|photographer|journalist|"
    r"redakteur(?:in)?|korrespondent(?:in)?|reporterin|journaliste|rédact(?:eur|rice)|correspondante?|"
    r"redactora?|corresponsal|periodista|giornalista|кореспондент(?:ка)?|корреспондент)\b",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(r"(?:dr|prof|mr|mrs|ms|sir|dame|herr|frau|mme|sra?)\.?\s+\S", re.IGNORECASE)
_ADDRESS = re.compile(r"\S@\S|https?:|\bwww\.", re.IGNORECASE)


def check_byline(subject: Subject, findings: Findings) -> None:
    """Byline: names only, one in each place."""
    names = [name.strip() for name in subject.meta.authors if name.strip()]
    if not names:
        findings.look_at(
            "no_byline",
            "There is no byline",
            "Name the writers in the Story panel; without them the newsroom signs.",
            Place("authors"),
        )
    for name in names:
        _check_name(name, subject.primary_language, findings)


def _check_name(name: str, language: str, findings: Findings) -> None:
    place = Place("authors")
    if _begins_with_by(name, language):
        findings.look_at(
            "byline_by",
            f"The byline “{name}” begins with a word that the page adds",
            "Give the name alone.",
            place,
        )
    elif _ADDRESS.search(name):
        findings.look_at(
            "byline_address",
            f"The byline “{name}” holds an address",
            "Give the name alone; a writer’s address belongs under “authors” in newsroom.yaml.",
            place,
        )
    elif _ROLE.search(name) or _HONORIFIC.match(name):
        findings.look_at(
            "byline_title",
            f"The byline “{name}” holds a title",
            "Give the name alone; search engines take all of it for the name.",
            place,
        )
    elif _is_two_names(name):
        findings.look_at(
            "byline_two_names",
            f"The byline “{name}” looks like two names",
            "Enter each name by itself.",
            place,
        )


def _begins_with_by(name: str, language: str) -> bool:
    first, *others = name.split()
    word = _BY.get(language, "")
    if first.rstrip(":").casefold() == "by" and len(others) > 0:
        return True
    return bool(word) and first.rstrip(":").casefold() == word and len(others) > 1


def _is_two_names(name: str) -> bool:
    """Two names: separated by a sign that joins nothing else, or by a word between what are full names both."""
    if len(_filled(_SEPARATOR.split(name))) > 1 and "&" not in name:
        return True
    by_comma = [part for part in _filled(_COMMA.split(name)) if not _AFTER_A_NAME.fullmatch(part)]
    if len(by_comma) > 1:
        return True
    halves = _filled(re.split(rf"{_AND.pattern}|\s+&\s+", name))
    return len(halves) > 1 and all(_is_full_name(half) for half in halves)


def _filled(parts: list[str]) -> list[str]:
    return [part.strip() for part in parts if part and part.strip()]


def _is_full_name(text: str) -> bool:
    """Two to four words, each with a capital: "Maren Oduya", not "Department of Health" or "Social Care" and a verb."""
    words = text.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() for word in words) and "of" not in words
