"""Every page of a site as HTML, and the same article page live while it is being written.

Preview and export go through the same templates and the same views, so that what a desk sees is what readers get.
Never asks whether a story is public: the edition has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from editor_app.locations import resources_folder
from editor_app.markup.counts import word_count
from editor_app.publish.addresses import AbsoluteAddresses, Addresses, LoneAddresses, RelativeAddresses
from editor_app.publish.edition import Edition, Group, KilledPage, MovedPage
from editor_app.publish.finding import Answer, Finder
from editor_app.publish.images import PictureFile, PictureShop, PictureUnusable
from editor_app.publish.labels import Labels
from editor_app.publish.monogram import monogram
from editor_app.publish.page_head import HIDDEN, INDEXED, PageFacts, PageHeads, needs_script
from editor_app.publish.page_links import StoryLinks
from editor_app.publish.page_pictures import ExportPictures, PagePictures, PreviewPictures
from editor_app.publish.site_pages import ListingPage, SitePages
from editor_app.publish.social_cards import shared_picture, told_by
from editor_app.publish.standing import StandingPage, standing_of
from editor_app.publish.story_body import StoryBodies, StoryBody
from editor_app.publish.story_facts import StoryFacts, facts_of
from editor_app.publish.story_views import StoryViews, author_path
from editor_app.publish.structured_data import ArticleFacts, article_graph
from editor_app.publish.theme import Theme, safe
from editor_app.publish.theme_meter import PAGE_SECONDS
from editor_app.publish.views import ArticleView, MomentView, SocialView
from editor_app.publish.web_manifest import web_manifest
from editor_app.stories.focal import Focal
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story

_FRAME = re.compile(r'<iframe[^>]*\ssrc="https://([\w.-]+)[/"]')


Steps = Generator[None, None, str]
"""The making of one page."""


@dataclass(slots=True)
class PageNotes:
    """What one page asked for: stories and pictures as `Finder` has them, and the picture files it names."""

    targets: dict[str, Answer] = field(default_factory=dict)
    pictures: dict[tuple[str, str], str] = field(default_factory=dict)
    used: dict[str, PictureFile] = field(default_factory=dict)


class PageRenderer:
    """Renders the pages of one newsroom at one moment.

    Args:
        newsroom: the newsroom.
        edition: its public stories; its `now` decides what is in force and how dates read.
        picture_address: for a preview, the address of each original picture, relative or of the web (the sanitiser
            lets no other scheme through); None: its file name.
        shop: for export, makes the picture sizes; without it pictures are shown as in a preview.
        used: collects every picture file the pages name, by name.
        theme: the theme; None: the newsroom's own over the built-in one.
        alone: the page is read apart from its site, so that links to other pages are absolute.
    """

    def __init__(
        self,
        newsroom: Newsroom,
        edition: Edition,
        picture_address: Callable[[Path], str] | None = None,
        *,
        shop: PictureShop | None = None,
        used: dict[str, PictureFile] | None = None,
        theme: Theme | None = None,
        alone: bool = False,
    ) -> None:
        self._newsroom = newsroom
        self._edition = edition
        self.finder = Finder(edition)
        self._shop = shop
        self.used_pictures: dict[str, PictureFile] = {} if used is None else used
        self._theme = theme or theme_of(newsroom)
        self._heads = PageHeads(edition, self._theme)
        self._absolute = AbsoluteAddresses(newsroom.settings.url)
        self._alone = alone
        self._preview_pictures = PreviewPictures(picture_address or _by_name)
        self._standing = standing_of(newsroom)
        self._site_pages = SitePages(
            edition, self.finder, self._heads, self._theme, self._absolute, self._pictures, self._standing
        )
        self._heads.publisher = self._site_pages.publisher_details()
        self.framing_pictures = frozenset(self.used_pictures)
        self._bodies = StoryBodies(newsroom, self._links, self._preview_links)

    def turn_to(self, notes: PageNotes) -> None:
        """Go on with another page: what is asked for from now on is noted there."""
        self.finder.targets, self.finder.pictures = notes.targets, notes.pictures
        self.used_pictures = notes.used

    # --- the pages of a site ---

    def article(self, story: Story, robots: str = INDEXED, told: StoryFacts | None = None) -> str:
        """The page of a public story. `robots` is `page_head.HIDDEN` for a page that only its owner may find.

        `told`: the story's facts, where they are known.
        """
        return finished(self.article_steps(lambda: story, told or facts_of(story, self._newsroom), robots))

    def article_steps(self, read: Callable[[], Story], told: StoryFacts, robots: str = INDEXED) -> Steps:
        """The same, step by step, so that one step of several pages can be taken before the next; `read` gives the story."""
        story = read()
        here = RelativeAddresses(told.address)
        addresses = LoneAddresses(self._absolute.site) if self._alone else here
        labels = self.labels_of(story)
        pictures = self._pictures(addresses)
        words = word_count(story.body)
        yield
        body = self._bodies.body(story, labels, addresses, pictures)
        yield
        facts, article = self._article(story, told, labels, addresses, pictures, body, words, robots)
        yield
        page = self._heads.page(facts, labels)
        site = self._site_pages.site(addresses, labels, told.section)
        yield
        return self._render("article.html", labels, page=page, site=site, story=article)

    def front_page(self) -> str:
        """The front page: banner, lead, latest, sections."""
        return self._site_pages.front()

    def listing(self, listing: ListingPage) -> str:
        """One page of a section, author or tag."""
        return self._site_pages.listing(listing)

    def corrections_page(self) -> str:
        """The log of all corrections."""
        return self._site_pages.corrections()

    def killed_notice(self, killed: KilledPage) -> str:
        """What stands at the address of a story that was taken back. Says nothing of the story."""
        return self._site_pages.notice(killed)

    def moved_page(self, moved: MovedPage) -> str:
        """What leads from an address that a story had before to the one it has now."""
        return self._site_pages.moved(moved)

    def not_found(self) -> str:
        """The page for an address that is none. Its links are absolute: it is served at any depth."""
        return self._site_pages.not_found()

    def web_manifest(self) -> str:
        """The site's name and icons, for a reader who keeps it on the home screen."""
        settings = self._newsroom.settings
        icons = self._site_pages.icons(RelativeAddresses("/"))
        return web_manifest(settings, self._site_pages.labels(settings.language), icons)

    def monogram(self) -> str:
        """The icon of a newsroom without a logo that can be shown; empty when it has one."""
        return "" if self._site_pages.icons(self._absolute) else monogram(self._newsroom.settings.name)

    def standing_pages(self) -> tuple[StandingPage, ...]:
        """The newsroom's own pages, in the order in which pages name them."""
        return self._standing.pages

    def standing_page(self, page: StandingPage) -> str:
        """One of the newsroom's own pages."""
        addresses = RelativeAddresses(page.path)
        labels = self.labels_of(page.story)
        body = self._bodies.body(page.story, labels, addresses, self._pictures(addresses))
        return self._site_pages.standing_page(page, body.html)

    def sections(self) -> tuple[Group, ...]:
        """The sections that every page names."""
        return self._site_pages.sections()

    def listings(self, paths: Collection[str] | None = None) -> list[ListingPage]:
        """Every page of every section, author and tag, in the order they are written.

        `paths`: only those of the groups at these addresses, and of the list of all stories.
        """
        return self._site_pages.all_listings(paths)

    def body_html(self, story: Story) -> str:
        """The text of a public story with absolute addresses, as feeds carry it."""
        pictures = self._pictures(self._absolute)
        page = self._absolute.page(self._newsroom.address_path(story))
        return self._bodies.body(story, self.labels_of(story), self._absolute, pictures, page).html

    def social_address(self, story: Story) -> str:
        """The absolute address of the picture a story is shared with; empty when it has none."""
        social = self._social(story, self._pictures(self._absolute))
        return social.address if social else ""

    # --- the page while it is being written ---

    def preview(
        self,
        story: Story,
        slices: Sequence[tuple[str, str]],
        references: str = "",
        color_scheme: str | None = None,
    ) -> str:
        """The page of a story of any status, as it would be published now.

        Args:
            story: the story with its unsaved edits.
            slices: key and Markdown source of each slice of the body, in order.
            references: the body's reference definitions.
            color_scheme: `light` or `dark` shows that scheme whatever the system's; None follows the system.

        What a slice renders to carries `data-block="key"`; fields of the head carry `data-field`.
        """
        body = self._bodies.preview(story, slices, references, self._edition.now)
        labels, told = self.labels_of(story), facts_of(story, self._newsroom)
        words = word_count(story.body)
        facts, article = self._article(
            story, told, labels, self._absolute, self._preview_pictures, body, words
        )
        page = self._heads.preview(facts, labels, color_scheme)
        site = self._site_pages.site(self._absolute, labels, told.section)
        return self._render("article.html", labels, page=page, site=site, story=article)

    def render_slice(
        self, story: Story, source: str, references: str, key: str, leads: bool | None = None
    ) -> str:
        """The HTML of one slice as in the preview's page; its cost does not depend on the rest of the story.

        Args:
            leads: whether this slice holds the paragraph that the dateline stands in; None: as in the last preview.
        """
        return self._bodies.slice(story, source, references, key, leads)

    def render_head(self, story: Story, color_scheme: str | None = None) -> str:
        """The `<header>` of the story as in the preview's page, for a change of headline, kicker, byline or label."""
        labels, told = self.labels_of(story), facts_of(story, self._newsroom)
        views = StoryViews(self._edition, self.finder, labels, self._absolute, self._preview_pictures)
        canonical = self._absolute.page(told.address)
        article = views.article(
            story,
            told,
            safe(""),
            canonical,
            self._pin(story, story.meta.share.pinterest.image) or self.social_address(story),
            0,
            with_more=False,
        )
        facts = PageFacts("article", story.meta.title, story.meta.description, canonical, robots=HIDDEN)
        page = self._heads.preview(facts, labels, color_scheme)
        return self._render("parts/story_head.html", labels, page=page, story=article)

    def stylesheet(self, color_scheme: str | None = None) -> str:
        """The stylesheet as the preview carries it."""
        return self._theme.stylesheet(color_scheme)

    # --- what they share ---

    def labels_of(self, story: Story) -> Labels:
        """The words of a story's page. A newsroom's own names for the levels hold in its own language."""
        return self._site_pages.labels(story.meta.language or self._newsroom.settings.language)

    def _article(
        self,
        story: Story,
        told: StoryFacts,
        labels: Labels,
        addresses: Addresses,
        pictures: PagePictures,
        body: StoryBody,
        words: int,
        robots: str = HIDDEN,
    ) -> tuple[PageFacts, ArticleView]:
        meta = story.meta
        canonical = self._absolute.page(told.address)
        says = told_by(story, labels.language, labels.type_label(told.type))
        social = self._social(story, pictures)
        social_address = social.address if social else ""
        pin = self._pin(story, says.pin) or social_address
        views = StoryViews(self._edition, self.finder, labels, addresses, pictures)
        article = views.article(story, told, safe(body.html), canonical, pin, words, updates=body.updates)
        images = (*self._shapes(story, pictures), *([social_address] if social else []))
        known = ArticleFacts(canonical, says.description, words, images, body.updates)
        graph = article_graph(story, told, self._edition, labels, known)
        moment = told.updated if meta.date else self._edition.now
        facts = PageFacts(
            kind="article",
            headline=meta.title,
            description=says.description,
            canonical=canonical,
            robots=robots,
            graph=graph,
            date=MomentView(labels.day(moment).isoformat(), labels.weekday_date(moment)),
            social=social,
            share_title=says.share_title,
            share_description=says.share_description,
            published=labels.iso(told.published) if meta.date else "",
            modified=labels.iso(told.updated) if meta.date else "",
            section=told.section,
            authors=meta.authors,
            tags=meta.tags,
            frames=_frames_of(body.html),
            author_links=tuple(self._absolute.page(author_path(name)) for name in meta.authors),
            needs_script=needs_script(article),
        )
        return facts, article

    def _links(
        self, story: Story, labels: Labels, addresses: Addresses, pictures: PagePictures
    ) -> StoryLinks:
        return StoryLinks(
            self._newsroom, self.finder, story.path, addresses, labels, pictures.tag, self._standing
        )

    def _preview_links(self, story: Story) -> tuple[Labels, StoryLinks]:
        labels = self.labels_of(story)
        return labels, self._links(story, labels, self._absolute, self._preview_pictures)

    def _pictures(self, addresses: Addresses) -> PagePictures:
        if self._shop is None:
            return self._preview_pictures
        return ExportPictures(self._shop, addresses, self._absolute, self.used_pictures)

    def _social(self, story: Story, pictures: PagePictures) -> SocialView | None:
        image = story.meta.image
        source, focal = shared_picture(story)
        path = self.finder.picture(story.path, source) if source else None
        if path is None:
            return None
        try:
            return pictures.social(path, (image.alt or "") if image else "", focal)
        except PictureUnusable:
            return None

    def _pin(self, story: Story, source: str) -> str:
        """The absolute address of a story's own picture for Pinterest, whole; empty when it has none."""
        path = self.finder.picture(story.path, source) if source else None
        try:
            return self._pictures(self._absolute).tag(path).address if path else ""
        except PictureUnusable:
            return ""

    def _shapes(self, story: Story, pictures: PagePictures) -> tuple[str, ...]:
        image = story.meta.image
        path = self.finder.picture(story.path, image.src) if image and image.src else None
        try:
            return pictures.shapes(path, Focal.of(image.focal)) if path and image else ()
        except PictureUnusable:
            return ()

    def _render(self, template: str, labels: Labels, **context: object) -> str:
        return self._theme.render(template, {"words": labels.words, **context})


def finished(steps: Steps) -> str:
    """The page, all its steps taken."""
    while True:
        try:
            next(steps)
        except StopIteration as last:
            return last.value


def theme_of(newsroom: Newsroom, compiled: Path | None = None, seconds: float = PAGE_SECONDS) -> Theme:
    """The built-in theme with the newsroom's own files laid over it; `compiled` and `seconds` as `Theme` has them."""
    return Theme(resources_folder() / "theme", newsroom.theme_folder, compiled, seconds)


def _frames_of(body: str) -> tuple[str, ...]:
    """The hosts whose players the page shows."""
    if "<iframe" not in body:
        return ()
    return tuple(sorted({f"https://{host}" for host in _FRAME.findall(body)}))


def _by_name(path: Path) -> str:
    return quote(path.name)
