"""The cards of the Share panel: one small drawing per network, with a note saying whether the text fits."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from editor_app.publish.social_cards import CARD_NETWORKS
from editor_app.stories.sharing import NETWORK_NAMES
from editor_app.ui.fonts import POINTS_PER_PIXEL
from editor_app.ui.inspector.card_canvas import CardCanvas, CardFacts
from editor_app.ui.inspector.card_drawings import DRAWINGS
from editor_app.ui.inspector.card_notes import CardNote, notes_of, words_of
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.network_marks import NETWORK_ICONS
from editor_app.ui.widgets.text_label import ElidedLabel, TextLabel


class CardDrawing(QWidget):
    """One network's card, painted at the width it is given. `notes_changed` tells what there is to say of it."""

    notes_changed = Signal(object)  # tuple[CardNote, ...]

    def __init__(self, network: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._network = network
        self._draw = DRAWINGS[network]
        self._theme = theme
        self._facts = CardFacts("", "", "", "")
        self.notes: tuple[CardNote, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._measure)

    @property
    def facts(self) -> CardFacts:
        """What is drawn."""
        return self._facts

    def show_facts(self, facts: CardFacts) -> None:
        """Draw another page's facts."""
        self._facts = facts
        self._measure()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._draw(CardCanvas(None, self._font), float(width), self._facts)[0])

    def sizeHint(self) -> QSize:
        return QSize(264, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, quiet = self._theme.color("text.primary").name(), self._theme.color("text.tertiary").name()
        self._draw(CardCanvas(painter, self._font, ink, quiet), float(self.width()), self._facts)

    def _font(self, pixels: float, weight: int) -> QFont:
        font = self._theme.font("interface")
        font.setPointSizeF(pixels * self._theme.faces.interface.scale * POINTS_PER_PIXEL)
        font.setWeight(QFont.Weight(weight))
        return font

    def _measure(self) -> None:
        _height, cuts = self._draw(CardCanvas(None, self._font), float(max(1, self.width())), self._facts)
        notes = notes_of(self._network, self._facts, cuts)
        if notes != self.notes:
            self.notes = notes
            self.notes_changed.emit(notes)
        self.updateGeometry()
        self.update()


class SocialCard(QWidget):
    """A network's name and note above its card."""

    def __init__(self, network: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.network = network
        self._theme = theme
        self._name = NETWORK_NAMES.get(network, "Google")
        self._mark = QLabel()
        self._note = ElidedLabel("", theme, "meta", "ready")
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.drawing = CardDrawing(network, theme)
        heading = QHBoxLayout()
        heading.setSpacing(6)
        heading.addWidget(self._mark)
        heading.addWidget(TextLabel(self._name, theme, "meta", "secondary"))
        heading.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(heading)
        column.addWidget(self.drawing)
        column.addStretch(1)
        self.drawing.notes_changed.connect(lambda _notes: self._say())
        theme.changed.connect(self._say)
        self._say()

    @property
    def notes(self) -> tuple[CardNote, ...]:
        """What the note above the card says."""
        return self.drawing.notes

    def note_text(self) -> str:
        """The words of the note."""
        return self._note.text()

    def show_facts(self, facts: CardFacts) -> None:
        """Draw another page's facts."""
        self.drawing.show_facts(facts)
        self._say()

    def _say(self) -> None:
        words = words_of(self.notes)
        self._note.setText(words)
        self._note.set_tone("developing" if self.notes else "ready")
        self._mark.setPixmap(self._theme.pixmap(NETWORK_ICONS[self.network], 14, "text.primary"))
        self.drawing.setAccessibleName(f"{self._name}: {words}")
        facts = self.drawing.facts
        self.drawing.setAccessibleDescription(
            ". ".join(part for part in (facts.headline, facts.description) if part)
        )


class SocialCards(QWidget):
    """All cards, in two columns or, where the panel is narrow, in one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = {network: SocialCard(network, theme) for network in CARD_NETWORKS}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(14)
        self._columns = 0
        self._arrange(2)

    def show_facts(self, facts: Mapping[str, CardFacts]) -> None:
        """Draw every card with what its network is told."""
        for network, card in self.cards.items():
            card.show_facts(facts[network])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if event.size().width() >= 430 else 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for position, card in enumerate(self.cards.values()):
            self._grid.removeWidget(card)
            self._grid.addWidget(card, position // columns, position % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
