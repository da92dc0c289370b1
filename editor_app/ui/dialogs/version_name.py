"""Save version: asks what to call what the story says now."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from editor_app.ui.dialogs.sheet import Sheet
from editor_app.ui.theme import Theme, type_role
from editor_app.ui.widgets.buttons import default_button, primary_button
from editor_app.ui.widgets.fields import LabeledField
from editor_app.ui.widgets.text_label import TextLabel

LONGEST_NAME = 80


class VersionName(Sheet):
    """`named(str)` when the person pressed Save version; the name may be empty."""

    named = Signal(str)

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, self.tr("Save version"), host, 420)
        words = self.tr("What the story says now is kept in History until you need it. It is not published.")
        self.body.addWidget(TextLabel(words, theme, "interface", "secondary", wrap=True))
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(self.tr("Before legal"))
        type_role(self.name, "interface", theme)
        self.body.addWidget(LabeledField(self.tr("Name (optional)"), self.name, theme))
        row = self.add_footer()
        cancel = default_button(self.tr("Cancel"), theme)
        self.main_button = primary_button(self.tr("Save version"), theme)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.main_button)
        cancel.clicked.connect(self.close_sheet)
        self.main_button.clicked.connect(self._save)

    def first_focus(self) -> QWidget | None:
        """The field."""
        return self.name

    def _save(self) -> None:
        name = self.name.text()
        self.close_sheet()
        self.named.emit(name)
