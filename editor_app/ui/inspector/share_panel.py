"""The Share panel: what networks are told about the page, which buttons the story has, and how the cards will look.

Stet never posts: it opens a network's own page, and only when a person asks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from editor_app.publish.labels import Labels
from editor_app.publish.published_page import Reach, published_picture, reach_of
from editor_app.publish.share_links import share_address
from editor_app.publish.social_cards import SOCIAL_SHAPE, SocialCard, first_words, social_cards
from editor_app.stories.article_types import article_type
from editor_app.stories.focal import Focal
from editor_app.stories.picture_placing import PicturePlaces, PlacedPicture
from editor_app.stories.post_length import Post
from editor_app.stories.sharing import DEFAULT_NETWORKS, NETWORK_NAMES, NETWORKS, NetworkShare, Share
from editor_app.stories.story import FrontMatter
from editor_app.ui.inspector.card_canvas import CardFacts
from editor_app.ui.inspector.focal_picture import FocalPicture
from editor_app.ui.inspector.network_pills import NetworkPills
from editor_app.ui.inspector.panel import Panel
from editor_app.ui.inspector.picture_cache import PictureCache
from editor_app.ui.inspector.picture_errand import PictureErrand
from editor_app.ui.inspector.pictures import ChoosePicture, ask_for_picture
from editor_app.ui.inspector.post_texts import PostTexts
from editor_app.ui.inspector.social_cards import SocialCards
from editor_app.ui.inspector.surroundings import DeskLike
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import link_button
from editor_app.ui.widgets.fields import CountedLine, CountedText
from editor_app.ui.widgets.graphemes import grapheme_count
from editor_app.ui.widgets.switch import Switch
from editor_app.ui.widgets.text_label import TextLabel
from editor_app.ui.widgets.time_words import day_words

NARROW = 430


class SharePanel(Panel):
    """Signals:
    failed(sentence): something a person asked for could not be done.
    text_copied(network): the post text and the address are on the clipboard.
    """

    failed = Signal(str)
    text_copied = Signal(str)

    panel_id = "share"
    default_width = 572
    minimum_panel_width = 480
    follows = frozenset(
        {
            "share",
            "title",
            "description",
            "image",
            "slug",
            "section",
            "date",
            "status",
            "embargo",
            "language",
            "type",
        }
    )

    def __init__(self, theme: Theme, desk: DeskLike, parent: QWidget | None = None) -> None:
        super().__init__(theme, desk, parent)
        self.title = self.tr("Share")
        self.choose_picture: ChoosePicture = ask_for_picture
        self.open_address: Callable[[QUrl], bool] = QDesktopServices.openUrl
        self._offers_all = False
        self._cache = PictureCache()
        self._errand = PictureErrand(self)
        self._build_words()
        self._build_cards()
        self._connect()

    # -- building

    def _build_words(self) -> None:
        column = self.add_section()
        limits = self.desk.newsroom.settings.limits
        self.headline = CountedLine(self.tr("Share headline"), limits.share_title, self.theme)
        self.description = CountedText(self.tr("Share description"), limits.share_description, self.theme)
        self._headline_source = self._inheritance_label(self.headline)
        self._description_source = self._inheritance_label(self.description)
        words = QVBoxLayout()
        words.setSpacing(12)
        words.addWidget(self.headline)
        words.addWidget(self.description)
        words.addStretch(1)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(16)
        self._top.addLayout(words, 16)
        self._top.addLayout(self._build_image(), 9)
        column.addLayout(self._top)
        self.texts = PostTexts(self.theme)
        column.addWidget(self.texts)
        column.addLayout(self._build_buttons())

    def _build_image(self) -> QVBoxLayout:
        heading = QHBoxLayout()
        heading.setSpacing(8)
        heading.addWidget(TextLabel(self.tr("Share image"), self.theme, "meta_medium", "secondary"))
        heading.addStretch(1)
        self.reset_image = link_button(self.tr("Use lead image"), self.theme)
        self.replace_image = link_button(self.tr("Replace…"), self.theme)
        heading.addWidget(self.reset_image)
        heading.addWidget(self.replace_image)
        self.thumbnail = FocalPicture(self.theme)
        self.thumbnail.setFixedHeight(99)
        self.thumbnail.setMinimumWidth(120)
        self._image_words = TextLabel("", self.theme, "meta", "tertiary", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(heading)
        column.addWidget(self.thumbnail)
        column.addWidget(self._image_words)
        column.addStretch(1)
        return column

    def _build_buttons(self) -> QVBoxLayout:
        heading = QHBoxLayout()
        heading.setSpacing(8)
        heading.addWidget(TextLabel(self.tr("Buttons in the story"), self.theme, "meta_medium", "secondary"))
        heading.addStretch(1)
        self._buttons_hint = TextLabel(self.tr("Drag to reorder"), self.theme, "meta", "tertiary")
        self.enabled = Switch(self.tr("Share buttons"), self.theme)
        self.more_networks = link_button(self.tr("More networks"), self.theme)
        heading.addWidget(self.more_networks)
        heading.addWidget(self._buttons_hint)
        heading.addWidget(self.enabled)
        self.pills = NetworkPills(self.theme)
        self.pills.setToolTip(self.tr("Arrows choose, Space turns on or off, Alt with an arrow moves"))
        self.reset_networks = link_button(self.tr("Use the newsroom’s order"), self.theme)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(heading)
        column.addWidget(self.pills)
        column.addWidget(self.reset_networks, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _build_cards(self) -> None:
        column = self.add_section(gap=10)
        heading, _title, _note = self.heading(
            self.tr("How it will look"), self.tr("Approximate. Networks change their cards.")
        )
        column.addLayout(heading)
        self.cards = SocialCards(self.theme)
        column.addWidget(self.cards)

    def _connect(self) -> None:
        self.headline.textEdited.connect(
            lambda text: self._edit(self.tr("Change share headline"), title=text)
        )
        self.description.textEdited.connect(
            lambda text: self._edit(self.tr("Change share description"), description=text)
        )
        self.texts.text_edited.connect(self._edit_text)
        self.texts.copied.connect(self.text_copied)
        self.texts.page_requested.connect(self._open_share_page)
        self.pills.networks_edited.connect(
            lambda networks: self._edit(self.tr("Change share buttons"), networks=tuple(networks))
        )
        self.enabled.clicked.connect(
            lambda on: self._edit(self.tr("Turn share buttons on or off"), enabled=on)
        )
        self.more_networks.clicked.connect(self._offer_all)
        self.reset_networks.clicked.connect(
            lambda: self._edit(self.tr("Use the newsroom’s buttons"), networks=None)
        )
        self._errand.failed.connect(self.failed)
        self.replace_image.clicked.connect(self._replace_image)
        self.reset_image.clicked.connect(
            lambda: self._edit(self.tr("Share the lead image"), image="", focal="")
        )
        self.thumbnail.focal_moved.connect(self._move_focal)

    # -- following

    def session_replaced(self) -> None:
        """Another story: a picture on its way is not for it."""
        self._errand.forget()

    def show_meta(self, keys: frozenset[str]) -> None:
        """Show words, picture, buttons and cards; a field that shows its value already is left alone."""
        if self.session is None:
            return
        meta = self.session.meta
        share = meta.share
        self.headline.setText(share.title)
        if not self.headline.editor.hasFocus():
            self.headline.editor.setCursorPosition(0)  # show how it begins, not how it ends
        self.headline.setPlaceholder(meta.title)
        self._count_inherited(self.headline, self._headline_source, share.title, meta.title)
        self.description.setText(share.description)
        inherited = meta.description or first_words(
            self.session.story.body, meta.language or self.desk.newsroom.settings.language
        )
        self.description.setPlaceholder(inherited)
        self._count_inherited(self.description, self._description_source, share.description, inherited)
        if inherited and not meta.description and not share.description:
            self._description_source.setText(self.tr("First words of the text"))
        address = self.desk.newsroom.address(self.session.story)
        self._show_texts(share)
        self._show_buttons(share)
        self._show_image(meta)
        self._show_cards(meta, address)

    def focus_key(self, key: str) -> bool:
        """Put the caret in the share headline, for "share:x" in the text for X; "share.image" is its button."""
        name, _, network = key.partition(":")
        if name != "share" and not name.startswith("share."):
            return False
        fields = {"share.description": self.description.editor, "share.image": self.replace_image}
        field = fields.get(name, self.headline.editor)
        if network and self.texts.show_network(network):
            field = self.texts.editor
        field.setFocus()
        self._scroll.ensureWidgetVisible(field, 0, 40)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._top.direction() != direction:
            self._top.setDirection(direction)

    def set_share_picture(self, chosen: Path) -> None:
        """Make the picture file `chosen` the share image, when it has been brought in."""
        if self.session is None:
            return
        places = PicturePlaces.of(self.desk.newsroom, self.session.story.path)
        self._errand.begin(self.session, places, chosen, self._take_picture)

    def _take_picture(self, placed: PlacedPicture) -> None:
        self._edit(self.tr("Change share image"), image=placed.src, focal="")

    def _replace_image(self) -> None:
        chosen = self.choose_picture(self, Path(self.desk.newsroom.images_folder))
        if chosen is not None:
            self.set_share_picture(chosen)

    def _offer_all(self) -> None:
        self._offers_all = not self._offers_all
        words = self.tr("Fewer networks") if self._offers_all else self.tr("More networks")
        self.more_networks.setText(words)
        if self.session is not None:
            self._show_buttons(self.session.meta.share)

    def _inheritance_label(self, field: CountedLine | CountedText) -> TextLabel:
        """Words before the counter that say where an empty field's text comes from."""
        label = TextLabel("", self.theme, "meta", "tertiary")
        column = field.layout()
        first = column.itemAt(0) if column is not None else None
        head = first.layout() if first is not None else None
        if isinstance(head, QHBoxLayout):
            head.insertWidget(1, label)
        return label

    def _count_inherited(
        self, field: CountedLine | CountedText, source: TextLabel, own: str, inherited: str
    ) -> None:
        """An empty field counts what goes out in its place, and says where that comes from."""
        if not own:
            field.counter.set_count(grapheme_count(inherited))
        words = self.tr("Same as headline") if field is self.headline else self.tr("Same as standfirst")
        source.setText("" if own or not inherited else words)

    def _show_texts(self, share: Share) -> None:
        if self.session is None:
            return
        defaults = self.desk.newsroom.settings.share
        shared = share.model_copy(update={"enabled": True}).chosen_networks(tuple(defaults.networks))
        networks = [network for network in shared or DEFAULT_NETWORKS if network != "copy"]
        own = {network: _network(share, network).text for network in networks}
        posts = {network: self._post(network) for network in networks}
        self.texts.show_texts(own, posts, networks, self._why_not())

    def _post(self, network: str) -> Post:
        assert self.session is not None
        story, newsroom = self.session.story, self.desk.newsroom
        share, defaults = story.meta.share, newsroom.settings.share
        return Post(
            network,
            share.text_for(network, story.meta.title),
            newsroom.address(story),
            share.hashtags_for(network, tuple(defaults.hashtags)),
            defaults.x.strip().lstrip("@"),
        )

    def _why_not(self) -> str:
        """Why no network could read the page now; empty when they can."""
        assert self.session is not None
        return {
            Reach.ON_SITE: "",
            Reach.NO_ADDRESS: self.tr("The newsroom has no web address yet, so there is nothing to share."),
            Reach.NOT_PUBLISHED: self.tr("Publish the story to open share pages: networks read its page."),
            Reach.HELD: self.tr(
                "Share pages open when the embargo has ended: networks read the story’s page."
            ),
            Reach.NOT_WRITTEN: self.tr(
                "The page is not on the site yet. Publish the story again to write it."
            ),
        }[reach_of(self.session.story, self.desk.newsroom, self.desk.clock())]

    def _open_share_page(self, network: str) -> None:
        """Open the network's own page in the system's browser, if its readers could read the story now."""
        if self.session is None or self._why_not():
            self.refresh()
            return
        story, newsroom = self.session.story, self.desk.newsroom
        picture = published_picture(newsroom.output_folder, newsroom.address_path(story))
        address = share_address(network, story, newsroom, newsroom.address(story), picture)
        if not self.open_address(QUrl.fromEncoded(address.encode("ascii"))):
            name = NETWORK_NAMES[network]
            self.failed.emit(self.tr("No browser opened for {0}. Copy the text instead.").format(name))

    def _show_buttons(self, share: Share) -> None:
        defaults = tuple(self.desk.newsroom.settings.share.networks)
        chosen = share.model_copy(update={"enabled": True}).chosen_networks(defaults)
        usual = dict.fromkeys((*defaults, *DEFAULT_NETWORKS, "email"))
        offered = NETWORKS if self._offers_all else tuple(usual)
        self.pills.show_networks(chosen, offered)
        self.pills.setEnabled(share.enabled)
        self.enabled.setChecked(share.enabled)
        self._buttons_hint.setText(
            self.tr("Drag to reorder") if share.enabled else self.tr("Off for this story")
        )
        self.reset_networks.setVisible(share.networks is not None and share.enabled and chosen != defaults)

    def _show_image(self, meta: FrontMatter) -> None:
        path = self._picture_of(meta)
        facts = self._cache.facts(path) if path else None
        pixmap = self._covering(path, QSizeF(240, 126)) if path and facts else None
        self.thumbnail.set_image(pixmap, path.name if path else "", missing=self.tr("No image"))
        own = meta.share.focal if meta.share.image else meta.image.focal if meta.image else ""
        self.thumbnail.show_ring(Focal.of(own) if facts else None)
        self.reset_image.setVisible(bool(meta.share.image) and meta.image is not None)
        self.replace_image.setText(self.tr("Replace…") if path else self.tr("Choose…"))
        self.replace_image.setAccessibleName(
            self.tr("Replace share image") if path else self.tr("Choose a share image")
        )
        if facts is None:
            words = self.tr("Cards without an image are seen less.")
        elif facts.width < 1200 or facts.height < 630:
            words = self.tr("{0} × {1}. Networks ask for 1200 × 630.").format(facts.width, facts.height)
        else:
            words = self.tr("Own image") if meta.share.image else self.tr("Same as lead image")
        self._image_words.setText(words)

    def _show_cards(self, meta: FrontMatter, address: str) -> None:
        if self.session is None:
            return
        story, newsroom = self.session.story, self.desk.newsroom
        words = [part for part in urlsplit(address).path.split("/") if part][:-1]
        age = day_words(meta.date, self.desk.clock(), newsroom.timezone) if meta.date else ""
        language = meta.language or newsroom.settings.language
        label = Labels(language, newsroom.timezone).type_label(article_type(meta.extra))
        cards = social_cards(story, newsroom, label)
        self.cards.show_facts({card.network: self._facts(card, " › ".join(words), age) for card in cards})

    def _facts(self, card: SocialCard, path: str, age: str) -> CardFacts:
        settings = self.desk.newsroom.settings
        picture = self._cache.facts(card.image) if card.image else None
        return CardFacts(
            headline=card.title,
            description=card.description,
            site=settings.name,
            domain=card.domain or settings.name,
            path=path,
            age=age,
            picture=partial(self._covering, card.image) if card.image and picture else None,
            picture_shape=(SOCIAL_SHAPE if card.is_cropped else picture.shape) if picture else 0.0,
            picture_size=(picture.width, picture.height) if picture else (0, 0),
            focal=card.focal,
            is_cropped=card.is_cropped,
            is_headline_cut=card.is_title_cut,
            is_description_cut=card.is_description_cut,
            has_description=card.has_description,
        )

    def _covering(self, path: Path, frame: QSizeF) -> QPixmap:
        return self._cache.covering(path, frame, self.devicePixelRatioF())

    def _picture_of(self, meta: FrontMatter) -> Path | None:
        src = meta.share.image or (meta.image.src if meta.image else "")
        if not src or self.session is None:
            return None
        return self.desk.newsroom.picture_path(self.session.story.path, src)

    # -- editing

    def _edit(self, label: str, **values: object) -> None:
        if self.session is not None:
            self.edit(label, share=self.session.meta.share.model_copy(update=values))

    def _move_focal(self, focal: Focal) -> None:
        """The point belongs to the picture that is shown: the share image, or the lead that stands in for it."""
        if self.session is None:
            return
        label, meta = self.tr("Move focal point"), self.session.meta
        if meta.share.image:
            self._edit(label, focal=focal.text)
        elif meta.image is not None:
            self.edit(label, image=meta.image.model_copy(update={"focal": focal.text}))

    def _edit_text(self, network: str, text: str) -> None:
        if self.session is None:
            return
        own = _network(self.session.meta.share, network).model_copy(update={"text": text})
        self._edit(self.tr("Change post text"), **{network: own})


def _network(share: Share, network: str) -> NetworkShare:
    return getattr(share, network)
