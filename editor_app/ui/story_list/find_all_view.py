"""Find in all stories, in the story list's place: a field, options, and what was found, story by story.

Asks and shows; who searches, and what opens, is decided outside.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from editor_app.richtext.search import Query
from editor_app.session.story_search import Progressed
from editor_app.ui.story_list.empty_state import EmptyState
from editor_app.ui.story_list.found_rows import FoundDelegate, FoundModel, FoundRow
from editor_app.ui.theme import Theme, set_surface, type_role
from editor_app.ui.widgets.announcement import announce
from editor_app.ui.widgets.buttons import ToolButton, tool_button
from editor_app.ui.widgets.divider import hline
from editor_app.ui.widgets.text_label import TextLabel

TYPING_PAUSE_MS = 150
_ALL = "Find in all stories"
_HELP = "Headlines, standfirsts, texts and slugs are searched as you type."


class FindAllView(QWidget):
    """The search.

    Signals:
        asked(Query): look for this; a query without text: for nothing any more.
        opened(FoundRow): the story of a row is wanted, at what the row shows.
        left(): back to the story list.
    """

    asked = Signal(object)
    opened = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stories = self._hits = 0
        self.setAccessibleName(_ALL)
        set_surface(self, "list")
        self.words = QLineEdit()
        self.words.setPlaceholderText("Words to find")
        self.words.setAccessibleName(_ALL)
        self.words.setClearButtonEnabled(True)
        type_role(self.words, "interface", theme)
        self.case = _option("text-aa", "Match capitals", theme)
        self.whole_words = _option("whole-word", "Whole words only", theme)
        self.regex = _option("asterisk", "Regular expression", theme)
        self.status = TextLabel("", theme, "meta", "secondary")
        self.model = FoundModel(self)
        self.list = QListView()
        self._empty = EmptyState(theme)
        self._stack = QStackedWidget()
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._build()
        self._connect()
        self._say_nothing_asked()

    @property
    def query(self) -> Query:
        """What is asked."""
        return Query(
            self.words.text(), self.case.isChecked(), self.whole_words.isChecked(), self.regex.isChecked()
        )

    def begin(self, words: str = "") -> None:
        """Take the keyboard, with these words or with the last ones selected, and look again: stories may have changed."""
        if words:
            self.words.setText(words)
        self.words.selectAll()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._ask()

    def show_began(self) -> None:
        """A new search began."""
        self._stories = self._hits = 0
        self.model.clear()
        self.status.setText("")

    def show_progress(self, progress: Progressed) -> None:
        """Some stories were looked at."""
        was_empty = not self.model.rows
        self.model.add(progress.found)
        self._stories += len(progress.found)
        self._hits += sum(story.count for story in progress.found)
        if was_empty and self.model.rows:
            self._stack.setCurrentWidget(self.list)
            self._choose(1)
        self.status.setText(
            f"{self._found_words()} Looked at {progress.looked_at:,} of {progress.total:,} stories…"
        )

    def show_end(self, complete: bool) -> None:
        """All stories were looked at, or there is more than anybody would read."""
        self.status.setText(
            self._found_words()
            if complete
            else f"More than {self._hits:,} matches. Say more exactly what to look for."
        )
        if not self.model.rows:
            self._stack.setCurrentWidget(self._empty)
            self._empty.say(f"No story has ‘{self.words.text().strip()}’", "", "Clear")
        announce(self, self.status.text())

    def show_failure(self, sentence: str) -> None:
        """The search cannot be made."""
        self.model.clear()
        self.status.setText("")
        self._stack.setCurrentWidget(self._empty)
        self._empty.say("Nothing was searched", sentence)
        announce(self, sentence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows go through what was found, from the field too; Enter opens; Esc goes back."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        match event.key():
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if watched in (self.words, self.list):
                self._open_current()
            case Qt.Key.Key_Down if watched is self.words:
                self._choose(self.list.currentIndex().row() + 1)
            case Qt.Key.Key_Up if watched is self.words:
                self._choose(self.list.currentIndex().row() - 1)
            case Qt.Key.Key_Up if watched is self.list and self.list.currentIndex().row() <= 0:
                self.words.setFocus(Qt.FocusReason.OtherFocusReason)
            case _:
                return False
        return True

    # -- inside

    def _build(self) -> None:
        title = TextLabel(_ALL, self._theme, "interface_strong")
        close = tool_button("x", "Back to the story list", self._theme, size=24)
        close.clicked.connect(self.left)
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 8, 0)
        head.addWidget(title, 1)
        head.addWidget(close)
        top = QWidget()
        top.setFixedHeight(44)
        top.setLayout(head)
        self.words.setFixedHeight(28)
        row = QHBoxLayout()
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(2)
        row.addWidget(self.words, 1)
        row.addSpacing(4)
        for option in (self.case, self.whole_words, self.regex):
            row.addWidget(option)
        said = QHBoxLayout()
        said.setContentsMargins(14, 6, 10, 7)
        said.addWidget(self.status)
        self.status.setMinimumHeight(16)
        self.list.setModel(self.model)
        self.list.setItemDelegate(FoundDelegate(self._theme, self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("surface", "list")
        self.list.setMouseTracking(True)
        self.list.setAccessibleName("Matches")
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addLayout(row)
        column.addLayout(said)
        column.addWidget(hline())
        column.addWidget(self._stack, 1)
        for widget in (self.words, self.list, self.case, self.whole_words, self.regex, close):
            widget.installEventFilter(self)

    def _connect(self) -> None:
        self._pause.timeout.connect(self._ask)
        self.words.textChanged.connect(lambda _text: self._pause.start())
        for option in (self.case, self.whole_words, self.regex):
            option.toggled.connect(lambda _on: self._ask())
        self.list.clicked.connect(lambda _index: self._open_current())
        self._empty.action_chosen.connect(self._clear)
        self._theme.changed.connect(self.list.viewport().update)

    def _ask(self) -> None:
        self._pause.stop()
        if not self.words.text().strip():
            self._say_nothing_asked()
            self.asked.emit(Query())
            return
        self.asked.emit(self.query)

    def _say_nothing_asked(self) -> None:
        self.model.clear()
        self.status.setText("")
        self._stack.setCurrentWidget(self._empty)
        self._empty.say("Type what to look for", _HELP)

    def _clear(self) -> None:
        self.words.clear()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _found_words(self) -> str:
        if not self._hits:
            return "No matches."
        matches = "1 match" if self._hits == 1 else f"{self._hits:,} matches"
        return f"{matches} in {'1 story' if self._stories == 1 else f'{self._stories:,} stories'}."

    def _choose(self, row: int) -> None:
        if self.model.rows:
            self.list.setCurrentIndex(self.model.index(max(0, min(row, len(self.model.rows) - 1)), 0))

    def _open_current(self) -> None:
        at = self.list.currentIndex().row()
        if 0 <= at < len(self.model.rows):
            row = self.model.rows[at]
            self.opened.emit(FoundRow(row.story, row.line or row.story.lines[0]))


def _option(icon: str, name: str, theme: Theme) -> ToolButton:
    button = tool_button(icon, name, theme, size=24)
    button.setCheckable(True)
    return button
