"""Rows that say how a check went: what must be fixed, what to look at, what passed. For the Checks panel and publishing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from editor_app.stories.checks import Problem, Severity
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import Button, link_button, quiet_button
from editor_app.ui.widgets.columns import remove_all
from editor_app.ui.widgets.divider import hline
from editor_app.ui.widgets.text_label import TextLabel

PASSED_SHOWN = 5
PROBLEMS_SHOWN = 30  # each row is six widgets: a hundred of them hold the window up

# state -> icon and the token it is drawn in; "waiting" is a ring, drawn where it is used
MARKS: dict[str, tuple[str, str]] = {
    "must_fix": ("x-circle-fill", "breaking.text"),
    "look_at": ("warning-fill", "developing.text"),
    "passed": ("check-circle-fill", "ready.text"),
    "none": ("x-circle-fill", "text.tertiary"),
    "waiting": ("circle", "text.tertiary"),
    "running": ("", "accent"),
}


class Mark(QLabel):
    """The icon of a state, following the theme."""

    def __init__(self, state: str, theme: Theme, size: int = 16) -> None:
        super().__init__()
        self._theme, self._state, self._size = theme, state, size
        theme.changed.connect(self._draw)
        self._draw()

    def set_state(self, state: str) -> None:
        """Show another state, a key of `MARKS`."""
        self._state = state
        self._draw()

    def _draw(self) -> None:
        icon, token = MARKS[self._state]
        self.setPixmap(self._theme.pixmap(icon, self._size, token) if icon else self._ring(token))

    def _ring(self, token: str) -> QPixmap:
        """A ring of which a quarter is done: work under way, without motion."""
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(self._size * ratio), round(self._size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(2, 2, self._size - 4, self._size - 4)
        painter.setPen(QPen(self._theme.color("line.strong"), 1.8))
        painter.drawEllipse(ring)
        painter.setPen(QPen(self._theme.color(token), 1.8))
        painter.drawArc(ring, 90 * 16, -100 * 16)
        painter.end()
        return pixmap


class CheckRow(QWidget):
    """One line: mark, title, perhaps advice below, perhaps Show. `show_asked()` when Show is pressed."""

    show_asked = Signal()

    def __init__(
        self, state: str, title: str, theme: Theme, advice: str = "", can_show: bool = False
    ) -> None:
        super().__init__()
        self.title = title
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(" ".join(part for part in (title, advice) if part))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 7)
        row.setSpacing(9)
        row.addWidget(Mark(state, theme), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(TextLabel(title, theme, "interface", wrap=True))
        if advice:
            words.addWidget(TextLabel(advice, theme, "meta", "tertiary", wrap=True))
        row.addLayout(words, 1)
        self.show_button: Button | None = None
        if can_show:
            self.show_button = link_button(self.tr("Show"), theme)
            self.show_button.setAccessibleName(self.tr("Show: {0}").format(title))
            self.show_button.clicked.connect(self.show_asked)
            row.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignTop)


class CheckList(QWidget):
    """Rows with hairlines between them. `place_requested(Place)` when a problem is to be shown."""

    place_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[CheckRow] = []
        self._all_passed = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def clear(self) -> None:
        """Take all rows away."""
        self.rows = []
        remove_all(self._column)

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """A row for each problem, with Show; past `PROBLEMS_SHOWN` they wait behind "Show n more"."""
        for problem in problems[:PROBLEMS_SHOWN]:
            state = "must_fix" if problem.severity is Severity.MUST_FIX else "look_at"
            row = CheckRow(state, problem.title, self._theme, problem.advice, can_show=True)
            row.show_asked.connect(lambda place=problem.place: self.place_requested.emit(place))
            self._add(row)
        if rest := problems[PROBLEMS_SHOWN:]:
            shown = min(len(rest), PROBLEMS_SHOWN)
            words = self.tr("Show {0} more").format(shown)
            if len(rest) > shown:
                words = self.tr("Show {0} more of {1}").format(shown, len(rest))
            self._wait_behind(words, lambda: self.add_problems(rest))

    def add_warnings(self, sentences: Sequence[str]) -> None:
        """A row for each thing to look at that has no place to show."""
        for words in sentences:
            self._add(CheckRow("look_at", words, self._theme))

    def add_passed(self, passed: Sequence[str], shown: int = PASSED_SHOWN) -> None:
        """A row for each check that passed; past `shown` of them they wait behind "n more passed"."""
        hidden = 0 if self._all_passed else max(0, len(passed) - shown)
        for words in passed[: len(passed) - hidden]:
            self._add(CheckRow("passed", words, self._theme))
        if not hidden:
            return
        words = self.tr("1 more passed") if hidden == 1 else self.tr("{0} more passed").format(hidden)
        rest = passed[len(passed) - hidden :]

        def show_all() -> None:
            self._all_passed = True
            for each in rest:
                self._add(CheckRow("passed", each, self._theme))

        self._wait_behind(words, show_all)

    def _wait_behind(self, words: str, unfold: Callable[[], None]) -> None:
        """A button in a row of its own that makes way for what `unfold` adds; the keys go on with its first row."""
        more = quiet_button(words, self._theme, icon="caret-right", size="small")
        more.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

        def make_way() -> None:
            first, had_keys = len(self.rows), more.hasFocus()
            self._drop_last()
            unfold()
            button = self.rows[first].show_button if len(self.rows) > first else None
            if had_keys and button is not None:
                button.setFocus(Qt.FocusReason.TabFocusReason)

        more.clicked.connect(make_way)
        self._add(more)
        self.more = more

    def _drop_last(self) -> None:
        """Take the last row and the line above it away."""
        for _ in range(min(2, self._column.count())):
            item = self._column.takeAt(self._column.count() - 1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add(self, row: QWidget) -> None:
        if self._column.count():
            self._column.addWidget(hline())
        self._column.addWidget(row)
        if isinstance(row, CheckRow):
            self.rows.append(row)
