"""The link dialog: to a story of the newsroom, found by its words, or to an address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from editor_app.ui.dialogs.sheet import Sheet
from editor_app.ui.theme import Theme, type_role
from editor_app.ui.widgets.buttons import default_button, destructive_button, primary_button
from editor_app.ui.widgets.fields import LabeledField

SHOWN = 6


class LinkDialog(Sheet):
    """Signals:
    link_chosen(address, words): an address, or "slug.md" for a story; the words to show.
    link_removed(): the link is to go, its words stay.
    """

    link_chosen = Signal(str, str)
    link_removed = Signal()

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        *,
        address: str = "",
        words: str = "",
        search: Callable[[str], Sequence[Any]] = lambda _query: (),
    ) -> None:
        super().__init__(theme, self.tr("Edit link") if address else self.tr("Add link"), host, 460)
        self._search = search
        self.target = QLineEdit(address)
        self.target.setPlaceholderText(self.tr("Address, or words of a story"))
        self.words = QLineEdit(words)
        for field in (self.target, self.words):
            type_role(field, "interface", theme)
        self.results = QListWidget()
        self.results.setProperty("completer", True)
        self.results.setAccessibleName(self.tr("Stories found"))
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        type_role(self.results, "interface", theme)
        self.results.hide()
        self._target_field = LabeledField(self.tr("Link to"), self.target, theme)
        self.body.addWidget(self._target_field)
        self.body.addWidget(self.results)
        self.body.addWidget(LabeledField(self.tr("Words"), self.words, theme))
        self._build_footer(bool(address))
        self.target.textEdited.connect(self._look)
        self.target.installEventFilter(self)
        self.results.itemClicked.connect(self._take)

    def first_focus(self) -> QWidget | None:
        """The address."""
        return self.target

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.target and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self.results.count():
                row = (self.results.currentRow() + step) % self.results.count()
                self.results.setCurrentRow(row)
                return True
        return super().eventFilter(watched, event)

    def submit(self) -> None:
        """Use the story that is highlighted, else the address."""
        item = self.results.currentItem() if self.results.isVisible() else None
        if item is not None:
            self._take(item)
            return
        address = link_address(self.target.text())
        if not address:
            self._target_field.set_fault(self.tr("Use a web address or choose a story from the list."))
            self.relayout()
            return
        self._send(address, self.words.text().strip())

    def _build_footer(self, has_link: bool) -> None:
        row = self.add_footer()
        self.remove = destructive_button(self.tr("Remove link"), self.theme)
        self.remove.setVisible(has_link)
        cancel = default_button(self.tr("Cancel"), self.theme)
        self.apply = primary_button(self.tr("Change link") if has_link else self.tr("Add link"), self.theme)
        row.addWidget(self.remove)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.apply)
        self.remove.clicked.connect(self._remove)
        cancel.clicked.connect(self.close_sheet)
        self.apply.clicked.connect(self.submit)

    def _look(self, text: str) -> None:
        self._target_field.set_fault("")
        self.results.clear()
        query = text.strip()
        found = [] if not query or link_address(query) else list(self._search(query))[:SHOWN]
        for entry in found:
            item = QListWidgetItem(entry.headline)
            item.setData(Qt.ItemDataRole.UserRole, (f"{entry.slug}.md", entry.headline))
            item.setToolTip(entry.slug)
            self.results.addItem(item)
        self.results.setVisible(bool(found))
        if found:
            self.results.setCurrentRow(0)
            self.results.setFixedHeight(self.results.sizeHintForRow(0) * len(found) + 12)
        self.relayout()

    def _take(self, item: QListWidgetItem) -> None:
        address, headline = item.data(Qt.ItemDataRole.UserRole)
        self._send(address, self.words.text().strip() or headline)

    def _send(self, address: str, words: str) -> None:
        self.close_sheet()
        self.link_chosen.emit(address, words or address)

    def _remove(self) -> None:
        self.close_sheet()
        self.link_removed.emit()


def link_address(text: str) -> str:
    """`text` as something a link may lead to: http(s), mailto, "slug.md", "#part"; "" when it is none of them."""
    text = text.strip()
    if not text or any(character.isspace() for character in text):
        return ""
    if text.endswith(".md") or (text.startswith("#") and len(text) > 1):
        return text
    try:
        parts = urlsplit(text)
        if parts.scheme.lower() in ("http", "https"):
            return text if parts.hostname else ""
        if parts.scheme.lower() == "mailto":
            return text if "@" in parts.path else ""
        if parts.scheme and "." not in parts.scheme:
            return ""  # javascript:, data:, file: and the like
        host = urlsplit(f"https://{text}").hostname or ""
    except ValueError:
        return ""
    if "@" in text and "/" not in text:
        return f"mailto:{text}"
    labels = host.split(".")
    return f"https://{text}" if len(labels) > 1 and all(labels) and len(labels[-1]) > 1 else ""
