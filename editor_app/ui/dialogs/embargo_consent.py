"""Publishing before an embargo ends: a sheet that lets it through only after the word has been typed."""

from __future__ import annotations

from datetime import datetime, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from editor_app.ui.dialogs.sheet import Sheet
from editor_app.ui.theme import Theme, type_role
from editor_app.ui.widgets.buttons import default_button, destructive_button
from editor_app.ui.widgets.fields import LabeledField
from editor_app.ui.widgets.text_label import TextLabel
from editor_app.ui.widgets.time_words import moment_in_sentence


class EmbargoConsent(Sheet):
    """`confirmed()` once the word was typed and the button pressed."""

    confirmed = Signal()

    def __init__(self, theme: Theme, embargo: datetime, now: datetime, zone: tzinfo, host: QWidget) -> None:
        super().__init__(theme, self.tr("Break the embargo"), host, 420)
        self._word = self.tr("publish")
        when = moment_in_sentence(embargo, now, zone)
        words = self.tr(
            "This story is held until {0}. Publishing now puts it before readers at once."
        ).format(when)
        self.body.addWidget(TextLabel(words, theme, "interface", wrap=True))
        self.word = QLineEdit()
        type_role(self.word, "interface", theme)
        self.body.addWidget(LabeledField(self.tr("Type “{0}” to go on").format(self._word), self.word, theme))
        row = self.add_footer()
        keep = default_button(self.tr("Keep the embargo"), theme)
        self.confirm = destructive_button(self.tr("Publish now"), theme)
        self.confirm.setEnabled(False)
        row.addStretch(1)
        row.addWidget(keep)
        row.addWidget(self.confirm)
        self.main_button = self.confirm
        self.word.textChanged.connect(self._typed)
        keep.clicked.connect(self.close_sheet)
        self.confirm.clicked.connect(self._confirm)

    def first_focus(self) -> QWidget | None:
        """The field."""
        return self.word

    def _typed(self, text: str) -> None:
        self.confirm.setEnabled(text.strip().casefold() == self._word.casefold())

    def _confirm(self) -> None:
        self.close_sheet()
        self.confirmed.emit()
