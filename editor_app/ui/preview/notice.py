"""What stands in the well when there is no page to show: why, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from editor_app.ui.theme import Theme, set_surface, set_tone, type_role
from editor_app.ui.widgets.buttons import default_button


class PreviewNotice(QWidget):
    """A title, a line of help and at most one button.

    Signals:
        chosen(): the button was pressed.
    """

    chosen = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_surface(self, "well")
        self._title = _centred_label("interface_strong", "primary", theme)
        self._help = _centred_label("meta", "secondary", theme)
        self.button = default_button("", theme)
        self.button.clicked.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(4)
        column.addStretch(2)
        column.addWidget(self._title)
        column.addWidget(self._help)
        column.addSpacing(10)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    @property
    def title(self) -> str:
        """The title that is showing."""
        return self._title.text()

    def say(self, title: str, help_text: str = "", button: str = "") -> None:
        """Show these words; an empty one is left out."""
        self._title.setText(title)
        self._help.setText(help_text)
        self._help.setVisible(bool(help_text))
        self.button.setText(button)
        self.button.setVisible(bool(button))


def _centred_label(role: str, tone: str, theme: Theme) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    type_role(label, role, theme)
    set_tone(label, tone)
    return label
