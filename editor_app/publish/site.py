"""Writes the whole site, or one page: every public story, the pages that gather them, feeds, maps, pictures.

Stories come through `Edition` alone. Nothing in the output folder changes until everything is ready, and nothing
there that Stet did not write is ever touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from platformdirs import user_cache_path

from editor_app.publish.addresses import AbsoluteAddresses, file_of
from editor_app.publish.edition import Edition, Withheld, read_stories
from editor_app.publish.feeds import (
    ATOM_FILE,
    JSON_FILE,
    RSS_FILE,
    FeedItem,
    atom,
    json_feed,
    rss,
    section_feed_file,
)
from editor_app.publish.images import PictureFile, PictureShop, PictureUnusable
from editor_app.publish.manifest import Manifest
from editor_app.publish.page import PageRenderer
from editor_app.publish.page_head import HIDDEN, INDEXED, excerpt
from editor_app.publish.site_pages import CORRECTIONS_PATH, ListingPage
from editor_app.publish.sitemap import robots, sitemaps
from editor_app.publish.staging import ForeignFile, Staging
from editor_app.publish.story_facts import StoryFacts
from editor_app.publish.theme import ThemeFault
from editor_app.publish.web_manifest import MANIFEST_FILE
from editor_app.stories.gate import is_public
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_PARTS_OF_A_NEWSROOM = ("stories", "images", "theme", ".stet")


class ExportError(Exception):
    """The site could not be written; `str()` is one sentence, and the site is as it was."""


class ExportCancelled(Exception):
    """The person stopped the export; the site is as it was."""

    def __init__(self) -> None:
        super().__init__("The export was stopped. The site is as it was.")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an export is: what it is doing, and how many of how many (`total` 0: not known yet)."""

    step: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export did; names are relative to the output folder.

    Attributes:
        front_page: the file of the front page.
        written: files that are new or changed.
        unchanged: files left as they were.
        removed: files of an earlier export that are no longer part of the site.
        withheld: stories that are not on the site, with the reason.
    """

    front_page: Path
    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    withheld: tuple[Withheld, ...]


Report = Callable[[Progress], None]
IsCancelled = Callable[[], bool]


def export_site(
    newsroom: Newsroom,
    output: Path,
    now: datetime,
    progress: Report | None = None,
    cancelled: IsCancelled | None = None,
    cache: Path | None = None,
) -> ExportReport:
    """Write the site of `newsroom` as it is at `now` (aware) into `output`.

    Args:
        progress: hears of each step, from the calling thread.
        cancelled: asked between files; true stops the export and leaves the site as it was.
        cache: where sized pictures are kept; None: the user's cache folder.

    Raises `ExportError` and `ExportCancelled`.
    """
    output = Path(output).absolute()
    _refuse_unfit(newsroom, output)
    teller = _Teller(progress, cancelled)
    known = Manifest.of(newsroom.private_folder, output)
    staging = Staging(output, known)
    with _one_sentence_each(output):
        try:
            edition = _edition(newsroom, now, teller)
            _stage_everything(newsroom, edition, staging, teller, cache or pictures_cache())
            staging.settle()
            gone = staging.gone()
            teller.say("Moving the pages in", 0, 1)
            # Until the new list is saved, both exports' files count as ours: whatever stops us, nothing is orphaned.
            Manifest({**known.files, **staging.files}).save(newsroom.private_folder, output, now)
            _move_in(staging, output)
            Manifest(dict(sorted(staging.files.items()))).save(newsroom.private_folder, output, now)
            teller.say("Moving the pages in", 1, 1, stoppable=False)
        finally:
            staging.discard()
    return _report(output, staging, gone, edition.withheld)


def export_page(
    newsroom: Newsroom, story: Story, folder: Path, now: datetime, cache: Path | None = None
) -> Path:
    """Write the page of one story with its pictures into `folder`, and return the page.

    The page stands alone: its links lead to the site. A story that is not public keeps search engines out, because
    a person may look at a draft in a browser, and nobody else may find it. Raises `ExportError`.
    """
    folder = Path(folder)
    with _one_sentence_each(folder):
        edition = Edition.of(newsroom, now)
        used: dict[str, PictureFile] = {}
        shop = PictureShop(cache or pictures_cache())
        robots = INDEXED if is_public(story, now) else HIDDEN
        html = PageRenderer(newsroom, edition, shop=shop, used=used, alone=True).article(story, robots)
        folder.mkdir(parents=True, exist_ok=True)
        for picture in used.values():
            target = folder / picture.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(picture.data.read_bytes())
        page = folder / f"{Path(file_of(newsroom.address_path(story))).stem}.html"
        if page.stem == "index":
            page = folder / f"{Path(file_of(newsroom.address_path(story))).parent.name or 'story'}.html"
        page.write_bytes(_encoded(html))
    return page


def pictures_cache() -> Path:
    """Where sized pictures are kept between exports."""
    return user_cache_path("stet", appauthor=False) / "pictures"


class _Teller:
    """Says how far the export is, and asks whether to go on."""

    def __init__(self, progress: Report | None, cancelled: IsCancelled | None) -> None:
        self._progress = progress
        self._cancelled = cancelled

    def say(self, step: str, done: int, total: int, stoppable: bool = True) -> None:
        if stoppable and self._cancelled is not None and self._cancelled():
            raise ExportCancelled
        if self._progress is not None:
            self._progress(Progress(step, done, total))


def _report(
    output: Path, staging: Staging, gone: Iterable[str], withheld: tuple[Withheld, ...]
) -> ExportReport:
    changed = set(staging.changed)
    return ExportReport(
        front_page=output / "index.html",
        written=tuple(sorted(changed)),
        unchanged=tuple(sorted(name for name in staging.files if name not in changed)),
        removed=tuple(sorted(gone)),
        withheld=withheld,
    )


def _move_in(staging: Staging, output: Path) -> None:
    """The one step that can stop half-way; the next export then finishes it, because the list names every file."""
    try:
        staging.move_in()
    except OSError as fault:
        reason = (fault.strerror or "the disk did not answer").lower()
        raise ExportError(
            f"Not every page could be put in its place: {fault.filename or output}: {reason}. "
            "What is there is whole; export again to finish."
        ) from fault


def _edition(newsroom: Newsroom, now: datetime, teller: _Teller) -> Edition:
    unreadable: list[Withheld] = []
    stories = read_stories(
        newsroom, unreadable, lambda done, total: teller.say("Reading stories", done, total)
    )
    edition = Edition.of(newsroom, now, stories)
    return edition.withholding(unreadable)


def _stage_everything(
    newsroom: Newsroom, edition: Edition, staging: Staging, teller: _Teller, cache: Path
) -> None:
    used: dict[str, PictureFile] = {}
    renderer = PageRenderer(newsroom, edition, shop=PictureShop(cache), used=used)
    pages = list(_pages(edition, renderer))
    indexed: list[tuple[str, datetime | None]] = []
    total = len(pages)
    for done, page in enumerate(pages):
        teller.say("Writing pages", done, total)
        name = file_of(page.path)
        if name in staging.files:
            continue
        staging.add(name, _encoded(page.render()))
        if page.changed is not _HIDDEN:
            indexed.append((page.path, page.changed if isinstance(page.changed, datetime) else None))
    teller.say("Writing feeds", total, total)
    for name, text in _feeds_and_maps(newsroom, edition, renderer, indexed):
        staging.add(name, _encoded(text))
    for done, picture in enumerate(sorted(used.values(), key=lambda picture: picture.name)):
        teller.say("Writing pictures", done, len(used))
        staging.add(picture.name, picture.data.read_bytes())


_HIDDEN = object()


@dataclass(frozen=True, slots=True)
class _Page:
    """A page to be written. `changed`: its last change, None when it has none, `_HIDDEN` to keep it out of sitemaps."""

    path: str
    render: Callable[[], str]
    changed: object


def _pages(edition: Edition, renderer: PageRenderer) -> Iterator[_Page]:
    """Every page, those whose addresses matter most first: a later page never takes the place of an earlier one."""
    newest = max((story.updated for story in edition.stories if story.dated_at is not None), default=None)
    yield _Page("/", renderer.front_page, newest)
    yield _Page("/404.html", renderer.not_found, _HIDDEN)
    for story in edition.stories:
        changed = story.updated if story.dated_at is not None else None
        yield _Page(
            story.address, lambda story=story: renderer.article(edition.newsroom.read(story.path)), changed
        )
    for killed in edition.killed:
        yield _Page(killed.path, lambda killed=killed: renderer.killed_notice(killed), _HIDDEN)
    yield _Page(CORRECTIONS_PATH, renderer.corrections_page, None)
    for listing in renderer.listings():
        yield _Page(
            listing.path, lambda listing=listing: renderer.listing(listing), _listing_changed(listing)
        )


def _listing_changed(listing: ListingPage) -> datetime | None:
    return max((story.updated for story in listing.stories if story.dated_at is not None), default=None)


def _feeds_and_maps(
    newsroom: Newsroom, edition: Edition, renderer: PageRenderer, indexed: list[tuple[str, datetime | None]]
) -> Iterator[tuple[str, str]]:
    made: dict[Path, FeedItem] = {}

    def newest(stories: Sequence[StoryFacts]) -> list[FeedItem]:
        chosen = stories[: newsroom.settings.feed_items]
        made.update({s.path: _feed_item(edition, renderer, s) for s in chosen if s.path not in made})
        return [made[story.path] for story in chosen]

    items = newest(edition.stories)
    yield RSS_FILE, rss(edition, items)
    yield ATOM_FILE, atom(edition, items)
    yield JSON_FILE, json_feed(edition, items)
    for section in edition.sections():
        yield section_feed_file(section), rss(edition, newest(section.stories), section)
    yield MANIFEST_FILE, renderer.web_manifest()
    yield from sitemaps(edition, indexed).items()
    yield "robots.txt", robots(edition)


def _feed_item(edition: Edition, renderer: PageRenderer, facts: StoryFacts) -> FeedItem:
    story = edition.newsroom.read(facts.path)
    absolute = AbsoluteAddresses(edition.newsroom.settings.url)
    html = renderer.body_html(story)
    return FeedItem(
        story=facts,
        address=absolute.page(facts.address),
        summary=story.meta.description or excerpt(html) or story.meta.title,
        html=html,
        picture=renderer.social_address(story),
    )


def _encoded(text: str) -> bytes:
    """UTF-8; what no page may hold (control characters, halves of characters) becomes the replacement character."""
    return _NO_TEXT.sub("\ufffd", text).encode("utf-8")


def _refuse_unfit(newsroom: Newsroom, output: Path) -> None:
    if not newsroom.settings.url:
        raise ExportError(
            f"{newsroom.folder / 'newsroom.yaml'} does not say where the site will be. "
            "Add a line such as “url: https://courier.example”."
        )
    real = output.resolve()
    folder = newsroom.folder.resolve()
    own = [folder / name for name in _PARTS_OF_A_NEWSROOM]
    if folder.is_relative_to(real) or any(real.is_relative_to(part) for part in own):
        raise ExportError(
            f"The site cannot be written to {output}: the newsroom itself is there. Choose another folder."
        )
    if output.exists() and not output.is_dir():
        raise ExportError(f"The site cannot be written to {output}: it is a file. Choose a folder.")


@contextmanager
def _one_sentence_each(output: Path) -> Iterator[None]:
    """Turns what can go wrong on the way into one sentence."""
    try:
        yield
    except ForeignFile as fault:
        raise ExportError(
            f"{fault.path} is in the way: Stet did not write it. Move it away, or choose another folder."
        ) from fault
    except (ThemeFault, PictureUnusable) as fault:
        raise ExportError(str(fault)) from fault
    except OSError as fault:
        where = fault.filename or output
        reason = (fault.strerror or "the disk did not answer").lower()
        raise ExportError(f"Could not write the site: {where}: {reason}. The site is as it was.") from fault
