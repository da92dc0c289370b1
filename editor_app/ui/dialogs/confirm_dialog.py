"""A question before something that readers will notice, such as spiking a published story."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from editor_app.ui.dialogs.sheet import Sheet
from editor_app.ui.direction import isolated
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import default_button, destructive_button, primary_button
from editor_app.ui.widgets.text_label import TextLabel


class ConfirmDialog(Sheet):
    """`confirmed()` when the person presses the verb; Esc, Enter on the other button, and Cancel leave things be."""

    confirmed = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        words: str,
        verb: str,
        host: QWidget,
        *,
        keep: str = "",
        destructive: bool = True,
    ) -> None:
        super().__init__(theme, title, host, 420)
        self.body.addWidget(TextLabel(words, theme, "interface", "secondary", wrap=True))
        row = self.add_footer()
        self.keep = default_button(keep or self.tr("Cancel"), theme)
        self.confirm = destructive_button(verb, theme) if destructive else primary_button(verb, theme)
        row.addStretch(1)
        row.addWidget(self.keep)
        row.addWidget(self.confirm)
        self.main_button = self.keep if destructive else self.confirm
        self.keep.clicked.connect(self.close_sheet)
        self.confirm.clicked.connect(self._confirm)

    def _confirm(self) -> None:
        self.close_sheet()
        self.confirmed.emit()


def spike_question(theme: Theme, headline: str, host: QWidget) -> ConfirmDialog:
    """The question before a published story is spiked."""
    words = _tr(
        "“{0}” is on the site. Spiking it takes its page away at once. "
        "It waits in Spiked and can be restored."
    ).format(isolated(headline))
    return ConfirmDialog(theme, _tr("Spike a published story"), words, _tr("Spike story"), host)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ConfirmDialog", text)
