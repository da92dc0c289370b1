"""A story as the values a template shows: the article itself, and the card by which lists name it.

Takes what the edition says is public for granted; only `page` calls it. Every address it makes goes through the
page's `Addresses`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from editor_app.publish.addresses import Addresses
from editor_app.publish.edition import Edition
from editor_app.publish.finding import Finder
from editor_app.publish.images import PictureUnusable
from editor_app.publish.labels import Labels
from editor_app.publish.live_updates import LiveUpdate
from editor_app.publish.page_pictures import PagePictures
from editor_app.publish.share_links import share_links
from editor_app.publish.story_facts import EARLIEST, Corrected, StoryFacts, moment_of
from editor_app.publish.views import (
    ArticleView,
    BannerView,
    CardList,
    CardView,
    CorrectionView,
    LabelView,
    LinkView,
    MomentView,
    PictureView,
    ShareView,
    UpdateView,
)
from editor_app.stories.focal import Focal
from editor_app.stories.slugs import slug_from
from editor_app.stories.story import Story

MORE_STORIES = 3


class StoryViews:
    """Makes the views of stories for one page.

    Args:
        edition: what is public.
        finder: finds what a story names.
        labels: the page's words and dates.
        addresses: how this page names others.
        pictures: how this page shows pictures.
    """

    def __init__(
        self, edition: Edition, finder: Finder, labels: Labels, addresses: Addresses, pictures: PagePictures
    ) -> None:
        self._edition = edition
        self._finder = finder
        self._labels = labels
        self._addresses = addresses
        self._pictures = pictures

    def article(
        self,
        story: Story,
        facts: StoryFacts,
        body: Markup,
        canonical: str,
        share_picture: str,
        words: int,
        *,
        with_more: bool = True,
        updates: Sequence[LiveUpdate] = (),
    ) -> ArticleView:
        """The story as its own page shows it; `facts` are its own, `body` is its text as sanitised HTML.

        Without `with_more` it names no other stories of the section, which a head alone does not show.
        """
        meta = story.meta
        published, updated = self._times(facts)
        section = facts.section
        label, type_label = self.label(facts), self._labels.type_label(facts.type)
        return ArticleView(
            headline=meta.title,
            kicker=section if _says_the_same(meta.kicker, label, type_label) else meta.kicker,
            kicker_link=self._section_link(section),
            standfirst=meta.description,
            label=label,
            byline=self._byline(meta.authors),
            published=published,
            updated=updated,
            lead=self._lead(story),
            body=body,
            related=self._related(story),
            corrections=self.corrections(facts.corrections),
            tags=self._tags(meta.tags),
            share=self._share(story, canonical, share_picture),
            more=self._more(facts) if with_more else None,
            section=section,
            words=words,
            type_label=type_label,
            extra=meta.extra,
            updates=tuple(self._update(update) for update in updates),
        )

    def card(self, facts: StoryFacts) -> CardView:
        """The story as lists show it."""
        language = facts.language
        foreign = language.casefold() != self._labels.language.casefold()
        labels = _labels_in(language, self._edition.newsroom.timezone) if foreign else self._labels
        return CardView(
            headline=facts.title,
            link=self._addresses.page(facts.address),
            standfirst=facts.description,
            kicker=facts.section,
            byline=labels.names(facts.authors),
            moment=self.stamp(facts, labels),
            label=self.label(facts, labels),
            picture=self._card_picture(facts.path, *facts.image) if facts.image else None,
            lang=language if foreign else "",
            dir=labels.direction if foreign else "",
            type_label=labels.type_label(facts.type),
        )

    def banner(self, facts: StoryFacts) -> BannerView | None:
        """The banner of a story whose label is in force."""
        label = self.label(facts)
        if label is None or facts.breaking is None:
            return None
        updated = facts.updated
        return BannerView(
            label=label,
            text=facts.breaking.alert or facts.title,
            link=self._addresses.page(facts.address),
            moment=_told_in_short("updated", updated, self._edition.now, self._labels),
        )

    def label(self, facts: StoryFacts, labels: Labels | None = None) -> LabelView | None:
        """The breaking or developing label while it is in force, in the page's words or those of `labels`."""
        breaking = facts.breaking
        if breaking is None or breaking.until is None or not self._edition.is_in_force(facts):
            return None
        until = moment_of(breaking.until).isoformat(timespec="seconds").replace("+00:00", "Z")
        return LabelView(breaking.level, (labels or self._labels).word(breaking.level), until)

    def _lead(self, story: Story) -> PictureView | None:
        """The lead picture of the story's own page, with caption and credit."""
        image = story.meta.image
        if image is None or not image.src:
            return None
        return self._picture(story.path, image.src, image.alt or "", image.caption, image.credit)

    def _picture(
        self, story: Path, src: str, alt: str, caption: str = "", credit: str = ""
    ) -> PictureView | None:
        """A picture that the story at `story` names, or None when there is none to show."""
        path = self._finder.picture(story, src)
        try:
            return self._pictures.view(path, alt, caption, credit) if path else None
        except PictureUnusable:
            return None

    def _card_picture(self, story: Path, src: str, alt: str, focal: str) -> PictureView | None:
        """The lead picture of another story, as its card shows it."""
        path = self._finder.picture(story, src)
        try:
            return self._pictures.card(path, alt, Focal.of(focal)) if path else None
        except PictureUnusable:
            return None

    def _times(self, facts: StoryFacts) -> tuple[MomentView | None, MomentView | None]:
        """When it was published and, if later, updated; of two moments on one day only the second names the day."""
        if facts.dated_at is None:
            return None, None
        labels, date, updated = self._labels, facts.published, facts.updated
        if labels.iso(updated) == labels.iso(date) or updated < date:
            return _told("published", date, labels.date_time(date), labels), None
        if labels.day(date) == labels.day(updated):
            first = _told("published_at", date, labels.time(date), labels)
        else:
            first = _told("published", date, labels.date_time(date), labels)
        return (
            first,
            _told("updated", updated, labels.date_time(updated), labels),
        )

    def stamp(self, facts: StoryFacts, labels: Labels | None = None) -> MomentView | None:
        """What a list says of the story's time: the last change, named as one when there was one."""
        return _stamp(facts.dated_at, facts.updated_at, self._edition.now, labels or self._labels)

    def _byline(self, authors: Sequence[str]) -> Markup:
        """ "By A and B" with each name linked, in the order and with the joining words of the language."""
        names = [name for name in authors if name.strip()]
        if not names:
            return Markup("")
        tokens = [f"\ue000{index}\ue001" for index in range(len(names))]
        text = str(escape(self._labels.word("by", names=self._labels.names(tokens))))
        for token, name in zip(tokens, names, strict=True):
            link = self._addresses.page(author_path(name))
            text = text.replace(token, f'<a rel="author" href="{escape(link)}"><bdi>{escape(name)}</bdi></a>')
        return Markup(text)

    def _update(self, update: LiveUpdate) -> UpdateView:
        iso = self._labels.iso(update.moment) if update.moment is not None else ""
        return UpdateView(update.id, update.words, iso, update.headline)

    def _section_link(self, section: str) -> str:
        return self._addresses.page(f"/{slug_from(section)}/") if section else ""

    def _tags(self, tags: Sequence[str]) -> tuple[LinkView, ...]:
        named = [tag for tag in tags if tag.strip()]
        return tuple(LinkView(self._addresses.page(f"/tags/{slug_from(tag)}/"), tag) for tag in named)

    def _related(self, story: Story) -> tuple[LinkView, ...]:
        """Linked entries that readers can open: public stories and addresses elsewhere."""
        found: list[LinkView] = []
        for entry in story.meta.related:
            target = self._finder.story(entry.story) if entry.story else None
            if target is not None and target.file != str(story.path):
                link = self._addresses.page(target.address)
                found.append(LinkView(link, entry.title or target.title))
            elif not entry.story and _is_web_address(entry.url):
                found.append(LinkView(entry.url, entry.title or urlsplit(entry.url).hostname or entry.url))
        return tuple({view.link: view for view in found}.values())

    def corrections(self, corrections: Sequence[Corrected]) -> tuple[CorrectionView, ...]:
        """The corrections readers see, as the story has them."""
        views = []
        for correction in corrections:
            date = None if correction.dated_at is None else moment_of(correction.dated_at)
            moment = MomentView(self._labels.iso(date), self._labels.date_time(date)) if date else None
            title = self._labels.word(correction.kind)
            views.append(CorrectionView(f"correction-{correction.number}", title, moment, correction.text))
        return tuple(views)

    def _share(self, story: Story, canonical: str, picture: str) -> tuple[ShareView, ...]:
        words = {"email": self._labels.word("email"), "copy": self._labels.word("copy")}
        return tuple(
            ShareView(link.network, words.get(link.network, link.label), link.address)
            for link in share_links(story, self._edition.newsroom, canonical, picture)
        )

    def _more(self, facts: StoryFacts) -> CardList | None:
        """Other stories of the section, from about the same time."""
        others = self._edition.more_of_section(facts, MORE_STORIES)
        if not others:
            return None
        title = self._labels.word("more_from", name=facts.section)
        cards = tuple(self.card(other) for other in others)
        return CardList(title, self._addresses.page(f"/{facts.section_slug}/"), cards)


