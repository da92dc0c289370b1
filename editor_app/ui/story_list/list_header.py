"""The head of the story list: title and count, sort, New; the filter field; the state filters with counts."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from editor_app.stories.catalogue import Sort
from editor_app.stories.workflow import Status
from editor_app.ui.theme import Theme, set_tone, type_role
from editor_app.ui.widgets.buttons import Button, default_button, toggle_button, tool_button
from editor_app.ui.widgets.divider import hline
from editor_app.ui.widgets.state_glyph import STATE_WORDS

SORT_WORDS: dict[Sort, str] = {
    Sort.NEWEST: "Newest change first",
    Sort.OLDEST: "Oldest change first",
    Sort.HEADLINE: "Headline, A to Z",
    Sort.STATUS: "State",
}
_FILTERS = (Status.DRAFT, Status.REVIEW, Status.READY, Status.PUBLISHED)
_WORD_FROM = 256  # narrower, and without a sidebar, New is its plus sign alone
_BESIDE_TITLE = 112  # what stands beside the title when it is a menu, less count and New
_COUNTS_FROM = 300  # narrower than this, the state filters lose their counts


class ListHeader(QWidget):
    """Emits what was asked for; keeps the filter text, the states chosen and the order."""

    filter_changed = Signal()
    sort_chosen = Signal(object)
    new_story_requested = Signal()
    import_requested = Signal()
    sidebar_requested = Signal()
    list_requested = Signal()
    escaped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counts: dict[Status, int] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title_row())
        box = QVBoxLayout()
        box.setContentsMargins(10, 0, 10, 8)
        box.setSpacing(7)
        box.addWidget(self._filter_field())
        box.addLayout(self._state_filters())
        column.addLayout(box)
        column.addWidget(hline())
        theme.changed.connect(self._refresh_search_icon)

    @property
    def text(self) -> str:
        """The filter as typed."""
        return self.filter.text()

    @property
    def statuses(self) -> frozenset[Status]:
        """The states chosen; none means all."""
        return frozenset(status for status, button in self._toggles.items() if button.isChecked())

    def set_title(self, title: str, count: int) -> None:
        """What the list shows and how many there are."""
        self._title.setText(title)
        self._elide_title()
        self._count.setText(str(count))
        self._count.setAccessibleName("1 story" if count == 1 else f"{count} stories")

    def set_counts(self, counts: Mapping[Status, int]) -> None:
        """How many stories each state filter would leave."""
        self._counts = dict(counts)
        self._word_toggles()

    def set_statuses(self, statuses: frozenset[Status]) -> None:
        """Choose states, silently."""
        for status, button in self._toggles.items():
            blocked = button.blockSignals(True)
            button.setChecked(status in statuses)
            button.blockSignals(blocked)

    def set_sort(self, sort: Sort) -> None:
        """Show the order in force."""
        for action in self._sorts.actions():
            action.setChecked(action.data() == sort)

    def set_filters_shown(self, shown: bool) -> None:
        """Spiked stories have no states to filter by."""
        for button in self._toggles.values():
            button.setVisible(shown)

    def set_sidebar_hidden(self, hidden: bool) -> None:
        """Without a sidebar the title becomes the menu of shelves."""
        self._sidebar_button.setVisible(hidden)
        self._title_menu.setVisible(hidden)
        self._title.setVisible(not hidden)
        self._line.setContentsMargins(6 if hidden else 12, 0, 12, 0)
        self._elide_title()

    def clear(self) -> None:
        """Take away filter and states."""
        self.set_statuses(frozenset())
        if self.filter.text():
            self.filter.clear()
        else:
            self.filter_changed.emit()

    def focus_filter(self) -> None:
        """Put the caret into the filter, its text selected."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow lists drop the counts and elide the title."""
        self._word_toggles()
        self._elide_title()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes into the list, Esc clears, then leaves."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list_requested.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.escaped.emit()
                return True
        return super().eventFilter(watched, event)

    def _title_row(self) -> QWidget:
        row = QWidget()
        row.setFixedHeight(44)
        line = self._line = QHBoxLayout(row)
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(6)
        self._sidebar_button = tool_button("sidebar", "Show sidebar", self._theme)
        self._sidebar_button.clicked.connect(self.sidebar_requested)
        self._title = QLabel()
        type_role(self._title, "interface_strong", self._theme)
        self._title_menu = Button("", self._theme, "quiet", size="small")
        type_role(self._title_menu, "interface_strong", self._theme)
        self._title_menu.setAccessibleDescription("Choose what the list shows")
        self._title_menu.setProperty("titled", True)
        self.shelf_menu = QMenu(self._title_menu)
        self._title_menu.setMenu(self.shelf_menu)
        self._count = QLabel()
        type_role(self._count, "interface", self._theme)
        set_tone(self._count, "tertiary")
        sort = tool_button("sort-descending", "Sort", self._theme)
        self._sort_menu = self._make_sort_menu(sort)
        sort.clicked.connect(lambda: self._sort_menu.popup(sort.mapToGlobal(QPoint(0, sort.height()))))
        new = self._new = default_button("New", self._theme, icon="plus-bold", size="small")
        new.setAccessibleName("New story")
        new.setToolTip("New story  Ctrl+N")
        new.clicked.connect(self.new_story_requested)
        for widget in (self._sidebar_button, self._title, self._title_menu, self._count):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(sort)
        line.addWidget(new)
        self._sidebar_button.hide()
        self._title_menu.hide()
        return row

    def _make_sort_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        self._sorts = QActionGroup(menu)
        for sort, words in SORT_WORDS.items():
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setData(sort)
            action.triggered.connect(lambda _checked=False, which=sort: self.sort_chosen.emit(which))
            self._sorts.addAction(action)
            menu.addAction(action)
        return menu

    def _filter_field(self) -> QLineEdit:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter by headline, slug or byline")
        self.filter.setAccessibleName("Filter stories")
        self.filter.setFixedHeight(self._theme.field_height)
        self.filter.setClearButtonEnabled(False)
        type_role(self.filter, "interface", self._theme)
        self._search = self.filter.addAction(
            self._theme.icon("magnifying-glass", "text.tertiary"), QLineEdit.ActionPosition.LeadingPosition
        )
        self._search.setEnabled(True)
        self._cross = self.filter.addAction(
            self._theme.icon("x", "text.tertiary", 14), QLineEdit.ActionPosition.TrailingPosition
        )
        self._cross.setToolTip("Clear filter")
        self._cross.setVisible(False)
        self._cross.triggered.connect(self.filter.clear)
        self.filter.textChanged.connect(self._filter_typed)
        self.filter.installEventFilter(self)
        return self.filter

    def _filter_typed(self, text: str) -> None:
        self._cross.setVisible(bool(text))
        self.filter_changed.emit()

    def _state_filters(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(4)
        self._toggles: dict[Status, Button] = {}
        for status in _FILTERS:
            button = toggle_button(STATE_WORDS[status], self._theme)
            button.toggled.connect(lambda _on: self.filter_changed.emit())
            self._toggles[status] = button
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _word_toggles(self) -> None:
        wide = self.width() >= _COUNTS_FROM
        for status, button in self._toggles.items():
            count = self._counts.get(status, 0)
            words = STATE_WORDS[status]
            button.setText(f"{words} {count}" if wide else words)
            button.setAccessibleName(f"{words}, {count}")

    def _elide_title(self) -> None:
        """The title gives way first; its whole words stay in the tooltip."""
        title = self._title.text()
        narrow = self.width() < _WORD_FROM and self._title.isHidden()
        self._new.setText("" if narrow else "New")
        room = self.width() - _BESIDE_TITLE - self._count.sizeHint().width() - self._new.sizeHint().width()
        words = self._title_menu.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, max(40, room))
        self._title_menu.setText(words)
        self._title_menu.setAccessibleName(title)
        self._title_menu.setToolTip(title if words != title else "")

    def _refresh_search_icon(self) -> None:
        self._search.setIcon(self._theme.icon("magnifying-glass", "text.tertiary"))
        self._cross.setIcon(self._theme.icon("x", "text.tertiary", 14))
