"""How far an import is, for one that takes longer than a moment."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from editor_app.ui.dialogs.sheet import Sheet
from editor_app.ui.theme import Theme
from editor_app.ui.widgets.buttons import default_button
from editor_app.ui.widgets.text_label import TextLabel


class ImportProgress(Sheet):
    """`stopped()`: the person wants no more files to be read; the sheet stays until the one at work is done."""

    stopped = Signal()

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, "Importing", host, 440)
        self.words = TextLabel("", theme, "interface", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Importing"))
        self.body.addWidget(self.words)
        self.body.addWidget(self.bar)
        footer = self.add_footer()
        footer.addStretch(1)
        self.stop = default_button(self.tr("Stop"), theme)
        self.stop.clicked.connect(self.escape)
        footer.addWidget(self.stop)
        self.main_button = self.stop

    def show_step(self, name: str, done: int, total: int) -> None:
        """It is the turn of the file `name`; `done` of `total` were read before."""
        if self.stop.isEnabled():
            words = self.tr("Reading {0}, {1} of {2}") if total > 1 else self.tr("Reading {0}")
            self.words.setText(words.format(name, done + 1, total))
        self.bar.setRange(0, total if total > 1 else 0)  # of a single file nobody knows how long it takes
        self.bar.setValue(done)

    def escape(self) -> None:
        """Stop, and wait for the file at work."""
        self.stop.setEnabled(False)
        self.words.setText(self.tr("Stopping after the file that is being read…"))
        self.stopped.emit()
