"""What an import brought in, story by story, and what it could not read and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from editor_app.ui.dialogs.scrolling import scrolling
from editor_app.ui.dialogs.sheet import Sheet
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import link_button, primary_button
from editor_app.ui.widgets.check_rows import Mark
from editor_app.ui.widgets.divider import hline
from editor_app.ui.widgets.text_label import TextLabel


@dataclass(frozen=True, slots=True)
class ImportedStory:
    """A draft that an import made. `about` says in words what was understood: "Breaking, 1 Also read, 4 networks"."""

    path: Path
    headline: str
    about: str = ""


class ImportResult(Sheet):
    """`open_story_requested(Path)`: Open beside one story; the sheet has closed."""

    open_story_requested = Signal(object)

    def __init__(
        self, theme: Theme, host: QWidget, stories: Sequence[ImportedStory], failures: Sequence[str] = ()
    ) -> None:
        super().__init__(theme, _title(len(stories)), host, 500)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.open_buttons = []
        for position, story in enumerate(stories):
            if position:
                column.addWidget(hline())
            column.addLayout(self._story_row(story))
        for sentence in failures:
            if column.count():
                column.addWidget(hline())
            column.addLayout(
                _row(Mark("must_fix", theme), TextLabel(sentence, theme, "interface", wrap=True))
            )
        column.addStretch(1)
        area = scrolling(content)
        area.setFixedHeight(min(360, column.totalHeightForWidth(440) + 2))
        self.body.addWidget(area)
        footer = self.add_footer()
        footer.addStretch(1)
        self.finish = primary_button(self.tr("Done"), theme)
        self.finish.clicked.connect(self.close_sheet)
        footer.addWidget(self.finish)
        self.main_button = self.finish

    def _story_row(self, story: ImportedStory) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(TextLabel(story.headline, self.theme, "interface_medium", wrap=True))
        about = " · ".join(part for part in (story.path.name, story.about) if part)
        words.addWidget(TextLabel(about, self.theme, "meta", "tertiary", wrap=True))
        holder = QWidget()
        holder.setLayout(words)
        words.setContentsMargins(0, 0, 0, 0)
        row = _row(Mark("passed", self.theme), holder)
        show = link_button(self.tr("Open"), self.theme)
        show.setAccessibleName(self.tr("Open {0}").format(story.headline))
        show.clicked.connect(lambda: self._open(story.path))
        self.open_buttons.append(show)
        row.addWidget(show)
        return row

    def _open(self, path: Path) -> None:
        self.close_sheet()
        self.open_story_requested.emit(path)


def _row(mark: QWidget, words: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 7, 4, 8)
    row.setSpacing(10)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return row


def _title(count: int) -> str:
    if count == 0:
        return _tr("Nothing was imported")
    return _tr("1 story imported") if count == 1 else _tr("{0} stories imported").format(count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ImportResult", text)
