"""What other programs read out of the pages and feeds, held against the stories themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from editor_app.publish.edition import Edition
from editor_app.publish.story_facts import StoryFacts
from scripts.validate.outcomes import Outcome
from scripts.validate.toolbox import Toolbox

_LEAST_ALIKE = 0.97
_XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True, slots=True)
class Site:
    """An exported site, and the edition it was made of."""

    folder: Path
    edition: Edition

    @property
    def url(self) -> str:
        return self.edition.newsroom.settings.url

    def pages(self) -> list[Path]:
        return sorted(self.folder.rglob("*.html"))

    def name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def articles(self) -> Iterable[tuple[StoryFacts, str]]:
        for facts in self.edition.stories:
            yield facts, (self.folder / facts.page).read_text(encoding="utf-8")


def check_html(site: Site, tools: Toolbox) -> Outcome:
    """Every page through html5lib's strict parser."""
    html5lib = tools.module("html5lib")
    faults = []
    for path in site.pages():
        try:
            html5lib.HTMLParser(strict=True).parse(path.read_text(encoding="utf-8"))
        except html5lib.html5parser.ParseError as error:
            faults.append(f"{site.name(path)}: {error}")
    return Outcome("html5lib, strict", f"{len(site.pages())} pages", tuple(faults))


def check_links(site: Site, tools: Toolbox) -> Outcome:
    """Every address of every page that is on the site itself, down to its fragment; ids are there once."""
    html5lib = tools.module("html5lib")
    trees = {
        path: html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=True)
        for path in site.pages()
    }
    ids: dict[Path, list[str]] = {
        path: [n.get("id") for n in tree.iter() if n.get("id")] for path, tree in trees.items()
    }
    faults = [
        f"{site.name(path)}: an id twice" for path, found in ids.items() if len(found) != len(set(found))
    ]
    count = 0
    for path, tree in trees.items():
        own = f"{site.url}/{site.name(path)}"
        for link in _links_of(tree):
            address, fragment = urldefrag(urljoin(own, link))
            if not address.startswith(site.url):
                continue
            count += 1
            target = site.folder / unquote(urlsplit(address).path).lstrip("/")
            target = target / "index.html" if target.is_dir() or address.endswith("/") else target
            if not target.is_file():
                faults.append(f"{site.name(path)}: {link} leads nowhere")
            elif fragment and unquote(fragment) not in ids.get(target, []):
                faults.append(f"{site.name(path)}: there is no {link}")
    return Outcome("links and anchors", f"{count} addresses", tuple(faults))


def _links_of(tree: object) -> Iterable[str]:
    for node in tree.iter():  # type: ignore[attr-defined]
        for name in ("href", "src"):
            if link := node.get(name):
                yield link
        for part in (node.get("srcset") or "").split(","):
            if part.strip():
                yield part.split()[0]
        if node.tag == f"{_XHTML}meta" and str(node.get("property", "")) in (
            "og:image",
            "og:url",
            "article:author",
        ):
            yield node.get("content")


def check_feeds(site: Site, tools: Toolbox) -> Outcome:
    """RSS and Atom through feedparser, JSON Feed by its rules; each names the stories it should, in their order."""
    feedparser = tools.module("feedparser")
    faults: list[str] = []
    count = 0
    most = site.edition.newsroom.settings.feed_items
    groups = [("", site.edition.stories), *((g.path.strip("/"), g.stories) for g in site.edition.sections())]
    for folder, stories in groups:
        wanted = [(f"{site.url}{facts.address}", facts.title) for facts in stories[:most]]
        for name in ("feed.xml", "atom.xml"):
            count += 1
            path = site.folder / folder / name
            read = feedparser.parse(path.read_bytes())
            if read.bozo:
                faults.append(f"{site.name(path)}: {read.bozo_exception}")
            if [(entry.link, entry.title) for entry in read.entries] != wanted:
                faults.append(f"{site.name(path)}: not the stories it should have")
            faults += _feed_faults(site.name(path), read, stories[:most])
        count += 1
        path = site.folder / folder / "feed.json"
        feed = json.loads(path.read_text(encoding="utf-8"))
        if feed["version"] != "https://jsonfeed.org/version/1.1" or not feed["title"]:
            faults.append(f"{site.name(path)}: no JSON Feed 1.1")
        if [(item["url"], item["title"]) for item in feed["items"]] != wanted:
            faults.append(f"{site.name(path)}: not the stories it should have")
        if not all(isinstance(item["id"], str) and item["content_html"] for item in feed["items"]):
            faults.append(f"{site.name(path)}: an item without id or text")
    return Outcome("feeds, by feedparser", f"{count} feeds", tuple(faults))


