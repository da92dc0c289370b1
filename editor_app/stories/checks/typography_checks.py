"""Checks of typography, each as the story's language wants it: quotes, dashes, spaces, ways of writing dates.

Straight quotes, double hyphens and three dots are looked for above the text only: in the body the page sets them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from editor_app.markup.extensions.typography import quote_marks
from editor_app.stories.checks.date_words import ways_of_writing_days, wrong_weekdays
from editor_app.stories.checks.report import Place
from editor_app.stories.checks.subject import Findings, Subject
from editor_app.stories.checks.texts import around, short, texts

_DOUBLE_SPACE = re.compile(r"(?<=\S)(?:[ ]{2,}|[ ]\u00a0[ ]?)(?=\S)")
_SPACE_BEFORE = re.compile(r"[^\W\d_] +[,.](?=\s|$)", re.MULTILINE)
_SPACE_BEFORE_ANY = re.compile(r"[^\W\d_] +(?:[,.]|[!?;:]+)(?=\s|$)", re.MULTILINE)
_DIGIT = re.compile(r"\d")
_TYPED = re.compile(r"(?<!-)--(?!-)|(?<!\.)\.{3}(?!\.)")
_DOUBLE_QUOTE = re.compile(r'"')
_DOUBLE_QUOTE_OUTSIDE_WORDS = re.compile(r'(?<!\w)"|"(?!\w)')
_APOSTROPHE = re.compile(r"\w'|'\w")
_QUOTE_OUTSIDE_WORDS = re.compile(r"(?<!\w)'\w|\w'(?!\w)")
# Marks that open or close a quotation nowhere but in some languages; what a language does not have is foreign in it.
_MARKS = "“”„«»‹›「」『』"
_ALSO_USED: dict[str, str] = {
    "en": "“”", "de": "„“»«‚‘›‹", "fr": "«»“”‹›", "es": "«»“”", "it": "«»“”", "pt": "“”«»", "nl": "“”„", "pl": "„”«»",
    "uk": "«»„“”", "ru": "«»„“", "sv": "”»", "fi": "”»", "da": "»«„“”", "nb": "«»„“", "no": "«»„“", "nn": "«»„“",
    "ja": "「」『』“”", "zh": "“”「」『』", "ar": "«»“”„", "fa": "«»“”", "he": "”“„", "el": "«»“”", "tr": "“”«»",
    "de-ch": "«»‹›",
}  # fmt: skip
_SPACED_SIGNS = frozenset({"fr", "br"})  # languages with a space before ! ? ; :
_APOSTROPHE_IS_A_LETTER = frozenset({"uk", "be"})
_MARK_IN_WORDS = frozenset({"he", "yi"})  # gershayim, typed as a straight quote


def check_typography(subject: Subject, findings: Findings) -> None:
    """Straight and foreign quotes, typed dashes and dots, spaces: one finding each, at the first place."""
    _check_straight_quotes(subject, findings)
    _check_foreign_quotes(subject, findings)
    _report(
        subject, findings, _TYPED, "typed_signs", "typed dash or dots", "typed dashes or dots",
        "Use a dash (–) or an ellipsis (…); above the text the page shows what is typed.", with_body=False,
    )  # fmt: skip
    _report(
        subject, findings, _DOUBLE_SPACE, "double_spaces", "double space", "double spaces",
        "Keep one of the two.",
    )  # fmt: skip
    is_spaced = subject.primary_language in _SPACED_SIGNS
    signs = "comma or full stop" if is_spaced else "punctuation mark"
    _report(
        subject, findings, _SPACE_BEFORE if is_spaced else _SPACE_BEFORE_ANY, "space_before",
        f"space before a {signs}", f"spaces before a {signs}", "Take the space out.",
    )  # fmt: skip


def check_dates_in_text(subject: Subject, findings: Findings) -> None:
    """Weekdays that do not belong to their day, and days written in more than one way."""
    meta = subject.meta
    moment = (meta.date or subject.now).astimezone(subject.newsroom.timezone)
    ways: dict[str, tuple[Place, str]] = {}
    for place, text in texts(subject):
        if not _DIGIT.search(text):
            continue
        for wrong in wrong_weekdays(text, subject.language, moment.date()):
            findings.look_at(
                "wrong_weekday",
                f"A weekday does not match its date: “{wrong.words}”",
                f"That day is a {wrong.right}. Correct the weekday or the date.",
                place,
            )
        for way, example in ways_of_writing_days(text, subject.language):
            ways.setdefault(way, (place, example))
    if len(ways) > 1:
        (_, first), (place, second) = list(ways.values())[:2]
        findings.look_at(
            "mixed_dates",
            f"Dates are written in more than one way: “{first}”, “{second}”",
            "Write all of them as the house style does.",
            place,
        )


def _check_straight_quotes(subject: Subject, findings: Findings) -> None:
    language = subject.primary_language
    double = _DOUBLE_QUOTE_OUTSIDE_WORDS if language in _MARK_IN_WORDS else _DOUBLE_QUOTE
    single = _QUOTE_OUTSIDE_WORDS if language in _APOSTROPHE_IS_A_LETTER else _APOSTROPHE
    for place, text in texts(subject, with_body=False):
        if double.search(text) or single.search(text):
            marks = quote_marks(subject.language)
            findings.look_at(
                "straight_quotes",
                f"There are straight quotes: “{short(text)}”",
                f"Use curly ones ({marks.opening.strip()} {marks.closing.strip()} ’); above the text the page shows what is typed.",
                place,
            )
            return


def _check_foreign_quotes(subject: Subject, findings: Findings) -> None:
    foreign = _foreign_marks(subject.language)
    if not foreign:
        return
    for place, text in texts(subject):
        if found := foreign.search(text):
            marks = quote_marks(subject.language)
            findings.look_at(
                "foreign_quotes",
                f"A quotation mark of another language: {around(text, found)}",
                f"Use {marks.opening.strip()} and {marks.closing.strip()}, or set the story’s language.",
                place,
            )
            return


def _foreign_marks(language: str) -> re.Pattern[str] | None:
    """What is no quotation mark in this language; None where Stet does not know its marks."""
    primary, _, rest = language.casefold().partition("-")
    country = f"{primary}-{rest.rpartition('-')[2]}"
    used = _ALSO_USED.get(country) or _ALSO_USED.get(primary)
    if used is None:
        return None
    return re.compile("[" + "".join(mark for mark in _MARKS if mark not in used) + "]")


def _report(
    subject: Subject,
    findings: Findings,
    pattern: re.Pattern[str],
    check: str,
    what: str,
    many: str,
    advice: str,
    *,
    with_body: bool = True,
) -> None:
    """One finding for all of a kind, at the first."""
    found = list(_places_of(subject, pattern, with_body))
    if not found:
        return
    place, words = found[0]
    title = f"There is a {what}: {words}"
    if len(found) > 1:
        title = f"There are {len(found)} {many}, the first at {words}"
    findings.look_at(check, title, advice, place)


def _places_of(subject: Subject, pattern: re.Pattern[str], with_body: bool) -> Iterator[tuple[Place, str]]:
    for place, text in texts(subject, with_body=with_body):
        for match in pattern.finditer(text):
            yield place, around(text, match)
