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
    """A link.

    Attributes:
        link: where it leads.
        text: its words.
        current: whether it leads to the page it stands on.
    """

    link: str
    text: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class MomentView:
    """A moment as a page shows it.

    Attributes:
        iso: for `<time datetime>`.
        text: as the reader's language writes it.
        before: words before it, such as “Updated ”.
        after: words after it.
    """

    iso: str
    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class LabelView:
    """A breaking or developing label.

    Attributes:
        level: `breaking` or `developing`.
        text: what it says.
        until: its end, in UTC; goes into `data-breaking-until`.
    """

    level: str
    text: str
    until: str


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture with its sizes.

    Attributes:
        src: a JPEG for every browser.
        width: of the largest size, in pixels.
        height: of the largest size, in pixels.
        alt: what there is to see; empty for decoration.
        webp: a `srcset`; empty in the preview.
        jpeg: a `srcset`; empty in the preview.
        caption: as the desk wrote it.
        credit: whose picture it is.
        avif: a `srcset`; empty in the preview, and where this machine cannot make AVIF.
    """

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
    """The picture the networks show.

    Attributes:
        address: absolute.
        width: in pixels.
        height: in pixels.
        type: its media type.
        alt: what there is to see.
    """

    address: str
    width: int
    height: int
    type: str
    alt: str


@dataclass(frozen=True, slots=True)
class ShareView:
    """One share button.

    Attributes:
        network: its id, which names its mark in `parts/share_marks.html`; `copy` is a button, all others are links.
        text: the network's name.
        link: its share page; for `copy` the page's own address.
    """

    network: str
    text: str
    link: str


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction.

    Attributes:
        id: for links to it.
        title: what it is called.
        moment: when it was made.
        text: what was wrong, and what is right.
    """

    id: str
    title: str
    moment: MomentView | None
    text: str


@dataclass(frozen=True, slots=True)
class UpdateView:
    """A timed update, which the text shows as a section of its own.

    Attributes:
        id: of its section, for links to it.
        time: its time as the desk wrote it.
        iso: for `<time datetime>`; empty where the day is not known.
        headline: its words in bold, or its first sentence; may be empty.
    """

    id: str
    time: str
    iso: str
    headline: str


@dataclass(frozen=True, slots=True)
class CardView:
    """A story in a list.

    Attributes:
        headline: the headline.
        link: the story's page.
        standfirst: the standfirst.
        kicker: the section's name.
        byline: the names, joined by the language's words.
        moment: the last change.
        label: while it is in force.
        picture: the lead picture.
        lang: empty unless it differs from the page's.
        dir: empty unless `lang` is set.
        type_label: what kind of piece it is, such as “Opinion”; empty for plain news.
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
    """A titled list of cards.

    Attributes:
        title: its heading.
        link: leads to all of them; may be empty.
        cards: the stories.
    """

    title: str
    link: str
    cards: tuple[CardView, ...]


@dataclass(frozen=True, slots=True)
class BannerView:
    """The breaking banner of the front page.

    Attributes:
        label: the label.
        text: the alert.
        link: the story's page.
        moment: the last change.
    """

    label: LabelView
    text: str
    link: str
    moment: MomentView


@dataclass(frozen=True, slots=True)
class PersonView:
    """A writer, as the page of their stories shows them.

    Attributes:
        name: the name.
        role: such as “Harbour correspondent”.
        bio: a few sentences.
        links: where else they are.
    """

    name: str
    role: str = ""
    bio: str = ""
    links: tuple[LinkView, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleView:
    """A story as its page shows it.

    Attributes:
        headline: the headline.
        kicker: the line above it.
        kicker_link: the section's page; may be empty.
        standfirst: the standfirst.
        label: while it is in force.
        byline: “By …” with each name linked.
        published: when readers first saw it.
        updated: its last significant change, if later.
        lead: the lead picture.
        body: the text, sanitised.
        related: “Also read” at the end.
        corrections: oldest first.
        tags: links to the pages of its tags.
        share: the share buttons, in order.
        more: other stories of the section.
        section: its name.
        words: how many the text has.
        type_label: what kind of piece it is, such as “Opinion”; empty for plain news.
        extra: the front-matter keys that Stet does not know, as they stand there.
        updates: its timed updates, newest first; `body` has them too.
    """

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
    updates: tuple[UpdateView, ...] = ()


@dataclass(frozen=True, slots=True)
class IconView:
    """The site's icon in one size, a square PNG.

    Attributes:
        link: the file.
        side: in pixels.
    """

    link: str
    side: int


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every page says about the site.

    Attributes:
        name: the newsroom's name.
        home: the front page.
        sections: those that have stories.
        feed: the RSS feed.
        json_feed: the JSON feed.
        standing: the newsroom's own pages, such as its corrections.
        year: the year at its place.
        atom_feed: the Atom feed.
        section_feed: the RSS feed of the page's section.
        section_json_feed: the JSON feed of the page's section.
        section_atom_feed: the Atom feed of the page's section.
        manifest: the web manifest.
        icons: smallest first; none without a logo.
        monogram: an icon for a newsroom without a logo; empty for one with `icons`.
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
    """The head of one page.

    Attributes:
        title: for `<title>`.
        headline: the page's name.
        description: for search engines.
        canonical: its address, absolute.
        robots: for `<meta name=robots>`.
        language: for `lang`.
        direction: `ltr` or `rtl`.
        kind: `article`, `home`, `latest`, `section`, `author`, `tag`, `corrections`, `standing` or `notice`.
        policy: the Content-Security-Policy; it allows `style` and `script` and nothing else.
        style: the stylesheet.
        date: the day the page is of.
        og_locale: the language as Open Graph writes it.
        script: the page's own lines of script; may be empty.
        json_ld: structured data.
        share_title: the headline for networks.
        share_description: the description for networks.
        social: the picture for networks.
        published: RFC 3339; empty on other pages than articles.
        modified: RFC 3339; empty on other pages than articles.
        section: an article's section.
        authors: an article's names.
        author_links: the addresses of the pages of `authors`, absolute.
        tags: an article's tags.
        x_handle: the newsroom's on X.
        previous: the page of newer stories.
        next: the page of older stories.
        leads_to: where a reader is led at once from an address that a story had before; empty on all other pages.
        marks: attributes by which the preview finds what to patch, by the name of the field; empty in export. Keep them where they are.
    """

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
    leads_to: str = ""
    marks: Mapping[str, Markup] = field(default_factory=dict)
