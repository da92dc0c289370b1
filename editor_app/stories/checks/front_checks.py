"""Checks of what stands above the text: headline, address, section, standfirst, byline, tags, and their lengths."""

from __future__ import annotations

import re

from editor_app.markup.counts import graphemes
from editor_app.stories.checks.report import Place
from editor_app.stories.checks.subject import Findings, Subject
from editor_app.stories.folding import fold
from editor_app.stories.slugs import is_slug, slug_from

_BY = re.compile(r"(?:by|von|par|por|di|av)\s+\S", re.IGNORECASE)
_TWO_NAMES = re.compile(r"\S\s+(?:and|und|et|y|och|&|/|;)\s+\S|,\s*\S", re.IGNORECASE)


def check_front_matter(subject: Subject, findings: Findings) -> None:
    """Front matter that could not be read."""
    for problem in subject.story.problems:
        findings.must_fix(
            "front_matter",
            f"Line {problem.line} of the front matter is not valid",
            f"{problem.message} Mend the line in the Markdown source; the rest of the story is untouched.",
            Place(problem.key.partition(".")[0] or "front_matter"),
        )
    if not subject.story.problems:
        findings.passed("Front matter is valid")


def check_headline(subject: Subject, findings: Findings) -> None:
    """Headline: there, short enough, not shouting, not another story's."""
    headline, place = subject.meta.title.strip(), Place("title")
    if not headline:
        findings.must_fix("no_headline", "There is no headline", "Write one above the text.", place)
        return
    letters = [character for character in headline if character.isalpha()]
    if len(letters) >= 8 and " " in headline and headline == headline.upper() != headline.lower():
        findings.look_at(
            "headline_capitals",
            "The headline is all in capitals",
            "Write it in sentence case; the page sets its weight.",
            place,
        )
    if headline.endswith(".") and not headline.endswith(("..", "…")):
        findings.look_at(
            "headline_full_stop", "The headline ends in a full stop", "Leave the full stop out.", place
        )
    folded = fold(headline)
    if twin := next((other for other in subject.others if folded and fold(other.headline) == folded), None):
        findings.look_at(
            "duplicate_headline",
            "Another story has the same headline",
            f"Change one of them; the other is “{twin.slug}”.",
            place,
        )


def check_address(subject: Subject, findings: Findings) -> None:
    """Slug and address: well-formed, and nobody else's."""
    slug, place = subject.story.slug, Place("slug")
    path = subject.newsroom.address_path(subject.story)
    if not is_slug(slug):
        findings.must_fix(
            "bad_slug",
            f"The slug “{slug}” cannot be an address",
            f"Use small letters, digits and hyphens, such as “{slug_from(slug)}”.",
            place,
        )
    elif twin := next((other for other in subject.others if other.slug == slug), None):
        findings.must_fix(
            "duplicate_slug",
            f"Another story has the slug “{slug}” too",
            f"Change one of them; the other is “{twin.title}” in {subject.newsroom.relative(twin.path)}.",
            place,
        )
    else:
        findings.passed(f"The address is free: {path}")
    if not subject.newsroom.settings.url:
        findings.must_fix(
            "no_site_address",
            "The newsroom has no web address",
            "Add a line such as “url: https://courier.example” to newsroom.yaml.",
            Place("newsroom"),
        )


def check_section(subject: Subject, findings: Findings) -> None:
    """Section: set, and one the newsroom has."""
    settings, section = subject.newsroom.settings, subject.meta.section.strip()
    if not section and settings.sections:
        findings.must_fix(
            "no_section", "The story is in no section", "Choose one in the Story panel.", Place("section")
        )
    elif section and settings.sections and settings.section_name(section) is None:
        findings.look_at(
            "unknown_section",
            f"The newsroom has no section “{section}”",
            f"Choose one of {', '.join(settings.sections)}, or add it to newsroom.yaml.",
            Place("section"),
        )


def check_standfirst(subject: Subject, findings: Findings) -> None:
    """Standfirst: there, and not the headline again."""
    standfirst, place = subject.meta.description.strip(), Place("description")
    if not standfirst:
        findings.look_at(
            "no_description",
            "There is no standfirst",
            "Write one or two sentences; search engines and share cards show them.",
            place,
        )
    elif fold(standfirst) == fold(subject.meta.title):
        findings.look_at(
            "description_is_headline",
            "The standfirst repeats the headline",
            "Say what the headline leaves out.",
            place,
        )


def check_byline(subject: Subject, findings: Findings) -> None:
    """Byline: names only, one in each place."""
    place = Place("authors")
    names = [name.strip() for name in subject.meta.authors if name.strip()]
    if not names:
        findings.look_at(
            "no_byline",
            "There is no byline",
            "Name the writers in the Story panel; without them the newsroom signs.",
            place,
        )
    for name in names:
        if _BY.match(name):
            findings.look_at(
                "byline_by",
                f"The byline “{name}” begins with a word that the page adds",
                "Give the name alone.",
                place,
            )
        elif _TWO_NAMES.search(name):
            findings.look_at(
                "byline_two_names",
                f"The byline “{name}” looks like two names",
                "Enter each name by itself.",
                place,
            )


def check_tags(subject: Subject, findings: Findings) -> None:
    """Tags: some."""
    if not subject.meta.tags:
        findings.look_at(
            "no_tags",
            "There are no tags",
            "Add one or two in the Story panel, so that related stories find it.",
            Place("tags"),
        )


def check_completeness(subject: Subject, findings: Findings) -> None:
    """What passed of all the above, in one line as the desk would say it."""
    meta = subject.meta
    named = {
        "headline": meta.title.strip(),
        "standfirst": meta.description.strip(),
        "section": meta.section.strip(),
        "byline": meta.authors,
        "dateline": meta.dateline.strip(),
        "tags": meta.tags,
    }
    there = [word for word, value in named.items() if value]
    if len(there) > 1:
        words = f"{', '.join(there[:-1])} and {there[-1]} are set"
        findings.passed(words[0].upper() + words[1:])


def check_lengths(subject: Subject, findings: Findings) -> None:
    """Soft limits of the texts above the story."""
    limits, meta = subject.newsroom.settings.limits, subject.meta
    texts = (
        ("title", "Headline", "headline", meta.title, limits.headline),
        ("kicker", "Kicker", "kicker", meta.kicker, limits.kicker),
        ("description", "Standfirst", "standfirst", meta.description, limits.description),
    )
    for field, label, name, text, limit in texts:
        count = graphemes(text)
        if count > limit:
            findings.look_at(
                f"long_{field}",
                f"The {name} is {count - limit} {'character' if count - limit == 1 else 'characters'} over its limit",
                f"It has {count} of {limit} characters; phones and search results cut the rest.",
                Place(field),
            )
        elif text and field != "kicker":
            findings.passed(f"{label} fits: {count} of {limit} characters")
