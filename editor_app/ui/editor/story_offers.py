"""The newsroom's stories below a field, while one types: headline and state, chosen with the arrows or a click.

The focus stays in the field. Knows no form: it tells which story was chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from editor_app.stories.catalogue import StoryEntry
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.drawing import row_frame

Search = Callable[[str], Sequence[StoryEntry]]
_ENTRY, _STATE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_MOST = 6
_ROW = 30
_KEYS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_NO_STORY = ("http:", "https:", "mailto:", "tel:", "#", "/", "www.")


class StoryOffers(QListWidget):
    """Attach to a line of text.

    Signals:
        story_chosen(StoryEntry): taken with Enter or a click.
        resized(): more or fewer rows are shown.
    """

    story_chosen = Signal(object)
    resized = Signal()

    def __init__(self, line: QLineEdit, search: Search, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line, self._search = line, search
        self.setProperty("surface", "raised")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName("Stories that fit")
        self.setItemDelegate(_OfferDelegate(theme, self))
        self.itemClicked.connect(self._take)
        self.itemEntered.connect(self.setCurrentItem)
        line.textEdited.connect(self.look)
        line.installEventFilter(self)
        self.hide()

    def look(self, text: str) -> None:
        """Show what answers `text`; the first is chosen unless the text is an address itself."""
        words = text.strip()
        is_address = words.lower().startswith(_NO_STORY) or ("." in words and " " not in words)
        slug = words.removesuffix(".md") if words.endswith(".md") else words
        found = [] if len(words) < 2 or words.lower().startswith(_NO_STORY) else list(self._search(slug))
        self.clear()
        for entry in found[:_MOST]:
            item = QListWidgetItem(entry.headline or entry.slug)
            item.setData(_ENTRY, entry)
            item.setData(_STATE, _state_words(entry))
            item.setSizeHint(QSize(100, _ROW))
            self.addItem(item)
        if found and not is_address:
            self.setCurrentRow(0)
        self._fit()

    def put_away(self) -> None:
        """Offer nothing until the next letter."""
        self.clear()
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the field are for the list while there is one."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not self.count():
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in _KEYS:
            row = self.currentRow() + _KEYS[Qt.Key(event.key())]
            self.setCurrentRow(max(-1, min(row, self.count() - 1)))
            return True
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._take(item)
            return True
        return False

    def _take(self, item: QListWidgetItem) -> None:
        entry = item.data(_ENTRY)
        self.put_away()
        self.story_chosen.emit(entry)

    def _fit(self) -> None:
        height = self.count() * _ROW + 2
        self.setFixedHeight(height)
        self.setVisible(self.count() > 0)
        self.resized.emit()


class _OfferDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Headline left, state right; a chosen row is tinted."""
        theme = self._theme
        rect = row_frame(option).rect
        painter.save()
        view = self.parent()
        is_chosen = isinstance(view, QListWidget) and view.currentRow() == index.row()
        if is_chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("sel.bg"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 5, 5)
        inner = rect.adjusted(8, 0, -8, 0)
        state = str(index.data(_STATE))
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.color("text.secondary"))
        side = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignRight, state)
        inner.adjust(0, 0, -(QFontMetricsF(theme.font("meta")).horizontalAdvance(state) + 12), 0)
        font = theme.font("interface")
        painter.setFont(font)
        painter.setPen(theme.color("text.primary"))
        words = QFontMetricsF(font).elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignLeft, words)
        painter.restore()


def _state_words(entry: StoryEntry) -> str:
    return str(entry.status).capitalize()
