"""What a story's page tells networks and search engines, and the card each of them makes of it.

`told_by` is where the page itself gets these values from, so a card that is drawn from it says what readers of the
network will see. Draws nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from editor_app.markup.blocks import references_in, slice_body
from editor_app.markup.counts import characters, graphemes
from editor_app.markup.quotation import educated, quote_marks
from editor_app.markup.rich import Kind, RichBlock
from editor_app.publish.images import SOCIAL_SIZE
from editor_app.stories.focal import MIDDLE, Focal
from editor_app.stories.newsroom import Newsroom
from editor_app.stories.story import Story

CARD_NETWORKS: tuple[str, ...] = ("facebook", "x", "linkedin", "whatsapp", "google", "pinterest")
SOCIAL_SHAPE = SOCIAL_SIZE[0] / SOCIAL_SIZE[1]
_CUTS: dict[str, tuple[int, int]] = {"x": (70, 200), "google": (60, 160), "pinterest": (0, 500)}
"""The most characters of headline and description that a network shows; 0: as many as fit."""
_FIRST_WORDS = 160
_PROSE = frozenset({Kind.PARAGRAPH, Kind.QUOTE})
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Told:
    """What a story's page says of itself in its tags.

    Attributes:
        headline: the page's own, which `<title>` begins with.
        description: for search engines; `has_description`: somebody wrote one, for them or for the networks.
        share_title, share_description: what networks are told.
        picture: the picture in `og:image` as the story names it; empty without one.
        focal: the point that its cut to 1.91:1 keeps in sight.
        pin: a picture of its own for Pinterest; empty: the same.
    """

    headline: str
    description: str
    share_title: str
    share_description: str
    has_description: bool
    picture: str
    focal: Focal
    pin: str


@dataclass(frozen=True, slots=True)
class SocialCard:
    """One network's card.

    Attributes:
        network: its id, or `google` for a search result.
        title, description: what the page says, as much of it as the network shows.
        is_title_cut, is_description_cut: whether that is not all.
        has_description: whether somebody wrote the description; else it is the first words of the text.
        domain: the site's host, without `www.`.
        image: the picture's file, None when there is none that can be used.
        is_cropped: whether the network gets the cut to 1.91:1 around `focal`, not the picture as it is.
    """

    network: str
    title: str
    description: str
    domain: str
    image: Path | None
    is_title_cut: bool = False
    is_description_cut: bool = False
    has_description: bool = True
    is_cropped: bool = True
    focal: Focal = MIDDLE


def told_by(story: Story, language: str, type_label: str = "") -> Told:
    """What the page of `story`, in this language (BCP 47), says of itself.

    `type_label` is the word for its kind of piece, empty for news.
    """
    meta, share = story.meta, story.meta.share
    picture, focal = shared_picture(story)
    description = meta.description or first_words(story.body, language) or meta.title
    return Told(
        headline=meta.title,
        description=description,
        share_title=_labelled(share.title_or(meta.title), type_label),
        share_description=share.description_or(description),
        has_description=bool(meta.description.strip() or share.description.strip()),
        picture=picture,
        focal=focal,
        pin=share.pinterest.image,
    )


def shared_picture(story: Story) -> tuple[str, Focal]:
    """The picture that networks get, as the story names it (empty: none), and the point that its cut keeps in sight."""
    image, share = story.meta.image, story.meta.share
    lead, lead_focal = (image.src, image.focal) if image else ("", "")
    source = share.image_for("facebook", lead)
    return source, share.focal_for(source, lead, lead_focal)


def social_card(story: Story, newsroom: Newsroom, network: str, type_label: str = "") -> SocialCard:
    """The card of `network`, one of `CARD_NETWORKS` or of the share networks."""
    told = told_by(story, story.meta.language or newsroom.settings.language, type_label)
    is_search = network == "google"
    title = told.headline if is_search else told.share_title
    description = told.description if is_search else told.share_description
    if network == "pinterest":
        title = description = story.meta.share.text_for(network, story.meta.title)
    most = _CUTS.get(network, (0, 0))
    pin = told.pin if network == "pinterest" else ""
    source = pin or told.picture
    return SocialCard(
        network=network,
        title=cut(title, most[0]),
        description=cut(description, most[1]),
        domain=(urlsplit(newsroom.settings.url).hostname or "").removeprefix("www."),
        image=newsroom.picture_path(story.path, source) if source else None,
        is_title_cut=0 < most[0] < graphemes(title),
        is_description_cut=0 < most[1] < graphemes(description),
        has_description=bool(story.meta.description.strip()) if is_search else told.has_description,
        is_cropped=not pin,
        focal=told.focal,
    )


def social_cards(story: Story, newsroom: Newsroom, type_label: str = "") -> tuple[SocialCard, ...]:
    """The cards of `CARD_NETWORKS`, in their order."""
    return tuple(social_card(story, newsroom, network, type_label) for network in CARD_NETWORKS)


def cut(text: str, most: int) -> str:
    """`text` with an ellipsis after `most` characters as a person counts them, the ellipsis one of them; 0: whole."""
    if not most or graphemes(text) <= most:
        return text
    return "".join(characters(text)[: most - 1]).rstrip() + "…"


def first_words(body: str, language: str, length: int = _FIRST_WORDS) -> str:
    """How the prose of a text begins, cut between words; nothing of links to other stories, pictures or code."""
    from editor_app.markup.reader import read_slice  # slow to load; most stories say it themselves

    references = references_in(body)
    found = ""
    for source in slice_body(body):
        for block in read_slice(source, references):
            found = f"{found} {_words_of(block)}".strip()
        if len(found) > length:
            break
    text = educated(found, quote_marks(language))
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–—") + "…"


def _words_of(block: RichBlock) -> str:
    if block.kind not in _PROSE:
        return ""
    words = "".join(span.text for span in block.spans if not span.verbatim)
    return _SPACE.sub(" ", words).strip()


def _labelled(title: str, type_label: str) -> str:
    """The headline as networks show it, where no page around it says that this is an opinion or an advertisement."""
    if not type_label or title.casefold().startswith(type_label.casefold()):
        return title
    return f"{type_label}: {title}"
