"""A story as the values a template shows: the article itself, and the card by which lists name it.

Takes what the edition says is public for granted; only `page` calls it. Every address it makes goes through the
page's `Addresses`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from editor_app.publish.addresses import Addresses
from editor_app.publish.edition import Edition, in_force, language_of, published_at, section_of, updated_at
from editor_app.publish.images import PictureUnusable
from editor_app.publish.labels import Labels
from editor_app.publish.page_pictures import PagePictures
from editor_app.publish.share_links import share_links
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
)
from editor_app.stories.slugs import slug_from
from editor_app.stories.story import Story

MORE_STORIES = 3


class StoryViews:
    """Makes the views of stories for one page.

    Args:
        edition: what is public.
        labels: the page's words and dates.
        addresses: how this page names others.
        pictures: how this page shows pictures.
    """

    def __init__(
        self, edition: Edition, labels: Labels, addresses: Addresses, pictures: PagePictures
    ) -> None:
        self._edition = edition
        self._labels = labels
        self._addresses = addresses
        self._pictures = pictures

    def article(
        self,
        story: Story,
        body: Markup,
        canonical: str,
        share_picture: str,
        words: int,
        *,
        with_more: bool = True,
    ) -> ArticleView:
        """The story as its own page shows it; `body` is its text as sanitised HTML.

        Without `with_more` it names no other stories of the section, which a head alone does not show.
        """
        meta = story.meta
        published, updated = self._times(story)
        section = section_of(story, self._edition.newsroom)
        label = self.label(story)
        return ArticleView(
            headline=meta.title,
            kicker=section if _says_the_same(meta.kicker, label) else meta.kicker,
            kicker_link=self._section_link(story),
            standfirst=meta.description,
            label=label,
            byline=self._byline(meta.authors),
            published=published,
            updated=updated,
            lead=self.lead_picture(story),
            body=body,
            related=self._related(story),
            corrections=self.corrections(story),
            tags=self._tags(meta.tags),
            share=self._share(story, canonical, share_picture),
            more=self._more(story) if with_more else None,
            section=section,
            words=words,
            extra=meta.extra,
        )

    def card(self, story: Story) -> CardView:
        """The story as lists show it."""
        newsroom = self._edition.newsroom
        language = language_of(story, newsroom)
        foreign = language.casefold() != self._labels.language.casefold()
        labels = Labels(language, newsroom.timezone) if foreign else self._labels
        return CardView(
            headline=story.meta.title,
            link=self._addresses.page(self._edition.path_of(story)),
            standfirst=story.meta.description,
            kicker=section_of(story, newsroom),
            byline=labels.names(story.meta.authors),
            moment=self.stamp(story, labels),
            label=self.label(story, labels),
            picture=self.lead_picture(story, decorated=False),
            lang=language if foreign else "",
            dir=labels.direction if foreign else "",
        )

    def banner(self, story: Story) -> BannerView | None:
        """The banner of a story whose label is in force."""
        label = self.label(story)
        if label is None or story.meta.breaking is None:
            return None
        return BannerView(
            label=label,
            text=story.meta.breaking.alert or story.meta.title,
            link=self._addresses.page(self._edition.path_of(story)),
            moment=_told(
                "updated",
                updated_at(story),
                self._labels.stamp(updated_at(story), self._edition.now),
                self._labels,
            ),
        )

    def label(self, story: Story, labels: Labels | None = None) -> LabelView | None:
        """The breaking or developing label while it is in force, in the page's words or those of `labels`."""
        breaking = in_force(story, self._edition.now)
        if breaking is None or breaking.until is None:
            return None
        until = breaking.until.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return LabelView(str(breaking.level), (labels or self._labels).word(str(breaking.level)), until)

    def lead_picture(self, story: Story, decorated: bool = True) -> PictureView | None:
        """The lead picture (`decorated`: with caption and credit), or None when there is none to show."""
        image = story.meta.image
        path = self._edition.newsroom.picture_path(story.path, image.src) if image and image.src else None
        if image is None or path is None:
            return None
        try:
            if not decorated:
                return self._pictures.view(path, image.alt or "")
            return self._pictures.view(path, image.alt or "", image.caption, image.credit)
        except PictureUnusable:
            return None

    def _times(self, story: Story) -> tuple[MomentView | None, MomentView | None]:
        """When it was published and, if later, updated; of two moments on one day only the second names the day."""
        date = story.meta.date
        if date is None:
            return None, None
        labels = self._labels
        updated = updated_at(story)
        if labels.iso(updated) == labels.iso(date) or updated < date:
            return _told("published", date, labels.date_time(date), labels), None
        same_day = labels.day(date) == labels.day(updated)
        first = labels.time(date) if same_day else labels.date_time(date)
        return (
            _told("published", date, first, labels),
            _told("updated", updated, labels.date_time(updated), labels),
        )

    def stamp(self, story: Story, labels: Labels | None = None) -> MomentView | None:
        """What a list says of the story's time: the last change, named as one when there was one."""
        labels = labels or self._labels
        if story.meta.date is None:
            return None
        moment = updated_at(story)
        text = labels.stamp(moment, self._edition.now)
        if moment > published_at(story):
            return _told("updated", moment, text, labels)
        return MomentView(labels.iso(moment), text)

    def _byline(self, authors: Sequence[str]) -> Markup:
        """ "By A and B" with each name linked, in the order and with the joining words of the language."""
        names = [name for name in authors if name.strip()]
        if not names:
            return Markup("")
        tokens = [f"\ue000{index}\ue001" for index in range(len(names))]
        text = str(escape(self._labels.word("by", names=self._labels.names(tokens))))
        for token, name in zip(tokens, names, strict=True):
            link = self._addresses.page(f"/authors/{slug_from(name)}/")
            text = text.replace(token, f'<a rel="author" href="{escape(link)}"><bdi>{escape(name)}</bdi></a>')
        return Markup(text)

    def _section_link(self, story: Story) -> str:
        section = section_of(story, self._edition.newsroom)
        return self._addresses.page(f"/{slug_from(section)}/") if section else ""

    def _tags(self, tags: Sequence[str]) -> tuple[LinkView, ...]:
        named = [tag for tag in tags if tag.strip()]
        return tuple(LinkView(self._addresses.page(f"/tags/{slug_from(tag)}/"), tag) for tag in named)

    def _related(self, story: Story) -> tuple[LinkView, ...]:
        """Linked entries that readers can open: public stories and addresses elsewhere."""
        found: list[LinkView] = []
        for entry in story.meta.related:
            target = self._edition.by_target(entry.story) if entry.story else None
            if target is not None and target.path != story.path:
                link = self._addresses.page(self._edition.path_of(target))
                found.append(LinkView(link, entry.title or target.meta.title))
            elif not entry.story and _is_web_address(entry.url):
                found.append(LinkView(entry.url, entry.title or urlsplit(entry.url).hostname or entry.url))
        return tuple({view.link: view for view in found}.values())

    def corrections(self, story: Story) -> tuple[CorrectionView, ...]:
        """The corrections readers see, oldest first."""
        views = []
        for number, correction in enumerate(story.meta.corrections, start=1):
            if correction.text.strip():
                date = correction.date
                moment = MomentView(self._labels.iso(date), self._labels.date_time(date)) if date else None
                title = self._labels.word(str(correction.kind))
                views.append(CorrectionView(f"correction-{number}", title, moment, correction.text))
        return tuple(views)

    def _share(self, story: Story, canonical: str, picture: str) -> tuple[ShareView, ...]:
        words = {"email": self._labels.word("email"), "copy": self._labels.word("copy")}
        return tuple(
            ShareView(link.network, words.get(link.network, link.label), link.address)
            for link in share_links(story, self._edition.newsroom, canonical, picture)
        )

    def _more(self, story: Story) -> CardList | None:
        """The newest other stories of the section."""
        name = section_of(story, self._edition.newsroom)
        if not name:
            return None
        section = slug_from(name)
        others = self._edition.newest_of_section(section, MORE_STORIES + 1)
        cards = [self.card(other) for other in others if other.path != story.path][:MORE_STORIES]
        if not cards:
            return None
        title = self._labels.word("more_from", name=name)
        return CardList(title, self._addresses.page(f"/{section}/"), tuple(cards))


def _says_the_same(kicker: str, label: LabelView | None) -> bool:
    """Whether the kicker is empty or only repeats the label beside it."""
    words = kicker.strip().casefold()
    if not words or label is None:
        return not words
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
