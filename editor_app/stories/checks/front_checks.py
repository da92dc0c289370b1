"""Checks of what stands above the text: headline, address, section, standfirst, tags, status, and their lengths."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from unicodedata import east_asian_width

from editor_app.markup.counts import graphemes
from editor_app.stories.aliases import usable_alias
from editor_app.stories.article_types import ArticleType, article_type
from editor_app.stories.checks.report import Place
from editor_app.stories.checks.subject import Findings, Subject
from editor_app.stories.folding import fold
from editor_app.stories.slugs import is_slug, slug_from
from editor_app.stories.story_entry import StoryEntry
from editor_app.stories.workflow import Status

LONGEST_HEADLINE = 110  # characters; what structured data may hold
_NOT_NEWS = re.compile(
    r"opinion|comment|editorial|satire|sponsored(?: content)?|advertise(?:ment|ment feature)|advertorial|paid content"
    r"|meinung|kommentar|anzeige|opinión|publirreportaje|tribune|publireportage|opinione|pubblicità",
    re.IGNORECASE,
)
_SIGNS_MORE = 8  # two texts of the same words have about as many signs
SHORTEST_DESCRIPTION = 50  # columns: a Chinese or Japanese character takes two


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
    count = graphemes(headline)
    if count > LONGEST_HEADLINE:
        findings.must_fix(
            "headline_too_long",
            f"The headline has {count} characters, {LONGEST_HEADLINE} are the most a page can have",
            "Shorten it; the rest can stand in the standfirst.",
            place,
        )
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
    if twin := _with_same_words(headline, subject.others, lambda other: other.headline):
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
    for alias in subject.meta.aliases:
        if not usable_alias(alias):
            findings.look_at(
                "bad_alias",
                f"The earlier address “{alias}” cannot lead to this story",
                "Write it in “aliases” as a path of this site, such as /harbour/ferry-aground/.",
                Place("aliases"),
            )
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
    elif columns(standfirst) < SHORTEST_DESCRIPTION:
        findings.look_at(
            "short_description",
            f"The standfirst has only {graphemes(standfirst)} characters",
            "Say a little more; search results and share cards have room for 50 to 160.",
            place,
        )
    if twin := _with_same_words(standfirst, subject.others, lambda other: other.standfirst):
        findings.look_at(
            "duplicate_description",
            "Another story has the same standfirst",
            f"Change one of them; the other is “{twin.title}”.",
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


def check_type(subject: Subject, findings: Findings) -> None:
    """A kicker that says opinion or advertisement, where the page's own label and its data say news."""
    kicker = subject.meta.kicker.strip()
    if _NOT_NEWS.fullmatch(kicker) and article_type(subject.meta.extra) is ArticleType.NEWS:
        findings.look_at(
            "label_without_type",
            f"The kicker says “{kicker}”, and the story’s type does not",
            "Add a line such as “type: opinion” or “type: sponsored” in the Markdown source; lists and share cards "
            "then say it, too.",
            Place("type"),
        )


def check_review(subject: Subject, findings: Findings) -> None:
    """A story that was sent for review, and nobody has approved yet."""
    if subject.meta.status is Status.REVIEW:
        findings.look_at(
            "not_approved",
            "Review is not finished",
            "Not approved yet. Approve it in review, or publish it without.",
            Place("status"),
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
        if field == "title" and count > LONGEST_HEADLINE:
            continue
        if count > limit:
            findings.look_at(
                f"long_{field}",
                f"The {name} is {count - limit} {'character' if count - limit == 1 else 'characters'} over its limit",
                f"It has {count} of {limit} characters; phones and search results cut the rest.",
                Place(field),
            )
        elif text and field != "kicker":
            findings.passed(f"{label} fits: {count} of {limit} characters")


def _with_same_words(
    text: str, others: Iterable[StoryEntry], words_of: Callable[[StoryEntry], str]
) -> StoryEntry | None:
    """The first story with the same words, whatever its signs and capitals; asked of thousands after every pause."""
    folded, length = fold(text), len(text)
    if not folded:
        return None
    for other in others:
        words = words_of(other)
        if abs(len(words) - length) <= _SIGNS_MORE and fold(words) == folded:
            return other
    return None


def columns(text: str) -> int:
    """How much room `text` takes: wide characters, as Chinese and Japanese have, count twice."""
    return graphemes(text) + sum(east_asian_width(character) in "WF" for character in text)
