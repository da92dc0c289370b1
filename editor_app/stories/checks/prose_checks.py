"""Checks of the words: placeholders, typography, crossheads, length, words the newsroom does not print.

Straight quotes are looked for above the text only: in the body the page sets them as the language wants.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from editor_app.stories.checks.report import Place
from editor_app.stories.checks.subject import Findings, Subject

PLACEHOLDER = re.compile(r"(?<!\w)(?:(?:TK)+s?|TODO)(?!\w)|lorem ipsum", re.IGNORECASE)
_DOUBLE_SPACE = re.compile(r"(?<=\S)(?:[ ]{2,}|[ ]\u00a0[ ]?)(?=\S)")
_SPACE_BEFORE = re.compile(r"\w +[,.](?=\s|$)", re.MULTILINE)
_TEMPLATE_MARK = re.compile(r"\{\{|\{%")
_STRAY_MARK = re.compile(r"\*\*|__(?=\w)|\]\(")
_SLIPS = (
    (_DOUBLE_SPACE, "double_spaces", "double space", "double spaces", "Keep one of the two."),
    (
        _SPACE_BEFORE,
        "space_before",
        "space before a comma or full stop",
        "spaces before a comma or full stop",
        "Take the space out.",
    ),
)
_MIN_WORDS = 40


def check_placeholders(subject: Subject, findings: Findings) -> None:
    """TK, TODO and dummy text, anywhere readers would see it."""
    before = len(findings.problems)
    for place, text in _texts(subject, with_source=True):
        if found := _placeholder_in(text):
            findings.must_fix(
                "placeholder",
                f"There is a placeholder: {_around(text, found)}",
                "Write what belongs there, or take it out.",
                place,
            )
    if len(findings.problems) == before:
        findings.passed("No placeholder is left")


def check_typography(subject: Subject, findings: Findings) -> None:
    """Straight quotes, double spaces, spaces before punctuation: one finding each, at the first place."""
    for place, text in _texts(subject, with_body=False):
        if '"' in text or re.search(r"\w'|'\w", text):
            findings.look_at(
                "straight_quotes", f"There are straight quotes: “{_short(text)}”", "Use curly ones.", place
            )
            break
    for pattern, check, what, many, advice in _SLIPS:
        _report_all(subject, findings, pattern, check=check, what=what, many=many, advice=advice)


def check_leftovers(subject: Subject, findings: Findings) -> None:
    """Marks of templates and Markdown that readers would see as they are."""
    for pattern, check, what in (
        (_TEMPLATE_MARK, "template_mark", "template marks"),
        (_STRAY_MARK, "stray_mark", "Markdown marks"),
    ):
        for index, facts in enumerate(subject.body.slices):
            if found := pattern.search(facts.prose):
                findings.look_at(
                    check,
                    f"Readers will see {what}: {_around(facts.prose, found)}",
                    "Take them out, or close what they open.",
                    Place("body", index),
                )
                break


def check_crossheads(subject: Subject, findings: Findings) -> None:
    """A small crosshead without a crosshead above it."""
    for index, facts in enumerate(subject.body.slices):
        if facts.level == 2:
            return
        if facts.level == 3:
            findings.look_at(
                "crosshead_skipped",
                "A small crosshead comes before any crosshead",
                "Make it a crosshead; screen readers find their way by the levels.",
                Place("body", index),
            )
            return


def check_length(subject: Subject, findings: Findings) -> None:
    """Text that is missing, or very short without being breaking news."""
    words = subject.words
    breaking = subject.meta.breaking
    if words == 0:
        findings.look_at(
            "no_text", "The story has no text", "Write it below the standfirst.", Place("body", 0)
        )
    elif words < _MIN_WORDS and not (breaking and breaking.in_force(subject.now)):
        findings.look_at(
            "short_text",
            f"The story has only {words} {'word' if words == 1 else 'words'}",
            "Write on, or mark it as breaking or developing.",
            Place("body", 0),
        )


def check_banned_words(subject: Subject, findings: Findings) -> None:
    """Words of the newsroom's own list (`banned_words` in `newsroom.yaml`)."""
    banned = [word for word in subject.newsroom.settings.banned_words if word.strip()]
    if not banned:
        return
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in banned), re.IGNORECASE)
    before = len(findings.problems)
    for place, text in _texts(subject, with_source=True):
        if found := pattern.search(text):
            findings.look_at(
                "banned_word",
                f"“{found.group()}” is on the house style list",
                f"Find another word: {_around(text, found)}",
                place,
            )
    if len(findings.problems) == before:
        findings.passed("No words from the house style list")


def _texts(
    subject: Subject, *, with_body: bool = True, with_source: bool = False
) -> Iterator[tuple[Place, str]]:
    """Everything readers will see, with its place; what stays source in the editor only `with_source`."""
    meta = subject.meta
    yield Place("title"), meta.title
    yield Place("kicker"), meta.kicker
    yield Place("description"), meta.description
    if meta.image:
        yield Place("image"), "\n".join((meta.image.alt or "", meta.image.caption, meta.image.credit))
    if meta.breaking:
        yield Place("breaking"), meta.breaking.alert
    yield Place("share"), "\n".join((meta.share.title, meta.share.description))
    for index, correction in enumerate(meta.corrections):
        yield Place(f"corrections:{index}"), correction.text
    if with_body:
        for index, facts in enumerate(subject.body.slices):
            yield Place("body", index), facts.prose
            if with_source:
                yield Place("body", index), facts.source


def _report_all(
    subject: Subject,
    findings: Findings,
    pattern: re.Pattern[str],
    *,
    check: str,
    what: str,
    many: str,
    advice: str,
) -> None:
    first: tuple[Place, str] | None = None
    count = 0
    for place, text in _texts(subject):
        for found in pattern.finditer(text):
            count += 1
            first = first or (place, _around(text, found))
    if first is not None:
        title = (
            f"There is a {what}: {first[1]}"
            if count == 1
            else f"There are {count} {many}, the first at {first[1]}"
        )
        findings.look_at(check, title, advice, first[0])


def _placeholder_in(text: str) -> re.Match[str] | None:
    for found in PLACEHOLDER.finditer(text):
        if found.group().rstrip("s").isupper() or " " in found.group():
            return found
    return None


def _around(text: str, found: re.Match[str]) -> str:
    start, end = max(found.start() - 16, 0), min(found.end() + 16, len(text))
    piece = " ".join(text[start:end].split("\n")).strip()
    return f"“{'…' if start else ''}{piece}{'…' if end < len(text) else ''}”"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"
