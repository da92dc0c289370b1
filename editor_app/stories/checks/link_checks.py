"""Checks of links: "Also read" entries in the list and in the text, links to stories, addresses elsewhere."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from editor_app.stories.checks.report import Place
from editor_app.stories.checks.subject import Findings, Subject
from editor_app.stories.related import story_target

_MAX_RELATED = 5
_EMPTY_WORDS = frozenset(
    {
        "here", "click here", "read here", "see here", "read more", "more", "link", "this", "this link",
        "hier", "ici", "aquí", "qui", "här", "тут", "здесь",
    }
)  # fmt: skip
_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "[::1]", "::1"})
_LOCAL_PATH = re.compile(r"file:|[A-Za-z]:[\\/]|\\\\|/(?:home|Users|tmp|private)/", re.IGNORECASE)
_FINE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def check_related(subject: Subject, findings: Findings) -> None:
    """The "Also read" list at the end."""
    seen: set[str] = set()
    fine = 0
    for index, link in enumerate(subject.meta.related):
        place = Place(f"related:{index}")
        if link.story:
            fine += _check_also_read(
                subject, link.story, link.title, findings=findings, place=place, seen=seen
            )
        elif link.url:
            _check_address(link.url, findings, place)
        else:
            _report_unlinked(link.title, findings, place)
    if len(subject.meta.related) > _MAX_RELATED:
        findings.look_at(
            "many_related",
            f"There are {len(subject.meta.related)} “Also read” links",
            f"Keep the best {_MAX_RELATED}; more are not read.",
            Place("related"),
        )
    if fine:
        findings.passed(f"{fine} “Also read” {'story is' if fine == 1 else 'stories are'} published")


def check_body_links(subject: Subject, findings: Findings) -> None:
    """Every link in the text."""
    before = len(findings.problems)
    count = 0
    seen: set[str] = set()
    for block, link in subject.body.links():
        count += 1
        place = Place("body", block)
        slug = story_target(link.target)
        if link.is_also_read and not link.target.strip():
            _report_unlinked(link.text, findings, place)
        elif link.is_also_read and slug is not None:
            _check_also_read(subject, slug, link.text, findings=findings, place=place, seen=seen)
        elif slug is not None:
            _check_story_link(subject, slug, link.text, findings, place)
        else:
            _check_address(link.target, findings, place)
        if not link.is_also_read:
            _check_words(link.text, findings, place)
    if count and len(findings.problems) == before:
        findings.passed(f"{count} {'link' if count == 1 else 'links'} checked, none broken")


def _check_also_read(
    subject: Subject, slug: str, title: str, *, findings: Findings, place: Place, seen: set[str]
) -> bool:
    """Check one entry; whether readers will see it."""
    entry = subject.lookup(slug)
    if entry is None and slug != subject.story.slug:
        findings.look_at(
            "dead_story_link",
            f"“Also read” names a story that is not there: {slug}",
            "Choose another, or remove it; it is left out of the page.",
            place,
        )
        return False
    if entry is None or entry.path == subject.story.path:
        findings.must_fix("related_to_itself", "“Also read” links to this story itself", "Remove it.", place)
        return False
    if entry.slug in seen:
        findings.look_at("related_twice", f"“{entry.title}” is listed twice", "Remove one of them.", place)
        return False
    seen.add(entry.slug)
    if entry.is_public(subject.now):
        return True
    findings.look_at(
        "unpublished_related",
        "An “Also read” story is not published",
        f"“{title or entry.title}” will be left out until it is.",
        place,
    )
    return False


def _check_story_link(subject: Subject, slug: str, words: str, findings: Findings, place: Place) -> None:
    entry = subject.lookup(slug)
    if entry is None and slug != subject.story.slug:
        findings.look_at(
            "dead_story_link",
            f"A link leads to a story that is not there: {slug}",
            f"Correct the link on “{_short(words)}”, or remove it.",
            place,
        )
    elif entry is not None and entry.path != subject.story.path and not entry.is_public(subject.now):
        findings.look_at(
            "unpublished_link",
            f"A link leads to a story that is not published: “{entry.title}”",
            f"Until it is, “{_short(words)}” stands on the page without the link.",
            place,
        )


def _report_unlinked(title: str, findings: Findings, place: Place) -> None:
    findings.look_at(
        "unlinked_also_read",
        "An “Also read” entry leads nowhere",
        f"Link “{_short(title)}” to a story or an address; it is left out of the page."
        if title.strip()
        else "Link or remove it.",
        place,
    )


def _check_address(target: str, findings: Findings, place: Place) -> None:
    address = target.strip()
    shown = _short(address)
    if not address:
        findings.look_at("empty_link", "A link has no address", "Give it one, or remove the link.", place)
        return
    host, scheme = _host_and_scheme(address)
    if _LOCAL_PATH.match(address) or host in _LOCAL_HOSTS:
        findings.must_fix(
            "local_link", f"A link leads to this computer: {shown}", "Link to an address on the web.", place
        )
    elif scheme and scheme not in _FINE_SCHEMES:
        findings.look_at(
            "strange_link",
            f"A link of a kind that pages leave out: {shown}",
            "Link to an https address.",
            place,
        )
    elif scheme == "http":
        findings.look_at(
            "http_link", f"A link is not secure: {shown}", "Use https if the site has it.", place
        )
    elif scheme in ("http", "https") and not host:
        findings.look_at("strange_link", f"A link has no site in it: {shown}", "Correct the address.", place)


def _host_and_scheme(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").casefold(), parts.scheme.casefold()
    except ValueError:
        return "", "unreadable"


def _check_words(words: str, findings: Findings, place: Place) -> None:
    if words.strip().strip(".!:…»«").casefold() in _EMPTY_WORDS:
        findings.look_at(
            "link_words",
            f"A link reads only “{words.strip()}”",
            "Link words that say where it leads; screen readers list links by themselves.",
            place,
        )


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 60 else text[:59] + "…"
