"""The text each network is given with the link: a choice of network, the text, its length as that network counts it, and
what can be done with it: copy it, or open the network's own page with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from editor_app.stories.post_length import Post, text_length
from editor_app.stories.sharing import NETWORK_NAMES
from editor_app.ui.inspector.network_choice import NetworkChoice
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import default_button, link_button
from editor_app.ui.widgets.fields import CounterLabel, GrowingText, LabeledField
from editor_app.ui.widgets.text_label import TextLabel

_TAKES_ONLY_THE_LINK = frozenset({"facebook", "linkedin"})


class PostTexts(QWidget):
    """`text_edited(network, text)` for a person's edits; `copied(network)` after Copy text; `page_requested(network)`."""

    text_edited = Signal(str, str)
    copied = Signal(str)
    page_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._own: dict[str, str] = {}
        self._posts: dict[str, Post] = {}
        self._why_not = ""
        self.networks = NetworkChoice(theme)
        self.editor = GrowingText(theme, lines=2, most=6)
        self.counter = CounterLabel(0, theme)
        self.counter.speak_for(self.editor)
        self.copy = link_button(self.tr("Copy text"), theme)
        self.copy.setToolTip(self.tr("Copy the text with the page’s address"))
        self.open_page = default_button(
            self.tr("Open share page"), theme, icon="arrow-square-out", size="small"
        )
        self._hint = TextLabel("", theme, "meta", "tertiary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.networks)
        column.addWidget(self._build_field())
        column.addLayout(self._build_foot())
        self.networks.chosen.connect(lambda _network: self._show_network())
        self.editor.edited.connect(self._edited)
        self.copy.clicked.connect(self._copy)
        self.open_page.clicked.connect(lambda: self.page_requested.emit(self.network))
        theme.changed.connect(self._count)
        self.setTabOrder(self.editor, self.copy)  # first the text, then what is done with it
        self.setTabOrder(self.copy, self.open_page)

    def _build_field(self) -> LabeledField:
        right = QWidget()
        row = QHBoxLayout(right)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.copy)
        row.addWidget(self.counter)
        self._field = LabeledField(self.tr("Post text"), self.editor, self._theme, right)
        return self._field

    def _build_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._hint, 1)
        row.addWidget(self.open_page)
        return row

    @property
    def network(self) -> str:
        """The network whose text is showing."""
        return self.networks.value

    def show_network(self, network: str) -> bool:
        """Turn to the text of `network`; False when it is not offered."""
        if network not in self._posts:
            return False
        self.networks.set_value(network)
        self._show_network()
        return True

    def show_texts(
        self, own: Mapping[str, str], posts: Mapping[str, Post], networks: Sequence[str], why_not: str = ""
    ) -> None:
        """Show what each network gets.

        Args:
            own: each network's own text, empty where it has none.
            posts: what goes out to each, the inherited text where it has none of its own.
            networks: the ones to choose from, in order.
            why_not: why no share page can be opened, in a sentence; empty when it can.
        """
        self._own, self._posts, self._why_not = dict(own), dict(posts), why_not
        self.networks.offer([(network, NETWORK_NAMES[network]) for network in networks], "x")
        self._show_network()

    def _show_network(self) -> None:
        network = self.network
        post = self._posts.get(network)
        self.setEnabled(post is not None)
        if post is None:
            return
        name = NETWORK_NAMES[network]
        self._field.label.setText(self.tr("Post text for {0}").format(name))
        self.editor.setAccessibleName(self._field.label.text())
        self.editor.set_text(self._own.get(network, ""))
        self.editor.set_hint(post.text)
        self.counter.set_limit(post.room)
        self.copy.setAccessibleName(self.tr("Copy text for {0}").format(name))
        self.open_page.setEnabled(not self._why_not)
        self.open_page.setAccessibleName(self.tr("Open share page of {0}").format(name))
        self.open_page.setAccessibleDescription(self._why_not)
        self.open_page.setToolTip(
            self._why_not or self.tr("In your browser, with the text filled in. Stet never posts.")
        )
        self._hint.setText(self._hint_for(post))
        self._hint.setVisible(True)
        self._count()

    def _hint_for(self, post: Post) -> str:
        """Why the share page waits, else what goes with the text, else what the network does not take."""
        if self._why_not:
            return self._why_not
        if post.network in _TAKES_ONLY_THE_LINK:
            name = NETWORK_NAMES[post.network]
            return self.tr("{0} takes only the link. Copy the text and paste it there.").format(name)
        if post.limit and post.beside:
            is_more = post.network == "x" and (post.hashtags or post.via)
            words = self.tr("Link, hashtags and handle take {0} of {1}.") if is_more else ""
            words = words or self.tr("The link takes {0} of {1}.")
            return words.format(post.beside, post.limit)
        return ""

    def _post(self) -> Post | None:
        """What goes out as it is now, the text in the field included."""
        post = self._posts.get(self.network)
        text = self.editor.toPlainText()
        return replace(post, text=text) if post is not None and text else post

    def _count(self) -> None:
        post = self._post()
        if post is not None:
            self.counter.set_count(text_length(post.network, post.text))

    def _edited(self, text: str) -> None:
        self._own[self.network] = text
        self._count()
        self.text_edited.emit(self.network, text)

    def _copy(self) -> None:
        post = self._post()
        if post is None:
            return
        tags = [f"#{tag}" for tag in post.hashtags] if post.network == "x" else []
        parts = (post.text, post.address, *tags)
        QApplication.clipboard().setText(" ".join(part for part in parts if part))
        self.copied.emit(self.network)
