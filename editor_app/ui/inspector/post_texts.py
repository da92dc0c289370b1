"""The text each network is given with the link: one field, a choice of network above it, its length, and Copy."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from editor_app.stories.sharing import NETWORK_NAMES
from editor_app.ui.inspector.post_length import TEXT_LIMITS, text_length
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import link_button
from editor_app.ui.widgets.fields import CounterLabel, GrowingText, LabeledField
from editor_app.ui.widgets.segmented import Segmented
from editor_app.ui.widgets.text_label import TextLabel

TEXT_NETWORKS = ("x", "facebook", "linkedin", "whatsapp", "pinterest")


class PostTexts(QWidget):
    """`text_edited(network, text)` for a person's edits; `copied(network)` after Copy."""

    text_edited = Signal(str, str)
    copied = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts: dict[str, str] = {}
        self._inherited = ""
        self._address = ""
        options = [(network, NETWORK_NAMES[network]) for network in TEXT_NETWORKS]
        self.networks = Segmented(options, theme, self.tr("Network"))
        self.editor = GrowingText(theme, lines=2, most=6)
        self.counter = CounterLabel(0, theme)
        self.copy = link_button(self.tr("Copy"), theme)
        self.copy.setToolTip(self.tr("Copy the text and the page address"))
        right = QWidget()
        row = QHBoxLayout(right)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.copy)
        row.addWidget(self.counter)
        self._field = LabeledField(self.tr("Post text"), self.editor, theme, right)
        self._hint = TextLabel("", theme, "meta", "tertiary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.networks)
        column.addWidget(self._field)
        column.addWidget(self._hint)
        self.networks.chosen.connect(lambda _network: self._show_network())
        self.editor.edited.connect(self._edited)
        self.copy.clicked.connect(self._copy)
        theme.changed.connect(self._count)
        self._show_network()

    @property
    def network(self) -> str:
        """The network whose text is showing."""
        return self.networks.value

    def show_texts(self, texts: dict[str, str], inherited: str, address: str) -> None:
        """Show each network's own text; `inherited` is what goes out where that is empty, `address` the page's."""
        self._texts, self._inherited, self._address = dict(texts), inherited, address
        self._show_network()

    def _show_network(self) -> None:
        network = self.network
        name = NETWORK_NAMES[network]
        self._field.label.setText(self.tr("Post text for {0}").format(name))
        self.editor.setAccessibleName(self._field.label.text())
        self.editor.set_text(self._texts.get(network, ""))
        self.editor.setPlaceholderText(self._inherited)
        self.counter.set_limit(TEXT_LIMITS[network])
        takes_text = network not in ("facebook", "linkedin")
        self._hint.setText(
            ""
            if takes_text
            else self.tr("{0} takes only the link. Copy the text and paste it there.").format(name)
        )
        self._hint.setVisible(not takes_text)
        self._count()

    def _count(self) -> None:
        text = self.editor.toPlainText() or self._inherited
        self.counter.set_count(text_length(self.network, text))

    def _edited(self, text: str) -> None:
        self._texts[self.network] = text
        self._count()
        self.text_edited.emit(self.network, text)

    def _copy(self) -> None:
        text = self.editor.toPlainText() or self._inherited
        QApplication.clipboard().setText(" ".join(part for part in (text, self._address) if part))
        self.copied.emit(self.network)
