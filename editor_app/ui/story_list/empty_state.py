"""What an empty list says: one line, one line of help, one action."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from editor_app.ui.theme import Theme, set_tone, type_role
from editor_app.ui.widgets.buttons import Button


class EmptyState(QWidget):
    """Centred words with an action below. `action_chosen` is emitted when it is pressed."""

    action_chosen = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._help = QLabel(), QLabel()
        self._action = Button("", theme, "link")
        type_role(self._title, "interface_strong", theme)
        type_role(self._help, "interface", theme)
        set_tone(self._help, "tertiary")
        for label in (self._title, self._help):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(4)
        column.addStretch(3)
        column.addWidget(self._title)
        column.addWidget(self._help)
        column.addSpacing(8)
        column.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(4)
        self._action.clicked.connect(self.action_chosen)

    def say(self, title: str, help_text: str, action: str = "") -> None:
        """Show other words; `action` "" shows no action."""
        self._title.setText(title)
        self._help.setText(help_text)
        self._help.setVisible(bool(help_text))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(title)
        self.setAccessibleDescription(help_text)