def _feed_faults(name: str, read: object, stories: Iterable[StoryFacts]) -> Iterable[str]:
    for entry, facts in zip(read.entries, stories, strict=False):  # type: ignore[attr-defined]
        if facts.dated_at is not None and datetime(*entry.published_parsed[:6]) != facts.published.replace(
            tzinfo=None
        ):
            yield f"{name}: {facts.slug} has another date"
        if [author.get("name") for author in entry.get("authors", [])] != list(facts.authors):
            yield f"{name}: {facts.slug} has other authors"
        if not entry.get("content") or not entry.content[0].value.strip():
            yield f"{name}: {facts.slug} has no text"


def check_json_ld(site: Site, tools: Toolbox) -> Outcome:
    """The structured data, read by extruct, says what the story says."""
    extruct = tools.module("extruct")
    faults: list[str] = []
    count = 0
    for facts, html in site.articles():
        count += 1
        address = f"{site.url}{facts.address}"
        found = extruct.extract(html, base_url=address, syntaxes=["json-ld", "opengraph"])
        things = [thing for graph in found["json-ld"] for thing in graph.get("@graph", [])]
        article = next((t for t in things if t.get("@id", "").endswith("#article")), {})
        faults += [f"{facts.slug}: {fault}" for fault in _mistold(site, facts, article)]
        if not any(thing.get("@type") == "BreadcrumbList" for thing in things):
            faults.append(f"{facts.slug}: no breadcrumbs")
        graph = dict(found["opengraph"][0]["properties"]) if found["opengraph"] else {}
        if graph.get("og:url") != address or graph.get("og:type") != "article":
            faults.append(f"{facts.slug}: Open Graph is {graph.get('og:type')} {graph.get('og:url')}")
    return Outcome("JSON-LD and Open Graph, by extruct", f"{count} stories", tuple(faults))


def _mistold(site: Site, facts: StoryFacts, article: dict[str, Any]) -> Iterable[str]:
    """Where the structured data does not say what the story says."""
    address = f"{site.url}{facts.address}"
    told = {
        "headline": facts.title,
        "url": address,
        "mainEntityOfPage": address,
        "inLanguage": facts.language,
        "articleSection": facts.section or None,
        "keywords": list(facts.tags) or None,
    }
    yield from (f"{key} is {article.get(key)!r}" for key, value in told.items() if article.get(key) != value)
    types = article.get("@type")
    types = [types] if isinstance(types, str) else types or []
    if (facts.type != "") != bool({*types} - {"NewsArticle", "Article", "LiveBlogPosting"}):
        yield f"its type is {types}"
    yield from _live_faults(address, article, types)
    names = [author["name"] for author in article.get("author", [])]
    if names != (list(facts.authors) or [site.edition.newsroom.settings.name]):
        yield f"authors are {names}"
    for key, moment in (("datePublished", facts.published), ("dateModified", facts.updated)):
        if facts.dated_at is not None and datetime.fromisoformat(article.get(key, "")) != moment:
            yield f"{key} is {article.get(key)}"
    if len(article.get("correction", [])) != len(facts.corrections):
        yield "corrections are not all told"


