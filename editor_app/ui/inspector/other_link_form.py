"""The small form that adds a link to a page outside the newsroom."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from editor_app.ui.theme import Theme, type_role
from editor_app.ui.widgets.buttons import default_button
from editor_app.ui.widgets.fields import LabeledField


class OtherLinkForm(QFrame):
    """`link_added(url, title)`; `closed()` when it is folded away."""

    link_added = Signal(str, str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("popover", True)
        self.address = QLineEdit()
        self.address.setPlaceholderText("https://")
        self.words = QLineEdit()
        for field in (self.address, self.words):
            type_role(field, "interface", theme)
        self._address_field = LabeledField(self.tr("Address"), self.address, theme)
        self.add = default_button(self.tr("Add link"), theme)
        cancel = default_button(self.tr("Cancel"), theme)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(10)
        column.addWidget(self._address_field)
        column.addWidget(LabeledField(self.tr("Words"), self.words, theme))
        column.addLayout(buttons)
        self.add.clicked.connect(self.submit)
        cancel.clicked.connect(self.close_form)
        self.address.textEdited.connect(lambda _text: self._address_field.set_fault(""))

    def open_form(self) -> None:
        """Show the form, empty, with the caret in the address."""
        self.address.clear()
        self.words.clear()
        self._address_field.set_fault("")
        self.show()
        self.address.setFocus()

    def close_form(self) -> None:
        """Fold away without adding."""
        self.hide()
        self.closed.emit()

    def submit(self) -> None:
        """Add the link if the address can be one."""
        address = web_address(self.address.text())
        if not address:
            self._address_field.set_fault(
                self.tr("Use a web address, such as https://harbour.example/tides.")
            )
            self.address.setFocus()
            return
        words = self.words.text().strip()
        self.hide()
        self.link_added.emit(address, words)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)


def web_address(text: str) -> str:
    """`text` as an http(s) address, `https://` added when a person left it out; "" when it cannot be one."""
    text = text.strip()
    if not text or any(character.isspace() for character in text):
        return ""
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return ""
    is_web = parts.scheme.lower() in ("http", "https") and ("." in host.strip(".") or host == "localhost")
    return text if is_web else ""
