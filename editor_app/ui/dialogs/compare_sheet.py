"""Two versions of one story side by side: only what differs, each with Mine or Disk, and one text made of the choices.

Shows a `Merge` and hands back a text; it saves nothing and knows of no file but its name.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from editor_app.markup.counts import word_count
from editor_app.stories.front_matter import split
from editor_app.stories.merging import Kind, Merge, Side
from editor_app.ui.dialogs.compare_rows import MIDDLE, CompareRow
from editor_app.ui.dialogs.scrolling import scrolling
from editor_app.ui.dialogs.sheet import Sheet
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.announcement import announce
from editor_app.ui.widgets.buttons import default_button, primary_button
from editor_app.ui.widgets.divider import hline
from editor_app.ui.widgets.text_label import TextLabel

WIDTH, HEIGHT = 1000, 608
_EDGE = 16


@dataclass(frozen=True, slots=True)
class CompareFacts:
    """What is said about the two versions: the file's name, their times as words (may be empty), and what the first is."""

    file_name: str
    mine_at: str
    theirs_at: str
    mine_name: str = "Mine, in Stet"


class CompareSheet(Sheet):
    """Signals:
    merged(str): the person wants this text to be the story.
    """

    merged = Signal(str)

    def __init__(self, theme: Theme, merge: Merge, facts: CompareFacts, host: QWidget) -> None:
        super().__init__(theme, f"Compare versions of {facts.file_name}", host, WIDTH, HEIGHT)
        self.merge = merge
        self.header.addWidget(TextLabel(_told(merge), theme, "interface", "secondary", wrap=True))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(hline())
        self.body.addLayout(self._heads(facts))
        self.body.addWidget(hline())
        count = len(merge.differences)
        self.rows = [
            CompareRow(theme, difference, number, count)
            for number, difference in enumerate(merge.differences, 1)
        ]
        self._area = scrolling(self._list())
        self.body.addWidget(self._area, 1)
        self._build_footer()
        for row in self.rows:
            row.chosen.connect(self._say_count)
            row.step_wanted.connect(self._step)
        self._say_count()

    @property
    def text(self) -> str:
        """The text as it is chosen now."""
        return self.merge.text({row.difference.index: row.side for row in self.rows})

    def first_focus(self) -> QWidget | None:
        """The first place where both changed something, else the first difference."""
        conflicts = [row for row in self.rows if row.difference.kind is Kind.CONFLICT]
        first = next(iter(conflicts or self.rows), None)
        if first is None:
            return self.main_button
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(first, 0, 40))
        return first.buttons[first.side]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F8 and Shift+F8 go through the differences."""
        if event.key() == Qt.Key.Key_F8:
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            event.accept()
        else:
            super().keyPressEvent(event)

    # -- inside

    def _heads(self, facts: CompareFacts) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(0)
        sides = (
            (Side.MINE, facts.mine_name, facts.mine_at, self.merge.mine),
            (Side.THEIRS, "On disk", facts.theirs_at, self.merge.theirs),
        )
        for side, name, at, text in sides:
            words = word_count(split(text)[1])
            counted = "1 word" if words == 1 else f"{words:,} words"
            half = QHBoxLayout()
            half.setContentsMargins(_EDGE, 0, _EDGE, 0)
            half.setSpacing(6)
            half.addWidget(TextLabel(name, self.theme, "interface_strong"))
            half.addWidget(
                TextLabel(", ".join(filter(None, (at, counted))), self.theme, "interface", "secondary"), 1
            )
            take = default_button("Take all", self.theme, size="small")
            take.setAccessibleName(f"Take all, {name}")
            take.clicked.connect(lambda _checked=False, side=side: self._take_all(side))
            half.addWidget(take)
            row.addLayout(half, 1)
            if side is Side.MINE:
                row.addSpacing(round(MIDDLE * self.theme.text_scale))
        return row

    def _list(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if not any(row.difference.key for row in self.rows):
            self._note(column, "Headline, standfirst and details are the same")
        for row in self.rows:
            if not row.difference.key:
                self._note(column, _same(row.difference.same_before))
            column.addWidget(row)
        self._note(column, _same(self.merge.same_at_end))
        column.addStretch(1)
        return content

    def _note(self, column: QVBoxLayout, words: str) -> None:
        if not words:
            return
        label = TextLabel(words, self.theme, "meta", "secondary", wrap=True)
        label.setContentsMargins(_EDGE, 6, _EDGE, 6)
        column.addWidget(label)
        column.addWidget(hline())

    def _build_footer(self) -> None:
        row = self.add_footer()
        self._count = TextLabel("", self.theme, "interface", "secondary", wrap=True)
        row.addWidget(self._count, 1)
        cancel = default_button("Cancel", self.theme)
        cancel.clicked.connect(self.close_sheet)
        row.addWidget(cancel)
        self.main_button = primary_button("Save this version", self.theme)
        self.main_button.clicked.connect(self._finish)
        row.addWidget(self.main_button)

    def _finish(self) -> None:
        text = self.text
        self.close_sheet()
        self.merged.emit(text)

    def _take_all(self, side: Side) -> None:
        for row in self.rows:
            row.choose(side)
        announce(self, self._count.text())

    def _say_count(self) -> None:
        mine = sum(row.side is Side.MINE for row in self.rows)
        self._count.setText(f"{mine} from mine, {len(self.rows) - mine} from disk. Both versions are kept.")

    def _step(self, by: int) -> None:
        if not self.rows:
            return
        here = next((index for index, row in enumerate(self.rows) if row.has_focus), -1 if by > 0 else 0)
        row = self.rows[(here + by) % len(self.rows)]
        row.focus_choice()
        self._area.ensureWidgetVisible(row, 0, 40)


def _told(merge: Merge) -> str:
    details = sum(bool(found.key) for found in merge.differences)
    paragraphs = len(merge.differences) - details
    parts = []
    if paragraphs:
        parts.append("1 paragraph" if paragraphs == 1 else f"{paragraphs} paragraphs")
    if details:
        parts.append("1 detail" if details == 1 else f"{details} details")
    differ = "differs" if paragraphs + details == 1 else "differ"
    both = len(merge.conflicts)
    if not parts:
        return "Only blank lines or line ends differ."
    settled = "" if both == len(merge.differences) else " What only one version changed is chosen already."
    return f"{' and '.join(parts)} {differ}. Choose a side for each.{settled}"


def _same(count: int) -> str:
    if not count:
        return ""
    return "1 paragraph is the same" if count == 1 else f"{count} paragraphs are the same"
