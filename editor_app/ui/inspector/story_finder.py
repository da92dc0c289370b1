"""Finding a story of the newsroom as one types: the field, how many were found, and the results with Add buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from editor_app.ui.theme import Theme, type_role
from editor_app.ui.widgets.buttons import default_button
from editor_app.ui.widgets.text_label import TextLabel

SHOWN = 6


class ResultRow(QFrame):
    """One story found; the highlighted one is what Enter adds."""

    add_asked = Signal()
    hovered = Signal()

    def __init__(self, headline: str, about: str, tone: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("resultRow")
        self.add = default_button(self.tr("Add"), theme, size="small")
        self.add.setAccessibleName(self.tr("Add {0}").format(headline))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(TextLabel(headline, theme, "interface_medium", wrap=True))
        words.addWidget(TextLabel(about, theme, "meta", tone, wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 7)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self.add)
        self.add.clicked.connect(self.add_asked)
        self.set_highlighted(False)

    def set_highlighted(self, on: bool) -> None:
        """Mark as the one that Enter adds."""
        color = self._theme.color("sel.bg").name() if on else "transparent"
        self.setStyleSheet(f"#resultRow {{ background: {color}; border-radius: 4px; }}")

    def enterEvent(self, event: Any) -> None:
        super().enterEvent(event)
        self.hovered.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.add_asked.emit()


class StoryFinder(QWidget):
    """`search(query)` gives the entries; `about(entry)` the small line and its tone. `chosen(entry)` when one is added."""

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        search: Callable[[str], Sequence[Any]],
        about: Callable[[Any], tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._search = search
        self._about = about
        self._entries: list[Any] = []
        self._rows: list[ResultRow] = []
        self._current = 0
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search stories to add"))
        self.field.setAccessibleName(self.tr("Search stories to add"))
        type_role(self.field, "interface", theme)
        self._glass = QAction(self)
        self.field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._count = TextLabel("", theme, "meta", "tertiary", parent=self.field)
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._frame = QFrame()
        self._frame.setProperty("popover", True)
        self._results = QVBoxLayout(self._frame)
        self._results.setContentsMargins(4, 4, 4, 4)
        self._results.setSpacing(1)
        self._frame.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self._frame)
        self.field.textChanged.connect(self.look)
        self.field.installEventFilter(self)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def found(self) -> tuple[Any, ...]:
        """The entries now shown."""
        return tuple(self._entries)

    def look(self) -> None:
        """Search for what is in the field."""
        query = self.field.text().strip()
        entries = list(self._search(query)) if query else []
        self._entries = entries[:SHOWN]
        self._show(query, len(entries))

    def add(self, index: int) -> None:
        """Choose one of the results; they stay, so that another can be added."""
        if 0 <= index < len(self._entries):
            self.chosen.emit(self._entries[index])
            self.look()

    def clear(self) -> None:
        """Empty the field and fold the results away."""
        self.field.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.Resize:
            self._place_count()
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add(self._current)
            return True
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._rows and not event.modifiers():
            step = 1 if key == Qt.Key.Key_Down else -1
            self._highlight((self._current + step) % len(self._rows))
            return True
        if key == Qt.Key.Key_Escape and self.field.text():
            self.clear()
            return True
        return False

    def _show(self, query: str, total: int) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        while self._results.takeAt(0) is not None:
            pass
        self._rows = []
        for index, entry in enumerate(self._entries):
            about, tone = self._about(entry)
            row = ResultRow(entry.headline, about, tone, self._theme)
            row.add_asked.connect(lambda index=index: self.add(index))
            row.hovered.connect(lambda index=index: self._highlight(index))
            self._rows.append(row)
            self._results.addWidget(row)
        if query and not self._entries:
            none = TextLabel(
                self.tr("No story matches “{0}”.").format(query), self._theme, "meta", "tertiary", wrap=True
            )
            none.setContentsMargins(8, 6, 8, 6)
            self._results.addWidget(none)
        self._frame.setVisible(bool(query))
        self._count.setText(self.tr("{0} found").format(total) if query else "")
        self._place_count()
        self._highlight(0)

    def _highlight(self, index: int) -> None:
        self._current = index
        for position, row in enumerate(self._rows):
            row.set_highlighted(position == index)
        if 0 <= index < len(self._entries):
            self.field.setAccessibleDescription(
                self.tr("Enter adds {0}").format(self._entries[index].headline)
            )

    def _place_count(self) -> None:
        size = self._count.sizeHint()
        self._count.setGeometry(
            self.field.width() - size.width() - 10,
            (self.field.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )
        self.field.setTextMargins(0, 0, size.width() + 6 if self._count.text() else 0, 0)

    def _restyle(self) -> None:
        self._glass.setIcon(self._theme.icon("magnifying-glass", "text.tertiary"))
        self._highlight(self._current)