@lru_cache(maxsize=4_096)  # each story is on several pages; a list is soon followed by its like
def _stamp(
    dated_at: float | None, updated_at: float | None, now: datetime, labels: Labels
) -> MomentView | None:
    if dated_at is None:
        return None
    moment = EARLIEST if updated_at is None else moment_of(updated_at)
    if moment > moment_of(dated_at):
        return _told_in_short("updated", moment, now, labels)
    return MomentView(labels.iso(moment), labels.stamp(moment, now))


def _told_in_short(key: str, moment: datetime, now: datetime, labels: Labels) -> MomentView:
    """A moment as lists show it, with the words that go with a time or with a date."""
    today = labels.day(moment) == labels.day(now)
    return _told(f"{key}_at" if today else key, moment, labels.stamp(moment, now), labels)


@lru_cache(maxsize=64)
def _labels_in(language: str, timezone: tzinfo) -> Labels:
    return Labels(language, timezone)


def author_path(name: str) -> str:
    """The address of the page that lists a writer's stories."""
    return f"/authors/{slug_from(name)}/"


def _says_the_same(kicker: str, label: LabelView | None, type_label: str) -> bool:
    """Whether the kicker is empty or only repeats the labels beside it."""
    words = kicker.strip().casefold()
    if not words or words == type_label.casefold():
        return True
    if label is None:
        return False
    return words in (label.text.casefold(), label.level, f"{label.level} news", f"{label.level} story")


def _told(key: str, moment: datetime, text: str, labels: Labels) -> MomentView:
    """A moment with the words the language puts around it."""
    before, _, after = labels.word(key).partition("{time}")
    return MomentView(labels.iso(moment), text, before, after)


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
