"""The newsroom's standing pages: who it is and by which rules it works, as `pages/*.md` or as addresses elsewhere.

A standing page is a Markdown file like a story's, and goes through the same gate: only one that says
`status: published` and is wholly valid is on the site. It knows no time: one with an embargo is not public at all.
Must not render anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from editor_app.publish.addresses import UnsafeAddress, file_of
from editor_app.publish.edition import Withheld
from editor_app.stories.gate import may_be_read, why_withheld
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.slugs import is_slug, slug_from
from editor_app.stories.story import Story
from editor_app.stories.story_file import StoryNotReadable

POLICIES = {
    "about": "",
    "principles": "publishingPrinciples",
    "ethics": "ethicsPolicy",
    "corrections": "correctionsPolicy",
    "verification": "verificationFactCheckingPolicy",
    "sources": "unnamedSourcesPolicy",
    "ownership": "ownershipFundingInfo",
    "masthead": "masthead",
    "mission": "missionCoveragePrioritiesPolicy",
    "diversity": "diversityPolicy",
    "feedback": "actionableFeedbackPolicy",
    "bylines": "noBylinesPolicy",
}
"""What a standing page can be -> what schema.org calls it; empty: nothing."""

_TAKEN = frozenset({"authors", "corrections", "images", "index", "latest", "tags"})
_LAST = 1_000_000
_ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)  # the gate asks for one, for embargoes alone


@dataclass(frozen=True, slots=True)
class StandingPage:
    """One page of the newsroom's own. `policies` are keys of `POLICIES`; `path` is its address on the site."""

    story: Story
    path: str
    title: str
    policies: tuple[str, ...]

    @property
    def changed(self) -> float | None:
        """Its last significant change in seconds since 1970; None: not said."""
        moment = self.story.meta.lastmod or self.story.meta.date
        return moment.timestamp() if moment else None


@dataclass(frozen=True, slots=True)
class Standing:
    """All of them, in the order in which pages name them, and the files that are not on the site."""

    pages: tuple[StandingPage, ...] = ()
    withheld: tuple[Withheld, ...] = ()

    def by_target(self, target: str) -> StandingPage | None:
        """The page that a link such as `ethics.md` names, by slug or by file name, or None."""
        name = target.partition("#")[0].rstrip("/").rpartition("/")[2].removesuffix(".md")
        return next((page for page in self.pages if name in (page.story.slug, page.story.path.stem)), None)


def standing_of(newsroom: Newsroom) -> Standing:
    """Reads the `pages` folder of the newsroom; a newsroom without one has no such pages."""
    pages: list[StandingPage] = []
    withheld: list[Withheld] = []
    taken = {slug_from(name) for name in newsroom.settings.sections} | _TAKEN
    for path in _files(newsroom.folder / "pages"):
        try:
            story = newsroom.read(path)
        except StoryNotReadable as error:
            withheld.append(Withheld(path, str(error), is_page=True))
            continue
        if reason := _why_not(story, taken):
            withheld.append(Withheld(path, reason, is_page=True))
            continue
        taken.add(story.slug)
        pages.append(StandingPage(story, f"/{story.slug}/", story.meta.title, _policies(story)))
    pages.sort(key=lambda page: (_order(page.story), page.title.casefold()))
    return Standing(tuple(pages), tuple(withheld))


def policy_addresses(newsroom: Newsroom) -> dict[str, str]:
    """The policies that `newsroom.yaml` says are elsewhere: key of `POLICIES` -> web address."""
    given = newsroom.settings.policies
    return {key: given[key] for key in POLICIES if _is_web_address(given.get(key, ""))}


def _files(folder: Path) -> list[Path]:
    try:
        root = folder.resolve()
        found = [path for path in folder.iterdir() if path.suffix.casefold() == ".md"]
        return sorted(path for path in found if path.is_file() and path.resolve().is_relative_to(root))
    except OSError:
        return []


def _why_not(story: Story, taken: set[str]) -> str:
    meta = story.meta
    fault = f"line {story.problems[0].line}: {story.problems[0].message}" if story.problems else ""
    if not may_be_read(meta.status, None, not fault, _ANY_MOMENT):
        return why_withheld(meta.status, None, fault, _ANY_MOMENT) or "It is not published."
    if meta.embargo is not None:
        return "It has an embargo, which a standing page cannot have."
    if not meta.title.strip():
        return "It has no title."
    if not is_slug(story.slug) or not _is_file(story.slug):
        return f"Its address /{story.slug}/ cannot be the name of a page. Give it a slug."
    if story.slug in taken:
        return f"Its address /{story.slug}/ belongs to another page of the site. Give it another slug."
    return ""


def _is_file(slug: str) -> bool:
    try:
        return bool(file_of(f"/{slug}/"))
    except (UnsafeAddress, UnicodeDecodeError):
        return False


def _policies(story: Story) -> tuple[str, ...]:
    written = story.meta.extra.get("policy", ())
    names = [written] if isinstance(written, str) else written if isinstance(written, list | tuple) else []
    return tuple(name.strip().casefold() for name in names if str(name).strip().casefold() in POLICIES)


def _order(story: Story) -> float:
    order = story.meta.extra.get("order")
    try:
        return float(str(order)) if order is not None else _LAST
    except ValueError:
        return _LAST


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
