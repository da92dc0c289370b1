"""The popover of an "Also read" block: its entries in order, found among the newsroom's stories while one types."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from editor_app.intake.typed_address import AddressRefused, typed_address
from editor_app.markup.rich import AlsoReadLink, Kind, RichBlock
from editor_app.richtext.drawing.also_read import EntryState
from editor_app.stories.catalogue import StoryEntry
from editor_app.ui.editor.popover import Popover
from editor_app.ui.editor.story_offers import Search, StoryOffers
from editor_app.ui.theme import Theme, type_role
from editor_app.ui.widgets.buttons import quiet_button, tool_button
from editor_app.ui.widgets.text_label import TextLabel

StateOf = Callable[[AlsoReadLink], EntryState]


class AlsoReadForm(Popover):
    """The entries, one below the other. `chosen(RichBlock)`."""

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        links: tuple[AlsoReadLink, ...],
        search: Search,
        state_of: StateOf,
    ) -> None:
        super().__init__(theme, parent, remove="Remove block" if links else "")
        self._theme, self._search, self._state_of = theme, search, state_of
        self._before = links
        self.rows: list[EntryRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(TextLabel("Also read", theme, "meta_medium", "secondary"))
        head.addStretch(1)
        head.addWidget(TextLabel("Alt+Up and Alt+Down change the order", theme, "meta", "tertiary"))
        self.column.addLayout(head)
        self.column.addLayout(self._list)
        self.add = quiet_button("Add another", theme, icon="plus", size="small")
        self.add.clicked.connect(lambda: self._add(AlsoReadLink("")).title.setFocus())
        self.buttons.insertWidget(1 if links else 0, self.add)
        for link in links or (AlsoReadLink(""),):
            self._add(link)
        self.done.connect(self._done)

    def links(self) -> tuple[AlsoReadLink, ...]:
        """The entries as they stand, empty ones left out."""
        return tuple(link for row in self.rows if (link := row.link()).title or link.target)

    def may_finish(self) -> bool:
        """Every address is one that pages keep."""
        return all([row.check() for row in self.rows])

    def shift(self, row: EntryRow, by: int) -> None:
        """Put an entry one place further up (-1) or down (1); the caret stays in it."""
        at = self.rows.index(row)
        to = at + by
        if 0 <= to < len(self.rows):
            self.rows.insert(to, self.rows.pop(at))
            self._list.removeWidget(row)
            self._list.insertWidget(to, row)
            self._chain()

    def _add(self, link: AlsoReadLink) -> EntryRow:
        row = EntryRow(link, self._theme, self._search, self._state_of)
        row.remove.clicked.connect(lambda: self._drop(row))
        row.moved.connect(lambda by: self.shift(row, by))
        row.story_taken.connect(lambda: self._go_on(row))
        row.resized.connect(self.refit)
        self.rows.append(row)
        self._list.addWidget(row)
        self._chain()
        self.refit()
        return row

    def _chain(self) -> None:
        """Tab goes from entry to entry as they stand."""
        widgets = [widget for row in self.rows for widget in (row.title, row.target, row.remove)]
        for before, after in zip(widgets, [*widgets[1:], self.add], strict=True):
            QWidget.setTabOrder(before, after)

    def _go_on(self, row: EntryRow) -> None:
        """A story was taken: the caret waits where the next one would be named."""
        at = self.rows.index(row)
        following = self.rows[at + 1] if at + 1 < len(self.rows) else self._add(AlsoReadLink(""))
        following.title.setFocus()

    def _drop(self, row: EntryRow) -> None:
        at = self.rows.index(row)
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        if not self.rows:
            self._add(AlsoReadLink(""))
        self.rows[min(at, len(self.rows) - 1)].title.setFocus()
        self._chain()
        self.refit()

    def _done(self) -> None:
        links = self.links()
        if not links:
            self.removed.emit()
        elif links != self._before:
            self.chosen.emit(RichBlock(Kind.ALSO_READ, links=links))


class EntryRow(QWidget):
    """One entry: title, address, how it stands.

    Signals: moved(int), it is wanted further up or down; story_taken(), a story was chosen; resized().
    """

    moved = Signal(int)
    story_taken = Signal()
    resized = Signal()

    def __init__(self, link: AlsoReadLink, theme: Theme, search: Search, state_of: StateOf) -> None:
        super().__init__()
        self._state_of = state_of
        self._before = link
        self.title = QLineEdit(link.title)
        self.title.setPlaceholderText("Words of a headline, or any title")
        self.title.setAccessibleName("Title")
        self.target = QLineEdit(link.target)
        self.target.setPlaceholderText("Address")
        self.target.setAccessibleName("Address")
        self.target.setCursorPosition(0)
        self.state = TextLabel("", theme, "meta", "tertiary")
        for line in (self.title, self.target):
            type_role(line, "interface", theme)
            line.installEventFilter(self)
        self.remove = tool_button("x", "Remove this entry", theme, size=24)
        self.offers = StoryOffers(self.title, search, theme)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.title, 3)
        row.addWidget(self.target, 2)
        row.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.offers)
        column.addWidget(self.state)
        self.offers.story_chosen.connect(self._take)
        self.offers.resized.connect(self.resized)
        self.title.textChanged.connect(self._show_state)
        self.target.textChanged.connect(self._show_state)
        self._show_state()

    def link(self) -> AlsoReadLink:
        """The entry as it stands."""
        text = self.target.text().strip()
        try:
            target = text if text == self._before.target else typed_address(text)
        except AddressRefused:
            target = ""
        return AlsoReadLink(self.title.text().strip(), target)

    def check(self) -> bool:
        """Whether the address is one that pages keep; says so if not."""
        text = self.target.text().strip()
        try:
            if text != self._before.target:
                typed_address(text)
        except AddressRefused as refusal:
            self._say(str(refusal), warns=True)
            self.target.setFocus()
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt and an arrow move the entry."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            keys = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in keys:
                self.moved.emit(keys[Qt.Key(event.key())])
                return True
        return False

    def _take(self, entry: StoryEntry) -> None:
        self.title.setText(entry.headline or entry.slug)
        self.target.setText(f"{entry.slug}.md")
        self.target.setCursorPosition(0)
        self.story_taken.emit()

    def _show_state(self) -> None:
        link = self.link()
        if not link.title and not link.target:
            self._say("", warns=False)
            return
        state = self._state_of(link)
        words = f"Published {state.note}" if state.is_public else state.note
        self._say(words, warns=state.warns)

    def _say(self, words: str, *, warns: bool) -> None:
        was_shown = not self.state.isHidden()
        self.state.setText(words)
        self.state.set_tone("developing" if warns else "tertiary")
        self.state.setVisible(bool(words))
        if was_shown != bool(words):
            self.resized.emit()