def _live_faults(address: str, article: dict[str, Any], types: list[str]) -> Iterable[str]:
    """Where the timed updates are not what a live blog is to have: newest first, within the coverage, each with its link."""
    updates = article.get("liveBlogUpdate", [])
    if ("LiveBlogPosting" in types) != bool(updates):
        yield f"{len(updates)} updates in a {types}"
    moments = [datetime.fromisoformat(update.get("datePublished", "")) for update in updates]
    if moments != sorted(moments, reverse=True):
        yield "updates are not newest first"
    if moments and datetime.fromisoformat(article.get("coverageStartTime", "")) != moments[-1]:
        yield "the coverage does not begin with the first update"
    for number, update in zip(range(len(updates), 0, -1), updates, strict=True):
        if (
            update.get("url") != f"{address}#update-{number}"
            or not update.get("headline")
            or not update.get("author")
        ):
            yield f"update {number} is {update.get('headline')!r} at {update.get('url')}"


def check_text(site: Site, tools: Toolbox) -> Outcome:
    """Headline, authors, day and text, read by trafilatura, are those of the story."""
    trafilatura, html5lib = tools.module("trafilatura"), tools.module("html5lib")
    faults: list[str] = []
    least, count = 1.0, 0
    for facts, html in site.articles():
        count += 1
        read = trafilatura.bare_extraction(
            html,
            url=f"{site.url}{facts.address}",
            include_comments=False,
            favor_recall=True,
            with_metadata=True,
        )
        read = read.as_dict() if hasattr(read, "as_dict") else read
        if not read:
            faults.append(f"{facts.slug}: nothing was read")
            continue
        alike = _alike(_body_words(html5lib.parse(html)), _words(read["text"] or ""))
        least = min(least, alike)
        if alike < _LEAST_ALIKE:
            faults.append(f"{facts.slug}: {alike:.0%} of the text was read")
        faults += [f"{facts.slug}: {fault}" for fault in _misread(site, facts, html, read)]
    looked_at = f"{count} stories, at least {least:.1%} of the words"
    return Outcome("text and metadata, by trafilatura", looked_at, tuple(faults))


def _misread(site: Site, facts: StoryFacts, html: str, read: dict[str, str | None]) -> Iterable[str]:
    """What was read differently from what the story's file says."""
    shared = re.search(r'property="og:title" content="([^"]*)"', html)
    if read["title"] not in (facts.title, unescape(shared[1]) if shared else ""):
        yield f"headline is {read['title']!r}"
    authors = set(facts.authors) or {site.edition.newsroom.settings.name}
    if set((read["author"] or "").split("; ")) != authors:
        yield f"authors are {read['author']!r}"
    day = f"{facts.published.astimezone(site.edition.newsroom.timezone):%Y-%m-%d}"
    if facts.dated_at is not None and (read["date"] or "")[:10] != day:
        yield f"day is {read['date']}"
    flow = "".join(_words(read["text"] or ""))
    yield from (f"not read: {words[:60]}" for words in _plain_paragraphs(facts) if words not in flow)


def _plain_paragraphs(facts: StoryFacts) -> list[str]:
    """The words of those paragraphs of the story's file that are plain prose, for a comparison that knows no page."""
    body = facts.path.read_text(encoding="utf-8").partition("\n---\n")[2]
    blocks = [block for block in re.split(r"\n\s*\n", body) if re.match(r"[\w“‘\"«]", block)]
    prose = [block for block in blocks if not re.search(r"[\[\]{}<>|`~_&]|://|\n(?=[-+*:#\d])|^\d+\.", block)]
    return ["".join(_words(block)) for block in prose]


def _body_words(tree: object) -> list[str]:
    """The words of the paragraphs, headings and lists of a story's text; asides and figures are beside it."""
    body = next(n for n in tree.iter(f"{_XHTML}div") if "body" in (n.get("class") or "").split())  # type: ignore[attr-defined]
    children = [
        node for child in body
        for node in (child if child.tag == f"{_XHTML}section" else (child,))
    ]  # fmt: skip
    kept = [
        node for node in children
        if node.tag.removeprefix(_XHTML) in ("p", "h2", "h3", "h4", "ul", "ol") and node.get("class") != "embed"
    ]  # fmt: skip
    return _words(" ".join("".join(node.itertext()) for node in kept))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _alike(wanted: list[str], found: list[str]) -> float:
    """How many of the wanted words are found, in their order."""
    if not wanted:
        return 1.0
    blocks = SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(wanted)
