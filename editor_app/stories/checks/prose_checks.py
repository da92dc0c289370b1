"""Checks of the words: placeholders, marks that leak through, crossheads, length, words the newsroom does not print."""

from __future__ import annotations

import re

from editor_app.stories.checks.report import Place
from editor_app.stories.checks.subject import Findings, Subject
from editor_app.stories.checks.texts import around, texts

PLACEHOLDER = re.compile(r"(?<!\w)(?:(?:TK)+s?|TODO)(?!\w)|lorem ipsum", re.IGNORECASE)
_FIRM_CALLED_TK = re.compile(r"TK\s+(?:Maxx|Elevator)\b")
_TODO_IS_A_WORD = frozenset({"es", "pt", "gl", "ca", "it"})  # it means "all" there
_TEMPLATE_MARK = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}")
_STRAY_MARK = re.compile(r"(?<![\w*])\*\*(?=\w)|(?<!\w)__(?=[^\W_]\w*(?!\w*__))|\]\(")
_LEAKED = re.compile(
    r"\A\s*(?:(?:---|\+\+\+)[ \t]*\n)?"
    r"(?:(?:title|slug|date|lastmod|status|author|authors|tags|categories|layout|draft|description|section)[ \t]*[:=].*(?:\n|\Z)){2,}",
    re.IGNORECASE,
)
_MIN_WORDS = 40


def check_placeholders(subject: Subject, findings: Findings) -> None:
    """TK, TODO and dummy text, anywhere readers would see it."""
    before = len(findings.problems)
    for place, text in texts(subject, with_source=True):
        if found := _placeholder_in(text, subject.primary_language):
            findings.must_fix(
                "placeholder",
                f"There is a placeholder: {around(text, found)}",
                "Write what belongs there, or take it out.",
                place,
            )
    if len(findings.problems) == before:
        findings.passed("No placeholder is left")


def check_leftovers(subject: Subject, findings: Findings) -> None:
    """Front matter, template marks and Markdown that readers would see as they are."""
    if _LEAKED.match(subject.story.body):
        findings.must_fix(
            "leaked_front_matter",
            "The text begins with lines that belong into the front matter",
            "Move them there in the Markdown source, or take them out; readers would see them.",
            Place("body", 0),
        )
    for place, text in texts(subject):
        if found := _TEMPLATE_MARK.search(text):
            findings.must_fix(
                "template_mark",
                f"Readers will see template marks: {around(text, found)}",
                "Write what belongs there, or set it as code if it is meant to be read.",
                place,
            )
            break
    for index, facts in enumerate(subject.body.slices):
        if found := _STRAY_MARK.search(facts.prose):
            findings.look_at(
                "stray_mark",
                f"Readers will see Markdown marks: {around(facts.prose, found)}",
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
    for place, text in texts(subject, with_source=True):
        if found := pattern.search(text):
            findings.look_at(
                "banned_word",
                f"“{found.group()}” is on the house style list",
                f"Find another word: {around(text, found)}",
                place,
            )
    if len(findings.problems) == before:
        findings.passed("No words from the house style list")


def _placeholder_in(text: str, language: str) -> re.Match[str] | None:
    for found in PLACEHOLDER.finditer(text):
        word = found.group()
        if " " in word:
            return found
        if not word.rstrip("s").isupper() or _FIRM_CALLED_TK.match(text, found.start()):
            continue
        if (
            word == "TODO"
            and language in _TODO_IS_A_WORD
            and not text[found.end() :].lstrip().startswith(":")
        ):
            continue
        return found
    return None
