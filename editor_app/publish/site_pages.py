"""The pages that gather stories: front page, sections, authors, tags, corrections; and those that have none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from editor_app.publish.addresses import AbsoluteAddresses, Addresses, RelativeAddresses
from editor_app.publish.edition import Edition, Group, KilledPage, MovedPage
from editor_app.publish.feed_files import ATOM_FILE, JSON_FILE, RSS_FILE, section_feed_file
from editor_app.publish.finding import Finder
from editor_app.publish.images import PictureUnusable
from editor_app.publish.labels import Labels
from editor_app.publish.listing_page import PAGE_LENGTH, ListingPage
from editor_app.publish.monogram import MONOGRAM_FILE
from editor_app.publish.page_head import HIDDEN, PageFacts, PageHeads, excerpt
from editor_app.publish.page_pictures import PagePictures
from editor_app.publish.standing import POLICIES, Standing, StandingPage, policy_addresses
from editor_app.publish.story_facts import StoryFacts
from editor_app.publish.story_views import StoryViews
from editor_app.publish.structured_data import (
    author_elsewhere,
    author_graph,
    front_graph,
    listing_graph,
    publisher_details,
    standing_graph,
)
from editor_app.publish.theme import Theme, safe
from editor_app.publish.views import CardList, IconView, LinkView, MomentView, PersonView, SiteView
from editor_app.publish.web_manifest import MANIFEST_FILE
from editor_app.stories.slugs import slug_from

_LATEST = 8
_SECOND = 3
_IN_SECTION = 4
_LEAST_IN_SECTION = 2  # one story alone under a rule looks like a gap; it is in "Latest" anyway
LATEST_PATH = "/latest/"
CORRECTIONS_PATH = "/corrections/"


class SitePages:
    """Renders the gathering pages of one edition; the arguments are those of `PageRenderer`."""

    def __init__(
        self,
        edition: Edition,
        finder: Finder,
        heads: PageHeads,
        theme: Theme,
        absolute: AbsoluteAddresses,
        pictures: Callable[[Addresses], PagePictures],
        standing: Standing,
    ) -> None:
        self._edition = edition
        self._finder = finder
        self._heads = heads
        self._theme = theme
        self._absolute = absolute
        self._pictures = pictures
        self._standing = standing
        here = {key for page in standing.pages for key in page.policies}
        elsewhere = policy_addresses(edition.newsroom)
        self._policies_elsewhere = {key: link for key, link in elsewhere.items() if key not in here}
        self._settings = edition.newsroom.settings
        self._groups: tuple[Group, ...] | None = None
        self._labels: dict[str, Labels] = {}
        self._folders: frozenset[str] | None = None
        self._frames: dict[tuple[tuple[int, str], str, str], SiteView] = {}

    # --- what every page carries ---

    def labels(self, language: str) -> Labels:
        """The words of a page; the newsroom's own names for the levels hold in the newsroom's language."""
        if language not in self._labels:
            own = language.partition("-")[0] == self._settings.language.partition("-")[0]
            names = {str(level): name for level, name in dict(self._settings.breaking.labels).items()}
            zone = self._edition.newsroom.timezone
            self._labels[language] = Labels(language, zone, names if own else None)
        return self._labels[language]

    def site(self, addresses: Addresses, labels: Labels, section: str = "") -> SiteView:
        """Masthead, sections and footer of a page; `section` is the one it belongs to.

        Pages side by side have the same: it is made once for all of them.
        """
        if not isinstance(addresses, RelativeAddresses):
            return self._frame(addresses, labels, section)
        key = (addresses.place(self._framed_folders()), labels.language, section)
        frame = self._frames.get(key)
        if frame is None:
            frame = self._frames[key] = self._frame(addresses, labels, section)
        return frame

    def _framed_folders(self) -> frozenset[str]:
        """The folders of everything that `_frame` links to, and those above them."""
        if self._folders is None:
            paths = [*(each.path for each in (*self.sections(), *self._standing.pages)), CORRECTIONS_PATH]
            found = (folder for path in paths for folder in RelativeAddresses(path).folders())
            self._folders = frozenset((*found, "images"))
        return self._folders

    def _frame(self, addresses: Addresses, labels: Labels, section: str) -> SiteView:
        current = f"/{slug_from(section)}/" if section.strip() else ""
        groups = self.sections()
        sections = (
            LinkView(addresses.page(group.path), group.name, group.path == current) for group in groups
        )
        own = next((group for group in groups if group.path == current), None)
        icons = self.icons(addresses)
        return SiteView(
            name=self._settings.name,
            home=addresses.page("/"),
            sections=tuple(sections),
            feed=addresses.file("feed.xml"),
            json_feed=addresses.file("feed.json"),
            standing=self._standing_links(addresses, labels),
            year=labels.day(self._edition.now).year,
            atom_feed=addresses.file(ATOM_FILE),
            section_feed=self._section_feed(own, RSS_FILE, addresses),
            section_json_feed=self._section_feed(own, JSON_FILE, addresses),
            section_atom_feed=self._section_feed(own, ATOM_FILE, addresses),
            manifest=addresses.file(MANIFEST_FILE),
            icons=icons,
            monogram="" if icons else addresses.file(MONOGRAM_FILE),
        )

    def _section_feed(self, section: Group | None, file: str, addresses: Addresses) -> LinkView | None:
        if section is None:
            return None
        title = f"{self._settings.name} – {section.name}"
        return LinkView(addresses.file(section_feed_file(section, file)), title)

    def _standing_links(self, addresses: Addresses, labels: Labels) -> tuple[LinkView, ...]:
        """The newsroom's own pages, those it has elsewhere, and the log of corrections."""
        pages = self._standing.pages
        links = [LinkView(addresses.page(page.path), page.title) for page in pages]
        links.extend(LinkView(address, labels.word(key)) for key, address in self._policies_elsewhere.items())
        links.append(LinkView(addresses.page(CORRECTIONS_PATH), labels.word("corrections_log")))
        return tuple(links)

    def publisher_details(self) -> dict[str, Any]:
        """What every page tells machines of the newsroom, beside its name and address."""
        found = dict(self._policies_elsewhere)
        for page in reversed(self._standing.pages):
            found.update(dict.fromkeys(page.policies, self._absolute.page(page.path)))
        policies = {POLICIES[key]: address for key, address in found.items() if POLICIES[key]}
        logo = next(reversed(self.icons(self._absolute)), None)
        return publisher_details(self._settings, policies, logo)

    def icons(self, addresses: Addresses) -> tuple[IconView, ...]:
        """The newsroom's logo as icons, smallest first; none when it has no logo that can be shown."""
        logo = self._settings.logo
        path = self._edition.newsroom.picture_path(None, logo) if logo else None
        try:
            return self._pictures(addresses).icons(path) if path else ()
        except PictureUnusable:
            return ()

    # --- front page ---

    def front(self) -> str:
        """The front page: banner, lead, latest, three more, then each section."""
        labels = self.labels(self._settings.language)
        addresses = RelativeAddresses("/")
        views = StoryViews(self._edition, self._finder, labels, addresses, self._pictures(addresses))
        breaking = self._edition.breaking()
        lead, second, latest = self._front_stories(breaking)
        shown = {story.file for story in [*lead, *second]}
        facts = PageFacts(
            kind="home",
            headline=self._settings.name,
            title=f"{self._settings.name} – {labels.word('latest')}",
            description=self._settings.description
            or self._description(self._settings.name, [*lead, *second, *latest]),
            canonical=self._absolute.page("/"),
            graph=front_graph(self._edition, self._absolute.page("/")),
            date=self._today(labels),
            needs_script=bool(breaking),
        )
        return self._render(
            "front.html",
            labels,
            page=self._heads.page(facts, labels),
            site=self.site(addresses, labels),
            title=labels.word("front_page", name=self._settings.name),
            banner=views.banner(breaking[0]) if breaking else None,
            lead=next((views.card(story) for story in lead), None),
            second=[views.card(story) for story in second],
            latest=CardList(
                labels.word("latest"),
                addresses.page(LATEST_PATH),
                tuple(replace(views.card(s), moment=views.stamp(s)) for s in latest),
            ),
            sections=[
                block for group in self.sections() if (block := self._block(group, shown, views, addresses))
            ],
        )

    def _front_stories(
        self, breaking: tuple[StoryFacts, ...]
    ) -> tuple[list[StoryFacts], list[StoryFacts], list[StoryFacts]]:
        """Lead, second rank and latest. The lead is urgent before new, and one with a picture where there is a choice."""
        ranked = list({story.file: story for story in [*breaking, *self._edition.stories]}.values())
        rivals = [s for s in breaking if _level_of(s) == _level_of(breaking[0])] or ranked[:3]
        lead = [next((story for story in rivals if story.image), *ranked[:1])] if ranked else []
        others = [story for story in ranked if story not in lead]
        pictured = [s for s in others if s in breaking] + [s for s in others if s.image]
        second = list({story.file: story for story in pictured}.values())[:_SECOND]
        taken = {story.file for story in [*lead, *second]}
        rest = [story for story in self._edition.stories if story.file not in taken]
        return lead, second, rest[:_LATEST]

    def _block(self, group: Group, shown: set, views: StoryViews, addresses: Addresses) -> CardList | None:
        stories = [story for story in group.stories if story.file not in shown][:_IN_SECTION]
        if len(stories) < _LEAST_IN_SECTION:
            return None
        return CardList(group.name, addresses.page(group.path), tuple(views.card(story) for story in stories))

    # --- listings ---

    def all_listings(self, paths: Collection[str] | None = None) -> list[ListingPage]:
        """Every page of every group; an address that two groups claim goes to the first.

        `paths`: only those of the groups at these addresses, and of the list of all stories.
        """
        word = self.labels(self._settings.language).word("latest")
        everything = Group(word, LATEST_PATH, self._edition.stories)
        found: dict[str, ListingPage] = {}
        for kind, groups in (
            ("latest", (everything,)),
            ("section", [group for group in self.sections() if paths is None or group.path in paths]),
            ("author", self._edition.authors(paths)),
            ("tag", self._edition.tags(paths)),
        ):
            for group in groups:
                for page in self.listings(group, kind):
                    found.setdefault(page.path, page)
        return list(found.values())

    def listings(self, group: Group, kind: str) -> Iterator[ListingPage]:
        """The pages of one group."""
        full = max(0, len(group.stories) // PAGE_LENGTH - 1)
        return (ListingPage(kind, group, number, full) for number in range(full + 1))

    def listing(self, listing: ListingPage) -> str:
        """One page of a group."""
        labels = self.labels(self._settings.language)
        addresses = RelativeAddresses(listing.path)
        views = StoryViews(self._edition, self._finder, labels, addresses, self._pictures(addresses))
        name = listing.group.name
        title = labels.word("stories_by", name=name) if listing.kind == "author" else name
        numbered = labels.word("page", page=listing.number) if listing.number else ""
        facts = PageFacts(
            kind=listing.kind,
            headline=" – ".join(
                part for part in (self._full_title(listing, title, labels), numbered) if part
            ),
            description=self._description(f"{title} {numbered}".strip(), listing.stories),
            canonical=self._absolute.page(listing.path),
            graph=self._listing_graph(listing, title),
            date=self._newest(labels, listing.stories),
            needs_script=any(self._edition.is_in_force(story) for story in listing.stories),
            previous=addresses.page(listing.newer) if listing.newer else "",
            next=addresses.page(listing.older) if listing.older else "",
        )
        return self._render(
            "listing.html",
            labels,
            page=self._heads.page(facts, labels),
            site=self.site(addresses, labels, name if listing.kind == "section" else ""),
            kind=listing.kind,
            title=title,
            numbered=numbered,
            person=self._person(listing, labels) if listing.kind == "author" else None,
            cards=[views.card(story) for story in listing.stories],
        )

    def _person(self, listing: ListingPage, labels: Labels) -> PersonView:
        """The writer that an author's page is about, as far as `newsroom.yaml` knows them."""
        name = listing.group.name
        known = self._settings.authors.get(name)
        if known is None:
            return PersonView(name)
        own = self._absolute.page(listing.group.path)
        words = {"website": labels.word("website"), "x": f"X: @{known.x.strip().lstrip('@')}"}
        links = [LinkView(link, words[key]) for key, link in author_elsewhere(known, own).items()]
        return PersonView(name, known.role, known.bio, tuple(links))

    def _full_title(self, listing: ListingPage, title: str, labels: Labels) -> str:
        """The page's title; a tag says that it is one, so that it is never the same as a section's."""
        return f"{labels.word('topic')}: {title}" if listing.kind == "tag" else title

    def _listing_graph(self, listing: ListingPage, title: str) -> dict:
        canonical = self._absolute.page(listing.path)
        if listing.kind == "author":
            return author_graph(self._edition, canonical, listing.group.name)
        trail = ((self._settings.name, self._absolute.page("/")), (title, canonical))
        return listing_graph(self._edition, canonical, title, trail)

    # --- the newsroom's own pages ---

    def standing_page(self, page: StandingPage, body: str) -> str:
        """One of the newsroom's own pages; `body` is its text as sanitised HTML."""
        meta, addresses = page.story.meta, RelativeAddresses(page.path)
        labels = self.labels(meta.language or self._settings.language)
        canonical = self._absolute.page(page.path)
        is_about = "about" in page.policies
        facts = PageFacts(
            kind="standing",
            headline=page.title,
            description=meta.description or excerpt(body) or page.title,
            canonical=canonical,
            graph=standing_graph(self._edition, canonical, page.title, labels.language, is_about),
        )
        return self._render(
            "standing.html",
            labels,
            page=self._heads.page(facts, labels),
            site=self.site(addresses, labels),
            title=page.title,
            standfirst=meta.description,
            body=safe(body),
        )

    # --- the rest ---

    def corrections(self) -> str:
        """Every correction, newest first, with the story it belongs to."""
        labels = self.labels(self._settings.language)
        addresses = RelativeAddresses(CORRECTIONS_PATH)
        views = StoryViews(self._edition, self._finder, labels, addresses, self._pictures(addresses))
        title = labels.word("corrections_log")
        corrected = sorted(
            (story for story in self._edition.stories if story.corrections),
            key=lambda story: (story.updated, story.slug),
            reverse=True,
        )
        canonical = self._absolute.page(CORRECTIONS_PATH)
        trail = ((self._settings.name, self._absolute.page("/")), (title, canonical))
        facts = PageFacts(
            kind="corrections",
            headline=title,
            description=self._description(title, corrected) if corrected else labels.word("no_corrections"),
            canonical=canonical,
            graph=listing_graph(self._edition, canonical, title, trail),
            date=self._newest(labels, corrected),
        )
        return self._render(
            "corrections.html",
            labels,
            page=self._heads.page(facts, labels),
            site=self.site(addresses, labels),
            title=title,
            entries=[(views.card(story), views.corrections(story.corrections)) for story in corrected],
        )

    def notice(self, killed: KilledPage) -> str:
        """The notice at the address of a story that was taken back."""
        return self._notice("withdrawn", killed.path, RelativeAddresses(killed.path), killed.language)

    def moved(self, moved: MovedPage) -> str:
        """The page at an address that a story had before. It leads on at once, without script; a reader may follow its link."""
        addresses = RelativeAddresses(moved.path)
        link = LinkView(link=addresses.page(moved.target), text=moved.title)
        return self._notice("moved", moved.path, addresses, moved.language, link, moved.target)

    def not_found(self) -> str:
        """The page a server shows for an address that is none."""
        return self._notice("not_found", "/404.html", self._absolute, self._settings.language)

    def _notice(
        self, key: str, path: str, addresses: Addresses, language: str,
        onward: LinkView | None = None, canonical: str = "",
    ) -> str:  # fmt: skip
        labels = self.labels(language)
        text = labels.word(f"{key}_text")
        facts = PageFacts(
            kind="notice",
            headline=labels.word(key),
            description=text,
            canonical=self._absolute.page(canonical or path),
            robots=HIDDEN,
            leads_to=onward.link if onward else "",
        )
        return self._render(
            "notice.html",
            labels,
            page=self._heads.page(facts, labels),
            site=self.site(addresses, labels),
            title=labels.word(key),
            text=text,
            onward=onward or LinkView(link=addresses.page("/"), text=self._settings.name),
        )

    def sections(self) -> tuple[Group, ...]:
        """The sections that have stories, in the newsroom's order."""
        if self._groups is None:
            self._groups = self._edition.sections()
        return self._groups

    def _description(self, name: str, stories: Iterable[StoryFacts]) -> str:
        """The page's name and its first headlines, in about 155 characters."""
        text = f"{name} – {self._settings.name}" if name != self._settings.name else name
        for count, story in enumerate(stories):
            longer = f"{text}{'; ' if count else ': '}{story.title}"
            if len(longer) > 155:
                break
            text = longer
        return text

    def _today(self, labels: Labels) -> MomentView:
        now = self._edition.now
        return MomentView(labels.day(now).isoformat(), labels.weekday_date(now))

    def _newest(self, labels: Labels, stories: Iterable[StoryFacts]) -> MomentView | None:
        """The day of the newest change shown, so that a page does not change only because a day has passed."""
        moments = [story.updated for story in stories if story.dated_at is not None]
        if not moments:
            return None
        return MomentView(labels.day(max(moments)).isoformat(), labels.weekday_date(max(moments)))

    def _render(self, template: str, labels: Labels, **context: object) -> str:
        return self._theme.render(template, {"words": labels.words, **context})


def _level_of(story: StoryFacts) -> str:
    return story.breaking.level if story.breaking else ""
