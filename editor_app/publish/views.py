"""What templates see: plain values, every text ready to be shown, every address ready to be linked.

These are the theme's documented context. They hold no story, no path and nothing that is not public. A value of type
`Markup` is HTML made here or sanitised; every other text is escaped by the template.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link: where it leads, and its words."""

    link: str
    text: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class MomentView:
    """A moment: `iso` for `<time datetime>`, `text` as the reader's language writes it.

    `before` and `after` are the words around it, such as "Updated ".
    """

    iso: str
    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class LabelView:
    """A breaking or developing label: `level` is `breaking` or `developing`, `until` its end in UTC."""

    level: str
    text: str
    until: str


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture with its sizes. `avif`, `webp` and `jpeg` are `srcset` values (empty in the preview)."""

    src: str
    width: int
    height: int
    alt: str
    webp: str = ""
    jpeg: str = ""
    caption: str = ""
    credit: str = ""
    avif: str = ""


@dataclass(frozen=True, slots=True)
class SocialView:
    """The picture the networks show: absolute address, size in pixels, media type, description."""

    address: str
    width: int
    height: int
    type: str
    alt: str


@dataclass(frozen=True, slots=True)
class ShareView:
    """One share button. `network` names its mark in `marks.html`."""

    network: str
    text: str
    link: str


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction: `title` is what it is called, `moment` when it was made (None: not said)."""

    id: str
    title: str
    moment: MomentView | None
    text: str


@dataclass(frozen=True, slots=True)
class CardView:
    """A story in a list. `lang` and `dir` are empty unless they differ from the page's.

    `type_label` says what kind of piece it is, such as "Opinion"; empty for plain news.
    """

    headline: str
    link: str
    standfirst: str
    kicker: str
    byline: str
    moment: MomentView | None
    label: LabelView | None
    picture: PictureView | None
    lang: str = ""
    dir: str = ""
    type_label: str = ""


@dataclass(frozen=True, slots=True)
class CardList:
    """A titled list of cards; `link` leads to all of them, or is empty."""

    title: str
    link: str
    cards: tuple[CardView, ...]


@dataclass(frozen=True, slots=True)
class BannerView:
    """The breaking banner of the front page."""

    label: LabelView
    text: str
    link: str
    moment: MomentView


@dataclass(frozen=True, slots=True)
class PersonView:
    """A writer, as the page of their stories shows them. `links` lead to where else they are."""

    name: str
    role: str = ""
    bio: str = ""
    links: tuple[LinkView, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleView:
    """A story as its page shows it. `type_label` is as in a card; `extra` holds the front-matter keys that Stet does not know."""

    headline: str
    kicker: str
    kicker_link: str
    standfirst: str
    label: LabelView | None
    byline: Markup
    published: MomentView | None
    updated: MomentView | None
    lead: PictureView | None
    body: Markup
    related: tuple[LinkView, ...]
    corrections: tuple[CorrectionView, ...]
    tags: tuple[LinkView, ...]
    share: tuple[ShareView, ...]
    more: CardList | None
    section: str = ""
    words: int = 0
    type_label: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IconView:
    """The site's icon in one size: a square PNG, `side` pixels wide."""

    link: str
    side: int


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every page says about the site. The section feeds are those of the page's section, if it has one.

    `monogram` is an icon for a newsroom without a logo; empty for one with `icons`.
    """

    name: str
    home: str
    sections: tuple[LinkView, ...]
    feed: str
    json_feed: str
    standing: tuple[LinkView, ...]
    year: int
    atom_feed: str = ""
    section_feed: LinkView | None = None
    section_json_feed: LinkView | None = None
    section_atom_feed: LinkView | None = None
    manifest: str = ""
    icons: tuple[IconView, ...] = ()
    monogram: str = ""


@dataclass(frozen=True, slots=True)
class PageView:
    """The head of one page. `marks` are the attributes by which the preview finds what to patch; empty in export."""

    title: str
    headline: str
    description: str
    canonical: str
    robots: str
    language: str
    direction: str
    kind: str
    policy: Markup
    style: Markup
    date: MomentView | None
    og_locale: str
    script: Markup = NOTHING
    json_ld: Markup = NOTHING
    share_title: str = ""
    share_description: str = ""
    social: SocialView | None = None
    published: str = ""
    modified: str = ""
    section: str = ""
    authors: tuple[str, ...] = ()
    author_links: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    x_handle: str = ""
    previous: str = ""
    next: str = ""
    marks: Mapping[str, Markup] = field(default_factory=dict)
