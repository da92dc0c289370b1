"""Checks of links: "Also read" entries in the list and in the text, links to stories, addresses elsewhere."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import unquote, urlsplit

from editor_app.stories.checks.report import Place
from editor_app.stories.checks.subject import Findings, Subject
from editor_app.stories.related import story_target

_MAX_RELATED = 5
_EMPTY_WORDS = frozenset(
    {
        "here", "click here", "read here", "see here", "read more", "learn more", "find out more", "more", "link",
        "this", "this link", "this page", "source",
        "hier", "hier klicken", "mehr", "mehr lesen", "weiterlesen", "ici", "cliquez ici", "lire la suite", "en savoir plus",
        "aquí", "haga clic aquí", "leer más", "más", "qui", "clicca qui", "leggi", "aqui", "clique aqui", "leia mais",
        "lees meer", "här", "läs mer", "her", "les mer", "læs mere", "tutaj", "czytaj więcej", "тут", "здесь", "читати далі",
        "читать далее", "هنا", "اقرأ المزيد", "こちら", "詳しくはこちら", "这里", "點擊這裡",
    }
)  # fmt: skip
_OLD = timedelta(days=365)
_BRIEF_WORDS = 150
_ANCHORS_OF_A_PAGE = re.compile(r"main|more")  # what every page of a story has
_ANCHOR_OF_A_CORRECTION = re.compile(r"correction-(\d+)")
# The first part of addresses that the site has besides its stories and sections.
_PARTS_OF_THE_SITE = frozenset({"", "authors", "tags", "corrections", "images", "index.html"})
_FILES_OF_THE_SITE = (".xml", ".json", ".txt", ".webmanifest")
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
            _check_address(subject, link.url, findings, place)
        else:
            _report_unlinked(link.title, findings, place)
    if len(subject.meta.related) > _MAX_RELATED:
        findings.look_at(
            "many_related",
            f"There are {len(subject.meta.related)} “Also read” links",
            f"Keep the best {_MAX_RELATED}; more are not read.",
            Place("related"),
        )
    if not subject.meta.related:
        _check_none_related(subject, findings)
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
            _check_anchor(subject, slug, link.target, findings, place)
        elif link.target.startswith("#"):
            _check_anchor(subject, subject.story.slug, link.target, findings, place)
        else:
            _check_address(subject, link.target, findings, place)
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
        age = subject.now - entry.date if entry.date else timedelta()
        if age > _OLD and findings.once("old_related", entry.slug):
            _report_old(entry.title, age // _OLD, findings, place)
        return True
    if not findings.once("unpublished_related", entry.slug):
        return False
    findings.look_at(
        "unpublished_related",
        "An “Also read” story is not published",
        f"“{title or entry.title}” will be left out until it is.",
        place,
    )
    return False


def _check_none_related(subject: Subject, findings: Findings) -> None:
    """Nothing to read on, though the newsroom has stories and this is more than a brief."""
    if subject.words < _BRIEF_WORDS or any(link.is_also_read for _block, link in subject.body.links()):
        return
    if any(other.is_public(subject.now) for other in subject.others):
        findings.look_at(
            "no_related",
            "There is no “Also read” link",
            "Add one in the Related panel, so that readers find the next story.",
            Place("related"),
        )


def _report_old(title: str, years: int, findings: Findings, place: Place) -> None:
    age = "a year" if years == 1 else f"{years} years"
    findings.look_at(
        "old_related",
        f"An “Also read” story is more than {age} old",
        f"“{_short(title)}” may be taken for news. Say when it was in its title, or choose a newer one.",
        place,
    )


def _check_anchor(subject: Subject, slug: str, target: str, findings: Findings, place: Place) -> None:
    """The part of a story's page that a link names: only corrections and a few standing parts have a name."""
    anchor = unquote(target.partition("#")[2])
    if not anchor or _ANCHORS_OF_A_PAGE.fullmatch(anchor):
        return
    correction = _ANCHOR_OF_A_CORRECTION.fullmatch(anchor)
    entry = subject.lookup(slug)
    if slug == subject.story.slug or (entry is not None and entry.path == subject.story.path):
        is_there = correction is not None and 1 <= int(correction[1]) <= len(subject.meta.corrections)
    else:
        is_there = entry is None or (correction is not None and entry.corrected)
    if not is_there:
        findings.look_at(
            "dead_anchor",
            f"A link leads to a part of a page that is not there: {_short(target)}",
            "Take off what follows the number sign; the link then leads to the page’s top.",
            place,
        )


def _check_own_site(subject: Subject, path: str, shown: str, findings: Findings, place: Place) -> None:
    """An address on the newsroom's own site, typed out: it breaks when that story moves, and nothing would tell."""
    parts = [unquote(part) for part in path.strip("/").split("/")]
    names = {part.removesuffix(".html") for part in parts}
    last = parts[-1]
    if parts[0] in _PARTS_OF_THE_SITE or last.endswith(_FILES_OF_THE_SITE):
        return
    if len(parts) == 1 and subject.newsroom.settings.section_name(last) is not None:
        return
    slugs = [entry for name in names if (entry := subject.lookup(name)) is not None]
    if any(entry.is_public(subject.now) or entry.path == subject.story.path for entry in slugs):
        return
    title = "not published" if slugs else "not on the site"
    findings.look_at(
        "dead_site_link",
        f"A link leads to a page of this site that is {title}: {shown}",
        "Link to the story itself, which Stet keeps true, or remove the link.",
        place,
    )


def _check_story_link(subject: Subject, slug: str, words: str, findings: Findings, place: Place) -> None:
    entry = subject.lookup(slug)
    if entry is None and _is_own_page(subject, slug):
        return
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


def _is_own_page(subject: Subject, slug: str) -> bool:
    """Whether it is one of the newsroom's own pages, which stories link to in the same way."""
    return (subject.newsroom.folder / "pages" / f"{slug}.md").is_file()


def _report_unlinked(title: str, findings: Findings, place: Place) -> None:
    findings.look_at(
        "unlinked_also_read",
        "An “Also read” entry leads nowhere",
        f"Link “{_short(title)}” to a story or an address; it is left out of the page."
        if title.strip()
        else "Link or remove it.",
        place,
    )


def _check_address(subject: Subject, target: str, findings: Findings, place: Place) -> None:
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
    elif host and host == _host_and_scheme(subject.newsroom.settings.url)[0]:
        base = urlsplit(subject.newsroom.settings.url).path.rstrip("/")
        _check_own_site(subject, urlsplit(address).path.removeprefix(base), shown, findings, place)
    elif not scheme and not host and address.startswith("/"):
        _check_own_site(subject, urlsplit(address).path, shown, findings, place)


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
