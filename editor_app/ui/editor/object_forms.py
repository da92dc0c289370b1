"""The popovers that edit what is not text: a picture's words, the entries of "Also read", a card's source."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from editor_app.markup.rich import AlsoReadLink, Kind, RichBlock
from editor_app.stories.catalogue import StoryEntry
from editor_app.ui.editor.popover import Popover
from editor_app.ui.editor.story_completer import Search, StoryCompleter
from editor_app.ui.theme import Theme, type_role
from editor_app.ui.widgets.buttons import quiet_button, tool_button
from editor_app.ui.widgets.text_label import TextLabel


class SourceForm(Popover):
    """The Markdown of a card. `chosen(str)`."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, source: str, name: str) -> None:
        super().__init__(
            theme, parent, remove=f"Remove {name[0].lower()}{name[1:]}" if name != "HTML" else "Remove HTML"
        )
        self._source = source
        self._shown = (
            source.replace("\r\n", "\n").replace("\r", "\n").strip("\n").encode("utf-8", "replace").decode()
        )
        self.text = QPlainTextEdit(self._shown)
        self.text.setAccessibleName("Source")
        self.text.setFont(theme.font("source"))
        self.text.setTabChangesFocus(False)
        self.text.setMinimumHeight(min(360, 40 + 21 * max(4, self._shown.count("\n") + 1)))
        self.column.addWidget(TextLabel(name, theme, "meta_medium", "tertiary"))
        self.column.addWidget(self.text)
        self.done.connect(self._done)

    def _done(self) -> None:
        text = self.text.document().toRawText().replace("\u2029", "\n")
        if text != self._shown:
            self.chosen.emit(text)


class AlsoReadForm(Popover):
    """The entries, a line each: type to find a story, or give a title and an address. `chosen(RichBlock)`."""

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, parent: QWidget, links: tuple[AlsoReadLink, ...], search: Search
    ) -> None:
        super().__init__(theme, parent, remove="Remove block")
        self._theme, self._search = theme, search
        self._before = links
        self.rows: list[_EntryRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.column.addWidget(TextLabel("Also read", theme, "meta_medium", "tertiary"))
        self.column.addLayout(self._list)
        add = quiet_button("Add another", theme, icon="plus", size="small")
        add.clicked.connect(lambda: self._add(AlsoReadLink("")).title.setFocus())
        self.buttons.insertWidget(1, add)
        for link in links or (AlsoReadLink(""),):
            self._add(link)
        self.done.connect(self._done)

    def _add(self, link: AlsoReadLink) -> _EntryRow:
        row = _EntryRow(link, self._theme, self._search)
        row.remove.clicked.connect(lambda: self._drop(row))
        self.rows.append(row)
        self._list.addWidget(row)
        self.setMinimumHeight(0)
        self.setMaximumHeight(16_777_215)
        self.adjustSize()
        return row

    def _drop(self, row: _EntryRow) -> None:
        self.rows.remove(row)
        row.deleteLater()

    def _done(self) -> None:
        links = tuple(link for row in self.rows if (link := row.link()).title or link.target)
        if not links:
            self.removed.emit()
        elif links != self._before:
            self.chosen.emit(RichBlock(Kind.ALSO_READ, links=links))


class _EntryRow(QWidget):
    def __init__(self, link: AlsoReadLink, theme: Theme, search: Search) -> None:
        super().__init__()
        self.title = QLineEdit(link.title)
        self.title.setPlaceholderText("Headline of a story, or any title")
        self.title.setAccessibleName("Title")
        self.target = QLineEdit(link.target)
        self.target.setPlaceholderText("Address")
        self.target.setAccessibleName("Address")
        self.target.setCursorPosition(0)
        for line in (self.title, self.target):
            type_role(line, "interface", theme)
        self.remove = tool_button("x", "Remove this entry", theme, size=24)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.title, 3)
        row.addWidget(self.target, 2)
        row.addWidget(self.remove)
        completer = StoryCompleter(self.title, search)
        completer.story_chosen.connect(self._story_chosen)

    def link(self) -> AlsoReadLink:
        """The entry as it stands."""
        return AlsoReadLink(self.title.text().strip(), self.target.text().strip())

    def _story_chosen(self, entry: StoryEntry) -> None:
        self.target.setText(f"{entry.slug}.md")
        self.target.setCursorPosition(0)


def caret_to_end(text: QPlainTextEdit) -> None:
    """Put the caret behind the last character."""
    cursor = text.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    text.setTextCursor(cursor)
